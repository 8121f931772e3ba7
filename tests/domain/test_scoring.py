from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.scoring import (
    AttemptRule,
    Item,
    Score,
    counting,
    digits_to_show,
    is_passed,
    percent_words,
    points_words,
    total,
)


def score(points, maximum) -> Score:
    return Score(Fraction(points), Fraction(maximum))


@pytest.mark.parametrize(
    ("points", "maximum", "threshold", "passed"),
    [
        (24, 30, 80, True),
        (29, 36, "80.6", False),
        (29, 36, "80.5", True),
        (29, 100, 29, True),
        (2, 3, "66.67", False),
        (2, 3, "66.66", True),
        ("7.99", 10, 80, False),
        (0, 0, 0, False),
        (0, 10, 0, True),
    ],
)
def test_nobody_passes_or_fails_by_rounding(points, maximum, threshold, passed):
    assert is_passed(score(points, maximum), Fraction(threshold)) is passed


@pytest.mark.parametrize(
    ("points", "maximum", "threshold", "words"),
    [
        (29, 36, "80.6", ("80,56", "80,6")),
        (24, 30, 80, ("80", "80")),
        (2, 3, "66.67", ("66,667", "66,67")),
        (1, 3, 50, ("33,3", "50")),
        ("79.9999", 100, 80, ("79,9999", "80")),
    ],
)
def test_the_numbers_shown_never_contradict_the_decision(points, maximum, threshold, words):
    assert percent_words(score(points, maximum), Fraction(threshold)) == words


@given(st.fractions(0, 100, max_denominator=400), st.integers(0, 1000).map(lambda n: Fraction(n, 10)))
def test_enough_digits_are_shown(value, threshold):
    step = Fraction(1, 10 ** digits_to_show(value, threshold))
    shown = Fraction(int(value / step + Fraction(1, 2))) * step
    assert (shown < threshold) == (value < threshold)


def test_every_slot_counts_in_the_maximum():
    items = [
        Item(Fraction(1), Fraction(1)),
        Item(Fraction(2), Fraction(1, 2)),
        Item(Fraction(1), Fraction(0)),
    ]
    assert total(items) == score(2, 4)
    assert total(items).percent == 50
    assert points_words(total(items)) == "2/4"
    assert points_words(score("7.5", 10)) == "7,5/10"


@pytest.mark.parametrize(
    ("rule", "counted"), [("best", score(9, 10)), ("last", score(5, 10)), ("average", score(7, 10))]
)
def test_the_attempt_that_counts(rule, counted):
    assert counting([score(7, 10), score(9, 10), score(5, 10)], AttemptRule(rule)) == counted
    assert counting([], AttemptRule(rule)) is None


def test_attempts_of_unlike_papers_are_compared_by_percent():
    assert counting([score(9, 10), score(16, 20)], AttemptRule.BEST) == score(9, 10)
    assert counting([score(5, 10), score(20, 20)], AttemptRule.AVERAGE) == score(15, 20)
