"""Runs the migrations: one history for SQLite and PostgreSQL, one process at a time, all or nothing each.

On SQLite foreign keys are switched off before the transaction begins (a batch rebuild with them on deletes the
children of every row), and `foreign_key_check` must be empty before the commit.
"""

import importlib
import pkgutil

from alembic import context
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import Engine

import quizapp
from quizapp.db import METADATA, db

LOCK = 7_203_411


def load_models() -> None:
    """Every feature's tables must be known before two schemas are compared."""
    for package in pkgutil.iter_modules(quizapp.__path__):
        if package.ispkg and importlib.util.find_spec(f"quizapp.{package.name}.models"):
            importlib.import_module(f"quizapp.{package.name}.models")


def own_engine() -> Engine:
    """A connection of its own: the site's pool keeps foreign keys on."""
    return create_engine(db.engine.url)


def migrate() -> None:
    """Bring the database to the newest revision."""
    load_models()
    engine = own_engine()
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            connection = connection.execution_options(begin_immediate=True)
        with connection.begin():
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            _run(connection)
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                raise RuntimeError(f"the migration would leave rows without their parent: {broken[:5]}")
    engine.dispose()


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        user_module_prefix="quizapp.db.",
    )
    with context.begin_transaction():
        context.run_migrations()


migrate()
