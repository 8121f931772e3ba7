"""Marks of the end-of-course paper, and the step they are given in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class PaperMark(Model):
    """The mark of one learner's paper in thousandths of a point (7,5 = 7500); redo: of the one repetition."""

    __tablename__ = "paper_mark"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    thousandths: Mapped[int | None]
    redo_thousandths: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class PaperScale(Model):
    """The step in which a class is marked, in thousandths of a point; a class without a row has the usual one."""

    __tablename__ = "paper_scale"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    step_thousandths: Mapped[int]
