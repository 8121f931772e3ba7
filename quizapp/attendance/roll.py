"""The words and sums of the roll call: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Mark(StrEnum):
    """How a learner was there. late and early: for part of the periods."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    LATE = "late"
    EARLY = "early"


PARTLY = (Mark.LATE, Mark.EARLY)
NEEDED_PERCENT = Fraction(80)  # 1147-QĐ/BTGDVTW: at least 80 % of the periods


@dataclass(frozen=True, slots=True)
class Entry:
    """One learner's line at one session. periods: attended."""

    mark: Mark
    periods: int

    @property
    def words(self) -> str:
        """For a form field: "late:3"."""
        return f"{self.mark}:{self.periods}"


def entry(mark: str, periods: int | None, of: int) -> Entry | None:
    """What a choice means at a session of `of` periods; None for a word that is no mark.

    Present counts whole, absent not at all; late or early as said, else one period less than the whole.
    """
    if mark not in set(Mark):
        return None
    known = Mark(mark)
    if known is Mark.PRESENT:
        return Entry(known, of)
    if known not in PARTLY:
        return Entry(known, 0)
    return Entry(known, max(0, of - 1) if periods is None else min(max(0, periods), of))


def parse(words: str) -> Entry | None:
    """Back from "late:3"; None for nothing."""
    mark, _, periods = words.partition(":")
    if mark not in set(Mark) or not (periods.isascii() and periods.isdigit()):
        return None
    return Entry(Mark(mark), int(periods[:4]))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roll call as sent: before (as the page showed it) and after, by enrolment. None: not called."""

    before: Mapping[int, Entry | None]
    after: Mapping[int, Entry | None]

    @property
    def changed(self) -> dict[int, Entry]:
        """The lines that somebody changed on the page: only these are written."""
        return {
            one: wanted
            for one, wanted in self.after.items()
            if wanted is not None and wanted != self.before.get(one)
        }


def conflicts(sheet: Sheet, present: Mapping[int, Entry]) -> dict[int, Entry]:
    """Lines that somebody else changed since the page was opened, to something else than what is wanted now."""
    return {
        one: present[one]
        for one, wanted in sheet.changed.items()
        if one in present and present[one] != sheet.before.get(one) and present[one] != wanted
    }


def is_below(attended: int, called: int) -> bool:
    """Whether the share of the periods lies below what is asked for: exact, never rounded up."""
    return called > 0 and Fraction(attended * 100, called) < NEEDED_PERCENT


def percent(attended: int, called: int) -> Fraction | None:
    """The share in percent; None before any roll call."""
    return Fraction(attended * 100, called) if called else None
