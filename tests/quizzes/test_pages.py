"""The pages: for whom they open, what they say, what they never say, how many queries they cost."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from quizapp.bank.models import QuestionVersion
from quizapp.db import db, transactional
from quizapp.quizzes import attempts, service
from quizapp.quizzes.models import Attempt
from quizapp.web.clock import now
from tests.quizzes import factories

Browser = Callable[..., FlaskClient]
SECRETS = ("BI-MAT",)


@pytest.fixture
def room(app: Flask) -> factories.Room:
    with app.app_context():
        return factories.started(secret=True)


def begun(app: Flask, room: factories.Room, place: int = 0) -> int:
    with app.app_context():
        return attempts.start(room.quiz, room.enrolments[place], now())


def test_a_learner_goes_from_the_waiting_room_to_the_review(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room = factories.room()
        service.open_quiz(room.quiz, now())
    learner = sign_in(room.people[0])
    assert "Chờ giảng viên bắt đầu" in learner.get(f"/quizzes/{room.quiz}").text
    waiting = learner.get(f"/quizzes/{room.quiz}/waiting")
    assert "X-Next" not in waiting.headers
    with app.app_context():
        service.start_for_all(room.quiz, now())
    assert learner.get(f"/quizzes/{room.quiz}/waiting").headers["X-Next"].startswith(f"/quizzes/{room.quiz}?")
    paper = learner.post(f"/quizzes/{room.quiz}/attempts", follow_redirects=True)
    address = paper.request.path
    assert 'data-epoch="1"' in paper.text
    learner.post(f"{address}/hand-in", data={"slot-1": "1"})
    assert "Đã nộp bài" in learner.get(f"{address}/result").text
    assert learner.get(f"{address}/review").status_code == 409
    with app.app_context():
        service.end(room.quiz, now())
        service.release_review(room.quiz, now() + timedelta(minutes=2))
    assert "GIAI-THICH" in learner.get(f"{address}/review").text


def test_starting_twice_leads_to_the_same_paper(app: Flask, room: factories.Room, sign_in: Browser) -> None:
    learner = sign_in(room.people[0])
    places = {learner.post(f"/quizzes/{room.quiz}/attempts").headers["Location"] for _ in range(3)}
    assert len(places) == 1


def test_the_saved_choice_is_the_checked_one(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room = factories.started(shuffle=False)
    learner, attempt = sign_in(room.people[0]), begun(app, room)
    learner.put(f"/attempts/{attempt}/answers", json={"answers": [{"slot": 1, "value": ["3"], "seq": 9}]})
    page = learner.get(f"/attempts/{attempt}").text
    assert re.findall(r'name="slot-1" value="(\d)" checked', page) == ["3"]
    assert re.search(r'data-slot="1" data-seq="9"', page)


def test_another_device_is_asked_before_it_takes_over(
    app: Flask, room: factories.Room, sign_in: Browser
) -> None:
    first, second = sign_in(room.people[0]), sign_in(room.people[0])
    address = first.post(f"/quizzes/{room.quiz}/attempts").headers["Location"]
    body = {"answers": [{"slot": 1, "value": [], "seq": 1}]}
    assert first.put(f"{address}/answers", json=body).status_code == 200
    asks = '<section class="confirm" id="take-over" tabindex="-1">'
    assert asks not in first.get(address).text
    assert asks in second.get(address).text
    taken = second.post(f"{address}/take-over", follow_redirects=True)
    assert asks not in taken.text
    assert 'data-epoch="2"' in taken.text
    assert asks in first.get(address).text


def test_nothing_secret_reaches_a_learner_before_release(
    app: Flask, room: factories.Room, sign_in: Browser
) -> None:
    learner, attempt = sign_in(room.people[0]), begun(app, room)
    pages = [
        f"/quizzes/{room.quiz}",
        f"/quizzes/{room.quiz}/waiting",
        f"/attempts/{attempt}",
        f"/attempts/{attempt}/state",
    ]
    seen = [learner.get(page) for page in pages]
    seen.append(
        learner.put(f"/attempts/{attempt}/answers", json={"answers": [{"slot": 1, "value": ["1"], "seq": 1}]})
    )
    seen.append(learner.post(f"/attempts/{attempt}/hand-in", follow_redirects=True))
    seen += [learner.get(f"/attempts/{attempt}/{page}") for page in ("result", "review")]
    seen += [learner.get(f"/quizzes/{room.quiz}/{page}") for page in ("results", "room", "projector", "edit")]
    for answer in seen:
        assert answer.status_code < 500
        assert not [secret for secret in SECRETS if secret in answer.text + str(answer.headers)]


def test_with_another_key_a_learner_fetches_the_same_bytes(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room = factories.started(count=8)
    learner, attempt = sign_in(room.people[0]), begun(app, room)
    before = learner.get(f"/attempts/{attempt}").text
    with app.app_context():
        transactional(_turn_keys)()
        paper = attempts.draw_paper(attempts.quiz(room.quiz), db.session.get_one(Attempt, attempt).seed)
        assert paper == db.session.get_one(Attempt, attempt).paper
    after = learner.get(f"/attempts/{attempt}").text
    assert _still(before) == _still(after)


def _turn_keys() -> None:
    for version in db.session.scalars(select(QuestionVersion)):
        size = len(version.body["options"])
        version.key = {"right": [(index + 1) % size for index in version.key["right"]]}
        version.explanation, version.citations = "khác", []


def _still(page: str) -> str:
    """Without the running clock and the token of the request."""
    page = re.sub(r'data-now="[^"]*"|(?:content|value)="[^"]{40,}"', "", page)
    return re.sub(r"<span data-left>[^<]*", "", page)


ROLES: tuple[tuple[str, dict[str, int]], ...] = (
    ("/cohorts/{cohort}/quizzes", {"learner": 403, "instructor": 200, "stranger": 303}),
    ("/cohorts/{cohort}/quizzes/new", {"learner": 403, "instructor": 200, "stranger": 303}),
    ("/quizzes/{quiz}", {"learner": 200, "instructor": 303, "stranger": 303, "outsider": 404}),
    ("/quizzes/{quiz}/room", {"learner": 403, "instructor": 200, "stranger": 303, "outsider": 404}),
    ("/quizzes/{quiz}/room/live?stage=running", {"learner": 403, "instructor": 200}),
    ("/quizzes/{quiz}/projector", {"learner": 403, "instructor": 200}),
    ("/quizzes/{quiz}/projector/live?stage=running", {"learner": 403, "instructor": 200}),
    ("/quizzes/{quiz}/end", {"learner": 403, "instructor": 200}),
    ("/attempts/{attempt}", {"learner": 200, "other": 404, "instructor": 404, "stranger": 303}),
    ("/quizzes/{quiz}/held", {"learner": 403, "instructor": 200}),
    ("/attempts/{attempt}/reopen", {"learner": 403, "instructor": 200}),
)  # fmt: skip


@pytest.mark.parametrize(("address", "expected"), ROLES)
def test_each_page_opens_for_whom_it_should(
    app: Flask, room: factories.Room, sign_in: Browser, address: str, expected: dict[str, int]
) -> None:
    attempt = begun(app, room)
    with app.app_context():
        outsider = factories.room(1, name="L2").people[0]
    people = {
        "learner": room.people[0],
        "other": room.people[1],
        "instructor": room.instructor,
        "outsider": outsider,
    }
    path = address.format(cohort=room.cohort, quiz=room.quiz, attempt=attempt)
    for who, status in expected.items():
        browser = sign_in(people[who]) if who in people else app.test_client()
        assert (who, browser.get(path).status_code) == (who, status)


@pytest.mark.parametrize(
    "act", ["open", "start", "end", "pause", "resume", "add-time", "release", "take-back", "discard"]
)
def test_a_learner_runs_nothing(room: factories.Room, sign_in: Browser, act: str) -> None:
    assert sign_in(room.people[0]).post(f"/quizzes/{room.quiz}/{act}").status_code == 403


def test_an_instructor_runs_a_quiz_from_the_form_to_the_results(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room = factories.room()
    teacher = sign_in(room.instructor)
    form = {
        "title": "Bài một", "choice": "number", "number": "3", "minutes": "15", "pass_percent": "66,7",
        "attempts_allowed": "1", "scoring_rule": "proportional", "common_end": "yes", "grace": "0", "shuffle": "y",
    }  # fmt: skip
    made = teacher.post(f"/cohorts/{room.cohort}/quizzes/new", data=form)
    screen = made.headers["Location"]
    at = screen.removesuffix("/room")
    assert "Đang soạn" in teacher.get(screen).text
    for act, words in (
        ("open", "Bắt đầu cho cả lớp"),
        ("start", "Kết thúc bài"),
        ("pause", "Tạm dừng"),
        ("resume", "làm tiếp"),
    ):
        assert words in teacher.post(f"{at}/{act}", follow_redirects=True).text
    more = {"minutes": "5", "whom": f"learner-{room.enrolments[0]}", "reason": "Mất điện"}
    assert "Đã thêm 5 phút" in teacher.post(f"{at}/add-time", data=more, follow_redirects=True).text
    teacher.post(f"{at}/end")
    assert teacher.get(f"{at}/results").status_code == 200
    assert "Đã công bố đáp án" in teacher.post(f"{at}/release", follow_redirects=True).text


def test_a_blueprint_that_the_bank_cannot_fill_is_refused_in_words(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room = factories.room()
    form = {
        "title": "Bài", "choice": "blueprint", "cell|topic-1|nhan_biet": "9", "minutes": "15", "pass_percent": "50",
        "attempts_allowed": "1", "scoring_rule": "all_or_nothing", "common_end": "no", "grace": "60",
    }  # fmt: skip
    answer = sign_in(room.instructor).post(f"/cohorts/{room.cohort}/quizzes/new", data=form)
    assert "chủ đề “Chủ đề 1” mức nhận biết" in answer.text


def test_a_live_part_that_did_not_change_is_304(app: Flask, room: factories.Room, sign_in: Browser) -> None:
    teacher = sign_in(room.instructor)
    address = f"/quizzes/{room.quiz}/room/live?stage=running"
    etag = teacher.get(address).headers["ETag"]
    assert teacher.get(address, headers={"If-None-Match": etag}).status_code == 304
    begun(app, room)
    assert teacher.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_the_projector_names_nobody(app: Flask, room: factories.Room, sign_in: Browser) -> None:
    begun(app, room)
    assert "Nguyễn Văn" not in sign_in(room.instructor).get(f"/quizzes/{room.quiz}/projector").text


@pytest.mark.parametrize("page", ["room", "room/live?stage=over", "projector", "results"])
def test_a_page_costs_as_many_queries_for_ten_as_for_sixty(
    app: Flask, sign_in: Browser, counting: Any, page: str
) -> None:
    counts = []
    for learners in (10, 60):
        with app.app_context():
            room = factories.started(
                learners, name=f"L{learners}", at=now() - timedelta(hours=2), common_end=False
            )
            for enrolment in room.enrolments:
                attempts.start(room.quiz, enrolment, now() - timedelta(minutes=90))
            service.end(room.quiz, now() - timedelta(minutes=30))
            attempts.settle({room.quiz: attempts.quiz(room.quiz)}, now())
        teacher = sign_in(room.instructor)
        with counting() as statements:
            assert teacher.get(f"/quizzes/{room.quiz}/{page}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20


def test_a_paper_of_forty_questions_is_small(app: Flask, sign_in: Browser, counting: Any) -> None:
    with app.app_context():
        room = factories.started(count=40)
    learner, attempt = sign_in(room.people[0]), begun(app, room)
    with counting() as statements:
        page = learner.get(f"/attempts/{attempt}")
    assert len(gzip.compress(page.data)) < 60_000
    assert len(statements) <= 12


def test_handing_the_phone_over_signs_out(app: Flask, room: factories.Room, sign_in: Browser) -> None:
    learner, attempt = sign_in(room.people[0]), begun(app, room)
    learner.post(f"/attempts/{attempt}/hand-in")
    assert "sẵn sàng" in learner.post(f"/attempts/{attempt}/hand-over", follow_redirects=True).text
    assert learner.get(f"/attempts/{attempt}").status_code == 303


def test_the_exact_score_is_told(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room = factories.started(1, count=36, pass_percent="80.6")
        attempt = attempts.start(room.quiz, room.enrolments[0], now())
        marked = {"points": "29", "maximum": "36", "marks": ["1"] * 29 + ["0"] * 7, "handed_in_at": now()}
        transactional(lambda: db.session.execute(update(Attempt).values(**marked, handed_in_how="learner")))()
    page = sign_in(room.people[0]).get(f"/attempts/{attempt}/result").text
    assert "29/36, tức 80,56 %. Cần 80,60 %" in page or "29/36, tức 80,56 %. Cần 80,6 %" in page
    assert "Chưa đạt" in page


def test_trying_out_leaves_nothing_behind(app: Flask, room: factories.Room, sign_in: Browser) -> None:
    learner = sign_in(room.people[0])
    assert "Tốt rồi" in learner.get("/try-out?slot-1=1&slot-2=2").text
    with app.app_context():
        assert db.session.scalar(select(Attempt.id)) is None
