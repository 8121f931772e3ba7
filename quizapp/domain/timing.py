"""The server's time: when an attempt ends, whether it is open now, what was in time.

Closed is computed (now > deadline + grace), never a flag that somebody must set. Extra time moves the person's own
closing, beyond the window too. A pause gives back the minutes lost, to phones that never heard of it as well.
All datetimes are aware.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(seconds=60)
ANNOUNCED_MINUTES = (10, 5, 1)


class State(StrEnum):
    """Of an attempt, as the paper is told."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Latecomers(StrEnum):
    """Who starts late ends with the room, or has the full time."""

    COMMON_END = "common_end"
    FULL_TIME = "full_time"


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause of the room; ended None while it lasts."""

    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The quiz's times for one attempt.

    room_started: when the instructor started for all (None: everybody by themselves). closes: end of the window.
    limit: time for the paper (None: until the window closes). extra: granted to this person, group or all.
    """

    room_started: datetime | None = None
    closes: datetime | None = None
    limit: timedelta | None = None
    latecomers: Latecomers = Latecomers.COMMON_END
    extra: timedelta = timedelta(0)
    pauses: tuple[Pause, ...] = ()
    grace: timedelta = GRACE


def _moved(end: datetime, runs_from: datetime | None, pauses: Sequence[Pause], now: datetime) -> datetime:
    """The end after the pauses that fell between runs_from and the end as it stood when each began."""
    counted_to = runs_from
    for pause in sorted(pauses, key=lambda one: one.began):
        began = pause.began if counted_to is None else max(pause.began, counted_to)
        until = now if pause.ended is None else pause.ended
        if began >= end or until <= began:
            continue
        end += until - began
        counted_to = until
    return end


def deadline(table: Timetable, started: datetime, now: datetime) -> datetime | None:
    """When this attempt ends, as known now; None without limit and window. During a pause it moves with now."""
    ends = []
    if table.limit is not None:
        common = table.room_started is not None and table.latecomers is Latecomers.COMMON_END
        runs_from = table.room_started if common and table.room_started is not None else started
        ends.append(_moved(runs_from + table.limit + table.extra, runs_from, table.pauses, now))
    if table.closes is not None:
        ends.append(_moved(table.closes + table.extra, table.room_started, table.pauses, now))
    return min(ends, default=None)


def is_running(pauses: Sequence[Pause], now: datetime) -> bool:
    """Is the room paused now."""
    return any(pause.began <= now and (pause.ended is None or now < pause.ended) for pause in pauses)


def state(table: Timetable, started: datetime, now: datetime, handed_in: datetime | None = None) -> State:
    """open, paused or closed; within the grace it is still open."""
    if handed_in is not None or is_over(deadline(table, started, now), now, table.grace):
        return State.CLOSED
    return State.PAUSED if is_running(table.pauses, now) else State.OPEN


def is_over(ends: datetime | None, now: datetime, grace: timedelta = GRACE) -> bool:
    """Past the deadline and its grace."""
    return ends is not None and now > ends + grace


def closed_since(
    ends: datetime | None, handed_in: datetime | None, grace: timedelta = GRACE
) -> datetime | None:
    """The moment a closed attempt ended: its hand-in, else its deadline (the grace is for the network alone)."""
    if handed_in is not None and (ends is None or handed_in <= ends + grace):
        return handed_in
    return ends


class Arrival(StrEnum):
    """What the clock says of an answer: saved in time, or held for the instructor's decision."""

    SAVED = "saved"
    HELD = "held"


def arrival(table: Timetable, started: datetime, now: datetime, handed_in: datetime | None = None) -> Arrival:
    """By the time it reached the server only: the phone's word for its age is shown, never believed.

    An answer during a pause is in time. Whether it is of this paper is answers.decide's question.
    """
    return Arrival.HELD if state(table, started, now, handed_in) is State.CLOSED else Arrival.SAVED


def claimed_time(now: datetime, age_ms: int, started: datetime) -> datetime:
    """When the phone says the choice was made, never before the start nor after now. For showing only."""
    sane = min(max(age_ms, 0), 30 * 24 * 3600 * 1000)
    return max(min(started, now), now - timedelta(milliseconds=sane))


def time_left(ends: datetime | None, now: datetime) -> timedelta | None:
    """Never negative; None without a deadline."""
    return None if ends is None else max(ends - now, timedelta(0))


def announcements(ends: datetime | None, now: datetime) -> tuple[tuple[int, datetime], ...]:
    """The minutes still to be announced (10, 5, 1) and when; those already past are left out."""
    if ends is None:
        return ()
    moments = ((minutes, ends - timedelta(minutes=minutes)) for minutes in ANNOUNCED_MINUTES)
    return tuple((minutes, moment) for minutes, moment in moments if moment >= now)


def may_start(table: Timetable, opens: datetime | None, now: datetime) -> bool:
    """May an attempt be started now: the window is open and a common end not yet reached."""
    if opens is not None and now < opens:
        return False
    ends = deadline(table, now, now)
    return ends is None or now < ends
