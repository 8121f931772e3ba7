"""From stored columns to the times of one learner's sitting (domain.sitting)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quizapp.domain.sitting import Sitting
from quizapp.domain.timing import Latecomers, Pause, Timetable


@dataclass(frozen=True, slots=True)
class RoomTimes:
    """The times of a quiz as stored: lengths in seconds (models.Quiz)."""

    started_at: datetime | None
    time_limit: int
    grace: int
    common_end: bool
    extra: int
    ended_at: datetime | None
    pauses: Sequence[Any]


def timetable(room: RoomTimes, extra: int = 0) -> Timetable:
    """The plan of the room for somebody with so many seconds of their own."""
    return Timetable(
        room_started=room.started_at,
        limit=timedelta(seconds=room.time_limit),
        latecomers=Latecomers.COMMON_END if room.common_end else Latecomers.FULL_TIME,
        extra=timedelta(seconds=room.extra + extra),
        pauses=tuple(
            Pause(_moment(began), _moment(ended) if ended else None) for began, ended in room.pauses
        ),
        grace=timedelta(seconds=room.grace),
    )


def sitting(
    room: RoomTimes,
    started: datetime,
    extra: int,
    reopened_until: datetime | None,
    handed_in: datetime | None,
) -> Sitting:
    """The sitting of an attempt with these stored columns."""
    return Sitting(timetable(room, extra), started, room.ended_at, reopened_until, handed_in)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
