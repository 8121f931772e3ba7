"""What classes say of themselves to the accounts below them (accounts.classes.Classes)."""

from collections.abc import Collection, Mapping

from sqlalchemy import Select, func, select

from quizapp.accounts.classes import ClassWords, Seat
from quizapp.accounts.models import Unit
from quizapp.cohorts.models import ClassGroup, Cohort, Enrolment
from quizapp.db import db


class CohortWords:
    """Answers by one query each."""

    def words(self, cohort_ids: Collection[int]) -> Mapping[int, ClassWords]:
        """These classes by id; those that do not exist are left out."""
        return {one.id: one for one in _classes(_wanted().where(Cohort.id.in_(cohort_ids)))}

    def open_classes(self) -> tuple[ClassWords, ...]:
        """The classes that are not closed, the latest first."""
        return _classes(_wanted().where(Cohort.closed_at.is_(None)))

    def seats(self, cohort_id: int, person_ids: Collection[int]) -> Mapping[int, Seat]:
        """The seats of these people in a class."""
        rows = db.session.execute(
            select(Enrolment.person_id, Enrolment.cell, func.coalesce(ClassGroup.name, ""))
            .outerjoin(ClassGroup, ClassGroup.id == Enrolment.group_id)
            .where(Enrolment.cohort_id == cohort_id, Enrolment.person_id.in_(person_ids))
        )
        return {person: Seat(cell, group) for person, cell, group in rows}


def _wanted() -> Select[int, str, str, str | None]:
    return (
        select(Cohort.id, Cohort.code, Cohort.title, Unit.path)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .order_by(Cohort.starts.desc().nulls_last(), Cohort.id.desc())
    )


def _classes(wanted: Select[int, str, str, str | None]) -> tuple[ClassWords, ...]:
    return tuple(ClassWords(*row) for row in db.session.execute(wanted))
