"""Several sheets for one meeting, or several marks for one thing, made one: exact, rounded once at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.decimals import round_half_up
from quizapp.domain.rubric import Entry, Rubric, level_of, rate, read_entry


class Combination(StrEnum):
    """How several marks become one."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"


@dataclass(frozen=True, slots=True)
class GroupRating:
    """One rating out of several sheets; points rounded once, percent and level from the exact points."""

    points: Fraction
    exact_points: Fraction
    maximum: Fraction
    percent: Fraction | None
    level: str | None
    held_back_by: tuple[str, ...]
    sheets: int


def combine(marks: Sequence[Fraction], how: Combination) -> Fraction | None:
    """The exact mean, median, or mean without one highest and one lowest; None without marks.

    The trimmed mean needs three marks; with fewer it is the plain mean. 7 and 8 make 7,5: nothing is rounded.
    """
    if not marks:
        return None
    inner = sorted(marks)
    if how is Combination.TRIMMED and len(inner) >= 3:
        inner = inner[1:-1]
    elif how is Combination.MEDIAN:
        middle = (len(inner) - 1) // 2
        inner = inner[middle : len(inner) - middle]
    return sum(inner, Fraction(0)) / len(inner)


def combine_sheets(
    rubric: Rubric, sheets: Sequence[Mapping[str, object]], how: Combination, step: Fraction
) -> GroupRating | None:
    """The group's rating from its graders' sheets, None without sheets.

    Points are combined when every sheet counts the same maximum; when criteria were dropped on some, the
    percentages are combined and set to the whole maximum. A required criterion stands at its maximum when its own
    combination does. Points are rounded half up to the step, once.
    """
    ratings = [rate(rubric, sheet) for sheet in sheets]
    maxima = {one.maximum for one in ratings}
    percent = combine([one.percent for one in ratings if one.percent is not None], how)
    if not ratings:
        return None
    maximum = maxima.pop() if len(maxima) == 1 else rubric.maximum
    points = percent * maximum / 100 if percent is not None else Fraction(0)
    level, held_back_by = level_of(rubric, percent, _short(rubric, sheets, how))
    return GroupRating(
        round_half_up(points, step), points, maximum, percent, level, held_back_by, len(ratings)
    )


def _short(rubric: Rubric, sheets: Sequence[Mapping[str, object]], how: Combination) -> set[str]:
    short = set()
    for criterion in rubric.criteria:
        marks = []
        for sheet in sheets:
            value = sheet.get(criterion.id)
            entry = None if value is None else read_entry(criterion, value)
            if entry == Entry(None):
                continue
            marks.append(entry.points or Fraction(0) if isinstance(entry, Entry) else Fraction(0))
        if marks and combine(marks, how) != criterion.maximum:
            short.add(criterion.id)
    return short


def spread(marks: Sequence[Fraction]) -> Fraction:
    """Largest minus smallest; nothing for fewer than two marks."""
    return max(marks) - min(marks) if len(marks) > 1 else Fraction(0)


def spreads(rubric: Rubric, sheets: Sequence[Mapping[str, object]]) -> dict[str, Fraction]:
    """For each criterion how far the graders lie apart (entries that are open, refused or dropped do not count)."""
    apart = {}
    for criterion in rubric.criteria:
        values = [sheet[criterion.id] for sheet in sheets if sheet.get(criterion.id) is not None]
        entries = [read_entry(criterion, value) for value in values]
        apart[criterion.id] = spread(
            [one.points for one in entries if isinstance(one, Entry) and one.points is not None]
        )
    return apart
