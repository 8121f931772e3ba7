"""When each group's turn comes: computed from start, lengths and break, and moved along when one overruns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Turn:
    """A meeting as the order sees it. minutes: as planned; began, ended: by the clock, None = not yet."""

    id: int
    position: int
    minutes: int
    began: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """When a meeting runs, as known now. planned: before anything moved."""

    starts: datetime
    ends: datetime
    planned: datetime

    @property
    def moved(self) -> int:
        """By how many minutes the start has moved; negative: earlier."""
        return round((self.starts - self.planned).total_seconds() / 60)


def running_order(
    turns: Sequence[Turn],
    starts: datetime,
    now: datetime,
    *,
    changeover: int = 0,
    break_after: int = 0,
    break_minutes: int = 0,
) -> dict[int, Slot]:
    """The slot of every turn, by id. A turn begun or ended counts as it was; one that overruns pushes the rest.

    Nothing that has not begun moves to an earlier time than planned: people come when they were told to.
    """
    order: dict[int, Slot] = {}
    planned = free = starts
    for turn in sorted(turns, key=lambda one: (one.position, one.id)):
        length = timedelta(minutes=turn.minutes)
        begins = turn.began or max(planned, free)
        ends = turn.ended or begins + length
        if turn.began and not turn.ended:
            ends = max(ends, now)
        order[turn.id] = Slot(begins, ends, planned)
        pause = timedelta(minutes=break_minutes if turn.position == break_after else changeover)
        planned, free = planned + length + pause, ends + pause
    return order
