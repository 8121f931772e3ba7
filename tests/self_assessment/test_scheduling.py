"""What an answer does to the day on which a question is due again."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from fsrs import Rating

from quizapp.self_assessment.scheduling import LONGEST_DAYS, after_answer, rating_of

NOW = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)


def days_until_due(answers: list[bool]) -> list[int]:
    """Days to wait after each answer, each given on the very day the question was due."""
    state: dict[str, Any] | None = None
    moment, waits = NOW, []
    for is_right in answers:
        following = after_answer(7, state, moment, is_right=is_right)
        waits.append((following.due - moment).days)
        state, moment = following.state, following.due
    return waits


@pytest.mark.parametrize(("is_right", "rating"), [(True, Rating.Good), (False, Rating.Again)])
def test_right_is_good_and_wrong_is_again(is_right: bool, rating: Rating) -> None:
    assert rating_of(is_right) is rating


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        ([True], [2]),
        ([False], [1]),
        ([True, True, True], [2, 11, 46]),
        ([False, False, True], [1, 1, 1]),
        ([True, True, False], [2, 11, 2]),
    ],
)
def test_the_days_to_wait_are_whole_and_always_the_same(answers: list[bool], waits: list[int]) -> None:
    assert days_until_due(answers) == waits == days_until_due(answers)


def test_nothing_is_put_off_for_longer_than_half_a_year() -> None:
    assert max(days_until_due([True] * 12)) == LONGEST_DAYS


def test_the_state_is_plain_json_and_holds_no_clock_of_its_own() -> None:
    following = after_answer(7, None, NOW, is_right=True)
    assert {type(value) for value in following.state.values()} <= {int, float, str, type(None)}
    assert following == after_answer(7, None, NOW, is_right=True)


def test_a_moment_of_another_time_zone_is_the_same_moment() -> None:
    hanoi = NOW.astimezone(timezone(timedelta(hours=7)))
    assert after_answer(7, None, hanoi, is_right=True) == after_answer(7, None, NOW, is_right=True)
