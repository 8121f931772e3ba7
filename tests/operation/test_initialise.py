"""`init`: schema, roles and bank; again nothing changes; two at once do no harm."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from quizapp.application import create_app
from quizapp.operation import initialise as initialising
from quizapp.operation.initialise import Initialised, initialise, is_behind, migrate
from quizapp.operation.queries import number_of_questions
from quizapp.web.clock import now
from tests.architecture.sources import PROJECT
from tests.conftest import settings_for

COURSE = "nghiep-vu-cong-tac-dang-o-chi-bo"


@pytest.fixture
def empty(tmp_path: Path) -> Flask:
    """An application whose database does not exist yet."""
    return create_app(settings_for(f"sqlite:///{tmp_path / 'quizapp.sqlite'}", tmp_path))


def run(app: Flask) -> Initialised:
    with app.app_context():
        return initialise(app.extensions["settings"], now())


def test_an_empty_installation_becomes_complete(empty: Flask) -> None:
    done = run(empty)
    with empty.app_context():
        assert not is_behind()
        assert number_of_questions() == done.bank.new > 0
    assert (done.bank.problems, done.administrator) == ((), None)


def test_the_second_time_changes_nothing(empty: Flask) -> None:
    run(empty)
    again = run(empty).bank
    assert (again.new, again.changed) == (0, 0)


def test_a_course_with_a_problem_is_left_out_as_a_whole(empty: Flask, tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    shutil.copytree(PROJECT / "question_bank" / COURSE, bank / "broken")
    next((bank / "broken" / "questions").glob("*.yaml")).write_text("- {", encoding="utf-8")
    with empty.app_context():
        migrate(empty.extensions["settings"], now())
        loaded = initialising.load_bank(bank, now())
        assert number_of_questions() == loaded.courses == 0
    assert next(folder for folder, _ in loaded.problems) == "broken"


def test_an_upgrade_copies_the_database_first(empty: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    run(empty)
    monkeypatch.setattr(initialising, "is_behind", lambda: True)
    with empty.app_context():
        copy = migrate(empty.extensions["settings"], now())
    assert copy is not None
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT count(*) FROM question").fetchone()[0] > 0
    connection.close()


@pytest.mark.slow
def test_two_at_once_make_one_schema(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "flask", "--app", "app", "init", "--json"]
    processes = [
        subprocess.Popen(
            command, cwd=PROJECT, env=environment | {"INSTANCE": str(tmp_path)}, stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]
    answers = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert [json.loads(answer) for answer in answers] == [{"administrator": None}] * 3
