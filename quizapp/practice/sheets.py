"""Commands on graders' sheets: open, save as chosen, finish, go on elsewhere, type in from paper."""

import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain import answers
from quizapp.domain.answers import BadBatch, Write
from quizapp.domain.errors import MeetingLocked, SheetIncomplete, TooManyGraders
from quizapp.domain.rubric import rate
from quizapp.practice.meetings import LOCKED, MOST_GRADERS
from quizapp.practice.models import (
    HeldScore,
    PracticeMeeting,
    PracticePlan,
    Sheet,
    SheetScore,
)
from quizapp.practice.sheet_queries import FINISHED, entries_of
from quizapp.practice.sheet_saving import Receipt, put, take_sheet, write

OPEN = "open"


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


@transactional
def save(sheet_id: int, body: object, now: datetime, actor_id: int | None) -> Receipt | BadBatch:
    """Save a batch by the protocol of answers; harmless when repeated, late or reordered.

    What a finished sheet, a locked meeting or an older device sends is held, never lost and never counted by itself.
    """
    work = take_sheet(sheet_id)
    batch = answers.read_batch(body, work.sheet.epoch)
    return batch if isinstance(batch, BadBatch) else write(work, batch, now, actor_id)


@transactional
def finish(sheet_id: int, body: object, now: datetime, actor_id: int | None) -> Receipt | BadBatch:
    """ "Chấm xong", with the last scores that the request may carry. Again: nothing changes.

    SheetIncomplete names the criteria left open (their ids) and writes nothing; MeetingLocked.
    """
    work = take_sheet(sheet_id)
    if work.meeting.state == LOCKED:
        raise MeetingLocked(work.meeting.locked_at or now)
    batch = answers.read_batch(body if body is not None else {}, work.sheet.epoch)
    if isinstance(batch, BadBatch):
        return batch
    receipt = write(work, batch, now, actor_id)
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
    work = take_sheet(sheet_id)
    if work.meeting.state == LOCKED:
        raise MeetingLocked(work.meeting.locked_at or now)
    work.sheet.state, work.sheet.finished_at = OPEN, None


@transactional
def take_over(sheet_id: int, device: str) -> int:
    """Go on with a sheet on this device, and with the grader's other sheets of the class. Gives the sheet's epoch.

    What the older device still sends is held. Again from the same device: nothing changes.
    """
    work = take_sheet(sheet_id)
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
    work = take_sheet(sheet_id)
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
        put(work, Write(row.slot, value, work.sheet.epoch, seq), now, actor_id)
    record(
        "practice.decide_held", "sheet", sheet_id, now=now, actor_id=actor_id,
        cohort_id=work.meeting.cohort_id, slot=row.slot, decided=row.decided,
    )  # fmt: skip
    return True
