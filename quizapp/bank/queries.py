"""Reads questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from quizapp.bank.models import Question, QuestionVersion
from quizapp.db import db
from quizapp.documents.queries import Citation, cited, documents
from quizapp.domain import questions
from quizapp.domain.names import fold

LEVELS = ("nhan_biet", "thong_hieu", "van_dung")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a list: its present wording, no key."""

    id: int
    code: str
    version_id: int
    kind: str
    topic: str
    level: str
    state: str
    stem: str
    review_by: date | None


@dataclass(frozen=True, slots=True)
class Version:
    """One stored wording with its key: never for the eyes of a learner before release."""

    id: int
    question_id: int
    topic: str
    level: str
    question: questions.Question
    explanation: str
    citations: tuple[Citation, ...]


def _present() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Question.id,
            Question.code,
            QuestionVersion.id,
            QuestionVersion.kind,
            Question.topic,
            Question.level,
            Question.state,
            QuestionVersion.body,
            Question.review_by,
        )
        .join(
            QuestionVersion,
            (QuestionVersion.question_id == Question.id)
            & (QuestionVersion.number == Question.current_version),
        )
        .order_by(Question.code)
    )


def _line(row: Any) -> QuestionLine:
    identity, code, version_id, kind, topic, level, state, body, review_by = row
    return QuestionLine(identity, code, version_id, kind, topic, level, state, body["stem"], review_by)


def found(
    course_id: int, *, words: str = "", topic: str = "", level: str = "", kind: str = ""
) -> tuple[QuestionLine, ...]:
    """Questions of a course by what is asked for; words are searched without accents. One query."""
    wanted = _present().where(Question.course_id == course_id)
    for column, value in ((Question.topic, topic), (Question.level, level), (QuestionVersion.kind, kind)):
        if value:
            wanted = wanted.where(column == value)
    for word in fold(words).split():
        wanted = wanted.where(QuestionVersion.stem_fold.contains(word, autoescape=True))
    return tuple(_line(row) for row in db.session.execute(wanted))


def question_line(question_id: int) -> QuestionLine | None:
    """One question in its present wording."""
    row = db.session.execute(_present().where(Question.id == question_id)).one_or_none()
    return _line(row) if row else None


def totals() -> Mapping[int, tuple[int, int]]:
    """{course: (questions, those approved)}. One query."""
    approved = func.count().filter(Question.state == "approved")
    rows = db.session.execute(select(Question.course_id, func.count(), approved).group_by(Question.course_id))
    return {row[0]: (row[1], row[2]) for row in rows}


def drawable(course_id: int) -> tuple[QuestionLine, ...]:
    """Approved questions of a course, from which papers may be drawn. One query."""
    wanted = _present().where(Question.course_id == course_id, Question.state == "approved")
    return tuple(_line(row) for row in db.session.execute(wanted))


def counts(course_id: int) -> Mapping[tuple[str, str], int]:
    """How many approved questions each (topic, level) has: what a blueprint can ask for. One query."""
    rows = db.session.execute(
        select(Question.topic, Question.level, func.count())
        .where(Question.course_id == course_id, Question.state == "approved")
        .group_by(Question.topic, Question.level)
    )
    return {(topic, level): number for topic, level, number in rows}


def versions(version_ids: Iterable[int]) -> Mapping[int, Version]:
    """The wordings with keys, by id. Two queries."""
    rows = db.session.execute(
        select(QuestionVersion, Question.topic, Question.level)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(QuestionVersion.id.in_(set(version_ids)))
        .order_by(QuestionVersion.id)
    ).all()
    known = documents()
    return {
        row.id: Version(
            row.id,
            row.question_id,
            topic,
            level,
            questions.from_body(row.body, row.key["right"]),
            row.explanation,
            cited(row.citations, known),
        )
        for row, topic, level in rows
    }


def question_course(question_id: int) -> int | None:
    """The course a question belongs to."""
    return db.session.scalar(select(Question.course_id).where(Question.id == question_id))


def version_ids(question_id: int) -> tuple[int, ...]:
    """Every version of a question, the newest first."""
    wanted = select(QuestionVersion.id).where(QuestionVersion.question_id == question_id)
    return tuple(db.session.scalars(wanted.order_by(QuestionVersion.number.desc())))


@dataclass(frozen=True, slots=True)
class VersionStamp:
    """A wording of a question and when it came."""

    version_id: int
    number: int
    made_at: datetime


def version_stamps(question_id: int) -> tuple[VersionStamp, ...]:
    """Every version of a question, the newest first. One query."""
    rows = db.session.execute(
        select(QuestionVersion.id, QuestionVersion.number, QuestionVersion.made_at)
        .where(QuestionVersion.question_id == question_id)
        .order_by(QuestionVersion.number.desc())
    )
    return tuple(VersionStamp(*row) for row in rows)
