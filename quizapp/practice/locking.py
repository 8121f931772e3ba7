"""Locking a meeting's marks: the sheets become one mark, which the group is told; unlocking needs a reason."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import delete, select, update

from quizapp.audit.service import record
from quizapp.cohorts.models import Enrolment
from quizapp.db import db, transactional
from quizapp.domain.combining import Combination, GroupRating, combine_sheets
from quizapp.domain.errors import ReasonMissing, SheetsMissing
from quizapp.domain.rubric import Rubric
from quizapp.practice.meetings import LOCKED, GraderFacts, graders, plan
from quizapp.practice.models import MeetingMember, PracticeMeeting, RubricTemplate
from quizapp.practice.queries import read_body
from quizapp.practice.sheet_queries import SheetFacts, sheets

ROUNDING = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a meeting stands before it is locked. missing: names of graders whose finished sheet is not there."""

    rating: GroupRating | None
    counted: tuple[SheetFacts, ...]
    missing: tuple[str, ...]


def standing_of(
    rubric: Rubric, combination: str, people: tuple[GraderFacts, ...], of_meeting: tuple[SheetFacts, ...]
) -> Standing:
    """The finished sheets of those who grade, made one; whose is missing. Points rounded once, to hundredths."""
    grading = {one.person_id for one in people if one.grading}
    counted = tuple(one for one in of_meeting if one.is_finished and one.grader_id in grading)
    there = {one.grader_id for one in counted}
    missing = tuple(one.name for one in people if one.grading and one.person_id not in there)
    rating = combine_sheets(
        rubric, [one.entries(rubric) for one in counted], Combination(combination), ROUNDING
    )
    return Standing(rating, counted, missing)


@transactional
def lock(meeting_id: int, now: datetime, actor_id: int | None, *, anyway: bool = False) -> None:
    """ "Chốt": freeze level and exact points for everybody who took part. Again: nothing changes.

    SheetsMissing names whose sheet is missing; anyway ("Chốt, không chờ"): only when there is none at all.
    """
    meeting = db.session.get_one(PracticeMeeting, meeting_id, with_for_update=True)
    if meeting.state == LOCKED:
        return
    body = db.session.scalars(select(RubricTemplate.body).where(RubricTemplate.id == meeting.rubric_id)).one()
    people = graders(meeting.cohort_id, plan(meeting.cohort_id).not_grading)
    found = standing_of(read_body(body), meeting.combination, people, sheets(meeting_id=meeting_id))
    if found.rating is None or (found.missing and not anyway):
        raise SheetsMissing(found.missing)
    meeting.state, meeting.locked_at, meeting.locked_by_id = LOCKED, now, actor_id
    meeting.ended_at = meeting.ended_at or (now if meeting.began_at else None)
    meeting.points, meeting.maximum = str(found.rating.exact_points), str(found.rating.maximum)
    meeting.level = found.rating.level
    meeting.held_back_by, meeting.left_out = list(found.rating.held_back_by), list(found.missing)
    _count_members(meeting)
    record(
        "practice.lock", "meeting", meeting_id, now=now, actor_id=actor_id, cohort_id=meeting.cohort_id,
        level=meeting.level, points=meeting.points, sheets=len(found.counted), left_out=list(found.missing),
    )  # fmt: skip


def _count_members(meeting: PracticeMeeting) -> None:
    known = {
        row.enrolment_id: row
        for row in db.session.scalars(select(MeetingMember).where(MeetingMember.meeting_id == meeting.id))
    }
    for enrolment_id in db.session.scalars(
        select(Enrolment.id).where(Enrolment.group_id == meeting.group_id, Enrolment.withdrawn_at.is_(None))
    ):
        row = known.get(enrolment_id)
        if row is None:
            row = MeetingMember(meeting_id=meeting.id, enrolment_id=enrolment_id, role="", absent=False)
            db.session.add(row)
        row.counted = not row.absent


@transactional
def unlock(meeting_id: int, reason: str, now: datetime, actor_id: int | None) -> None:
    """Open the marks again, with a reason that stays in the record. Not locked: nothing changes. ReasonMissing."""
    meeting = db.session.get_one(PracticeMeeting, meeting_id, with_for_update=True)
    if meeting.state != LOCKED:
        return
    if not reason.strip():
        raise ReasonMissing
    record(
        "practice.unlock", "meeting", meeting_id, now=now, actor_id=actor_id, cohort_id=meeting.cohort_id,
        reason=reason, level=meeting.level, points=meeting.points,
    )  # fmt: skip
    meeting.state, meeting.locked_at, meeting.locked_by_id = "open", None, None
    meeting.points = meeting.maximum = meeting.level = None
    meeting.held_back_by, meeting.left_out = [], []
    db.session.execute(
        delete(MeetingMember).where(
            MeetingMember.meeting_id == meeting_id,
            MeetingMember.role == "",
            MeetingMember.absent.is_(False),
        )
    )
    db.session.execute(
        update(MeetingMember).where(MeetingMember.meeting_id == meeting_id).values(counted=False)
    )
