"""Bring the database to this program's schema, one process at a time and with a copy first, and load the bank."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.engine import make_url

from quizapp.accounts import service as accounts
from quizapp.accounts.administrators import administrator_code
from quizapp.db import db
from quizapp.operation.bank_loading import BankLoaded, load_bank
from quizapp.operation.lock import only_one
from quizapp.settings import Settings

PATIENCE = 300.0  # seconds that a second process waits for the first one's migration


@dataclass(frozen=True, slots=True)
class Initialised:
    """administrator: the personal code of the first one, None when none can sign in yet."""

    bank: BankLoaded
    administrator: str | None


def initialise(settings: Settings, moment: datetime) -> Initialised:
    """Migrate, add the built-in roles, load the question bank. Idempotent; needs an application context."""
    migrate(settings, moment)
    accounts.load_roles()
    return Initialised(load_bank(settings.question_bank, moment), administrator_code())


def is_behind() -> bool:
    """Whether the database lacks a step of this program's schema (an empty one lacks all)."""
    return _present() != _wanted()


def migrate(settings: Settings, moment: datetime) -> Path | None:
    """Bring the schema up to date; nothing happens when it is. Returns the copy made before, if one was made.

    A SQLite database that already holds a schema is copied to `<instance>/backups` first; who runs PostgreSQL
    makes a backup by its own means. Other processes wait for the first one; on PostgreSQL those of other hosts
    too, by the lock that the migrations themselves take.
    """
    with only_one(settings.instance / "migration.lock", PATIENCE):
        if not is_behind():
            return None
        present = _present()
        copy = _copy_first(settings, moment) if present else None
        upgrade()
        return copy


def _wanted() -> set[str]:
    config = current_app.extensions["migrate"].migrate.get_config()
    return set(ScriptDirectory.from_config(config).get_heads())


def _present() -> set[str]:
    with db.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def _copy_first(settings: Settings, moment: datetime) -> Path | None:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    folder = settings.instance / "backups"
    folder.mkdir(exist_ok=True)
    copy = folder / f"before-upgrade-{moment:%Y%m%d-%H%M%S}.sqlite"
    source = sqlite3.connect(db.engine.url.database or url.database)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    return copy
