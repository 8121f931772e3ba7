"""Reads marks of papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from quizapp.cohorts.models import Enrolment
from quizapp.db import db
from quizapp.domain.decimals import of_thousandths
from quizapp.papers.models import PaperMark, PaperScale

MAXIMUM = Fraction(10)
USUAL_STEP = Fraction(1, 20)
"""A twentieth takes marks in tenths and in quarters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands recorded of one paper. points: the first mark; redo: of the one repetition."""

    points: Fraction | None = None
    redo: Fraction | None = None
    note: str = ""

    @property
    def counting(self) -> Fraction | None:
        """The mark that counts: the repetition's when there is one."""
        return self.points if self.redo is None else self.redo


NO_MARK = Mark()


def marks_of(cohort_id: int) -> Mapping[int, Mark]:
    """{enrolment: mark}; without entry nothing has been recorded. One query."""
    rows = db.session.execute(
        select(PaperMark.enrolment_id, PaperMark.thousandths, PaperMark.redo_thousandths, PaperMark.note)
        .join(Enrolment, Enrolment.id == PaperMark.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id)
    )
    return {row[0]: Mark(_points(row[1]), _points(row[2]), row[3]) for row in rows}


def points_of(cohort_id: int) -> Mapping[int, Fraction]:
    """{enrolment: the points that count}, exact; nobody without a mark is in it. One query."""
    counting = ((enrolment, mark.counting) for enrolment, mark in marks_of(cohort_id).items())
    return {enrolment: points for enrolment, points in counting if points is not None}


def step_of(cohort_id: int) -> Fraction:
    """The step in which this class is marked."""
    stored = db.session.scalar(select(PaperScale.step_thousandths).where(PaperScale.cohort_id == cohort_id))
    return of_thousandths(stored) if stored else USUAL_STEP


def _points(stored: int | None) -> Fraction | None:
    return None if stored is None else of_thousandths(stored)
