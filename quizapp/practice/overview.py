"""How all meetings of a class stand: group by grader, provisional marks, criteria on which graders lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.domain.combining import spreads
from quizapp.domain.rubric import Criterion, Rating, Rubric
from quizapp.practice import meetings as read
from quizapp.practice.locking import Standing, standing_of
from quizapp.practice.meetings import GraderFacts, MeetingFacts, PlanFacts
from quizapp.practice.queries import rubrics_by_id
from quizapp.practice.running_order import Slot
from quizapp.practice.sheet_queries import SheetFacts, sheets


@dataclass(frozen=True, slots=True)
class Cell:
    """One grader's sheet for one group. sheet None: not opened yet."""

    grader: GraderFacts
    sheet: SheetFacts | None
    rating: Rating | None
    done: int


@dataclass(frozen=True, slots=True)
class Apart:
    """A criterion on which finished sheets lie apart. values: (grader, points) in the order of the graders."""

    place: int
    criterion: Criterion
    spread: Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting. slot: None before the first start has been set."""

    meeting: MeetingFacts
    slot: Slot | None
    rubric: Rubric
    cells: tuple[Cell, ...]
    standing: Standing
    apart: tuple[Apart, ...]

    @property
    def total(self) -> int:
        """How many criteria the sheet has."""
        return len(self.rubric.criteria)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything about a class's practice meetings."""

    plan: PlanFacts
    graders: tuple[GraderFacts, ...]
    rows: tuple[Row, ...]

    @property
    def grading(self) -> tuple[GraderFacts, ...]:
        """Those whose sheets count."""
        return tuple(one for one in self.graders if one.grading)

    @property
    def locked(self) -> int:
        """How many meetings are locked."""
        return sum(1 for row in self.rows if row.meeting.is_locked)


def overview(cohort_id: int, now: datetime) -> Overview:
    """All meetings of a class in their running order. A constant number of queries."""
    planned = read.plan(cohort_id)
    held = read.meetings(cohort_id)
    people = read.graders(cohort_id, planned.not_grading)
    slots = read.schedule(planned, held, now)
    rubrics = rubrics_by_id({one.rubric_id for one in held})
    filled = sheets(cohort_id=cohort_id)
    rows = tuple(
        _row(
            one,
            slots.get(one.id),
            rubrics[one.rubric_id],
            people,
            [sheet for sheet in filled if sheet.meeting_id == one.id],
            planned.spread_percent,
        )
        for one in held
    )
    return Overview(planned, people, rows)


def _row(
    meeting: MeetingFacts,
    slot: Slot | None,
    rubric: Rubric,
    people: tuple[GraderFacts, ...],
    of_meeting: Sequence[SheetFacts],
    spread_percent: int,
) -> Row:
    by_grader = {one.grader_id: one for one in of_meeting}
    cells = tuple(_cell(one, by_grader.get(one.person_id), rubric) for one in people if one.grading)
    standing = standing_of(rubric, meeting.combination, people, tuple(of_meeting))
    return Row(meeting, slot, rubric, cells, standing, apart(rubric, standing.counted, spread_percent))


def _cell(grader: GraderFacts, sheet: SheetFacts | None, rubric: Rubric) -> Cell:
    if sheet is None:
        return Cell(grader, None, None, 0)
    rating = sheet.rating(rubric)
    return Cell(grader, sheet, rating, len(rubric.criteria) - len(rating.missing))


def apart(rubric: Rubric, counted: Sequence[SheetFacts], spread_percent: int) -> tuple[Apart, ...]:
    """The criteria whose largest and smallest points lie at least so many percent of the maximum apart."""
    found = spreads(rubric, [one.entries(rubric) for one in counted])
    return tuple(
        Apart(place, one, found[one.id])
        for place, one in enumerate(rubric.criteria, 1)
        if found[one.id] > 0 and found[one.id] * 100 >= spread_percent * one.maximum
    )
