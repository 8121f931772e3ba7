"""Classical item statistics of a table of marks: what it says, and null with a reason where it can say nothing.

A cell left empty counts nothing in a total; an item's own n and facility are over those who answered it.
Sums are exact; only square roots are floats. Standard deviations are those of a sample (n - 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Row = Sequence[Fraction | None]


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """facility: mean mark of those who answered. discrimination: corrected point-biserial, the correlation with the
    total of the other items over everybody. A None has its reason in `reason`.
    """

    item: str
    n: int
    facility: float | None
    discrimination: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class TestStatistics:
    """Of the whole table; mean and sd in points; sem: standard error of measurement. reasons: field -> code."""

    n: int
    mean: float | None
    sd: float | None
    alpha: float | None
    sem: float | None
    items: tuple[ItemStatistics, ...]
    reasons: dict[str, str]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _covariance(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    first, second = _mean(one), _mean(other)
    pairs = zip(one, other, strict=True)
    return sum(((a - first) * (b - second) for a, b in pairs), Fraction(0)) / (len(one) - 1)


def _correlation(one: Sequence[Fraction], other: Sequence[Fraction]) -> tuple[float | None, str | None]:
    if len(one) < 2:
        return None, "too_few_learners"
    own, rest = _covariance(one, one), _covariance(other, other)
    if not own:
        return None, "everybody_alike"
    if not rest:
        return None, "rest_alike"
    square = float(own * rest)
    return max(-1.0, min(1.0, float(_covariance(one, other)) / sqrt(square))), None


def _item(
    name: str, column: Sequence[Fraction | None], totals: Sequence[Fraction], items: int
) -> ItemStatistics:
    answered = [mark for mark in column if mark is not None]
    if not answered:
        return ItemStatistics(name, 0, None, None, "nobody_answered")
    facility = float(_mean(answered))
    if items < 2:
        return ItemStatistics(name, len(answered), facility, None, "only_one_item")
    marks = [mark or Fraction(0) for mark in column]
    rest = [total - mark for total, mark in zip(totals, marks, strict=True)]
    discrimination, reason = _correlation(marks, rest)
    return ItemStatistics(name, len(answered), facility, discrimination, reason)


def _alpha(
    columns: Sequence[Sequence[Fraction]], variance: Fraction | None
) -> tuple[float | None, str | None]:
    if variance is None:
        return None, "too_few_learners"
    if len(columns) < 2:
        return None, "only_one_item"
    if not variance:
        return None, "everybody_alike"
    parts = sum((_covariance(column, column) for column in columns), Fraction(0))
    return float(Fraction(len(columns), len(columns) - 1) * (1 - parts / variance)), None


def statistics(names: Sequence[str], rows: Sequence[Row]) -> TestStatistics:
    """The statistics of a table: a row a learner, a mark (0..1) or None for each of the named items."""
    columns = [[row[at] for row in rows] for at in range(len(names))]
    filled = [[mark or Fraction(0) for mark in column] for column in columns]
    totals = [sum((mark or Fraction(0) for mark in row), Fraction(0)) for row in rows]
    variance = _covariance(totals, totals) if len(totals) > 1 else None
    sd = None if variance is None else sqrt(float(variance))
    alpha, no_alpha = _alpha(filled, variance)
    sem, no_sem = None, no_alpha
    if alpha is not None and sd is not None:
        sem, no_sem = (sd * sqrt(1 - alpha), None) if alpha <= 1 else (None, "alpha_above_one")
    reasons = {
        "mean": None if rows else "no_learners",
        "sd": None if sd is not None else "too_few_learners",
        "alpha": no_alpha,
        "sem": no_sem,
    }
    return TestStatistics(
        n=len(rows),
        mean=float(_mean(totals)) if rows else None,
        sd=sd,
        alpha=alpha,
        sem=sem,
        items=tuple(_item(name, columns[at], totals, len(names)) for at, name in enumerate(names)),
        reasons={name: code for name, code in reasons.items() if code},
    )
