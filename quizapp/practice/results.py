"""What other rooms ask about practice: levels for completion, what is due today, whose sheets are open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import func, select

from quizapp.cohorts.models import ClassGroup, Cohort, Enrolment
from quizapp.db import db
from quizapp.practice.meetings import LOCKED, MeetingFacts, PlanFacts, schedule
from quizapp.practice.models import MeetingMember, PracticeMeeting, PracticePlan, Sheet
from quizapp.practice.running_order import Slot
from quizapp.web.clock import local


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """The mark of a group's meeting, as every counted member has it. points: exact; level None: below the lowest."""

    level: str | None
    points: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class MeetingToday:
    """A practice meeting on a given day. starts: as the running order stands now."""

    cohort_id: int
    cohort_title: str
    meeting_id: int
    group_id: int
    group: str
    topic: str
    starts: datetime
    locked: bool


@dataclass(frozen=True, slots=True)
class GradingDue:
    """A class in which somebody has sheets to fill. open: meetings not finished by this grader; all: every one."""

    cohort_id: int
    open: int
    all: int


def points_of(cohort_id: int) -> dict[int, PracticeResult | None]:
    """For each learner now in the class the mark of the meeting they were counted in; None without one. One query."""
    rows = db.session.execute(
        select(Enrolment.id, PracticeMeeting.level, PracticeMeeting.points, PracticeMeeting.maximum)
        .outerjoin(
            MeetingMember, (MeetingMember.enrolment_id == Enrolment.id) & MeetingMember.counted.is_(True)
        )
        .outerjoin(
            PracticeMeeting,
            (PracticeMeeting.id == MeetingMember.meeting_id) & (PracticeMeeting.state == LOCKED),
        )
        .where(Enrolment.cohort_id == cohort_id, Enrolment.withdrawn_at.is_(None))
        .order_by(PracticeMeeting.locked_at.nulls_first())
    )
    found: dict[int, PracticeResult | None] = {}
    for enrolment_id, level, points, maximum in rows:
        if points is not None and maximum is not None:
            found[enrolment_id] = PracticeResult(level, Fraction(points), Fraction(maximum))
        else:
            found.setdefault(enrolment_id, None)
    return found


def levels_of(cohort_id: int) -> dict[int, str | None]:
    """Enrolment -> name of the level, None while there is none (see points_of). One query."""
    return {one: result.level if result else None for one, result in points_of(cohort_id).items()}


def meetings_today(cohort_ids: Collection[int], day: date, now: datetime) -> tuple[MeetingToday, ...]:
    """The practice meetings of these classes on a day (of Vietnam), in the order of time. Two queries."""
    plans = {
        row.cohort_id: row
        for row in db.session.scalars(select(PracticePlan).where(PracticePlan.cohort_id.in_(cohort_ids)))
        if row.starts_at is not None and local(row.starts_at).date() == day
    }
    rows = db.session.execute(
        select(PracticeMeeting, ClassGroup.name, Cohort.title)
        .join(ClassGroup, ClassGroup.id == PracticeMeeting.group_id)
        .join(Cohort, Cohort.id == PracticeMeeting.cohort_id)
        .where(PracticeMeeting.cohort_id.in_(plans))
    ).all()
    found = []
    for cohort_id, row in plans.items():
        of_class = [one for one in rows if one[0].cohort_id == cohort_id]
        planned = PlanFacts(cohort_id, row.starts_at, row.changeover, row.break_after, row.break_minutes)
        held = tuple(_as_turn(one[0], one[1]) for one in of_class)
        slots: dict[int, Slot] = schedule(planned, held, now)
        found += [
            MeetingToday(
                cohort_id, title, one.id, one.group_id, group, one.topic, slots[one.id].starts,
                one.state == LOCKED,
            )
            for one, group, title in of_class
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.starts, one.meeting_id)))


def _as_turn(row: PracticeMeeting, group: str) -> MeetingFacts:
    return MeetingFacts(
        row.id, row.cohort_id, row.group_id, group, row.rubric_id, row.position, row.topic, row.cell_type,
        row.meeting_kind, row.combination, row.minutes, row.began_at, row.ended_at, row.locked_at,
        None, None, row.level, (), (),
    )  # fmt: skip


def grading_due(person_id: int, cohort_ids: Collection[int]) -> tuple[GradingDue, ...]:
    """Of the classes in which this person may grade, those with open meetings left to score. Two queries.

    cohort_ids: of the viewer (`viewer.cohort_ids(Right.GRADE)`). People set aside as not grading have nothing due.
    """
    set_aside = {
        row.cohort_id
        for row in db.session.scalars(select(PracticePlan).where(PracticePlan.cohort_id.in_(cohort_ids)))
        if person_id in row.not_grading
    }
    rows = db.session.execute(
        select(
            PracticeMeeting.cohort_id,
            func.count(PracticeMeeting.id).filter(
                PracticeMeeting.state != LOCKED, func.coalesce(Sheet.state, "open") != "finished"
            ),
            func.count(PracticeMeeting.id),
        )
        .outerjoin(Sheet, (Sheet.meeting_id == PracticeMeeting.id) & (Sheet.grader_id == person_id))
        .where(PracticeMeeting.cohort_id.in_(cohort_ids))
        .group_by(PracticeMeeting.cohort_id)
        .order_by(PracticeMeeting.cohort_id)
    )
    return tuple(
        GradingDue(cohort_id, left, every)
        for cohort_id, left, every in rows
        if left and cohort_id not in set_aside
    )
