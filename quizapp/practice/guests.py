"""Who grades in a class: chosen from those with the right, and guests added on the spot."""

from datetime import datetime

from sqlalchemy import func, select

from quizapp.accounts import service as accounts
from quizapp.accounts import slips
from quizapp.accounts.granting import check_within
from quizapp.accounts.models import Person, Slip
from quizapp.accounts.roles import GUEST_GRADER
from quizapp.accounts.service import Scope
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.errors import NotInThisCohort, TooManyGraders
from quizapp.domain.names import tidy, tidy_name
from quizapp.practice import meetings
from quizapp.practice.models import PracticeMeeting, Sheet
from quizapp.practice.service import plan_row
from quizapp.web.access import Place, Right, Viewer


@transactional
def choose_graders(cohort_id: int, grading: set[int], now: datetime, actor_id: int | None) -> None:
    """Who of those with the right to grade does so here; the others are not waited for and not counted.

    TooManyGraders beyond nine.
    """
    if len(grading) > meetings.MOST_GRADERS:
        raise TooManyGraders(meetings.MOST_GRADERS)
    plan = plan_row(cohort_id)
    known = {one.person_id for one in meetings.graders(cohort_id, ())}
    plan.not_grading = sorted(known - grading)
    record(
        "practice.choose_graders", "cohort", cohort_id, now=now, actor_id=actor_id, cohort_id=cohort_id,
        graders=sorted(known & grading),
    )  # fmt: skip


@transactional
def add_guest(
    cohort_id: int, place: Place, name: str, position: str, valid_until: datetime, now: datetime, by: Viewer
) -> int:
    """Add a guest grader with a slip for this class until valid_until; gives the person's id.

    The same name and position again in the same class: the same person and slip, so a double press adds nobody.
    TooManyGraders, GrantBeyondOwnRights.
    """
    check_within(by, frozenset({Right.GRADE}), place)
    name, position = tidy_name(name), tidy(position)
    plan = plan_row(cohort_id)
    person_id = db.session.scalar(
        select(Person.id)
        .join(Slip, Slip.person_id == Person.id)
        .where(Slip.cohort_id == cohort_id, Slip.kind == slips.GUEST)
        .where(Person.name == name, Person.post == position)
    )
    if person_id is None:
        here = meetings.graders(cohort_id, tuple(plan.not_grading))
        if sum(1 for one in here if one.grading) >= meetings.MOST_GRADERS:
            raise TooManyGraders(meetings.MOST_GRADERS)
        person_id = accounts.add_person(name, now, post=position)
        record(
            "practice.add_guest", "person", person_id, now=now, actor_id=by.person_id, cohort_id=cohort_id,
            name=name,
        )  # fmt: skip
    plan.not_grading = [one for one in plan.not_grading if one != person_id]
    accounts.give_role(person_id, GUEST_GRADER, Scope(cohort_id=cohort_id), now, by.person_id)
    slips.ensure_slips(cohort_id, (person_id,), slips.GUEST, valid_until=valid_until)
    return person_id


@transactional
def remove_guest(cohort_id: int, person_id: int, now: datetime, actor_id: int | None) -> None:
    """End a guest's slip and right; sheets that are finished still count, others are not waited for."""
    slip = db.session.scalar(
        select(Slip.id).where(
            Slip.cohort_id == cohort_id, Slip.person_id == person_id, Slip.kind == slips.GUEST
        )
    )
    if slip is None:
        raise NotInThisCohort
    slips.end(slip, now, actor_id)
    accounts.take_role(person_id, GUEST_GRADER, Scope(cohort_id=cohort_id))
    finished = db.session.scalar(
        select(func.count())
        .select_from(Sheet)
        .join(PracticeMeeting, PracticeMeeting.id == Sheet.meeting_id)
        .where(
            Sheet.grader_id == person_id,
            Sheet.state == "finished",
            PracticeMeeting.cohort_id == cohort_id,
        )
    )
    plan = plan_row(cohort_id)
    if not finished:
        plan.not_grading = sorted({*plan.not_grading, person_id})
    record(
        "practice.remove_guest", "person", person_id, now=now, actor_id=actor_id, cohort_id=cohort_id
    )  # fmt: skip


def slip_of(cohort_id: int, person_id: int) -> slips.SlipFacts:
    """A guest's slip as it is, with its code; made when there is none."""
    return slips.ensure_slips(cohort_id, (person_id,), slips.GUEST)[0]
