"""Commands on classes: open one, enrol people, form groups."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update

from quizapp.accounts import service as accounts
from quizapp.accounts.models import Person
from quizapp.accounts.roles import LEARNER
from quizapp.accounts.service import Scope
from quizapp.audit.service import record
from quizapp.cohorts.models import ClassGroup, Cohort, Enrolment
from quizapp.db import db, transactional
from quizapp.domain.errors import CodeAlreadyTaken, DatesReversed, NotInThisCohort
from quizapp.domain.names import tidy


@dataclass(frozen=True, slots=True)
class CohortDraft:
    """What is said when a class is opened or its facts are changed."""

    course_id: int
    code: str
    title: str
    starts: date | None = None
    ends: date | None = None
    place: str = ""
    organiser: str = ""
    coordinator: str = ""
    issuer: str = ""
    unit_id: int | None = None
    is_demo: bool = False


@transactional
def open_cohort(draft: CohortDraft, now: datetime) -> int:
    """Open a class and give its id. CodeAlreadyTaken, DatesReversed."""
    _check(draft, None)
    cohort = Cohort(**{name: getattr(draft, name) for name in CohortDraft.__dataclass_fields__}, made_at=now)
    db.session.add(cohort)
    db.session.flush()
    return cohort.id


@transactional
def change_cohort(cohort_id: int, draft: CohortDraft) -> None:
    """Change the facts of a class; what was printed before stays as it was."""
    _check(draft, cohort_id)
    facts = {name: getattr(draft, name) for name in CohortDraft.__dataclass_fields__ if name != "is_demo"}
    db.session.execute(update(Cohort).where(Cohort.id == cohort_id).values(**facts))


def _check(draft: CohortDraft, cohort_id: int | None) -> None:
    if draft.starts and draft.ends and draft.ends < draft.starts:
        raise DatesReversed(draft.starts, draft.ends)
    taken = db.session.scalar(select(Cohort.id).where(Cohort.code == draft.code))
    if taken is not None and taken != cohort_id:
        raise CodeAlreadyTaken(draft.code)


@transactional
def enrol(
    cohort_id: int,
    person_id: int,
    now: datetime,
    *,
    number: int | None = None,
    post: str = "",
    cell: str = "",
    unit: str = "",
    cell_id: int | None = None,
    group_id: int | None = None,
    note: str = "",
    import_id: int | None = None,
) -> int:
    """Put a person into a class with the learner's rights there, and give the enrolment's id.

    Again: the same enrolment; one who had left comes back with everything recorded before.
    """
    enrolment = db.session.scalar(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.person_id == person_id)
    )
    if enrolment is None:
        if number is None:
            last = db.session.scalar(
                select(func.max(Enrolment.number)).where(Enrolment.cohort_id == cohort_id)
            )
            number = (last or 0) + 1
        enrolment = Enrolment(
            cohort_id=cohort_id,
            person_id=person_id,
            number=number,
            post=post,
            cell=cell,
            unit=unit,
            cell_id=cell_id,
            group_id=group_id,
            note=note,
            import_id=import_id,
            enrolled_at=now,
        )
        db.session.add(enrolment)
        db.session.flush()
    enrolment.withdrawn_at = None
    accounts.give_role(person_id, LEARNER, Scope(cohort_id=cohort_id), now)
    return enrolment.id


@dataclass(frozen=True, slots=True)
class NewLearner:
    """A learner added by hand. born: "YYYY", "YYYY-MM" or "YYYY-MM-DD"."""

    name: str
    sex: str | None = None
    born: str | None = None
    post: str = ""
    cell: str = ""
    unit: str = ""
    phone: str = ""


@transactional
def enrol_new(cohort_id: int, learner: NewLearner, now: datetime, actor_id: int | None) -> int:
    """Add a person nobody knew before and enrol them; the enrolment's id.

    The same name, birth date and cell in the same class is the same person: a double click adds nobody twice.
    """
    there = db.session.scalar(
        select(Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.withdrawn_at.is_(None),
            Enrolment.cell == learner.cell,
            Person.name == tidy(learner.name),
            Person.born.is_(learner.born) if learner.born is None else Person.born == learner.born,
        )
    )
    if there is not None:
        return there
    person = accounts.add_person(
        learner.name, now, sex=learner.sex, born=learner.born, phone=learner.phone, post=learner.post
    )
    enrolment = enrol(cohort_id, person, now, post=learner.post, cell=learner.cell, unit=learner.unit)
    record(
        "cohorts.enrol", "person", person, now=now, actor_id=actor_id, cohort_id=cohort_id, name=learner.name
    )
    return enrolment


@transactional
def withdraw(enrolment_id: int, now: datetime) -> None:
    """Take a learner off the list; everything recorded stays and comes back with `enrol`."""
    enrolment = db.session.get_one(Enrolment, enrolment_id)
    if enrolment.withdrawn_at is None:
        enrolment.withdrawn_at = now
        accounts.take_role(enrolment.person_id, LEARNER, Scope(cohort_id=enrolment.cohort_id))


@transactional
def ensure_group(cohort_id: int, name: str) -> int:
    """The id of the group with this name, made when it is not there."""
    name = tidy(name)
    found = db.session.scalar(
        select(ClassGroup.id).where(ClassGroup.cohort_id == cohort_id, ClassGroup.name == name)
    )
    if found is not None:
        return found
    last = db.session.scalar(select(func.max(ClassGroup.position)).where(ClassGroup.cohort_id == cohort_id))
    group = ClassGroup(cohort_id=cohort_id, name=name, position=(last or 0) + 1)
    db.session.add(group)
    db.session.flush()
    return group.id


@transactional
def put_into_group(enrolment_ids: tuple[int, ...], group_id: int | None) -> None:
    """Move learners into a group of their own class (None: into none). NotInThisCohort."""
    if not enrolment_ids:
        return
    cohorts = set(db.session.scalars(select(Enrolment.cohort_id).where(Enrolment.id.in_(enrolment_ids))))
    if group_id is not None:
        cohorts.add(db.session.get_one(ClassGroup, group_id).cohort_id)
    if len(cohorts) != 1:
        raise NotInThisCohort
    db.session.execute(update(Enrolment).where(Enrolment.id.in_(enrolment_ids)).values(group_id=group_id))


@transactional
def form_groups(
    cohort_id: int, members: tuple[tuple[int, ...], ...], now: datetime, actor_id: int | None
) -> None:
    """Put the learners of a class into groups "Tổ 1", "Tổ 2", ... as given; what was before stands in the record.

    Groups that are left empty stay: practice meetings may refer to them.
    """
    before: dict[str, list[int]] = {}
    for enrolment_id, group_id in db.session.execute(
        select(Enrolment.id, Enrolment.group_id).where(Enrolment.cohort_id == cohort_id)
    ):
        before.setdefault(str(group_id), []).append(enrolment_id)
    names = [f"Tổ {n}" for n in range(1, len(members) + 1)]
    existing = {
        group.name: group.id
        for group in db.session.scalars(select(ClassGroup).where(ClassGroup.cohort_id == cohort_id))
    }
    wanted = [existing.get(name) or ensure_group(cohort_id, name) for name in names]
    rows = [
        {"id": enrolment, "group_id": group_id}
        for group_id, enrolments in zip(wanted, members, strict=True)
        for enrolment in enrolments
    ]
    if rows:
        db.session.execute(update(Enrolment), rows)
    record(
        "cohorts.form_groups",
        "cohort",
        cohort_id,
        now=now,
        actor_id=actor_id,
        cohort_id=cohort_id,
        before=before,
    )


@transactional
def save_group(
    group_id: int, name: str, enrolment_ids: tuple[int, ...], now: datetime, actor_id: int | None
) -> None:
    """Name a group and make exactly these learners its members; those no longer named are then in no group.

    CodeAlreadyTaken when the class has another group of that name; NotInThisCohort for a learner of another class.
    """
    group = db.session.get_one(ClassGroup, group_id)
    name = tidy(name)
    other = select(ClassGroup.id).where(
        ClassGroup.cohort_id == group.cohort_id, ClassGroup.name == name, ClassGroup.id != group_id
    )
    if db.session.scalar(other) is not None:
        raise CodeAlreadyTaken(name)
    group.name = name
    before = list(db.session.scalars(select(Enrolment.id).where(Enrolment.group_id == group_id)))
    db.session.execute(update(Enrolment).where(Enrolment.group_id == group_id).values(group_id=None))
    put_into_group(enrolment_ids, group_id)
    if set(before) != set(enrolment_ids):
        record(
            "cohorts.form_groups",
            "group",
            group_id,
            now=now,
            actor_id=actor_id,
            cohort_id=group.cohort_id,
            before=before,
            after=list(enrolment_ids),
        )


@transactional
def withdraw_with_reason(enrolment_id: int, reason: str, now: datetime, actor_id: int | None) -> None:
    """Take a learner off the list and write down why."""
    enrolment = db.session.get_one(Enrolment, enrolment_id)
    withdraw(enrolment_id, now)
    record(
        "cohorts.withdraw",
        "person",
        enrolment.person_id,
        now=now,
        actor_id=actor_id,
        cohort_id=enrolment.cohort_id,
        reason=reason,
    )
