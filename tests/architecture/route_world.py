"""One object of each kind that a route can name, in one class; another class beside it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from quizapp.accounts import slips
from quizapp.accounts.models import Grant, Role
from quizapp.db import db
from quizapp.quizzes import attempts
from quizapp.quizzes import service as quizzes
from tests.factories import NOW, make_class, make_course


@dataclass(frozen=True, slots=True)
class World:
    """arguments: a value for each name that a route takes."""

    arguments: dict[str, Any]
    cohort_id: int
    other_cohort_id: int
    learner_id: int
    other_learner_id: int
    staff_id: int


def make_world() -> World:
    """Made through the services of each feature. Needs an application context."""
    room = make_class(4)
    other = make_class(2, course_id=make_course(code="KHAC"), code="L02")
    enrolment, learner = room.learners[0]
    slip = slips.ensure_slips(room.cohort_id, [learner])[0]
    quiz = quizzes.make(room.cohort_id, quizzes.QuizDraft("Kiểm tra"), NOW)
    quizzes.open_quiz(quiz, NOW)
    quizzes.start_for_all(quiz, NOW)
    arguments = {
        "cohort_id": room.cohort_id,
        "group_id": room.groups[0],
        "enrolment_id": enrolment,
        "person_id": learner,
        "unit_id": room.unit_id,
        "role_id": db.session.scalar(select(func.min(Role.id))),
        "grant_id": db.session.scalar(select(Grant.id).where(Grant.person_id == learner)),
        "slip_id": slip.id,
        "token": slip.token,
        "slug": "bai-1",
        "course_id": room.course_id,
        "quiz_id": quiz,
        "attempt_id": attempts.start(quiz, enrolment, NOW),
    }
    return World(
        arguments=arguments,
        cohort_id=room.cohort_id,
        other_cohort_id=other.cohort_id,
        learner_id=learner,
        other_learner_id=room.learners[1][1],
        staff_id=room.staff_id,
    )
