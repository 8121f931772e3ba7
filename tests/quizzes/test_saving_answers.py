"""The protocol of answers, to the letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from quizapp.accounts.models import Person, Slip
from quizapp.db import db, transactional
from quizapp.quizzes import attempts, service
from quizapp.quizzes.models import Answer, Attempt, HeldAnswer, Quiz
from quizapp.quizzes.upload_token import upload_token
from quizapp.web.clock import now
from tests.quizzes import factories

Browser = Callable[..., FlaskClient]


@pytest.fixture
def scene(app: Flask, sign_in: Browser) -> "Scene":
    with app.app_context():
        room = factories.started(shuffle=False)
        attempt = attempts.start(room.quiz, room.enrolments[0], now())
    return Scene(app, room, attempt, sign_in(room.people[0]))


class Scene:
    def __init__(self, app: Flask, room: factories.Room, attempt: int, browser: FlaskClient) -> None:
        self.app, self.room, self.attempt, self.browser = app, room, attempt, browser

    def put(
        self, *answers: tuple[int, list[str], int], browser: FlaskClient | None = None, **more: Any
    ) -> Any:
        listed = [{"slot": slot, "value": value, "seq": seq, "age": 5} for slot, value, seq in answers]
        address = f"/attempts/{self.attempt}/answers"
        headers = more.pop("headers", {})
        return (browser or self.browser).put(address, json={"answers": listed, **more}, headers=headers)

    def change(self, model: Any, **values: Any) -> None:
        with self.app.app_context():
            transactional(lambda: db.session.execute(update(model).values(**values)))()

    def count(self, model: Any) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_choice_is_saved(scene: Scene) -> None:
    answer = scene.put((1, ["2"], 1), epoch=1)
    assert (answer.status_code, answer.json["saved"]) == (200, {"1": 1})
    assert (answer.json["held"], answer.json["refused"], answer.json["stale"]) == ({}, {}, {})
    assert answer.json["state"] == "open"
    assert answer.json["now"] < answer.json["deadline"]


def test_an_exact_repeat_is_saved_and_changes_nothing(scene: Scene) -> None:
    assert scene.put((1, ["2"], 1)).json["saved"] == scene.put((1, ["2"], 1)).json["saved"] == {"1": 1}


def test_an_older_answer_is_stale_and_shows_the_newer(scene: Scene) -> None:
    scene.put((1, ["2"], 7))
    standing = {"epoch": 1, "seq": 7, "value": ["2"]}
    assert scene.put((1, ["3"], 6)).json["stale"] == {"1": standing}


def test_an_equal_number_with_another_value_is_stale(scene: Scene) -> None:
    scene.put((1, ["2"], 7))
    assert scene.put((1, ["3"], 7)).json["stale"]["1"]["value"] == ["2"]


def test_each_slot_stands_in_exactly_one_of_the_four(scene: Scene) -> None:
    scene.put((1, ["2"], 5))
    told = scene.put((1, ["1"], 4), (2, ["1", "2"], 1), (9, ["1"], 1), (3, ["7"], 1), (4, ["1", "2"], 1)).json
    assert set(told["stale"]) == {"1"}
    assert set(told["saved"]) == {"2"}
    assert told["refused"] == {"9": "slot_unknown", "3": "place_unknown", "4": "not_every_step"}


def test_a_refused_answer_never_stops_the_others(scene: Scene) -> None:
    told = scene.put((1, ["1", "2"], 1), (3, ["1"], 1)).json
    assert (told["refused"], told["saved"]) == ({"1": "only_one_place"}, {"3": 1})


def test_an_answer_can_be_taken_back(scene: Scene) -> None:
    scene.put((1, ["2"], 1))
    assert scene.put((1, [], 2)).json["saved"] == {"1": 2}


def test_after_the_grace_answers_are_held_with_409(scene: Scene) -> None:
    scene.put((1, ["2"], 1))
    scene.change(Quiz, started_at=now() - timedelta(hours=2))
    late = scene.put((1, ["2"], 1), (3, ["1"], 1))
    assert late.status_code == 409
    assert (late.json["saved"], late.json["held"], late.json["state"]) == ({"1": 1}, {"3": 1}, "closed")
    assert (scene.count(HeldAnswer), scene.count(Answer)) == (1, 1)


def test_within_the_grace_answers_are_saved(scene: Scene) -> None:
    scene.change(Quiz, started_at=now() - timedelta(minutes=30, seconds=30))
    assert scene.put((1, ["2"], 1)).json["saved"] == {"1": 1}


def test_what_is_held_twice_stands_once(scene: Scene) -> None:
    scene.change(Quiz, started_at=now() - timedelta(hours=2))
    assert scene.put((1, ["2"], 1)).json["held"] == scene.put((1, ["2"], 1)).json["held"] == {"1": 1}
    assert scene.count(HeldAnswer) == 1


def test_after_hand_in_answers_are_held(scene: Scene) -> None:
    scene.browser.post(f"/attempts/{scene.attempt}/hand-in", json={})
    late = scene.put((1, ["2"], 1))
    assert (late.status_code, late.json["held"]) == (409, {"1": 1})


def test_an_old_device_is_held_after_a_take_over(scene: Scene) -> None:
    other = scene.browser.post(f"/attempts/{scene.attempt}/take-over", json={})
    assert other.json == {"epoch": 2}
    old = scene.put((1, ["2"], 40), epoch=1)
    assert (old.status_code, old.json["held"]) == (200, {"1": 40})
    assert scene.put((1, ["3"], 1), epoch=2).json["saved"] == {"1": 1}


def test_an_epoch_left_out_is_the_present_one(scene: Scene) -> None:
    scene.browser.post(f"/attempts/{scene.attempt}/take-over", json={})
    assert scene.put((1, ["2"], 1)).json["saved"] == {"1": 1}
    assert scene.browser.get(f"/attempts/{scene.attempt}/state").json["epoch"] == 2


def test_a_stranger_gets_401_and_no_redirect(scene: Scene, client: FlaskClient) -> None:
    assert scene.put((1, ["2"], 1), browser=client).status_code == 401
    assert client.get(f"/attempts/{scene.attempt}/state").status_code == 401
    assert client.post(f"/attempts/{scene.attempt}/hand-in", json={}).status_code == 401


def test_another_learner_gets_404(scene: Scene, sign_in: Browser) -> None:
    other = sign_in(scene.room.people[1])
    assert scene.put((1, ["2"], 1), browser=other).status_code == 404
    assert other.get(f"/attempts/{scene.attempt}/state").status_code == 404
    assert other.post(f"/attempts/{scene.attempt}/hand-in", json={}).status_code == 404


def test_a_session_ended_on_the_server_gets_401(scene: Scene) -> None:
    scene.change(Person, session_number=2)
    assert scene.put((1, ["2"], 1)).status_code == 401


def test_a_missing_csrf_token_gets_403_with_a_new_one(scene: Scene) -> None:
    scene.app.config["WTF_CSRF_ENABLED"] = True
    try:
        first = scene.put((1, ["2"], 1))
        again = scene.put((1, ["2"], 1), headers={"X-CSRFToken": first.json["csrf"]})
    finally:
        scene.app.config["WTF_CSRF_ENABLED"] = False
    assert first.status_code == 403
    assert again.json["saved"] == {"1": 1}


def test_a_slip_saves_until_it_is_renewed(scene: Scene, sign_in: Browser) -> None:
    with scene.app.app_context():
        slip = factories.slip(scene.room.people[0], scene.room.cohort)
    browser = sign_in(scene.room.people[0], slip, 1)
    assert scene.put((1, ["2"], 1), browser=browser).json["saved"] == {"1": 1}
    scene.change(Slip, generation=2)
    assert scene.put((1, ["3"], 2), browser=browser).status_code == 401


def test_a_guest_graders_slip_writes_no_answers(scene: Scene, sign_in: Browser) -> None:
    with scene.app.app_context():
        slip = factories.slip(scene.room.people[0], scene.room.cohort, "guest")
    assert scene.put((1, ["2"], 1), browser=sign_in(scene.room.people[0], slip, 1)).status_code == 404


def test_what_waits_on_a_shared_phone_goes_out_with_its_own_token(scene: Scene, sign_in: Browser) -> None:
    with scene.app.test_request_context():
        token = upload_token(scene.attempt, factories.key_of(scene.room.people[0]))
    next_person = sign_in(scene.room.people[1])
    assert scene.put((1, ["2"], 1), browser=next_person, headers={"X-Attempt-Token": token}).json[
        "saved"
    ] == {"1": 1}
    wrong = scene.put((1, ["3"], 2), headers={"X-Attempt-Token": token[:-2]})
    assert wrong.status_code == 401


def test_the_token_ends_with_its_session(scene: Scene) -> None:
    with scene.app.test_request_context():
        token = upload_token(scene.attempt, factories.key_of(scene.room.people[0]))
    scene.change(Person, session_number=2)
    assert scene.put((1, ["2"], 1), headers={"X-Attempt-Token": token}).status_code == 401


@pytest.mark.parametrize(
    "body",
    [[], {"answers": "x"}, {"answers": [{"slot": 1, "value": "2", "seq": 1}]}, {"epoch": "a", "answers": []}],
)
def test_a_body_that_is_no_batch_gets_400(scene: Scene, body: Any) -> None:
    assert scene.browser.put(f"/attempts/{scene.attempt}/answers", json=body).status_code == 400


def test_more_than_200_answers_or_64_kb_get_413(scene: Scene) -> None:
    assert scene.put(*((1, ["1"], number) for number in range(201))).status_code == 413
    assert scene.put((1, ["1" * 70_000], 1)).status_code == 413


@pytest.mark.parametrize("slots", [1, 4])
def test_a_batch_costs_one_select_and_one_statement(scene: Scene, counting: Any, slots: int) -> None:
    values = {1: ["2"], 2: ["1"], 3: ["1"], 4: ["2", "1", "3"]}
    with counting() as statements:
        scene.put(*((slot, values[slot], 1) for slot in range(1, slots + 1)))
    assert [one.split()[0] for one in statements.sent] == ["SELECT", "INSERT"]


def test_added_time_reaches_an_idle_phone(scene: Scene) -> None:
    before = scene.browser.get(f"/attempts/{scene.attempt}/state").json
    with scene.app.app_context():
        service.add_time(scene.room.quiz, 5, "Mất điện", now(), scene.room.instructor)
    after = scene.browser.get(f"/attempts/{scene.attempt}/state").json
    assert after["deadline"] > before["deadline"]
    assert (after["state"], after["seqs"], bool(after["csrf"])) == ("open", {}, True)


def test_a_paused_room_is_told_and_gives_its_minutes_back(scene: Scene) -> None:
    with scene.app.app_context():
        service.pause(scene.room.quiz, now() - timedelta(minutes=0), "Mất điện", scene.room.instructor)
    told = scene.put((1, ["2"], 1))
    assert (told.json["state"], told.json["saved"]) == ("paused", {"1": 1})


def test_the_form_saves_the_same_way(scene: Scene) -> None:
    form = {
        "slot-1": "2",
        "slot-2": ["1", "2"],
        "slot-4-1": "3",
        "slot-4-2": "1",
        "slot-4-3": "2",
        "shown": "1 2 3 4",
    }
    answer = scene.browser.post(f"/attempts/{scene.attempt}/answers", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/attempts/{scene.attempt}")
    with scene.app.app_context():
        stored = {row.slot: row.value for row in db.session.execute(select(Answer.slot, Answer.value))}
    assert stored == {1: '["2"]', 2: '["1", "2"]', 4: '["3", "1", "2"]'}


def test_a_form_without_ticks_takes_a_multiple_choice_back(scene: Scene) -> None:
    scene.put((2, ["1"], 1))
    scene.browser.post(f"/attempts/{scene.attempt}/answers", data={"shown": "1 2 3 4"})
    with scene.app.app_context():
        assert db.session.scalar(select(Answer.value)) == "[]"


def test_hand_in_carries_the_last_answers_and_twice_is_once(scene: Scene) -> None:
    body = {"epoch": 1, "answers": [{"slot": 1, "value": ["1"], "seq": 1}]}
    places = [scene.browser.post(f"/attempts/{scene.attempt}/hand-in", json=body) for _ in range(2)]
    assert [one.status_code for one in places] == [303, 303]
    assert {one.headers["Location"] for one in places} == {f"/attempts/{scene.attempt}/result"}
    with scene.app.app_context():
        row = db.session.execute(select(Attempt.points, Attempt.maximum, Attempt.handed_in_how)).one()
    assert tuple(row) == ("1", "4", "learner")
    assert scene.count(HeldAnswer) == 0
