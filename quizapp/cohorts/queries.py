"""Reads classes, enrolments and groups; gives the place of each for the check of rights."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from quizapp.accounts.models import Person, Unit
from quizapp.cohorts.models import ClassGroup, Cohort, Enrolment
from quizapp.courses.models import Course
from quizapp.db import db
from quizapp.web.access import Place, Right, Viewer


@dataclass(frozen=True, slots=True)
class CohortFacts:
    """A class as pages show it."""

    id: int
    code: str
    title: str
    course_id: int
    course_code: str
    course_title: str
    starts: date | None
    ends: date | None
    place: str
    organiser: str
    coordinator: str
    issuer: str
    unit_id: int | None
    unit_name: str
    closed_at: datetime | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Learner:
    """An enrolled person, as lists show them. born: "YYYY", "YYYY-MM" or "YYYY-MM-DD"."""

    enrolment_id: int
    person_id: int
    number: int
    name: str
    name_key: str
    name_fold: str
    sex: str | None
    born: str | None
    ethnicity: str
    phone: str
    post: str
    cell: str
    unit: str
    group_id: int | None
    group: str
    group_position: int
    note: str


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group (tổ) with the number of its members."""

    id: int
    cohort_id: int
    name: str
    position: int
    members: int


def cohort_place(cohort_id: int, **others: object) -> Place | None:
    """Where a class stands; None when there is no such class."""
    row = db.session.execute(
        select(Cohort.id, Unit.path).outerjoin(Unit, Unit.id == Cohort.unit_id).where(Cohort.id == cohort_id)
    ).one_or_none()
    return Place(cohort_id=row[0], unit_path=row[1]) if row else None


def group_place(group_id: int, **others: object) -> Place | None:
    """Where a group stands."""
    row = db.session.execute(
        select(Cohort.id, Unit.path)
        .join(ClassGroup, ClassGroup.cohort_id == Cohort.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(ClassGroup.id == group_id)
    ).one_or_none()
    return Place(cohort_id=row[0], unit_path=row[1], group_id=group_id) if row else None


def enrolment_place(enrolment_id: int, **others: object) -> Place | None:
    """Where an enrolment stands, and whose it is."""
    row = db.session.execute(
        select(Cohort.id, Unit.path, Enrolment.person_id, Enrolment.group_id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(Enrolment.id == enrolment_id)
    ).one_or_none()
    return Place(row[0], row[1], row[2], row[3]) if row else None


def _cohorts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Cohort.id,
            Cohort.code,
            Cohort.title,
            Course.id,
            Course.code,
            Course.title,
            Cohort.starts,
            Cohort.ends,
            Cohort.place,
            Cohort.organiser,
            Cohort.coordinator,
            Cohort.issuer,
            Cohort.unit_id,
            func.coalesce(Unit.name, ""),
            Cohort.closed_at,
            Cohort.is_demo,
        )
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
    )


def cohort(cohort_id: int) -> CohortFacts:
    """One class; LookupError when there is none."""
    row = db.session.execute(_cohorts().where(Cohort.id == cohort_id)).one_or_none()
    if row is None:
        raise LookupError(cohort_id)
    return CohortFacts(*row)


def cohort_id_by_code(code: str) -> int | None:
    """The class with this code."""
    return db.session.scalar(select(Cohort.id).where(Cohort.code == code))


