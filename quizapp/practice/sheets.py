"""Commands on graders' sheets: open, save as chosen, finish, go on elsewhere, type in from paper.

Every write takes the meeting FOR SHARE and the sheet FOR UPDATE, in this order; locking takes the meeting FOR UPDATE.
So nothing is acknowledged after the marks were made.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain import answers
from quizapp.domain.answers import BadBatch, Outcome, Standing, Write
from quizapp.domain.errors import MeetingLocked, SheetIncomplete, TooManyGraders
from quizapp.domain.flaws import Flaw
from quizapp.domain.rubric import Rubric, rate, read_entry
from quizapp.domain.timing import Arrival
from quizapp.practice.meetings import LOCKED, MOST_GRADERS
from quizapp.practice.models import (
    HeldScore,
    PracticeMeeting,
    PracticePlan,
    RubricTemplate,
    Sheet,
    SheetChange,
    SheetScore,
)
from quizapp.practice.queries import read_body
from quizapp.practice.sheet_queries import FINISHED, STRENGTHS, WEAKNESSES, entries_of

LONGEST_REMARK = 2000
OPEN = "open"


@dataclass(slots=True)
class Receipt:
    """What became of a batch: each slot sent stands in exactly one of the four. values: the sheet afterwards."""

    now: datetime
    state: str
    saved: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    stale: dict[str, Standing] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rubric: Rubric | None = None


@dataclass(slots=True)
class _Work:
    """A sheet taken for writing, with everything the rules ask for."""

    meeting: PracticeMeeting
    sheet: Sheet
    rubric: Rubric
    scores: dict[str, SheetScore]

    @property
    def is_closed(self) -> bool:
        return self.meeting.state == LOCKED or self.sheet.state == FINISHED

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        return {slot: tuple(json.loads(score.value)) for slot, score in self.scores.items()}


def _take(sheet_id: int) -> _Work:
    meeting_id = select(Sheet.meeting_id).where(Sheet.id == sheet_id).scalar_subquery()
    meeting = db.session.scalars(
        select(PracticeMeeting).where(PracticeMeeting.id == meeting_id).with_for_update(read=True)
    ).one()
    sheet = db.session.get_one(Sheet, sheet_id, with_for_update=True, populate_existing=True)
    body = db.session.scalars(select(RubricTemplate.body).where(RubricTemplate.id == meeting.rubric_id)).one()
    rows = db.session.scalars(select(SheetScore).where(SheetScore.sheet_id == sheet_id))
    return _Work(meeting, sheet, read_body(body), {row.slot: row for row in rows})


@transactional
def open_sheets(cohort_id: int, grader_id: int, device: str, now: datetime) -> None:
    """Give a grader a sheet for every meeting of the class that is not locked; again: the same ones.

    device: this browser; it works on every sheet that none works on yet. TooManyGraders.
    """
    rows = db.session.execute(
        select(PracticeMeeting.id, func.count(Sheet.id).filter(Sheet.grader_id != grader_id))
        .outerjoin(Sheet, Sheet.meeting_id == PracticeMeeting.id)
        .where(PracticeMeeting.cohort_id == cohort_id, PracticeMeeting.state != LOCKED)
        .group_by(PracticeMeeting.id)
    ).all()
    if any(others >= MOST_GRADERS for _, others in rows):
        raise TooManyGraders(MOST_GRADERS)
    _insert([meeting_id for meeting_id, _ in rows], grader_id, now)
    for sheet in db.session.scalars(
        select(Sheet)
        .join(PracticeMeeting, PracticeMeeting.id == Sheet.meeting_id)
        .where(PracticeMeeting.cohort_id == cohort_id, Sheet.grader_id == grader_id, Sheet.device == "")
    ):
        sheet.device = device
    plan = db.session.get(PracticePlan, cohort_id)
    if plan is not None and grader_id in plan.not_grading:
        plan.not_grading = [one for one in plan.not_grading if one != grader_id]


def _insert(meeting_ids: list[int], grader_id: int, now: datetime, entered_by_id: int | None = None) -> None:
    if not meeting_ids:
        return
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    values = [
        {
            "meeting_id": meeting_id,
            "grader_id": grader_id,
            "epoch": 1,
            "device": "",
            "state": OPEN,
            "entered_by_id": entered_by_id,
            "made_at": now,
        }
        for meeting_id in meeting_ids
    ]
    db.session.execute(dialect.insert(Sheet).on_conflict_do_nothing(), values)


@transactional
def enter_for(meeting_id: int, grader_id: int, now: datetime, actor_id: int) -> int:
    """Open the sheet of a named grader to type it in from paper; again: the same sheet, kept as typed in.

    A sheet on which the grader has worked is not taken: then it is theirs, and the id is given all the same.
    MeetingLocked, TooManyGraders.
    """
    meeting = db.session.get_one(PracticeMeeting, meeting_id, with_for_update=True)
    if meeting.state == LOCKED:
        raise MeetingLocked(meeting.locked_at or now)
    others = db.session.scalar(
        select(func.count()).where(Sheet.meeting_id == meeting_id, Sheet.grader_id != grader_id)
    )
    if (others or 0) >= MOST_GRADERS:
        raise TooManyGraders(MOST_GRADERS)
    _insert([meeting_id], grader_id, now, actor_id)
    sheet = db.session.scalars(
        select(Sheet).where(Sheet.meeting_id == meeting_id, Sheet.grader_id == grader_id)
    ).one()
    worked = db.session.scalar(select(func.count()).where(SheetScore.sheet_id == sheet.id))
    if sheet.entered_by_id is None and not worked:
        sheet.entered_by_id, sheet.device, sheet.epoch = actor_id, "", sheet.epoch + 1
    if sheet.entered_by_id == actor_id:
        record(
            "practice.enter_for", "person", grader_id, now=now, actor_id=actor_id,
            cohort_id=meeting.cohort_id, meeting=meeting_id,
        )  # fmt: skip
    return sheet.id


def slots(rubric: Rubric) -> tuple[str, ...]:
    """Every slot of a sheet: criteria, the remark on each, strengths, weaknesses."""
    places = [str(place) for place in range(1, len(rubric.criteria) + 1)]
    return (*places, *(f"note-{place}" for place in places), STRENGTHS, WEAKNESSES)


def refusal_of(rubric: Rubric, one: Write) -> str:
    """The code of why this sheet cannot have the value; "" when it can. Nothing at all takes a score back."""
    if one.slot not in slots(rubric):
        return "slot_unknown"
    if len(one.value) > 1:
        return "only_one_value"
    if not one.value:
        return ""
    if not one.slot.isdigit():
        return "value_too_long" if len(one.value[0]) > LONGEST_REMARK else ""
    entry = read_entry(rubric.criteria[int(one.slot) - 1], one.value[0])
    return entry.code if isinstance(entry, Flaw) else ""


@transactional
def save(sheet_id: int, body: object, now: datetime, actor_id: int | None) -> Receipt | BadBatch:
    """Save a batch by the protocol of answers; harmless when repeated, late or reordered.

    What a finished sheet, a locked meeting or an older device sends is held, never lost and never counted by itself.
    """
    work = _take(sheet_id)
    batch = answers.read_batch(body, work.sheet.epoch)
    return batch if isinstance(batch, BadBatch) else _write(work, batch, now, actor_id)


def _write(work: _Work, batch: tuple[Write, ...], now: datetime, actor_id: int | None) -> Receipt:
    receipt = Receipt(now, "closed" if work.is_closed else "open", rubric=work.rubric)
    arrival = Arrival.HELD if work.is_closed else Arrival.SAVED
    for one in batch:
        score = work.scores.get(one.slot)
        standing = Standing(tuple(json.loads(score.value)), score.epoch, score.seq) if score else None
        refusal = refusal_of(work.rubric, one)
        decision = answers.decide(one, standing, epoch=work.sheet.epoch, arrival=arrival, refusal=refusal)
        if decision.outcome is Outcome.REFUSED:
            receipt.refused[one.slot] = decision.reason
        elif decision.outcome is Outcome.HELD:
            _hold(work.sheet.id, one, decision.reason, now)
            receipt.held[one.slot] = one.seq
        elif decision.outcome is Outcome.STALE and standing is not None:
            receipt.stale[one.slot] = standing
        else:
            if not decision.repeat:
                _put(work, one, now, actor_id)
            receipt.saved[one.slot] = one.seq
    receipt.values = work.values
    return receipt


def _put(work: _Work, one: Write, now: datetime, actor_id: int | None) -> None:
    value = json.dumps(list(one.value), ensure_ascii=False)
    score = work.scores.get(one.slot)
    if work.sheet.first_finished_at is not None and (score.value if score else "[]") != value:
        before = score.value if score else "[]"
        db.session.add(
            SheetChange(
                sheet_id=work.sheet.id, slot=one.slot, before=before, after=value, changed_at=now,
                changed_by_id=actor_id,
            )
        )  # fmt: skip
    if score is None:
        score = work.scores[one.slot] = SheetScore(sheet_id=work.sheet.id, slot=one.slot)
        db.session.add(score)
    score.value, score.epoch, score.seq, score.saved_at = value, one.epoch, one.seq, now


def _hold(sheet_id: int, one: Write, reason: str, now: datetime) -> None:
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    value = json.dumps(list(one.value), ensure_ascii=False)
    db.session.execute(
        dialect.insert(HeldScore).on_conflict_do_nothing(),
        {
            "sheet_id": sheet_id,
            "slot": one.slot[:20],
            "value": value,
            "value_key": hashlib.sha256(value.encode()).hexdigest(),
            "epoch": one.epoch,
            "seq": one.seq,
            "came_at": now,
            "reason": reason,
            "decided": "",
        },
    )


@transactional
def finish(sheet_id: int, body: object, now: datetime, actor_id: int | None) -> Receipt | BadBatch:
    """ "Chấm xong", with the last scores that the request may carry. Again: nothing changes.

    SheetIncomplete names the criteria left open (their ids) and writes nothing; MeetingLocked.
    """
    work = _take(sheet_id)
    if work.meeting.state == LOCKED:
        raise MeetingLocked(work.meeting.locked_at or now)
    batch = answers.read_batch(body if body is not None else {}, work.sheet.epoch)
    if isinstance(batch, BadBatch):
        return batch
    receipt = _write(work, batch, now, actor_id)
    if work.sheet.state == FINISHED:
        return receipt
    missing = rate(work.rubric, entries_of(work.rubric, receipt.values)).missing
    if missing:
        raise SheetIncomplete(missing)
    if not receipt.refused and not receipt.held and not receipt.stale:
        work.sheet.state, work.sheet.finished_at = FINISHED, now
        work.sheet.first_finished_at = work.sheet.first_finished_at or now
        receipt.state = "closed"
    return receipt


@transactional
def reopen(sheet_id: int, now: datetime) -> None:
    """Open a finished sheet again, until its meeting is locked. MeetingLocked."""
    work = _take(sheet_id)
    if work.meeting.state == LOCKED:
        raise MeetingLocked(work.meeting.locked_at or now)
    work.sheet.state, work.sheet.finished_at = OPEN, None


@transactional
def take_over(sheet_id: int, device: str) -> int:
    """Go on with a sheet on this device, and with the grader's other sheets of the class. Gives the sheet's epoch.

    What the older device still sends is held. Again from the same device: nothing changes.
    """
    work = _take(sheet_id)
    taken = [work.sheet]
    if work.sheet.entered_by_id is None:
        others = (
            select(Sheet)
            .join(PracticeMeeting, PracticeMeeting.id == Sheet.meeting_id)
            .where(
                PracticeMeeting.cohort_id == work.meeting.cohort_id,
                Sheet.grader_id == work.sheet.grader_id,
                Sheet.entered_by_id.is_(None),
                Sheet.id != sheet_id,
            )
            .order_by(Sheet.id)
            .with_for_update(of=Sheet)
        )
        taken += db.session.scalars(others)
    for sheet in taken:
        if sheet.device != device:
            sheet.device, sheet.epoch = device, sheet.epoch + (1 if sheet.device else 0)
    return work.sheet.epoch


@transactional
def decide_held(held_id: int, sheet_id: int, take: bool, now: datetime, actor_id: int | None) -> bool:
    """Take a held score as the present one, or drop it; True when it was decided now. MeetingLocked.

    Taken on a finished sheet too: the change is kept with the old value.
    """
    work = _take(sheet_id)
    if take and work.meeting.state == LOCKED:
        raise MeetingLocked(work.meeting.locked_at or now)
    row = db.session.get(HeldScore, held_id)
    if row is None or row.sheet_id != sheet_id or row.decided:
        return False
    row.decided = "taken" if take else "dropped"
    if take:
        score = work.scores.get(row.slot)
        value = tuple(json.loads(row.value))
        seq = max(row.seq, score.seq if score else 0) + 1
        _put(work, Write(row.slot, value, work.sheet.epoch, seq), now, actor_id)
    record(
        "practice.decide_held", "sheet", sheet_id, now=now, actor_id=actor_id,
        cohort_id=work.meeting.cohort_id, slot=row.slot, decided=row.decided,
    )  # fmt: skip
    return True


def form_answers(
    form: Mapping[str, str], values: Mapping[str, tuple[str, ...]], seqs: Mapping[str, int]
) -> object:
    """The sheet as a plain form ("slot-3", "slot-note-3", "slot-3-na"): the batch that the script would send.

    Only what differs from what stands, numbered one above it: "Lưu" twice changes nothing. epoch: that of the page.
    """
    listed = []
    for name, typed in form.items():
        slot = name.removeprefix("slot-")
        if slot == name or slot.endswith("-na"):
            continue
        text = "n/a" if form.get(f"{name}-na") else typed.strip()
        value = (text,) if text else ()
        if value != values.get(slot, ()):
            listed.append({"slot": slot, "value": list(value), "seq": seqs.get(slot, 0) + 1})
    epoch = form.get("epoch", "")
    return {"answers": listed} | ({"epoch": int(epoch)} if epoch.isascii() and epoch.isdigit() else {})
