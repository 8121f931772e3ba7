"""Remembers where people stopped reading."""

from datetime import datetime

from sqlalchemy import select

from quizapp.db import db, transactional
from quizapp.reading.models import LessonProgress

LONGEST_SECTION = 120


@transactional
def remember_place(person_id: int, lesson_id: int, section: str, permille: int, now: datetime) -> None:
    """Keep the place where a person is in a lesson; opening it counts. Again: the newer place."""
    progress = _progress(person_id, lesson_id, now)
    progress.section = section[:LONGEST_SECTION]
    progress.permille = max(0, min(1000, permille))


@transactional
def open_lesson(person_id: int, lesson_id: int, now: datetime) -> None:
    """Note that a person has opened a lesson; the place stays."""
    _progress(person_id, lesson_id, now)


@transactional
def finish(person_id: int, lesson_id: int, now: datetime) -> None:
    """Note that a person has read a lesson to its end. Again: the first time stays."""
    progress = _progress(person_id, lesson_id, now)
    progress.read_at = progress.read_at or now
    progress.permille = 1000


def _progress(person_id: int, lesson_id: int, now: datetime) -> LessonProgress:
    progress = db.session.scalar(
        select(LessonProgress).filter_by(person_id=person_id, lesson_id=lesson_id).with_for_update()
    )
    if progress is None:
        progress = LessonProgress(person_id=person_id, lesson_id=lesson_id, opened_at=now)
        db.session.add(progress)
        db.session.flush()
    return progress
