"""Marks of papers in words."""

from flask_babel import gettext

from quizapp.domain.decimals import decimal_words
from quizapp.domain.errors import PointsOutOfRange


def _out_of_range(rule: PointsOutOfRange) -> str:
    return str(
        gettext(
            "Điểm %(points)s không nằm trong thang điểm %(most)s hoặc không theo bước điểm của lớp.",
            points=decimal_words(rule.points, 3),
            most=decimal_words(rule.maximum),
        )
    )


RULES = {PointsOutOfRange: _out_of_range}
