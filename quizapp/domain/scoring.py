"""What an attempt amounts to: exact points and percent, and a decision that no rounding can turn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.decimals import decimal_words, round_half_up

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Item:
    """One slot: its points and the share of them that was earned (0 to 1, from questions.mark)."""

    points: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned out of a maximum, both exact."""

    points: Fraction
    maximum: Fraction

    @property
    def percent(self) -> Fraction:
        """Exact, 0 to 100; 0 for a paper without points."""
        return self.points * 100 / self.maximum if self.maximum else Fraction(0)


class AttemptRule(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LAST = "last"
    AVERAGE = "average"


def total(items: Iterable[Item]) -> Score:
    """The score of a paper; every slot counts in the maximum, answered or not."""
    listed = tuple(items)
    points = sum((item.points * item.share for item in listed), Fraction(0))
    return Score(points, sum((item.points for item in listed), Fraction(0)))


def is_passed(score: Score, threshold: Fraction) -> bool:
    """Does the exact percentage reach the threshold in percent. Nobody passes or fails by rounding."""
    return score.maximum > 0 and score.points * 100 >= threshold * score.maximum


def counting(scores: Sequence[Score], rule: AttemptRule) -> Score | None:
    """The score that counts, out of attempts in the order they were handed in; None without any.

    best: the highest percentage, the earliest of equals. average: the mean percentage, on the last one's maximum.
    """
    if not scores:
        return None
    if rule is AttemptRule.LAST:
        return scores[-1]
    if rule is AttemptRule.BEST:
        return max(scores, key=lambda score: score.percent)
    mean = sum((score.percent for score in scores), Fraction(0)) / len(scores)
    return Score(mean * scores[-1].maximum / 100, scores[-1].maximum)


def digits_to_show(value: Fraction, threshold: Fraction, at_least: int = 1) -> int:
    """The fewest decimals with which both, rounded half up, stand to each other as the exact numbers do.

    29/36 against 80.6 %: one decimal would show 80,6 and 80,6 for somebody who has not passed, so 2.
    """
    for digits in range(at_least, _MOST_DIGITS):
        step = Fraction(1, 10**digits)
        shown, bar = round_half_up(value, step), round_half_up(threshold, step)
        if (shown < bar) == (value < threshold) and (bar == threshold or digits >= 3):
            return digits
    return _MOST_DIGITS


def percent_words(score: Score, threshold: Fraction) -> tuple[str, str]:
    """(reached, needed) with a decimal comma, with enough decimals that they never contradict the decision."""
    digits = digits_to_show(score.percent, threshold)
    return decimal_words(score.percent, digits), decimal_words(threshold, digits)


def points_words(score: Score) -> str:
    """ "29/36", part points with a comma: "7,5/10"."""
    return f"{decimal_words(score.points)}/{decimal_words(score.maximum)}"
