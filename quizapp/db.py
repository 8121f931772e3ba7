"""The database: one connection a request, and `transactional`, the only place that commits."""

import functools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

P = ParamSpec("P")
R = TypeVar("R")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMES)
RETRIES = 3
SERIALIZATION_FAILURES = frozenset({"40001", "40P01"})


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, UTC inside: SQLite gives back naive ones, and a naive one is refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without time zone never reaches the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """Every table of the site; named constraints, so that migrations can name them on both databases."""

    metadata = METADATA
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}


db = SQLAlchemy(metadata=METADATA, session_options={"expire_on_commit": False})


def engine_options(url: str) -> dict[str, Any]:
    """Pool and driver settings for this kind of database (shared limits: architecture, Transactions)."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 20, "check_same_thread": False}}
    return {"pool_size": 10, "max_overflow": 0, "pool_pre_ping": True, "pool_timeout": 20}


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    if type(connection).__module__.split(".")[0] != "sqlite3":
        return
    connection.isolation_level = None  # the driver's own BEGIN is late and not IMMEDIATE: updates get lost
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        immediate = connection.get_execution_options().get("begin_immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def transactional(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command in one transaction and commit it; inside another command it joins that one.

    On SQLite the transaction takes the write lock at once, so that what a command reads cannot change before
    it writes. What was read earlier in the request is given up first. A serialization failure or a deadlock
    (PostgreSQL) runs the whole command again, at most three times; nothing has been answered yet.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if db.session.info.get("in_command"):
            return command(*args, **kwargs)
        for last in (*([False] * (RETRIES - 1)), True):
            try:
                return _in_transaction(lambda: command(*args, **kwargs))
            except DBAPIError as failure:
                if last or getattr(failure.orig, "sqlstate", None) not in SERIALIZATION_FAILURES:
                    raise
                time.sleep(0.02)
        raise AssertionError("unreachable")

    return run


def _in_transaction(work: Callable[[], R]) -> R:
    session = db.session
    session.rollback()
    session.info["in_command"] = True
    try:
        session.connection(execution_options={"begin_immediate": True})
        result = work()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_command", None)
    return result
