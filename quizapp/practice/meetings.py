"""Reads the practice meetings of a class: plan, running order, members, graders."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import exists, or_, select

from quizapp.accounts.models import Grant, Person, Role, Slip
from quizapp.cohorts.models import ClassGroup, Enrolment
from quizapp.db import db
from quizapp.practice.models import MeetingMember, PracticeMeeting, PracticePlan, Sheet
from quizapp.practice.running_order import Slot, Turn, running_order
from quizapp.web.access import Right

MOST_GRADERS = 9
LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """How a class holds its practice meetings (see models.PracticePlan)."""

    cohort_id: int
    starts_at: datetime | None = None
    changeover: int = 5
    break_after: int = 0
    break_minutes: int = 15
    spread_percent: int = 30
    not_grading: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """The meeting of one group. points, maximum, level: only once it is locked; points exact."""

    id: int
    cohort_id: int
    group_id: int
    group: str
    rubric_id: int
    position: int
    topic: str
    cell_type: str
    kind: str
    combination: str
    minutes: int
    began_at: datetime | None
    ended_at: datetime | None
    locked_at: datetime | None
    points: Fraction | None
    maximum: Fraction | None
    level: str | None
    held_back_by: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def is_locked(self) -> bool:
        """Whether its marks stand."""
        return self.locked_at is not None

    @property
    def is_running(self) -> bool:
        """Whether the clock runs."""
        return self.began_at is not None and self.ended_at is None


@dataclass(frozen=True, slots=True)
class GraderFacts:
    """Somebody with the right to grade in a class, or with a sheet there. grading False: set aside by staff."""

    person_id: int
    name: str
    post: str
    guest: bool
    grading: bool


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member of a group, with the part played at its meeting."""

    enrolment_id: int
    person_id: int
    name: str
    role: str
    absent: bool
    counted: bool


def plan(cohort_id: int) -> PlanFacts:
    """The plan as saved, else the usual one. One query."""
    row = db.session.get(PracticePlan, cohort_id)
    if row is None:
        return PlanFacts(cohort_id)
    return PlanFacts(
        cohort_id, row.starts_at, row.changeover, row.break_after, row.break_minutes, row.spread_percent,
        tuple(row.not_grading),
    )  # fmt: skip


def _facts(row: PracticeMeeting, group: str) -> MeetingFacts:
    return MeetingFacts(
        row.id, row.cohort_id, row.group_id, group, row.rubric_id, row.position, row.topic, row.cell_type,
        row.meeting_kind, row.combination, row.minutes, row.began_at, row.ended_at,
        row.locked_at if row.state == LOCKED else None,
        Fraction(row.points) if row.points else None,
        Fraction(row.maximum) if row.maximum else None,
        row.level, tuple(row.held_back_by), tuple(row.left_out),
    )  # fmt: skip


def meetings(cohort_id: int) -> tuple[MeetingFacts, ...]:
    """The meetings of a class in their running order. One query."""
    rows = db.session.execute(
        select(PracticeMeeting, ClassGroup.name)
        .join(ClassGroup, ClassGroup.id == PracticeMeeting.group_id)
        .where(PracticeMeeting.cohort_id == cohort_id)
        .order_by(PracticeMeeting.position, PracticeMeeting.id)
    )
    return tuple(_facts(row, group) for row, group in rows)


def meeting(meeting_id: int) -> MeetingFacts:
    """One meeting; LookupError when there is none."""
    row = db.session.execute(
        select(PracticeMeeting, ClassGroup.name)
        .join(ClassGroup, ClassGroup.id == PracticeMeeting.group_id)
        .where(PracticeMeeting.id == meeting_id)
    ).one_or_none()
    if row is None:
        raise LookupError(meeting_id)
    return _facts(row[0], row[1])


