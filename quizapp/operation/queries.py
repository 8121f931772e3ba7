"""What whoever looks after the machine asks the database."""

from sqlalchemy import func, select

from quizapp.accounts.models import Grant, Person, Role
from quizapp.accounts.roles import ADMINISTRATOR
from quizapp.bank.models import Question
from quizapp.db import db


def administrator() -> str | None:
    """The personal code of the first administrator of the whole site who can sign in; None when there is none."""
    return db.session.scalar(
        select(Person.code)
        .join(Grant, Grant.person_id == Person.id)
        .join(Role, Role.id == Grant.role_id)
        .where(
            Role.code == ADMINISTRATOR,
            Grant.cohort_id.is_(None),
            Grant.unit_id.is_(None),
            Person.password_hash.is_not(None),
            Person.code.is_not(None),
        )
        .order_by(Person.id)
        .limit(1)
    )


def number_of_questions() -> int:
    """How many questions the bank holds."""
    return db.session.scalar(select(func.count()).select_from(Question)) or 0
