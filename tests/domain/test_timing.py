from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.timing import (
    Arrival,
    Latecomers,
    Pause,
    State,
    Timetable,
    announcements,
    arrival,
    claimed_time,
    closed_since,
    deadline,
    may_start,
    state,
    time_left,
)

DAY = datetime(2026, 11, 25, 8, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return DAY + timedelta(minutes=minutes)


def table(**changes) -> Timetable:
    return Timetable(**({"room_started": at(0), "limit": timedelta(minutes=30)} | changes))


@pytest.mark.parametrize(
    ("changes", "started", "now", "ends"),
    [
        ({}, 0, 5, 30),
        ({}, 10, 12, 30),
        ({"latecomers": Latecomers.FULL_TIME}, 10, 12, 40),
        ({"room_started": None}, 10, 12, 40),
        ({"closes": at(20)}, 0, 5, 20),
        ({"closes": at(20), "extra": timedelta(minutes=15)}, 0, 5, 35),
        ({"extra": timedelta(minutes=30)}, 0, 5, 60),
        ({"limit": None}, 0, 5, None),
        ({"limit": None, "closes": at(90)}, 0, 5, 90),
        ({"pauses": (Pause(at(10), at(17)),)}, 0, 20, 37),
        ({"pauses": (Pause(at(10), at(17)),), "closes": at(30)}, 0, 20, 37),
        ({"pauses": (Pause(at(10)),)}, 0, 12, 32),
        ({"pauses": (Pause(at(10)),)}, 0, 50, 70),
        ({"pauses": (Pause(at(31), at(40)),)}, 0, 45, 30),
        ({"pauses": (Pause(at(10), at(20)), Pause(at(35), at(40)))}, 0, 45, 45),
        ({"pauses": (Pause(at(10), at(20)), Pause(at(15), at(25)))}, 0, 26, 45),
        ({"pauses": (Pause(at(5), at(15)),), "latecomers": Latecomers.FULL_TIME}, 10, 20, 45),
        ({"pauses": (Pause(at(5), at(8)),), "latecomers": Latecomers.FULL_TIME}, 10, 20, 40),
    ],
)
def test_when_an_attempt_ends(changes, started, now, ends):
    assert deadline(table(**changes), at(started), at(now)) == (None if ends is None else at(ends))


@pytest.mark.parametrize(
    ("changes", "now", "handed_in", "told", "answer"),
    [
        ({}, 29, None, State.OPEN, Arrival.SAVED),
        ({}, 31, None, State.OPEN, Arrival.SAVED),
        ({}, 31.02, None, State.CLOSED, Arrival.HELD),
        ({}, 20, 15, State.CLOSED, Arrival.HELD),
        ({"grace": timedelta(0)}, 30.5, None, State.CLOSED, Arrival.HELD),
        ({"pauses": (Pause(at(10)),)}, 500, None, State.PAUSED, Arrival.SAVED),
        ({"pauses": (Pause(at(10), at(11)),)}, 31.5, None, State.OPEN, Arrival.SAVED),
        ({"pauses": (Pause(at(40)),)}, 41, None, State.CLOSED, Arrival.HELD),
        ({"limit": None}, 5000, None, State.OPEN, Arrival.SAVED),
    ],
)
def test_open_paused_or_closed_is_computed(changes, now, handed_in, told, answer):
    handed = None if handed_in is None else at(handed_in)
    assert state(table(**changes), at(0), at(now), handed) is told
    assert arrival(table(**changes), at(0), at(now), handed) is answer


minutes = st.integers(0, 60).map(float)


@given(st.lists(st.tuples(minutes, minutes), max_size=5), minutes, st.integers(0, 20))
def test_pauses_and_extra_time_never_take_time_away(spans, started, extra):
    pauses = tuple(Pause(at(min(span)), at(max(span))) for span in spans)
    plain = deadline(table(latecomers=Latecomers.FULL_TIME), at(started), at(100))
    given_back = table(latecomers=Latecomers.FULL_TIME, pauses=pauses, extra=timedelta(minutes=extra))
    ends = deadline(given_back, at(started), at(100))
    assert plain + timedelta(minutes=extra) <= ends <= plain + timedelta(minutes=extra + 60)


@pytest.mark.parametrize(
    ("age_ms", "claimed"), [(60_000, 9), (0, 10), (-5, 10), (10**15, 2), (8 * 60_000, 2)]
)
def test_the_phones_word_is_shown_within_reason(age_ms, claimed):
    assert claimed_time(at(10), age_ms, at(2)) == at(claimed)


def test_an_attempt_ended_at_its_hand_in_or_its_deadline():
    assert closed_since(at(30), at(12)) == at(12)
    assert closed_since(at(30), None) == at(30)
    assert closed_since(at(30), at(45)) == at(30)
    assert closed_since(None, at(45)) == at(45)


def test_time_is_announced_at_ten_five_and_one_minutes_only():
    assert announcements(at(30), at(0)) == ((10, at(20)), (5, at(25)), (1, at(29)))
    assert announcements(at(30), at(26)) == ((1, at(29)),)
    assert announcements(None, at(0)) == ()


def test_time_left_is_never_negative():
    assert time_left(at(30), at(31)) == timedelta(0)
    assert time_left(at(30), at(29)) == timedelta(minutes=1)
    assert time_left(None, at(29)) is None


@pytest.mark.parametrize(
    ("changes", "opens", "now", "allowed"),
    [({}, None, 5, True), ({}, None, 30, False), ({}, 6, 5, False), ({"room_started": None}, None, 90, True),
     ({"latecomers": Latecomers.FULL_TIME}, None, 90, True),
     ({"latecomers": Latecomers.FULL_TIME, "closes": at(60)}, None, 90, False)],
)  # fmt: skip
def test_who_comes_after_the_common_end_cannot_start(changes, opens, now, allowed):
    assert may_start(table(**changes), None if opens is None else at(opens), at(now)) is allowed
