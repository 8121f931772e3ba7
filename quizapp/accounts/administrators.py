"""The first administrator, and the way back in for those who sit at the machine itself."""

from datetime import datetime

from sqlalchemy import select

from quizapp.accounts import service
from quizapp.accounts.models import Grant, Person, Role
from quizapp.accounts.passwords import check_choice, hashed, one_time_password, plain_one_time
from quizapp.accounts.people import FirstPassword, fresh_code, set_password
from quizapp.accounts.roles import ADMINISTRATOR
from quizapp.accounts.service import Scope
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.names import tidy


def administrator_code() -> str | None:
    """The personal code of the first administrator who can sign in; None when there is no administrator yet."""
    return db.session.scalar(
        select(Person.code)
        .join(Grant, Grant.person_id == Person.id)
        .join(Role, Role.id == Grant.role_id)
        .where(
            Role.code == ADMINISTRATOR,
            Grant.scope == Scope().words,
            Person.password_hash.is_not(None),
            Person.code.is_not(None),
        )
        .order_by(Person.id)
        .limit(1)
    )


def choose_first_administrator(name: str, password: str, now: datetime) -> FirstPassword | None:
    """Make the first administrator with a password of their own choice; None when there is one already."""
    check_choice(password)
    return _first(name, password, hashed(password), now)


@transactional
def _first(name: str, password: str, stored: str, now: datetime) -> FirstPassword | None:
    service.load_roles()
    db.session.execute(select(Role.id).where(Role.code == ADMINISTRATOR).with_for_update())
    if administrator_code() is not None:
        return None
    return _make(name, password, stored, now, must_change=False)


def create_administrator(name: str, now: datetime) -> FirstPassword:
    """One more administrator, with a one-time password: for the command line of the machine itself."""
    password = one_time_password()
    return _create(name, password, hashed(plain_one_time(password)), now)


@transactional
def _create(name: str, password: str, stored: str, now: datetime) -> FirstPassword:
    service.load_roles()
    return _make(name, password, stored, now, must_change=True)


def _make(name: str, password: str, stored: str, now: datetime, *, must_change: bool) -> FirstPassword:
    name = tidy(name)
    code = fresh_code(name)
    person_id = service.add_person(name, now, code=code)
    set_password(person_id, stored, must_change=must_change)
    service.give_role(person_id, ADMINISTRATOR, Scope(), now)
    record("people.add_administrator", "person", person_id, now=now, actor_id=None, code=code, name=name)
    return FirstPassword(person_id, name, code, password)
