"""The demo: a class in full swing made by the services; again the same people with new passwords."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.accounts.models import Person
from quizapp.certificates.candidates import State, preview
from quizapp.certificates.evidence import class_standing
from quizapp.certificates.queries import batches_of
from quizapp.cohorts.queries import class_list, cohort, cohort_id_by_code
from quizapp.db import db
from quizapp.domain.names import fold
from quizapp.home.own_standing import own_standing
from quizapp.home.queries import class_progress
from quizapp.operation.demo_people import invent
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.results import best_results
from quizapp.reading.queries import lesson_states
from quizapp.web.clock import now
from tests.conftest import build
from tests.factories import make_person

ROLES = ("instructor", "staff", "leader", "administrator")


def run(app: Flask, *arguments: str, code: int = 0) -> dict[str, Any]:
    """What `demo --json` printed."""
    done = app.test_cli_runner().invoke(args=["demo", "--json", *arguments])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if code == 0 else {}


def cohort_id(code: str = "DEMO") -> int:
    found = cohort_id_by_code(code)
    assert found is not None
    return found


def sign_in(app: Flask, who: dict[str, str]) -> FlaskClient:
    browser = app.test_client()
    answer = browser.post("/sign-in", data={"personal": who["code"], "password": who["password"]})
    assert answer.status_code == 303
    return browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, dict[str, Any]]:
    """An application of its own with the whole demo, made once for the tests that only look; and what was printed."""
    folder: Path = tmp_path_factory.mktemp("demo")
    app = build(f"sqlite:///{folder}/demo.sqlite", folder)
    return app, run(app)


def test_the_same_seed_invents_the_same_people_and_no_two_alike() -> None:
    people = invent(300, random.Random(7))
    assert people == invent(300, random.Random(7))
    assert people != invent(300, random.Random(8))
    assert len({(one.name, one.born) for one in people}) == 300
    assert {one.ethnicity for one in people} >= {"Tày", "Kinh", "Dao", "Nùng"}
    assert all(fold(one.name) and one.cell.startswith("Chi bộ") for one in people)


def test_everything_of_the_class_has_something_to_show(site: tuple[Flask, dict[str, Any]]) -> None:
    app, told = site
    assert [one["open"] for one in told["quizzes"]] == [True, False, False]
    with app.app_context():
        facts = class_progress(cohort_id())
        assert (facts.learners, facts.grouped, facts.slips) == (94, 94, 94)
        assert 0 < facts.called < len(facts.sessions) == 10
        assert 0 < facts.lessons_read < facts.lessons * 94
        assert 0 < facts.meetings_locked < facts.meetings == 8
        assert 0 < facts.papers < 94
        assert all(one.ethnicity and one.cell for one in class_list(cohort_id()))


def test_answers_are_of_mixed_quality_and_nobody_has_begun_the_open_quiz(
    site: tuple[Flask, dict[str, Any]],
) -> None:
    app, told = site
    open_quiz = next(one["id"] for one in told["quizzes"] if one["open"])
    with app.app_context():
        results = [one for of in best_results(cohort_id(), now()).values() for one in of.values()]
        begun = db.session.scalar(select(func.count()).where(Attempt.quiz_id == open_quiz))
    assert {one.passed for one in results} == {True, False}
    assert len({one.points for one in results}) > 8
    assert begun == 0


def test_certificates_stand_decided_for_the_earlier_class_and_some_learners_lack_something(
    site: tuple[Flask, dict[str, Any]],
) -> None:
    app, _ = site
    with app.app_context():
        (batch,) = batches_of(cohort_id("DEMO-1"))
        (part,) = batches_of(cohort_id())
        assert batch.decision.is_complete
        assert not part.decision.is_complete
        for code in ("DEMO", "DEMO-1"):
            assert preview(cohort_id(code), now()).of(State.MISSING)


def test_every_role_signs_in_and_finds_a_page_of_today(site: tuple[Flask, dict[str, Any]]) -> None:
    app, told = site
    with app.app_context():
        room = cohort_id()
    for role in ROLES:
        browser = sign_in(app, told[role])
        assert told[role]["name"] in browser.get("/").text
        assert browser.get(f"/cohorts/{room}").status_code == 200
    assert "Bài trắc nghiệm đang mở" in sign_in(app, told["learners"][3]).get("/").text


def test_a_learner_goes_from_the_open_quiz_to_its_paper(site: tuple[Flask, dict[str, Any]]) -> None:
    app, told = site
    answer = sign_in(app, told["learners"][50]).post(f"/quizzes/{told['quizzes'][0]['id']}/attempts")
    assert answer.status_code == 303
    assert answer.location.startswith("/attempts/")


def test_again_the_same_people_with_new_passwords_on_either_database(app: Flask) -> None:
    first, second = run(app, "--learners", "14"), run(app, "--seed", "99")
    for name in ("name", "code", "link", "slip_code"):
        assert [one[name] for one in first["learners"]] == [one[name] for one in second["learners"]]
    for role in ROLES:
        assert first[role]["code"] == second[role]["code"]
        assert first[role]["password"] != second[role]["password"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 14 + 31 + 5


def test_a_database_with_other_people_is_refused(app: Flask) -> None:
    with app.app_context():
        make_person("Người Thật")
    run(app, code=1)
    with app.app_context():
        assert cohort_id_by_code("DEMO") is None


@pytest.mark.parametrize("arguments", [["--learners", "1"], ["--learners", "x"], ["--seed", "x"]])
def test_wrong_usage_is_said_and_nothing_is_made(arguments: list[str], inside: Flask) -> None:
    run(inside, *arguments, code=2)
    assert cohort_id_by_code("DEMO") is None


def test_a_learners_own_list_says_what_the_class_list_says(site: tuple[Flask, dict[str, Any]]) -> None:
    app, _ = site
    moment = now()
    with app.app_context():
        for code in ("DEMO", "DEMO-1"):
            whole = class_standing(cohort_id(code), moment)
            course = cohort(cohort_id(code)).course_id
            for one in whole.learners[::7]:
                lessons = lesson_states(course, one.learner.person_id)
                own = own_standing(cohort_id(code), one.learner.person_id, lessons, moment)
                assert own is not None
                assert (own.evidence, own.checks) == (one.evidence, one.checks)
