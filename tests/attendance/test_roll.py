"""The sums and words of the roll call."""

from fractions import Fraction

import pytest

from quizapp.attendance.roll import Entry, Mark, Sheet, conflicts, entry, is_below, parse, percent


@pytest.mark.parametrize(
    ("mark", "typed", "periods"),
    [
        ("present", None, 4),
        ("present", 2, 4),
        ("excused", 3, 0),
        ("absent", None, 0),
        ("late", None, 3),
        ("late", 2, 2),
        ("early", 9, 4),
        ("early", 0, 0),
    ],
)
def test_periods_of_a_session_of_four(mark: str, typed: int | None, periods: int) -> None:
    assert entry(mark, typed, 4) == Entry(Mark(mark), periods)


def test_a_word_that_is_no_mark_is_nothing() -> None:
    assert (entry("", 3, 4), entry("here", 3, 4), parse(""), parse("late:x")) == (None, None, None, None)


def test_an_entry_comes_back_from_its_words() -> None:
    assert parse(Entry(Mark.LATE, 3).words) == Entry(Mark.LATE, 3)


def test_nobody_reaches_the_share_by_rounding() -> None:
    assert [is_below(*pair) for pair in ((79, 99), (80, 100), (799, 1000), (0, 0))] == [
        True,
        False,
        True,
        False,
    ]
    assert (percent(15, 16), percent(0, 0)) == (Fraction(375, 4), None)


PRESENT, ABSENT, LATE = Entry(Mark.PRESENT, 4), Entry(Mark.ABSENT, 0), Entry(Mark.LATE, 3)


def test_only_what_somebody_changed_is_written() -> None:
    assert Sheet({1: PRESENT, 2: None, 3: None}, {1: PRESENT, 2: LATE, 3: None}).changed == {2: LATE}


@pytest.mark.parametrize(
    ("before", "now_there", "wanted", "stuck"),
    [
        (None, ABSENT, PRESENT, True),
        (PRESENT, ABSENT, LATE, True),
        (PRESENT, ABSENT, PRESENT, False),
        (None, PRESENT, PRESENT, False),
        (PRESENT, PRESENT, ABSENT, False),
    ],
)
def test_a_line_changed_meanwhile_is_a_conflict(
    before: Entry | None, now_there: Entry, wanted: Entry, stuck: bool
) -> None:
    assert bool(conflicts(Sheet({1: before}, {1: wanted}), {1: now_there})) is stuck
