"""The running order: computed from start, lengths and break; it moves along when a group overruns."""

from datetime import UTC, datetime, timedelta

from quizapp.practice.running_order import Turn, running_order

START = datetime(2026, 10, 9, 6, 30, tzinfo=UTC)


def minutes(turns: list[Turn], now: datetime = START, **more: int) -> list[tuple[int, int]]:
    order = running_order(turns, START, now, **more)
    return [
        (
            round((order[one.id].starts - START).total_seconds() / 60),
            round((order[one.id].ends - START).total_seconds() / 60),
        )
        for one in turns
    ]


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def test_changeover_and_break_lie_between_the_groups() -> None:
    turns = [Turn(n, n, 30) for n in (1, 2, 3)]
    assert minutes(turns, changeover=5, break_after=2, break_minutes=20) == [(0, 30), (35, 65), (85, 115)]


def test_the_order_follows_the_position_not_the_id() -> None:
    assert minutes([Turn(1, 2, 20), Turn(2, 1, 10)]) == [(10, 30), (0, 10)]


def test_a_group_that_overruns_pushes_the_rest() -> None:
    turns = [Turn(1, 1, 30, at(0)), Turn(2, 2, 30)]
    assert minutes(turns, at(42), changeover=5) == [(0, 42), (47, 77)]


def test_the_rest_never_comes_earlier_than_planned() -> None:
    turns = [Turn(1, 1, 30, at(0), at(12)), Turn(2, 2, 30)]
    assert minutes(turns, at(20), changeover=5) == [(0, 12), (35, 65)]


def test_a_late_start_says_by_how_much() -> None:
    order = running_order([Turn(1, 1, 30, at(10), at(40)), Turn(2, 2, 30)], START, at(41), changeover=5)
    assert order[2].moved == 10
