"""The paper form of a rubric: one A4 sheet for each grader and group, to be filled by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from quizapp.formats.letterhead import short_day
from quizapp.formats.pdf import Plain, typeset

Points = Fraction | int


@dataclass(frozen=True, slots=True)
class SheetCriterion:
    """number: as people say it ("1", "2a"); bands: label and points of each rung, where there is a ladder."""

    number: str
    text: str
    maximum: Points
    group: str = ""
    guidance: str = ""
    bands: tuple[tuple[str, Points], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLevel:
    """percent: the share of the attainable points from which the level is given; requires: numbers of the
    criteria that must have full points."""

    name: str
    percent: Points
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RubricForm:
    """What is the same on every sheet of a meeting. rule: how the level follows, in words; note: what else
    must be said at the top ("Bản dự thảo"); grader_word: what the centre calls a grader."""

    title: str
    criteria: tuple[SheetCriterion, ...]
    levels: tuple[SheetLevel, ...]
    centre: str
    class_title: str = ""
    basis: str = ""
    rule: str = ""
    note: str = ""
    grader_word: str = "Giám khảo"


@dataclass(frozen=True, slots=True)
class SheetFor:
    """Whose sheet it is; what is empty prints as dots to be filled by hand. guest: a guest grader's."""

    grader: str = ""
    group: str = ""
    topic: str = ""
    day: date | None = None
    guest: bool = False


def rubric_sheets_pdf(form: RubricForm, sheets: Sequence[SheetFor], timestamp: datetime) -> bytes:
    """One page a sheet for up to about 12 criteria; a longer rubric goes on over pages with its heading row."""
    if not sheets:
        raise ValueError("A file of sheets needs at least one")
    facts: dict[str, Plain] = {
        "title": form.title,
        "author": form.centre,
        "class_title": form.class_title,
        "basis": form.basis,
        "rule": form.rule,
        "note": form.note,
        "grader_word": form.grader_word,
        "total": points_words(sum((Fraction(one.maximum) for one in form.criteria), Fraction(0))),
        "criteria": [_criterion(one) for one in form.criteria],
        "levels": [_level(one) for one in form.levels],
        "sheets": [_sheet(one) for one in sheets],
    }
    return typeset("sheet", facts, timestamp)


def points_words(points: Points) -> str:
    """ "7,5": decimal comma, no needless zeros; thirds and the like to two places."""
    value = Fraction(points)
    if value.denominator == 1:
        return str(value.numerator)
    hundredths = round(value * 100)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole},{rest:02d}".rstrip("0").rstrip(",")


def _criterion(one: SheetCriterion) -> dict[str, Plain]:
    bands = "; ".join(f"{label}: {points_words(points)}" for label, points in one.bands)
    return {
        "number": one.number,
        "text": one.text,
        "group": one.group,
        "maximum": points_words(one.maximum),
        "guidance": one.guidance,
        "bands": bands,
    }


def _level(one: SheetLevel) -> dict[str, Plain]:
    words = f"từ {points_words(one.percent)}% số điểm"
    if one.percent == 0:
        words = "còn lại"
    if one.requires:
        words += f", tiêu chí {', '.join(one.requires)} đạt điểm tối đa"
    return {"name": one.name, "words": words}


def _sheet(one: SheetFor) -> dict[str, Plain]:
    return {
        "grader": one.grader,
        "group": one.group,
        "topic": one.topic,
        "day": short_day(one.day),
        "guest": one.guest,
    }
