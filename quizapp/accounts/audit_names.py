"""The names that the record of the room below shows (audit.words.AuditWords)."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, or_, select

from quizapp.accounts.classes import classes
from quizapp.accounts.models import Person
from quizapp.db import db
from quizapp.domain.names import fold

AT_MOST = 200


class AuditNames:
    """Answers from the tables of accounts and the room of classes."""

    def people(self, person_ids: Collection[int]) -> Mapping[int, str]:
        """Names by id."""
        rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
        return {row.id: row.name for row in rows}

    def classes(self, cohort_ids: Collection[int]) -> Mapping[int, str]:
        """Titles by id."""
        return {one.id: one.title for one in classes().words(cohort_ids).values()} if cohort_ids else {}

    def find_people(self, words: str) -> tuple[int, ...]:
        """People by name without accents, or by code."""
        wanted = select(Person.id).order_by(Person.id).limit(AT_MOST)
        for word in fold(words).split()[:8]:
            wanted = wanted.where(
                or_(
                    Person.name_fold.contains(word, autoescape=True),
                    func.lower(Person.code).contains(word, autoescape=True),
                )
            )
        return tuple(db.session.scalars(wanted))

    def open_classes(self) -> tuple[tuple[int, str], ...]:
        """(id, title), the latest first."""
        return tuple((one.id, one.title) for one in classes().open_classes())
