"""One history of the schema on both databases: fresh, with data, stopped half-way, and equal to the models."""

import shutil
from pathlib import Path

import pytest
from alembic.util.exc import CommandError
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from quizapp.accounts.models import Person
from quizapp.cohorts import queries as cohorts
from quizapp.db import METADATA, db
from tests.conftest import MIGRATIONS
from tests.factories import make_class

REBUILD = '''"""A step that rebuilds a table with children, as batch mode does on SQLite."""
import sqlalchemy as sa
from alembic import op

revision = "test"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.alter_column("phone", type_=sa.String(40))
        person.add_column(sa.Column("nickname", sa.String(40), server_default=""))
{rest}

def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_column("nickname")
'''


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A copy of the history that a test may lengthen."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


def add_step(history: Path, rest: str = "") -> None:
    (history / "versions" / "29991231_test_rebuild.py").write_text(
        REBUILD.format(rest=rest), encoding="utf-8"
    )


def test_the_history_makes_exactly_the_tables_of_the_models(inside: Flask) -> None:
    check(directory=str(MIGRATIONS))
    assert set(METADATA.tables) <= set(inspect(db.engine).get_table_names())


def test_a_table_rebuilt_keeps_every_row_and_every_child(inside: Flask, history: Path) -> None:
    room = make_class(12)
    before = cohorts.class_list(room.cohort_id)
    db.session.remove()
    add_step(history)
    upgrade(directory=str(history))
    assert cohorts.class_list(room.cohort_id) == before
    assert len(before) == 12


def test_the_way_back_keeps_the_people(inside: Flask, history: Path) -> None:
    make_class(3)
    db.session.remove()
    add_step(history)
    upgrade(directory=str(history))
    downgrade(directory=str(history), revision="0001")
    assert db.session.query(Person).count() == 5


def test_a_step_that_breaks_leaves_everything_as_it_was(inside: Flask, history: Path) -> None:
    room = make_class(3)
    db.session.remove()
    add_step(history, '    op.execute("INSERT INTO nowhere VALUES (1)")\n')
    with pytest.raises((DBAPIError, CommandError)):
        upgrade(directory=str(history))
    db.session.remove()
    assert "nickname" not in {column["name"] for column in inspect(db.engine).get_columns("person")}
    assert db.session.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
    assert len(cohorts.class_list(room.cohort_id)) == 3


def test_an_audit_entry_can_be_neither_changed_nor_deleted(inside: Flask) -> None:
    for act in ("UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"):
        db.session.execute(
            text(
                "INSERT INTO audit_entry (at, action, subject_kind, reason, facts) VALUES (:at, 'a', 'b', '', '{}')"
            ),
            {"at": "2026-10-05 00:00:00+00:00"},
        )
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(act))
        db.session.rollback()
