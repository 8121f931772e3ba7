"""The pages: feedback at once, one answer counts, no key of a quiz leaves before its release, constant queries."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from quizapp.bank.models import QuestionVersion
from quizapp.cohorts.service import enrol
from quizapp.db import db, transactional
from quizapp.quizzes import service as quizzes
from quizapp.self_assessment import queries
from quizapp.self_assessment.models import SelfAnswer, SelfReview
from quizapp.web.clock import now
from tests.factories import ClassRoom, make_class, make_course

Browser = Callable[..., FlaskClient]
SECRET = "GIAI-THICH-BI-MAT"


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        made = make_class(2)
        _plant()
        return made


@pytest.fixture
def learner(room: ClassRoom, sign_in: Browser) -> FlaskClient:
    return sign_in(room.learners[0][1])


@transactional
def _plant() -> None:
    db.session.execute(update(QuestionVersion).values(explanation=SECRET))


def begin(learner: FlaskClient, room: ClassRoom, **choice: str) -> str:
    """The address of the first question of a round."""
    fields = choice or {"choice": "due"}
    return str(learner.post(f"/cohorts/{room.cohort_id}/self-assessment", data=fields).location)


def right_fields(app: Flask, address: str) -> dict[str, Any]:
    """What a learner who knows the answer sends."""
    number, position = (int(part) for part in address.split("/")[-2:])
    with app.app_context():
        slot = queries.the_round(number).paper[position - 1]
        key = db.session.get_one(QuestionVersion, slot["version"]).key["right"]
    return {f"slot-{position}": [str(slot["order"].index(index) + 1) for index in key]}


def open_quiz(app: Flask, room: ClassRoom, *, until: str = "running") -> int:
    """A quiz over every question of the course."""
    with app.app_context():
        quiz = quizzes.make(room.cohort_id, quizzes.QuizDraft("Bài cuối khóa"), now())
        quizzes.open_quiz(quiz, now())
        if until != "waiting":
            quizzes.start_for_all(quiz, now())
        if until in ("ended", "released"):
            quizzes.end(quiz, now())
        if until == "released":
            quizzes.release_review(quiz, now())
        return quiz


def test_an_answer_is_followed_by_the_right_one_why_and_the_next_question(
    app: Flask, learner: FlaskClient, room: ClassRoom
) -> None:
    address = begin(learner, room)
    assert SECRET not in learner.get(address).text
    learner.post(address, data=right_fields(app, address))
    page = learner.get(address).text
    assert SECRET in page
    assert "mục 1, Chỉ thị 50-CT/TW" in page
    assert "Câu tiếp theo" in page
    assert address.replace("/1", "/2") in page or "/2" in page


def test_a_whole_round_of_ten_ends_with_its_sum(app: Flask, learner: FlaskClient, room: ClassRoom) -> None:
    base = begin(learner, room).rsplit("/", 1)[0]
    for position in range(1, 11):
        address = f"{base}/{position}"
        assert learner.get(address).status_code == 200
        learner.post(address, data=right_fields(app, address))
    assert "Đúng 10 trên 10 câu" in learner.get(base).text
    overview = learner.get(f"/cohorts/{room.cohort_id}/self-assessment").text
    assert "Đã trả lời 10 câu, đúng 10." in overview


def test_a_wrong_answer_comes_back_under_what_was_wrong(
    learner: FlaskClient, room: ClassRoom, app: Flask
) -> None:
    address = begin(learner, room)
    fields = right_fields(app, address)
    name, value = next(iter(fields.items()))
    wrong = list(reversed(value)) if len(value) > 2 else (["2"] if value == ["1"] else ["1"])
    learner.post(address, data={name: wrong})
    again = begin(learner, room, choice="wrong")
    assert again.split("/")[-2] != address.split("/")[-2]
    with app.app_context():
        first, second = (queries.the_round(int(one.split("/")[-2])) for one in (address, again))
        assert [slot["question"] for slot in second.paper] == [first.paper[0]["question"]]


def test_a_double_click_on_an_answer_counts_once(app: Flask, learner: FlaskClient, room: ClassRoom) -> None:
    address = begin(learner, room)
    fields = right_fields(app, address)
    for sent in (fields, fields, {"slot-1": "2"}):
        assert learner.post(address, data=sent).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SelfAnswer)) == 1
        review = db.session.scalars(select(SelfReview)).one()
        assert (review.times, review.right_times, review.last_right) == (1, 1, True)


def test_a_double_click_on_begin_makes_one_round(learner: FlaskClient, room: ClassRoom) -> None:
    assert begin(learner, room) == begin(learner, room)


def test_nothing_chosen_is_said_and_not_counted(app: Flask, learner: FlaskClient, room: ClassRoom) -> None:
    address = begin(learner, room)
    assert "Đồng chí chọn câu trả lời trước" in learner.post(address, data={}, follow_redirects=True).text
    with app.app_context():
        assert not db.session.scalar(select(func.count()).select_from(SelfAnswer))


@pytest.mark.parametrize("until", ["waiting", "running", "ended"])
def test_no_question_of_an_unreleased_quiz_is_offered_or_explained(
    app: Flask, learner: FlaskClient, room: ClassRoom, until: str
) -> None:
    address = begin(learner, room)
    learner.post(address, data=right_fields(app, address))
    waiting = address.rsplit("/", 1)[0] + "/2"
    fields = right_fields(app, waiting)
    open_quiz(app, room, until=until)
    overview = learner.get(f"/cohorts/{room.cohort_id}/self-assessment").text
    assert "được giữ kín cho đến khi giảng viên công bố đáp án" in overview
    assert "Bài cuối khóa" in overview
    assert begin(learner, room).endswith("/self-assessment")
    learner.post(waiting, data=fields)
    for page in (address, waiting, address.rsplit("/", 1)[0]):
        text = learner.get(page).text
        assert SECRET not in text
        assert "giữ kín" in text
        assert "Câu hỏi thử số" not in text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SelfAnswer)) == 1


def test_after_the_release_the_questions_are_open_again(
    app: Flask, learner: FlaskClient, room: ClassRoom
) -> None:
    open_quiz(app, room, until="released")
    assert begin(learner, room).endswith("/1")


def test_a_quiz_of_another_class_of_the_same_learner_keeps_its_questions_too(
    app: Flask, room: ClassRoom, sign_in: Browser
) -> None:
    from_both = room.learners[0][1]
    with app.app_context():
        other = make_class(1, course_id=room.course_id, code="L02")
        also_in(other.cohort_id, from_both)
    open_quiz(app, other)
    assert begin(sign_in(from_both), room).endswith("/self-assessment")
    assert begin(sign_in(room.learners[1][1]), room).endswith("/1")


def test_nobody_else_sees_a_round(
    app: Flask, learner: FlaskClient, room: ClassRoom, sign_in: Browser
) -> None:
    address = begin(learner, room)
    for other in (room.learners[1][1], room.instructor_id):
        assert sign_in(other).get(address).status_code == 404
        assert sign_in(other).post(address, data={"slot-1": "1"}).status_code == 404
    assert learner.get(address.rsplit("/", 1)[0] + "/11").status_code == 404


@pytest.mark.parametrize("where", ["overview", "question", "summary"])
def test_the_queries_are_as_many_with_two_hundred_questions_as_with_ten(
    app: Flask, sign_in: Browser, counting: Any, where: str
) -> None:
    counts = []
    for number in (10, 200):
        with app.app_context():
            room = make_class(1, course_id=make_course(number, code=f"K{number}"), code=f"L{number}")
        learner = sign_in(room.learners[0][1])
        first = begin(learner, room)
        learner.post(first, data=right_fields(app, first))
        address = {
            "overview": f"/cohorts/{room.cohort_id}/self-assessment",
            "question": first,
            "summary": first.rsplit("/", 1)[0],
        }[where]
        learner.get(address)
        with counting() as statements:
            assert learner.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 15


def also_in(cohort_id: int, person_id: int) -> None:
    """Enrol somebody in a second class."""
    enrol(cohort_id, person_id, datetime(2026, 10, 5, tzinfo=UTC))
