"""What completing a class takes, as staff set it: stored as JSON, read into the domain's Requirement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizapp.domain.completion import GRADES, Evidence, Grade, Requirement

LEVELS = ("Tốt", "Khá", "Trung bình", "Kém")
"""Of practice meetings, from the best down (HD 42-HD/BTCTW, 2025); a rubric may name others."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a class; a part that is None or False asks for nothing.

    The usual ones are those of 1147-QĐ/BTGDVTW (2025), articles 6 and 9: 80 % of the periods, 5 points of 10.
    quizzes: every quiz that counts must be passed.
    """

    attendance_percent: Fraction | None = Fraction(80)
    lessons: bool = False
    quizzes: bool = True
    practice_level: str | None = None
    paper_points: Fraction | None = Fraction(5)
    grades: tuple[Grade, ...] = GRADES


USUAL = Terms()


def stored(terms: Terms) -> dict[str, Any]:
    """As JSON; exact numbers as texts."""
    return {
        "attendance_percent": _text(terms.attendance_percent),
        "lessons": terms.lessons,
        "quizzes": terms.quizzes,
        "practice_level": terms.practice_level,
        "paper_points": _text(terms.paper_points),
        "grades": [[grade.name, str(grade.threshold)] for grade in terms.grades],
    }


def terms_of(body: Mapping[str, Any] | None) -> Terms:
    """Out of stored JSON; None gives the usual terms."""
    if body is None:
        return USUAL
    return Terms(
        attendance_percent=_number(body.get("attendance_percent")),
        lessons=bool(body.get("lessons")),
        quizzes=bool(body.get("quizzes")),
        practice_level=body.get("practice_level"),
        paper_points=_number(body.get("paper_points")),
        grades=tuple(Grade(name, Fraction(threshold)) for name, threshold in body.get("grades", ())),
    )


def requirement_of(terms: Terms, quizzes: Mapping[int, str], levels: Sequence[str] = LEVELS) -> Requirement:
    """The terms of this class at this moment: with the titles of its quizzes and the levels of its rubrics."""
    return Requirement(
        attendance_percent=terms.attendance_percent,
        quizzes=quizzes if terms.quizzes else {},
        practice_level=terms.practice_level,
        practice_levels=tuple(levels),
        paper_points=terms.paper_points,
        lessons=terms.lessons,
    )


def frozen(evidence: Evidence, requirement: Requirement, terms: Terms) -> dict[str, Any]:
    """What a completion stood on, to be kept with the certificate."""
    return {
        "terms": stored(terms),
        "quizzes": {str(key): title for key, title in requirement.quizzes.items()},
        "periods": [evidence.periods_attended, evidence.periods_held],
        "results": {
            str(key): {"percent": str(result.percent), "passed": result.passed}
            for key, result in evidence.quizzes.items()
        },
        "practice_level": evidence.practice_level,
        "paper_points": _text(evidence.paper_points),
        "lessons": [evidence.lessons_read, evidence.lessons_total],
    }


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