def own_meeting(enrolment_id: int) -> MeetingFacts | None:
    """The meeting that a learner was counted in, else that of the present group; None without one. One query."""
    counted = exists().where(
        MeetingMember.meeting_id == PracticeMeeting.id,
        MeetingMember.enrolment_id == enrolment_id,
        MeetingMember.counted.is_(True),
    )
    group = select(Enrolment.group_id).where(Enrolment.id == enrolment_id).scalar_subquery()
    row = db.session.execute(
        select(PracticeMeeting, ClassGroup.name)
        .join(ClassGroup, ClassGroup.id == PracticeMeeting.group_id)
        .where(or_(counted, PracticeMeeting.group_id == group))
        .order_by(counted.desc(), PracticeMeeting.locked_at.desc())
        .limit(1)
    ).one_or_none()
    return _facts(row[0], row[1]) if row else None


def schedule(planned: PlanFacts, held: tuple[MeetingFacts, ...], now: datetime) -> dict[int, Slot]:
    """When each meeting runs, by id; nothing before staff have said when the first begins."""
    if planned.starts_at is None:
        return {}
    turns = [Turn(one.id, one.position, one.minutes, one.began_at, one.ended_at) for one in held]
    return running_order(
        turns,
        planned.starts_at,
        now,
        changeover=planned.changeover,
        break_after=planned.break_after,
        break_minutes=planned.break_minutes,
    )


def graders(cohort_id: int, set_aside: tuple[int, ...]) -> tuple[GraderFacts, ...]:
    """Who grades in a class: instructors first, then guests, by name. Three queries."""
    rows = db.session.execute(
        select(Grant.person_id, Role.rights)
        .join(Role, Role.id == Grant.role_id)
        .where(Grant.cohort_id == cohort_id, Grant.group_id.is_(None))
    )
    ids = {person_id for person_id, rights in rows if Right.GRADE.value in rights}
    guests = (
        select(Slip.id)
        .where(Slip.person_id == Person.id, Slip.cohort_id == cohort_id, Slip.kind == "guest")
        .exists()
    )
    with_sheet = (
        select(Sheet.grader_id)
        .join(PracticeMeeting, PracticeMeeting.id == Sheet.meeting_id)
        .where(PracticeMeeting.cohort_id == cohort_id)
    )
    people = db.session.execute(
        select(Person.id, Person.name, Person.post, guests)
        .where(or_(Person.id.in_(ids), Person.id.in_(with_sheet)))
        .order_by(guests, Person.name_key, Person.id)
    )
    return tuple(
        GraderFacts(person_id, name, post, bool(guest), person_id not in set_aside)
        for person_id, name, post, guest in people
    )


def members(meeting_id: int) -> tuple[MemberFacts, ...]:
    """The present members of the meeting's group, and those it was counted for, by name. One query."""
    part = (MeetingMember.enrolment_id == Enrolment.id) & (MeetingMember.meeting_id == meeting_id)
    group = select(PracticeMeeting.group_id).where(PracticeMeeting.id == meeting_id).scalar_subquery()
    rows = db.session.execute(
        select(
            Enrolment.id,
            Person.id,
            Person.name,
            MeetingMember.role,
            MeetingMember.absent,
            MeetingMember.counted,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(MeetingMember, part)
        .where(
            or_(
                (Enrolment.group_id == group) & Enrolment.withdrawn_at.is_(None),
                MeetingMember.counted.is_(True),
            )
        )
        .order_by(Person.name_key, Enrolment.number)
    )
    return tuple(MemberFacts(e, p, name, role or "", bool(a), bool(c)) for e, p, name, role, a, c in rows)


def parts(cohort_id: int) -> dict[int, tuple[MemberFacts, ...]]:
    """Meeting -> the members who play a part, by name. One query."""
    rows = db.session.execute(
        select(MeetingMember, Person.id, Person.name)
        .join(PracticeMeeting, PracticeMeeting.id == MeetingMember.meeting_id)
        .join(Enrolment, Enrolment.id == MeetingMember.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(PracticeMeeting.cohort_id == cohort_id, MeetingMember.role != "")
        .order_by(Person.name_key, Enrolment.number)
    )
    found: dict[int, tuple[MemberFacts, ...]] = {}
    for row, person_id, name in rows:
        one = MemberFacts(row.enrolment_id, person_id, name, row.role, row.absent, row.counted)
        found[row.meeting_id] = (*found.get(row.meeting_id, ()), one)
    return found
