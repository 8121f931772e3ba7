"""Loads courses and lessons from their folders."""

from dataclasses import asdict

from sqlalchemy import select

from quizapp.courses.models import Course, Lesson
from quizapp.db import db, transactional
from quizapp.formats.bank_drafts import CourseDraft, LessonDraft
from quizapp.formats.lesson_markdown import render


@transactional
def load(draft: CourseDraft) -> int:
    """Add or refresh a course and its lessons, and give the course's id. Idempotent.

    A lesson that is no longer in the folder is retired, not deleted: what people read stays known.
    """
    course = db.session.scalar(select(Course).where(Course.code == draft.code))
    topics = [{"key": topic.key, "title": topic.title} for topic in draft.topics]
    if course is None:
        course = Course(code=draft.code, title=draft.title, summary=draft.summary, topics=topics)
        db.session.add(course)
        db.session.flush()
    elif (course.title, course.summary, course.topics) != (draft.title, draft.summary, topics):
        course.title, course.summary, course.topics = draft.title, draft.summary, topics
    stored = {
        lesson.slug: lesson for lesson in db.session.scalars(select(Lesson).filter_by(course_id=course.id))
    }
    for position, lesson in enumerate(draft.lessons, start=1):
        _put(course.id, stored.get(lesson.slug), lesson, position)
    wanted = {lesson.slug for lesson in draft.lessons}
    for slug, old in stored.items():
        old.retired = slug not in wanted
    return course.id


def _put(course_id: int, stored: Lesson | None, draft: LessonDraft, position: int) -> None:
    page = render(draft.body)
    facts = {
        "position": position,
        "title": draft.title,
        "minutes": draft.minutes,
        "objectives": list(draft.objectives),
        "markdown": draft.body,
        "html": page.html,
        "sections": [asdict(section) for section in page.sections],
        "citations": [asdict(citation) for citation in draft.citations],
    }
    if stored is None:
        db.session.add(Lesson(course_id=course_id, slug=draft.slug, **facts))
        return
    for name, value in facts.items():
        if getattr(stored, name) != value:
            setattr(stored, name, value)
