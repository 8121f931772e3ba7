"""People with roles and passwords, hashed once."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import people
from quizapp.accounts.models import Person
from quizapp.accounts.passwords import hashed
from quizapp.accounts.roles import ADMINISTRATOR, STAFF
from quizapp.accounts.service import Scope
from quizapp.accounts.viewers import viewer
from quizapp.db import db, transactional
from quizapp.web.access import Viewer
from tests import factories
from tests.factories import NOW, ClassRoom

PASSWORD = "mot cau ngan de nho"
SignIn = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def stored() -> str:
    """The hash of PASSWORD."""
    return hashed(PASSWORD)


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    """A class of ten."""
    with app.app_context():
        return factories.make_class()


@pytest.fixture
def with_password(app: Flask, stored: str) -> Callable[..., int]:
    """`with_password(name, role, scope, code)` adds somebody who signs in with PASSWORD."""

    def add(name: str, role: str | None = None, scope: Scope | None = None, code: str | None = None) -> int:
        with app.app_context():
            person = factories.make_person(name, role, scope, code)
            transactional(people.set_password)(person, stored, must_change=False)
            return person

    return add


@pytest.fixture
def administrator(with_password: Callable[..., int]) -> int:
    """An administrator."""
    return with_password("Nguyễn Văn Quản", ADMINISTRATOR, Scope(), "NVQ-1111")


@pytest.fixture
def staff(with_password: Callable[..., int]) -> int:
    """A member of staff for the whole site."""
    return with_password("Trần Thị Vụ", STAFF, Scope(), "TTV-2222")


def seen_as(person_id: int) -> Viewer:
    """The viewer of a session by password; inside an application context."""
    number = db.session.get_one(Person, person_id).session_number
    found = viewer(f"p.{person_id}.{number}", NOW)
    assert found is not None
    return found
