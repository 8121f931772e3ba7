"""Commands on classes: open one, enrol people, form groups."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update

from quizapp.accounts import service as accounts
from quizapp.accounts.roles import LEARNER
from quizapp.accounts.service import Scope
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
