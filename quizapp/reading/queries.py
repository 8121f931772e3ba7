"""Reads how far learners have read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from quizapp.cohorts.models import Cohort, Enrolment
from quizapp.courses.models import Lesson
from quizapp.db import db
from quizapp.reading.models import LessonProgress


@dataclass(frozen=True, slots=True)
class LessonState:
    """A lesson of a course with one person's progress. permille: how far down, 0..1000; read_at: said to be read."""

    id: int
    slug: str
    position: int
    title: str
    minutes: int
    section: str
    permille: int
    opened_at: datetime | None
    read_at: datetime | None


def lesson_states(course_id: int, person_id: int | None) -> tuple[LessonState, ...]:
    """The lessons of a course in order, each with this person's progress. One query."""
    mine = and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.person_id == person_id)
    rows = db.session.execute(
        select(
            Lesson.id,
            Lesson.slug,
            Lesson.position,
            Lesson.title,
            Lesson.minutes,
            func.coalesce(LessonProgress.section, ""),
            func.coalesce(LessonProgress.permille, 0),
            LessonProgress.opened_at,
            LessonProgress.read_at,
        )
        .outerjoin(LessonProgress, mine)
        .where(Lesson.course_id == course_id, Lesson.retired.is_(False))
        .order_by(Lesson.position)
    )
    return tuple(LessonState(*row) for row in rows)


def lessons_read(cohort_id: int) -> Mapping[int, int]:
    """How many lessons of the class's course each enrolment has read; those with none are left out. One query."""
    rows = db.session.execute(
        select(Enrolment.id, func.count())
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Lesson, and_(Lesson.course_id == Cohort.course_id, Lesson.retired.is_(False)))
        .join(
            LessonProgress,
            and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.person_id == Enrolment.person_id),
        )
        .where(Enrolment.cohort_id == cohort_id, LessonProgress.read_at.is_not(None))
        .group_by(Enrolment.id)
    )
    return {row[0]: row[1] for row in rows}


def lesson_total(cohort_id: int) -> int:
    """How many lessons the class's course has."""
    return (
        db.session.scalar(
            select(func.count(Lesson.id))
            .join(Cohort, Cohort.course_id == Lesson.course_id)
            .where(Cohort.id == cohort_id, Lesson.retired.is_(False))
        )
        or 0
    )
