"""Courses and lessons, loaded from question_bank/."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class Course(Model):
    """A training programme. topics: [{"key", "title"}] in order."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[list[Any]]
    content_hash: Mapped[str] = mapped_column(String(64), default="")


class Lesson(Model):
    """A lesson: the author's Markdown and the sanitised HTML made from it. sections: [{"id", "title", "level"}].

    citations: [{"document", "place"}] as in the lesson's front matter.
    """

    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("course_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    objectives: Mapped[list[Any]]
    markdown: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    sections: Mapped[list[Any]]
    citations: Mapped[list[Any]]
    retired: Mapped[bool] = mapped_column(default=False)
