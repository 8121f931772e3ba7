"""The bank as those who teach read it: search without accents, the key, every version; never for learners."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.bank import service as bank
from quizapp.formats.bank_drafts import QuestionDraft
from tests.factories import NOW, ClassRoom, course_draft, make_class, make_course


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        return make_class(1, course_id=make_course(questions=12))


@pytest.fixture
def instructor(room: ClassRoom, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    return sign_in(room.instructor_id)


def put(app: Flask, room: ClassRoom, *drafts: QuestionDraft) -> None:
    with app.app_context():
        bank.load(room.course_id, drafts, NOW)


def test_the_instructor_of_one_class_reads_the_bank(instructor: FlaskClient, room: ClassRoom) -> None:
    assert "12 câu hỏi, 12 câu đã duyệt" in instructor.get("/bank").text
    assert "Câu hỏi thử số 3?" in instructor.get(f"/bank/{room.course_id}").text


@pytest.mark.parametrize("path", ["/bank", "/bank/1", "/bank/questions/1"])
def test_a_learner_never_sees_the_bank(
    app: Flask, room: ClassRoom, sign_in: Callable[..., FlaskClient], path: str
) -> None:
    assert sign_in(room.learners[0][1]).get(path).status_code == 403


def test_words_are_found_without_accents_and_wildcards_are_letters(
    app: Flask, instructor: FlaskClient, room: ClassRoom
) -> None:
    first = course_draft().questions[0]
    put(app, room, replace(first, stem="Đảng phí đóng 0,5 % ở đâu?"))
    assert "Đảng phí" in instructor.get(f"/bank/{room.course_id}?q=dang+phi").text
    assert "Không thấy câu hỏi nào" in instructor.get(f"/bank/{room.course_id}?q=dang_phi").text


@pytest.mark.parametrize(
    ("query", "number"), [("topic=chung", 6), ("level=nhan_biet", 4), ("kind=ordering", 2)]
)
def test_the_list_is_narrowed_down(instructor: FlaskClient, room: ClassRoom, query: str, number: int) -> None:
    assert f"<h2>{number} câu hỏi</h2>" in instructor.get(f"/bank/{room.course_id}?{query}").text


@pytest.mark.parametrize(
    "query", ["topic=x", "level=%00", "page=-1", "page=99999", "page=abc", "q=" + "a" * 900]
)
def test_a_hostile_address_is_answered_quietly(instructor: FlaskClient, room: ClassRoom, query: str) -> None:
    assert instructor.get(f"/bank/{room.course_id}?{query}").status_code == 200


def test_a_question_shows_key_explanation_and_citation(instructor: FlaskClient, room: ClassRoom) -> None:
    page = instructor.get("/bank/questions/1").text
    assert page.count("Đáp án đúng") == 1
    assert "Giải thích của câu 1." in page
    assert "Chỉ thị 50-CT/TW ngày 23/07/2025 của Ban Bí thư" in page


def test_an_ordering_stands_in_its_right_order(instructor: FlaskClient) -> None:
    page = instructor.get("/bank/questions/4").text
    places = [page.index(f"Phương án {letter} của câu 4") for letter in "BADC"]
    assert places == sorted(places)


def test_older_wordings_stay_readable(app: Flask, instructor: FlaskClient, room: ClassRoom) -> None:
    put(app, room, replace(course_draft().questions[0], stem="Câu hỏi viết lại?"))
    page = instructor.get("/bank/questions/1").text
    assert page.index("Câu hỏi viết lại?") < page.index("Các bản trước") < page.index("Câu hỏi thử số 1?")


@pytest.mark.parametrize("path", ["/bank/999", "/bank/questions/999"])
def test_what_does_not_exist_is_not_found(instructor: FlaskClient, path: str) -> None:
    assert instructor.get(path).status_code == 404


def test_two_hundred_questions_cost_as_many_queries_as_ten(
    app: Flask, instructor: FlaskClient, room: ClassRoom, counting: Callable
) -> None:
    with app.app_context():
        many = make_course(questions=200, code="NHIEU")
    sent = []
    for address in (f"/bank/{room.course_id}", f"/bank/{many}"):
        with counting() as statements:
            page = instructor.get(address)
        assert len(page.data) < 60_000
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 6
