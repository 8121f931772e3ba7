"""Questions: an identity with immutable versions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class Question(Model):
    """A question as an identity. state: draft | reviewed | approved | retired. level: nhan_biet | thong_hieu | van_dung."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("course_id", "code"),
        Index("ix_question_course_id_topic_level", "course_id", "topic", "level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    code: Mapped[str] = mapped_column(String(80))
    topic: Mapped[str] = mapped_column(String(80), default="")
    level: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(20), default="draft")
    review_by: Mapped[date | None]
    current_version: Mapped[int] = mapped_column(default=1)


class QuestionVersion(Model):
    """One wording of a question, never changed. body: what a learner may see; key: what only the server knows.

    content_hash: SHA-256 over body, key, explanation and citations.
    """

    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    stem_fold: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]]
    key: Mapped[dict[str, Any]]
    explanation: Mapped[str] = mapped_column(Text, default="")
    citations: Mapped[list[Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
