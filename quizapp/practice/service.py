"""Commands on rubrics and on the plan of a class's practice meetings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select

from quizapp.audit.service import record
from quizapp.cohorts.models import ClassGroup, Enrolment
from quizapp.db import db, transactional
from quizapp.domain.errors import MeetingLocked, NotInThisCohort, RubricNotApproved
from quizapp.domain.names import tidy
from quizapp.domain.rubric import content_hash, to_shape
from quizapp.formats.bank_drafts import RubricDraft
from quizapp.practice import meetings
from quizapp.practice.models import (
    MeetingMember,
    PracticeMeeting,
    PracticePlan,
    RubricTemplate,
    Sheet,
    SheetScore,
)
from quizapp.practice.queries import APPROVED, DRAFT


@transactional
def load_rubrics(drafts: Iterable[RubricDraft], now: datetime) -> int:
    """Store rubrics that are new or changed, each as a draft beside its older versions; how many were stored.

    Again: nothing changes. What a file says of its own approval counts for nothing: the centre approves on its page.
    """
    stored = 0
    for draft in drafts:
        known = select(RubricTemplate.id).where(
            RubricTemplate.code == draft.code, RubricTemplate.content_hash == content_hash(draft.rubric)
        )
        if db.session.scalar(known) is None:
            _store(draft, now, None)
            stored += 1
    return stored


def _store(draft: RubricDraft, now: datetime, actor_id: int | None) -> int:
    row = RubricTemplate(
        code=draft.code[:80],
        title=draft.rubric.title[:300],
        version=draft.rubric.version[:40],
        body=to_shape(draft.rubric),
        content_hash=content_hash(draft.rubric),
        state=DRAFT,
        made_by_id=actor_id,
        made_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


@transactional
def add_rubric(draft: RubricDraft, now: datetime, actor_id: int | None) -> tuple[int, bool]:
    """Store an uploaded rubric as a draft: (id, is new). The same content again: the version that is there."""
    known = db.session.scalar(
        select(RubricTemplate.id).where(
            RubricTemplate.code == draft.code[:80],
            RubricTemplate.content_hash == content_hash(draft.rubric),
        )
    )
    if known is not None:
        return known, False
    rubric_id = _store(draft, now, actor_id)
    _record("practice.add_rubric", rubric_id, draft.rubric.title, now, actor_id)
    return rubric_id, True


@transactional
def approve_rubric(rubric_id: int, now: datetime, actor_id: int | None) -> None:
    """The centre approves a version: meetings may use it. Again: nothing changes."""
    row = db.session.get_one(RubricTemplate, rubric_id, with_for_update=True)
    if row.state == APPROVED:
        return
    row.state, row.approved_by_id, row.approved_at = APPROVED, actor_id, now
    _record("practice.approve_rubric", rubric_id, row.title, now, actor_id)


@transactional
def retire_rubric(rubric_id: int, retired: bool, now: datetime, actor_id: int | None) -> None:
    """Offer a version no more, or again; meetings that use it go on."""
    row = db.session.get_one(RubricTemplate, rubric_id, with_for_update=True)
    if row.retired != retired:
        row.retired = retired
        action = "practice.retire_rubric" if retired else "practice.restore_rubric"
        _record(action, rubric_id, row.title, now, actor_id)


def _record(action: str, rubric_id: int, title: str, now: datetime, actor_id: int | None) -> None:
    record(action, "rubric", rubric_id, now=now, actor_id=actor_id, title=title)


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What staff set for the meeting of one group."""

    group_id: int
    rubric_id: int
    position: int
    topic: str = ""
    cell_type: str = ""
    kind: str = "regular"
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What staff set for the class (see models.PracticePlan). combination: of the sheets of every meeting."""

    starts_at: datetime | None = None
    changeover: int = 5
    break_after: int = 0
    break_minutes: int = 15
    combination: str = "mean"
    spread_percent: int = 30


@transactional
def set_up(
    cohort_id: int, wanted: PlanDraft, drafts: Iterable[MeetingDraft], now: datetime, actor_id: int | None
) -> tuple[str, ...]:
    """Set the plan and the meetings of a class; again: the same meetings, changed.

    Locked meetings stay as they are, and one with scores keeps its rubric: gives the names of the groups whose rubric
    could not be changed. RubricNotApproved, NotInThisCohort.
    """
    plan = plan_row(cohort_id)
    for name in ("starts_at", "changeover", "break_after", "break_minutes", "spread_percent"):
        setattr(plan, name, getattr(wanted, name))
    names = {
        group.id: group.name
        for group in db.session.scalars(select(ClassGroup).where(ClassGroup.cohort_id == cohort_id))
    }
    there = {
        row.group_id: row
        for row in db.session.scalars(
            select(PracticeMeeting).where(PracticeMeeting.cohort_id == cohort_id).with_for_update()
        )
    }
    approved = _approved()
    scored = _scored(cohort_id)
    kept = []
    for draft in drafts:
        if draft.group_id not in names:
            raise NotInThisCohort
        row = there.get(draft.group_id)
        if row is None or (row.rubric_id != draft.rubric_id and row.id not in scored):
            if not approved.get(draft.rubric_id, ("", False))[1]:
                raise RubricNotApproved(approved.get(draft.rubric_id, ("", False))[0])
        elif row.rubric_id != draft.rubric_id and row.state != meetings.LOCKED:
            kept.append(names[draft.group_id])
        _write(row, cohort_id, draft, wanted.combination, scored)
    record("practice.set_up", "cohort", cohort_id, now=now, actor_id=actor_id, cohort_id=cohort_id)
    return tuple(kept)


def _write(
    row: PracticeMeeting | None, cohort_id: int, draft: MeetingDraft, combination: str, scored: set[int]
) -> None:
    if row is None:
        row = PracticeMeeting(cohort_id=cohort_id, group_id=draft.group_id, rubric_id=draft.rubric_id)
        db.session.add(row)
    row.position = draft.position
    if row.state == meetings.LOCKED:
        return
    if row.id not in scored:
        row.rubric_id = draft.rubric_id
    row.topic, row.cell_type = tidy(draft.topic)[:300], tidy(draft.cell_type)[:120]
    row.meeting_kind, row.minutes, row.combination = draft.kind, draft.minutes, combination


def plan_row(cohort_id: int) -> PracticePlan:
    """The plan, taken for writing inside the caller's transaction; made when there is none."""
    plan = db.session.get(PracticePlan, cohort_id, with_for_update=True)
    if plan is None:
        plan = PracticePlan(cohort_id=cohort_id, not_grading=[])
        db.session.add(plan)
        db.session.flush()
    return plan


