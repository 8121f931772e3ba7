"""Reads courses and lessons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from quizapp.courses.models import Course, Lesson
from quizapp.db import db


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course with the number of its lessons; topics by key."""

    id: int
    code: str
    title: str
    summary: str
    topics: Mapping[str, str]
    lessons: int


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson in a list."""

    id: int
    slug: str
    position: int
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson to read. html is sanitised; sections: [{"id", "title", "level"}]; citations: [{"document", "place"}]."""

    id: int
    course_id: int
    slug: str
    position: int
    title: str
    minutes: int
    objectives: tuple[str, ...]
    markdown: str
    html: str
    sections: tuple[Mapping[str, Any], ...]
    citations: tuple[Mapping[str, Any], ...]


COURSE = (Course.id, Course.code, Course.title, Course.summary, Course.topics)


def courses() -> tuple[CourseFacts, ...]:
    """Every course, by title. One query."""
    rows = db.session.execute(
        select(*COURSE, func.count(Lesson.id))
        .outerjoin(Lesson, (Lesson.course_id == Course.id) & Lesson.retired.is_(False))
        .group_by(Course.id)
        .order_by(Course.title)
    )
    return tuple(_course(row) for row in rows)


def course(course_id: int) -> CourseFacts:
    """One course; LookupError when there is none."""
    for found in courses():
        if found.id == course_id:
            return found
    raise LookupError(course_id)


def course_id_by_code(code: str) -> int | None:
    """The course with this code."""
    return db.session.scalar(select(Course.id).where(Course.code == code))


def _course(row: Any) -> CourseFacts:
    topics = {topic["key"]: topic["title"] for topic in row[4]}
    return CourseFacts(row[0], row[1], row[2], row[3], topics, row[5])


def lesson_lines(course_id: int) -> tuple[LessonLine, ...]:
    """The lessons of a course in order. One query."""
    rows = db.session.execute(
        select(Lesson.id, Lesson.slug, Lesson.position, Lesson.title, Lesson.minutes)
        .where(Lesson.course_id == course_id, Lesson.retired.is_(False))
        .order_by(Lesson.position)
    )
    return tuple(LessonLine(*row) for row in rows)


def lessons(course_id: int) -> tuple[LessonFacts, ...]:
    """The lessons of a course with their text, for the book. One query."""
    found = db.session.scalars(
        select(Lesson)
        .where(Lesson.course_id == course_id, Lesson.retired.is_(False))
        .order_by(Lesson.position)
    )
    return tuple(_facts(lesson) for lesson in found)


def lesson(course_id: int, slug: str) -> LessonFacts | None:
    """One lesson by its slug."""
    found = db.session.scalar(
        select(Lesson).where(Lesson.course_id == course_id, Lesson.slug == slug, Lesson.retired.is_(False))
    )
    return _facts(found) if found else None


def _facts(row: Lesson) -> LessonFacts:
    return LessonFacts(
        id=row.id,
        course_id=row.course_id,
        slug=row.slug,
        position=row.position,
        title=row.title,
        minutes=row.minutes,
        objectives=tuple(row.objectives),
        markdown=row.markdown,
        html=row.html,
        sections=tuple(row.sections),
        citations=tuple(row.citations),
    )
