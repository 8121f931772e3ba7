"""One learner's sitting of a quiz: when it ends for them, and whether it is open now.

timing.Timetable says what the plan of the room gives; the room's end and a reopening stand above it.
"""

from dataclasses import dataclass
from datetime import datetime

from quizapp.domain.errors import RuleBroken
from quizapp.domain.timing import State, Timetable, deadline, is_over, is_running


class PapersUnderWay(RuleBroken):
    """Right answers are shown only once the last paper has come in: at this moment at the latest."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """room_ended: the instructor ended the quiz for all. reopened_until: this learner was let in again until then."""

    table: Timetable
    started: datetime
    room_ended: datetime | None = None
    reopened_until: datetime | None = None
    handed_in: datetime | None = None


def ends(sitting: Sitting, now: datetime) -> datetime:
    """When this sitting ends, as known now. A reopening goes before everything, the room's end before the plan."""
    if sitting.reopened_until is not None:
        return sitting.reopened_until
    planned = deadline(sitting.table, sitting.started, now)
    assert planned is not None, "a quiz has a time limit"
    return planned if sitting.room_ended is None else min(planned, sitting.room_ended)


def state(sitting: Sitting, now: datetime) -> State:
    """open, paused or closed; within the grace it is still open, so that what is under way arrives."""
    if sitting.handed_in is not None or is_over(ends(sitting, now), now, sitting.table.grace):
        return State.CLOSED
    return State.PAUSED if is_running(sitting.table.pauses, now) else State.OPEN


def room_ends(table: Timetable, started: datetime | None, now: datetime) -> datetime | None:
    """When the clock of the room stands at zero: by the plan, for those who came on time; None before the start."""
    return None if started is None else deadline(table, started, now)
