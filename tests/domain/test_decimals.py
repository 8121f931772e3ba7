from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.decimals import (
    decimal_words,
    exact,
    is_on_step,
    of_thousandths,
    plain_number,
    read_decimal,
    round_half_up,
    thousandths,
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("7,5", Fraction(15, 2)), ("7.5", Fraction(15, 2)), (" 10 ", Fraction(10)), ("0,1", Fraction(1, 10)), ("-2", Fraction(-2)), ("7,", None),
     ("", None), ("1.000,5", None), ("bảy", None), ("1e3", None), ("٣", None), ("nan", None)],
)  # fmt: skip
def test_comma_and_point_are_both_read(typed, value):
    assert read_decimal(typed) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [(0.1, Fraction(1, 10)), (0.29, Fraction(29, 100)), (3, Fraction(3)), (True, None), (float("nan"), None), (float("inf"), None),
     ("2,5", Fraction(5, 2)), (None, None), ([1], None), (1e-7, Fraction(1, 10**7))],
)  # fmt: skip
def test_a_number_means_what_was_written(written, value):
    assert exact(written) == value


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [(Fraction(5, 2), Fraction(1), Fraction(3)), (Fraction(7, 2), Fraction(1), Fraction(4)), (Fraction(-5, 2), Fraction(1), Fraction(-3)), (Fraction(29, 4), Fraction(1, 2), Fraction(15, 2)),
     (Fraction(719, 100), Fraction(1, 2), Fraction(7)), (Fraction(1, 3), Fraction(1, 100), Fraction(33, 100))],
)  # fmt: skip
def test_a_half_is_rounded_up(value, step, rounded):
    assert round_half_up(value, step) == rounded


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [(Fraction(15, 2), 2, "7,5"), (Fraction(7), 2, "7"), (Fraction(29, 36) * 100, 1, "80,6"), (Fraction(-1, 1000), 1, "0"), (Fraction(-5, 4), 2, "-1,25"),
     (Fraction(999, 1000), 1, "1"), (Fraction(5, 2), 0, "3")],
)  # fmt: skip
def test_decimals_are_shown_with_a_comma(value, digits, words):
    assert decimal_words(value, digits) == words


def test_closing_zeros_are_kept_where_asked():
    assert decimal_words(Fraction(7), 1, fixed=True) == "7,0"


@given(st.integers(-(10**9), 10**9))
def test_stored_thousandths_come_back(stored):
    assert thousandths(of_thousandths(stored)) == stored


def test_json_gets_plain_numbers():
    assert plain_number(Fraction(3)) == 3
    assert plain_number(Fraction(15, 2)) == 7.5
    assert is_on_step(Fraction(3, 4), Fraction(1, 4))
    assert not is_on_step(Fraction(3, 5), Fraction(1, 4))
