"""What the tests share: an application on each database, signed-in clients, a counter of queries.

A test that asks for `app` runs twice, on SQLite and on PostgreSQL. The schema is made by the migrations, once a
process; every test gets a fresh copy. No application context stays open around a test: `with app.app_context()`
where one is needed, or the fixture `inside`, so that a request never sees what a test left in its session.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event

from quizapp.accounts import service as accounts
from quizapp.accounts.models import Person
from quizapp.accounts.session_key import SessionKey
from quizapp.application import create_app
from quizapp.db import db
from quizapp.settings import Settings
from tests.browsing import chromium, phone, site
from tests.postgres import server_address, stop_server

__all__ = ["chromium", "phone", "site"]
MIGRATIONS = Path(__file__).parent.parent / "quizapp" / "migrations"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that the others belong to ends the PostgreSQL server."""
    if not hasattr(session.config, "workerinput"):
        stop_server(session.config._tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder common to all test processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def postgres(shared: Path) -> str:
    """The address of a PostgreSQL server; without one the test is skipped, and fails under CI."""
    address = server_address(shared)
    if address is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL: install Debian's postgresql")
        pytest.skip("no PostgreSQL on this machine")
    return address


def settings_for(url: str, folder: Path) -> Settings:
    """Settings of a test installation."""
    return Settings(
        instance=folder,
        database_url=url,
        secret_key="test secret key",
        slip_key=b"k" * 32,
        testing=True,
        developer=True,
        embedded=url.startswith("sqlite"),
    )


def build(url: str, folder: Path) -> Flask:
    """An application whose database has been made by the migrations and holds the built-in roles."""
    app = create_app(settings_for(url, folder))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        accounts.load_roles()
        db.session.remove()
        db.engine.dispose()
    return app


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on SQLite; its pristine file stands beside as template."""
    folder = tmp_path_factory.mktemp("sqlite")
    app = build(f"sqlite:///{folder}/site.sqlite", folder)
    shutil.copy(folder / "site.sqlite", folder / "template.sqlite")
    return app


@pytest.fixture(scope="session")
def postgres_app(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on PostgreSQL; a pristine database stands beside as template."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as admin:
        for name in (f"template_{worker}", f"site_{worker}"):
            admin.execute(f"DROP DATABASE IF EXISTS {name}")  # type: ignore[arg-type]
        admin.execute(f"CREATE DATABASE template_{worker}")  # type: ignore[arg-type]
    address = postgres.replace("postgresql://", "postgresql+psycopg://")
    build(f"{address}/template_{worker}", tmp_path_factory.mktemp("postgres"))
    app = create_app(settings_for(f"{address}/site_{worker}", tmp_path_factory.mktemp("postgres")))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application with an empty site, on both databases in turn."""
    if request.param == "sqlite":
        site = request.getfixturevalue("sqlite_app")
        _dispose(site)
        folder = Path(site.instance_path)
        for leftover in folder.glob("site.sqlite*"):
            leftover.unlink()
        shutil.copy(folder / "template.sqlite", folder / "site.sqlite")
    else:
        site = request.getfixturevalue("postgres_app")
        address = request.getfixturevalue("postgres")
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        _dispose(site)
        with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS site_{worker} WITH (FORCE)")  # type: ignore[arg-type]
            admin.execute(f"CREATE DATABASE site_{worker} TEMPLATE template_{worker}")  # type: ignore[arg-type]
    yield site
    _dispose(site)


def _dispose(site: Flask) -> None:
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """An application context around the whole test: for tests of commands and queries, not of pages."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger's browser."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """`sign_in(person_id)` gives a client signed in by password; with slip_id and generation, by slip."""

    def signed_in(person_id: int, slip_id: int | None = None, generation: int | None = None) -> FlaskClient:
        with app.app_context():
            number = db.session.get_one(Person, person_id).session_number
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["_user_id"] = str(SessionKey(person_id, number, slip_id, generation))
            session["_fresh"] = True
        return browser

    return signed_in


class Statements:
    """The SQL statements sent while counting."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __len__(self) -> int:
        return len(self.sent)


@pytest.fixture
def counting(app: Flask) -> Callable[[], contextlib.AbstractContextManager[Statements]]:
    """`with counting() as statements:` counts the statements sent to the database (BEGIN not counted)."""

    @contextlib.contextmanager
    def count() -> Iterator[Statements]:
        statements = Statements()

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            if not statement.startswith("BEGIN"):
                statements.sent.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count
