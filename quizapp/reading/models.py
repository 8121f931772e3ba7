"""How far a person has read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class LessonProgress(Model):
    """Where one stopped in a lesson. section: id of the heading; permille: how far down, 0..1000."""

    __tablename__ = "lesson_progress"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"), primary_key=True, index=True)
    section: Mapped[str] = mapped_column(String(120), default="")
    permille: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
