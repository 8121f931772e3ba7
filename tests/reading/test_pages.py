"""Lesson pages and the place where one stopped."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.reading import queries
from tests.factories import ClassRoom, make_class, make_course


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        return make_class(3)


@pytest.fixture
def learner(room: ClassRoom, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    return sign_in(room.learners[0][1])


def test_the_list_offers_the_first_lesson(learner: FlaskClient, room: ClassRoom) -> None:
    assert "Đọc: Bài học số 1" in learner.get(f"/cohorts/{room.cohort_id}/lessons").text


def test_the_place_kept_is_offered_the_next_time(learner: FlaskClient, room: ClassRoom) -> None:
    address = f"/cohorts/{room.cohort_id}/lessons/bai-2"
    with_place = {"section": "s-muc-2", "permille": 400}
    assert learner.post(address + "/place", json=with_place).status_code == 204
    assert "Đọc tiếp từ chỗ đã dừng" in learner.get(address).text


def test_a_lesson_read_counts_once_and_leads_on(app: Flask, learner: FlaskClient, room: ClassRoom) -> None:
    for _ in range(2):
        answer = learner.post(f"/cohorts/{room.cohort_id}/lessons/bai-1/read")
        assert answer.location == f"/cohorts/{room.cohort_id}/lessons/bai-2"
    with app.app_context():
        assert queries.lessons_read(room.cohort_id) == {room.learners[0][0]: 1}


def test_a_learner_of_another_class_finds_nothing(
    app: Flask, room: ClassRoom, sign_in: Callable[..., FlaskClient]
) -> None:
    with app.app_context():
        other = make_class(1, course_id=make_course(code="KHAC"), code="L02")
    assert sign_in(other.learners[0][1]).get(f"/cohorts/{room.cohort_id}/lessons").status_code == 404


@pytest.mark.parametrize("sent", [{"permille": "400"}, {"section": 3, "permille": 1}, [], None])
def test_a_place_that_makes_no_sense_is_refused(learner: FlaskClient, room: ClassRoom, sent: object) -> None:
    assert learner.post(f"/cohorts/{room.cohort_id}/lessons/bai-1/place", json=sent).status_code == 400


def test_the_book_holds_every_lesson(learner: FlaskClient, room: ClassRoom) -> None:
    answer = learner.get(f"/cohorts/{room.cohort_id}/course.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_the_lesson_page_asks_few_queries(learner: FlaskClient, room: ClassRoom, counting: Callable) -> None:
    with counting() as statements:
        learner.get(f"/cohorts/{room.cohort_id}/lessons/bai-1")
    assert len(statements) <= 7
