from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.combining import Combination, combine, combine_sheets, spreads
from tests.domain.test_rubric import FULL, rubric

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("how", "marks", "together"),
    [
        ("mean", [7, 8], "7.5"),
        ("median", [7, 8], "7.5"),
        ("median", [2, 9, 8], 8),
        ("median", [2, 7, 8, 10], "7.5"),
        ("trimmed", [2, 7, 8, 10], "7.5"),
        ("trimmed", [7, 8], "7.5"),
        ("trimmed", [1, 8, 9], 8),
        ("mean", [7, 7, 8], Fraction(22, 3)),
        ("mean", [9], 9),
    ],
)
def test_marks_are_combined_exactly(how, marks, together):
    assert combine([Fraction(mark) for mark in marks], Combination(how)) == Fraction(together)


def test_no_marks_make_no_mark():
    assert combine([], Combination.MEAN) is None
    assert combine_sheets(rubric(), [], Combination.MEAN, HALF) is None


@given(st.lists(st.fractions(0, 10), min_size=1, max_size=9), st.sampled_from(Combination))
def test_a_combination_lies_between_the_marks_in_any_order(marks, how):
    together = combine(marks, how)
    assert min(marks) <= together <= max(marks)
    assert together == combine(marks[::-1], how)


def test_points_are_rounded_once_and_the_level_follows_the_exact_ones():
    sheets = [FULL | {"topic": 17, "lead": 9}, FULL | {"topic": 16, "lead": "9,75"}]
    group = combine_sheets(rubric(), sheets, Combination.MEAN, HALF)
    assert group.exact_points == Fraction("35.875")
    assert group.points == 36
    assert group.level == "Khá"


def test_a_required_criterion_must_be_at_its_maximum_in_the_combination():
    sheets = [FULL, FULL, FULL | {"talk": "40%"}]
    assert combine_sheets(rubric(), sheets, Combination.MEAN, HALF).held_back_by == ("talk",)
    assert combine_sheets(rubric(), sheets, Combination.MEDIAN, HALF).level == "Tốt"


def test_a_criterion_dropped_by_one_grader_is_rescaled_for_that_grader():
    group = combine_sheets(rubric(), [FULL, FULL | {"topic": "n/a", "lead": 5}], Combination.MEAN, HALF)
    assert (group.percent, group.maximum) == (Fraction("87.5"), 40)
    assert group.points == 35


def test_the_spread_shows_where_graders_differ():
    apart = spreads(rubric(), [FULL, FULL | {"lead": 4, "topic": "n/a"}, {"time": False}])
    assert apart == {"time": 5, "talk": 0, "lead": 6, "topic": 0}
