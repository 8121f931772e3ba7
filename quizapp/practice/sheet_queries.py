"""Reads graders' sheets, with what they amount to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from quizapp.accounts.models import Person, Slip
from quizapp.db import db
from quizapp.domain.rubric import Rating, Rubric, rate
from quizapp.practice.models import HeldScore, PracticeMeeting, Sheet, SheetChange, SheetScore

FINISHED = "finished"
STRENGTHS = "strengths"
WEAKNESSES = "weaknesses"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A grader's sheet. values, seqs: by slot; a slot taken back has the value (). entered_by: who typed it in."""

    id: int
    meeting_id: int
    grader_id: int
    grader: str
    post: str
    guest: bool
    epoch: int
    device: str
    state: str
    finished_at: datetime | None
    entered_by: str
    values: Mapping[str, tuple[str, ...]]
    seqs: Mapping[str, int]

    @property
    def is_finished(self) -> bool:
        """Whether the grader has said so."""
        return self.state == FINISHED

    def first(self, slot: str) -> str:
        """The text in a slot; "" when there is none."""
        value = self.values.get(slot, ())
        return value[0] if value else ""

    def entries(self, rubric: Rubric) -> dict[str, object]:
        """The sheet as the rule of rating reads it: criterion id -> value."""
        return entries_of(rubric, self.values)

    def rating(self, rubric: Rubric) -> Rating:
        """What it amounts to now."""
        return rate(rubric, self.entries(rubric))

    def done(self, rubric: Rubric) -> int:
        """How many criteria have an entry."""
        return len(rubric.criteria) - len(self.rating(rubric).missing)


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """A score that waits for a decision."""

    id: int
    sheet_id: int
    slot: str
    value: str
    reason: str
    came_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A value changed after the sheet had been finished once."""

    grader: str
    slot: str
    before: str
    after: str
    changed_at: datetime


def entries_of(rubric: Rubric, values: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """Criterion id -> value, from slots; open ones left out."""
    found: dict[str, object] = {}
    for place, criterion in enumerate(rubric.criteria, 1):
        value = values.get(str(place), ())
        if value and value[0]:
            found[criterion.id] = value[0]
    return found


def first_of(stored: str) -> str:
    """The text in a stored value."""
    value = json.loads(stored) if stored else []
    return str(value[0]) if value else ""


def sheets(
    *, cohort_id: int | None = None, meeting_id: int | None = None, grader_id: int | None = None
) -> tuple[SheetFacts, ...]:
    """The sheets of a class, a meeting, a grader or any two of them, in the running order. Two queries."""
    wanted: list[ColumnElement[bool]] = []
    if cohort_id is not None:
        wanted.append(PracticeMeeting.cohort_id == cohort_id)
    if meeting_id is not None:
        wanted.append(PracticeMeeting.id == meeting_id)
    if grader_id is not None:
        wanted.append(Sheet.grader_id == grader_id)
    return _sheets(*wanted)


def sheet(sheet_id: int) -> SheetFacts:
    """One sheet; LookupError when there is none."""
    found = _sheets(Sheet.id == sheet_id)
    if not found:
        raise LookupError(sheet_id)
    return found[0]


def _sheets(*wanted: ColumnElement[bool]) -> tuple[SheetFacts, ...]:
    typist = aliased(Person)
    guest = (
        select(Slip.id)
        .where(
            Slip.person_id == Sheet.grader_id,
            Slip.cohort_id == PracticeMeeting.cohort_id,
            Slip.kind == "guest",
        )
        .exists()
    )
    rows = db.session.execute(
        select(Sheet, Person.name, Person.post, typist.name, guest)
        .join(PracticeMeeting, PracticeMeeting.id == Sheet.meeting_id)
        .join(Person, Person.id == Sheet.grader_id)
        .outerjoin(typist, typist.id == Sheet.entered_by_id)
        .where(*wanted)
        .order_by(PracticeMeeting.position, PracticeMeeting.id, guest, Person.name_key, Sheet.id)
    ).all()
    scores: dict[int, dict[str, Any]] = {}
    for score in db.session.execute(
        select(SheetScore.sheet_id, SheetScore.slot, SheetScore.value, SheetScore.seq).where(
            SheetScore.sheet_id.in_([row[0].id for row in rows])
        )
    ):
        scores.setdefault(score.sheet_id, {})[score.slot] = score
    return tuple(
        SheetFacts(
            row.id, row.meeting_id, row.grader_id, name, post, bool(is_guest), row.epoch, row.device,
            row.state, row.finished_at, typed_by or "",
            {slot: tuple(json.loads(one.value)) for slot, one in scores.get(row.id, {}).items()},
            {slot: one.seq for slot, one in scores.get(row.id, {}).items()},
        )
        for row, name, post, typed_by, is_guest in rows
    )  # fmt: skip


def held(*, sheet_ids: tuple[int, ...]) -> tuple[HeldFacts, ...]:
    """What waits for a decision on these sheets. One query."""
    rows = db.session.scalars(
        select(HeldScore)
        .where(HeldScore.sheet_id.in_(sheet_ids), HeldScore.decided == "")
        .order_by(HeldScore.came_at, HeldScore.id)
    )
    return tuple(
        HeldFacts(row.id, row.sheet_id, row.slot, first_of(row.value), row.reason, row.came_at)
        for row in rows
    )


def changes(meeting_id: int) -> tuple[ChangeFacts, ...]:
    """What was changed on finished sheets of a meeting, in the order of time. One query."""
    rows = db.session.execute(
        select(SheetChange, Person.name)
        .join(Sheet, Sheet.id == SheetChange.sheet_id)
        .join(Person, Person.id == Sheet.grader_id)
        .where(Sheet.meeting_id == meeting_id)
        .order_by(SheetChange.changed_at, SheetChange.id)
    )
    return tuple(
        ChangeFacts(name, row.slot, first_of(row.before), first_of(row.after), row.changed_at)
        for row, name in rows
    )
