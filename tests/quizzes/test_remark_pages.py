"""The page on which a wrong key is put right: who may open it, what it shows before it does anything."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from quizapp.domain.regrading import Ruling, RulingKind
from quizapp.quizzes import service
from quizapp.web.clock import now
from tests.quizzes import factories
from tests.quizzes.test_remarking import WHOLE, put, scores, taken

Browser = Callable[..., FlaskClient]


def ended(app: Flask, **more: Any) -> factories.Room:
    with app.app_context():
        return taken(answers=(WHOLE, {0: [2]}), **more)


def test_an_instructor_sees_who_changes_applies_and_undoes(app: Flask, sign_in: Browser) -> None:
    room = ended(app, pass_percent="80")
    teacher = sign_in(room.instructor)
    page = f"/quizzes/{room.quiz}/questions/{room.versions[0]}/remark"
    assert page in teacher.get(f"/quizzes/{room.quiz}/results").text
    assert "Chấm lại thế nào?" in teacher.get(page).text
    seen = teacher.get(f"{page}?kind=key&pick=3").text
    assert "4/4" in seen
    assert "3/4" in seen
    assert "Đạt thành chưa đạt" in seen
    with app.app_context():
        assert scores(room) == ["4/4", "0/4"]
    choice = {"kind": "key", "pick": "3"}
    assert "Cần xem lại" in teacher.post(page, data=choice).text
    for _ in range(2):
        done = teacher.post(page, data=choice | {"reason": "Nhập nhầm"}, follow_redirects=True)
        assert "Đã chấm lại câu này" in done.text
    assert "Đã sửa đáp án khi chấm lại" in done.text
    with app.app_context():
        assert scores(room) == ["3/4", "1/4"]
    assert "Hoàn tác" in teacher.get(page).text
    undone = teacher.post(page, data={"kind": "authored", "reason": "Gốc đúng"}, follow_redirects=True)
    assert "Đã chấm lại theo đáp án gốc" in undone.text
    with app.app_context():
        assert scores(room) == ["4/4", "0/4"]


def test_a_choice_that_cannot_stand_is_said_in_words(app: Flask, sign_in: Browser) -> None:
    room = ended(app)
    teacher = sign_in(room.instructor)
    page = f"/quizzes/{room.quiz}/questions/{room.versions[0]}/remark"
    assert "giống hệt đáp án gốc" in teacher.get(f"{page}?kind=key&pick=1").text
    assert "Hãy chọn cách chấm lại" in teacher.get(f"{page}?kind=nothing").text
    assert teacher.get(f"/quizzes/{room.quiz}/questions/999999/remark").status_code == 404
    ordering = f"/quizzes/{room.quiz}/questions/{room.versions[3]}/remark"
    assert "xếp hai lần" in teacher.get(f"{ordering}?kind=key&place-1=1&place-2=1&place-3=2").text
    assert "Điểm mới" in teacher.get(f"{ordering}?kind=key&place-1=2&place-2=1&place-3=3").text
    assert sign_in(room.people[0]).get(page).status_code in (403, 404)


def test_a_learner_reads_that_a_question_does_not_count(app: Flask, sign_in: Browser) -> None:
    room = ended(app)
    with app.app_context():
        put(room, 0, Ruling(RulingKind.VOID))
        service.release_review(room.quiz, now())
    learner = sign_in(room.people[1])
    address = learner.get(f"/quizzes/{room.quiz}").text.split("/attempts/")[1].split("/")[0].split('"')[0]
    page = learner.get(f"/attempts/{address}/review").text
    assert "Câu này không tính điểm cho cả lớp" in page
    assert "0/3" in page