def class_list(cohort_id: int, *, group_id: int | None = None) -> tuple[Learner, ...]:
    """The learners now in a class, by given name (domain.names); those who left are not in it. One query."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Enrolment.id,
            Person.id,
            Enrolment.number,
            Person.name,
            Person.name_key,
            Person.name_fold,
            Person.sex,
            Person.born,
            Person.ethnicity,
            Person.phone,
            Enrolment.post,
            Enrolment.cell,
            Enrolment.unit,
            Enrolment.group_id,
            func.coalesce(ClassGroup.name, ""),
            func.coalesce(ClassGroup.position, 0),
            Enrolment.note,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(ClassGroup, ClassGroup.id == Enrolment.group_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.withdrawn_at.is_(None))
        .order_by(Person.name_key, Enrolment.number)
    )
    if group_id is not None:
        wanted = wanted.where(Enrolment.group_id == group_id)
    return tuple(Learner(*row) for row in db.session.execute(wanted))


def groups(cohort_id: int) -> tuple[GroupFacts, ...]:
    """The groups of a class in their order, each with its size. One query."""
    rows = db.session.execute(
        select(
            ClassGroup.id,
            ClassGroup.cohort_id,
            ClassGroup.name,
            ClassGroup.position,
            func.count(Enrolment.id),
        )
        .outerjoin(Enrolment, (Enrolment.group_id == ClassGroup.id) & Enrolment.withdrawn_at.is_(None))
        .where(ClassGroup.cohort_id == cohort_id)
        .group_by(ClassGroup.id)
        .order_by(ClassGroup.position)
    )
    return tuple(GroupFacts(*row) for row in rows)


def enrolment_of(cohort_id: int, person_id: int) -> int | None:
    """The id of a person's present enrolment in a class."""
    return db.session.scalar(
        select(Enrolment.id).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.person_id == person_id,
            Enrolment.withdrawn_at.is_(None),
        )
    )


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A class in a list."""

    id: int
    code: str
    title: str
    starts: date | None
    ends: date | None
    learners: int
    closed: bool


def cohort_lines(viewer: Viewer, *rights: Right) -> tuple[CohortLine, ...]:
    """The classes in which the viewer holds one of the rights, the latest first. One query."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Cohort.id,
            Cohort.code,
            Cohort.title,
            Cohort.starts,
            Cohort.ends,
            func.count(Enrolment.id),
            Cohort.closed_at,
        )
        .outerjoin(Enrolment, (Enrolment.cohort_id == Cohort.id) & Enrolment.withdrawn_at.is_(None))
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .group_by(Cohort.id)
        .order_by(Cohort.starts.desc().nulls_last(), Cohort.id.desc())
    )
    if not viewer.site & set(rights):
        theirs: list[ColumnElement[bool]] = [Cohort.id.in_(viewer.cohort_ids(*rights))]
        theirs += [Unit.path.startswith(path, autoescape=True) for path in viewer.unit_paths(*rights)]
        wanted = wanted.where(or_(*theirs))
    return tuple(
        CohortLine(identity, code, title, starts, ends, learners, closed is not None)
        for identity, code, title, starts, ends, learners, closed in db.session.execute(wanted)
    )


def group(group_id: int) -> GroupFacts:
    """One group with its size; LookupError when there is none."""
    row = db.session.execute(
        select(
            ClassGroup.id,
            ClassGroup.cohort_id,
            ClassGroup.name,
            ClassGroup.position,
            func.count(Enrolment.id),
        )
        .outerjoin(Enrolment, (Enrolment.group_id == ClassGroup.id) & Enrolment.withdrawn_at.is_(None))
        .where(ClassGroup.id == group_id)
        .group_by(ClassGroup.id)
    ).one_or_none()
    if row is None:
        raise LookupError(group_id)
    return GroupFacts(*row)


def enrolment(enrolment_id: int) -> tuple[int, str, str]:
    """(cohort id, name, cell) of one enrolment; LookupError when there is none."""
    row = db.session.execute(
        select(Enrolment.cohort_id, Person.name, Enrolment.cell)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.id == enrolment_id)
    ).one_or_none()
    if row is None:
        raise LookupError(enrolment_id)
    return row[0], row[1], row[2]


def learner_cohorts(person_id: int) -> tuple[CohortFacts, ...]:
    """The classes a person is enrolled in now, the latest first. One query."""
    wanted = (
        _cohorts()
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == person_id, Enrolment.withdrawn_at.is_(None))
        .order_by(Cohort.starts.desc().nulls_last(), Cohort.id.desc())
    )
    return tuple(CohortFacts(*row) for row in db.session.execute(wanted))
