"""Sessions of a class and who was there."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class ClassSession(Model):
    """A session (buổi học) with its number of periods (tiết). called_at: None until the roll has been called."""

    __tablename__ = "class_session"
    __table_args__ = (UniqueConstraint("cohort_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date | None]
    part_of_day: Mapped[str] = mapped_column(String(20), default="")
    periods: Mapped[int]
    called_at: Mapped[datetime | None]


class Attendance(Model):
    """One learner at one session. mark: present | excused | absent | late | early; periods: periods attended."""

    __tablename__ = "attendance"

    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True, index=True)
    mark: Mapped[str] = mapped_column(String(10))
    periods: Mapped[int]
    note: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