def _approved() -> dict[int, tuple[str, bool]]:
    rows = db.session.execute(select(RubricTemplate.id, RubricTemplate.title, RubricTemplate.state))
    return {rubric_id: (title, state == APPROVED) for rubric_id, title, state in rows}


def _scored(cohort_id: int) -> set[int]:
    return set(
        db.session.scalars(
            select(PracticeMeeting.id).where(
                PracticeMeeting.cohort_id == cohort_id,
                exists().where(Sheet.meeting_id == PracticeMeeting.id, SheetScore.sheet_id == Sheet.id),
            )
        )
    )


@transactional
def save_members(meeting_id: int, roles: Mapping[int, str], absent: set[int], now: datetime) -> None:
    """Who plays which part and who did not come; those not named have no part. MeetingLocked, NotInThisCohort."""
    meeting = db.session.get_one(PracticeMeeting, meeting_id, with_for_update=True)
    if meeting.state == meetings.LOCKED:
        raise MeetingLocked(meeting.locked_at or now)
    named = {one: role for one, role in roles.items() if role} | {one: roles.get(one, "") for one in absent}
    group = set(db.session.scalars(select(Enrolment.id).where(Enrolment.group_id == meeting.group_id)))
    if not set(named) <= group:
        raise NotInThisCohort
    db.session.execute(delete(MeetingMember).where(MeetingMember.meeting_id == meeting_id))
    for one, role in sorted(named.items()):
        db.session.add(
            MeetingMember(meeting_id=meeting_id, enrolment_id=one, role=tidy(role)[:80], absent=one in absent)
        )


@transactional
def begin(meeting_id: int, now: datetime) -> None:
    """Start the clock of a meeting; one that runs elsewhere in the class ends. Again: nothing changes."""
    meeting = db.session.get_one(PracticeMeeting, meeting_id, with_for_update=True)
    if meeting.began_at is not None and meeting.ended_at is None:
        return
    for other in db.session.scalars(
        select(PracticeMeeting).where(
            PracticeMeeting.cohort_id == meeting.cohort_id,
            PracticeMeeting.id != meeting_id,
            PracticeMeeting.began_at.is_not(None),
            PracticeMeeting.ended_at.is_(None),
        )
    ):
        other.ended_at = now
    meeting.began_at, meeting.ended_at = meeting.began_at or now, None


@transactional
def end(meeting_id: int, now: datetime) -> None:
    """Stop the clock. Not running: nothing changes."""
    meeting = db.session.get_one(PracticeMeeting, meeting_id, with_for_update=True)
    if meeting.began_at is not None and meeting.ended_at is None:
        meeting.ended_at = now
