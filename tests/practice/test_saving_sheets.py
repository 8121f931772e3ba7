"""A grader's sheet keeps every score: repeated, late, reordered, from two devices, by many at once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.domain.errors import MeetingLocked, SheetIncomplete
from quizapp.practice import locking, sheet_queries, sheets
from tests.factories import NOW
from tests.practice import factories
from tests.practice.factories import FULL, body

Browser = Callable[..., FlaskClient]


class Desk:
    """A grader at work on the first group's sheet."""

    def __init__(self, app: Flask, sign_in: Browser) -> None:
        with app.app_context():
            self.scene = factories.scene()
            self.sheet = factories.sheet_of(self.scene, self.scene.graders[0])
            self.second = factories.sheet_of(self.scene, self.scene.graders[0], 1)
        self.app, self.browser = app, sign_in(self.scene.graders[0])

    def put(self, *answers: tuple[str, list[str], int], sheet: int = 0, **more: Any) -> Any:
        listed = [{"slot": slot, "value": value, "seq": seq, "age": 3} for slot, value, seq in answers]
        return self.browser.put(f"/sheets/{sheet or self.sheet}", json={"answers": listed, **more})

    def values(self, sheet: int = 0) -> dict[str, tuple[str, ...]]:
        with self.app.app_context():
            return dict(sheet_queries.sheet(sheet or self.sheet).values)


@pytest.fixture
def desk(app: Flask, sign_in: Browser) -> Desk:
    return Desk(app, sign_in)


def test_a_score_is_saved_with_the_running_rating(desk: Desk) -> None:
    answer = desk.put(("1", ["7,5"], 1), ("2", ["true"], 1), epoch=1)
    assert (answer.status_code, answer.json["saved"]) == (200, {"1": 1, "2": 1})
    assert answer.json["rating"]["points"] == 12.5
    assert answer.json["rating"]["missing"] == ["c"]
    assert (answer.json["state"], answer.json["held"], answer.json["stale"]) == ("open", {}, {})


def test_a_slot_may_be_sent_as_a_number(desk: Desk) -> None:
    answer = desk.browser.put(
        f"/sheets/{desk.sheet}", json={"answers": [{"slot": 1, "value": ["9"], "seq": 1}]}
    )
    assert answer.json["saved"] == {"1": 1}


def test_an_exact_repeat_changes_nothing(desk: Desk) -> None:
    assert desk.put(("1", ["8"], 4)).json["saved"] == desk.put(("1", ["8"], 4)).json["saved"] == {"1": 4}


def test_reordered_writes_leave_the_newest(desk: Desk) -> None:
    desk.put(("1", ["9"], 7))
    assert desk.put(("1", ["3"], 6)).json["stale"] == {"1": {"epoch": 1, "seq": 7, "value": ["9"]}}
    assert desk.values()["1"] == ("9",)


def test_two_tabs_with_the_same_number_show_a_conflict(desk: Desk) -> None:
    desk.put(("1", ["9"], 5))
    assert desk.put(("1", ["6"], 5)).json["stale"]["1"]["value"] == ["9"]


@pytest.mark.parametrize(
    ("slot", "value", "reason"),
    [
        ("1", "7.25", "off_step"),
        ("1", "10.5", "out_of_range"),
        ("1", "tám", "not_a_number"),
        ("1", "n/a", "not_applicable_not_allowed"),
        ("2", "maybe", "not_a_tick"),
        ("3", "Khoảng 50%", "not_a_band"),
        ("4", "1", "slot_unknown"),
        ("note-9", "x", "slot_unknown"),
        ("strengths", "x" * 2001, "value_too_long"),
    ],
)
def test_what_the_sheet_cannot_have_is_refused_and_stops_nothing(
    desk: Desk, slot: str, value: str, reason: str
) -> None:
    answer = desk.put((slot, [value], 1), ("note-1", ["Rõ ý."], 1)).json
    assert (answer["refused"], answer["saved"]) == ({slot: reason}, {"note-1": 1})


def test_a_score_can_be_taken_back(desk: Desk) -> None:
    desk.put(("1", ["9"], 1))
    assert desk.put(("1", [], 2)).json["rating"]["missing"] == ["a", "b", "c"]


def test_what_an_older_device_sends_is_held_and_never_overwrites(desk: Desk) -> None:
    desk.put(("1", ["8"], 1), epoch=1)
    with desk.app.app_context():
        sheets.take_over(desk.sheet, "another device")
    answer = desk.put(("1", ["2"], 9), epoch=1)
    assert answer.json["held"] == {"1": 9}
    assert desk.values()["1"] == ("8",)
    assert desk.put(("1", ["2"], 9), epoch=1).json["held"] == {"1": 9}
    with desk.app.app_context():
        assert [(one.slot, one.value) for one in sheet_queries.held(sheet_ids=(desk.sheet,))] == [("1", "2")]


def test_a_held_score_is_taken_only_by_decision(desk: Desk) -> None:
    desk.put(("1", ["8"], 1), epoch=1)
    with desk.app.app_context():
        sheets.take_over(desk.sheet, "another device")
    desk.put(("1", ["2"], 9), epoch=1)
    with desk.app.app_context():
        held = sheet_queries.held(sheet_ids=(desk.sheet,))[0]
    for _ in range(2):
        desk.browser.post(f"/sheets/{desk.sheet}/held/{held.id}", data={"decision": "take"})
    assert desk.values()["1"] == ("2",)


def test_a_score_for_one_group_never_lands_on_another(desk: Desk) -> None:
    desk.put(("1", ["9"], 1))
    desk.put(("1", ["4"], 1), sheet=desk.second)
    assert (desk.values()["1"], desk.values(desk.second)["1"]) == (("9",), ("4",))


def test_a_finished_sheet_holds_what_comes_late(desk: Desk) -> None:
    desk.put(*((slot, [value], 1) for slot, value in FULL.items()))
    assert desk.browser.post(f"/sheets/{desk.sheet}/finish", json={}).json["state"] == "closed"
    answer = desk.put(("1", ["1"], 2))
    assert (answer.status_code, answer.json["held"], answer.json["state"]) == (409, {"1": 2}, "closed")
    assert desk.values()["1"] == ("8",)


def test_an_incomplete_sheet_is_not_finished_and_says_what_is_missing(desk: Desk) -> None:
    desk.put(("1", ["8"], 1))
    answer = desk.browser.post(f"/sheets/{desk.sheet}/finish", json={})
    assert (answer.status_code, answer.json["missing"]) == (409, [2, 3])
    page = desk.browser.post(f"/sheets/{desk.sheet}/finish", follow_redirects=True)
    assert "còn tiêu chí 2, 3 chưa chấm" in page.text


def test_without_javascript_the_form_saves_and_then_finishes(desk: Desk) -> None:
    form = {
        "slot-1": "7,5",
        "slot-2": "true",
        "slot-3": "",
        "slot-strengths": "Chu đáo.",
        "epoch": "1",
        "finish": "1",
    }
    page = desk.browser.post(f"/sheets/{desk.sheet}", data=form, follow_redirects=True)
    assert "còn tiêu chí 3 chưa chấm" in page.text
    assert desk.values()["1"] == ("7,5",)
    desk.browser.post(f"/sheets/{desk.sheet}", data=form | {"slot-3": "Trên 50%"})
    with desk.app.app_context():
        assert sheet_queries.sheet(desk.sheet).is_finished


def test_not_applicable_of_the_plain_form_drops_the_criterion(desk: Desk) -> None:
    desk.browser.post(f"/sheets/{desk.sheet}", data={"slot-1": "8", "slot-2": "n/a", "slot-3": "Trên 50%"})
    assert desk.put(("note-1", ["x"], 1)).json["rating"]["maximum"] == 15


def test_pressing_finish_twice_is_harmless(inside: Flask) -> None:
    made = factories.scene()
    sheet_id = factories.finished(made, made.graders[0])
    sheets.finish(sheet_id, None, NOW, made.graders[0])
    assert sheet_queries.sheet(sheet_id).is_finished


def test_finishing_incomplete_writes_nothing(inside: Flask) -> None:
    made = factories.scene()
    sheet_id = factories.sheet_of(made, made.graders[0])
    with pytest.raises(SheetIncomplete) as rule:
        sheets.finish(sheet_id, body({"1": "8"}), NOW, made.graders[0])
    assert rule.value.missing == ("b", "c")
    assert sheet_queries.sheet(sheet_id).values == {}


def test_a_change_after_finishing_keeps_the_old_value(inside: Flask) -> None:
    made = factories.scene()
    sheet_id = factories.finished(made, made.graders[0])
    sheets.reopen(sheet_id, NOW)
    sheets.save(sheet_id, body({"1": "6"}, 2), NOW, made.graders[0])
    assert [(one.slot, one.before, one.after) for one in sheet_queries.changes(made.meetings[0])] == [
        ("1", "8", "6")
    ]


def test_a_locked_meeting_opens_no_sheet_again(inside: Flask) -> None:
    made = factories.scene(graders=1)
    sheet_id = factories.finished(made, made.graders[0])
    locking.lock(made.meetings[0], NOW, None)
    with pytest.raises(MeetingLocked):
        sheets.reopen(sheet_id, NOW)


def test_a_batch_that_is_none_is_said_to_be_so(desk: Desk) -> None:
    assert desk.browser.put(f"/sheets/{desk.sheet}", json={"answers": "all"}).status_code == 400
    many = [{"slot": "1", "value": ["1"], "seq": n} for n in range(201)]
    assert desk.browser.put(f"/sheets/{desk.sheet}", json={"answers": many}).status_code == 413
    assert desk.browser.put(f"/sheets/{desk.sheet}", data=b"x" * 70_000).status_code == 413


def test_nobody_signed_in_gets_no_redirect(desk: Desk, client: FlaskClient) -> None:
    assert client.put(f"/sheets/{desk.sheet}", json={"answers": []}).status_code == 401


def test_the_state_tells_an_idle_phone_what_stands(desk: Desk) -> None:
    desk.put(("1", ["8"], 3))
    told = desk.browser.get(f"/sheets/{desk.sheet}/state").json
    assert (told["epoch"], told["seqs"], told["state"]) == (1, {"1": 3}, "open")
    assert told["csrf"]


def test_graders_who_save_at_once_lose_nothing(app: Flask) -> None:
    with app.app_context():
        made = factories.scene(graders=9)
        ids = {grader: factories.sheet_of(made, grader) for grader in made.graders}
    failures: list[BaseException] = []

    def work(grader: int) -> None:
        try:
            for seq in range(1, 6):
                with app.app_context():
                    sheets.save(ids[grader], body({"1": f"{seq}", "3": "Trên 50%"}, seq), NOW, grader)
        except BaseException as failure:  # noqa: BLE001 (told below)
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(grader,)) for grader in made.graders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with app.app_context():
        values = [sheet_queries.sheet(ids[grader]).values for grader in made.graders]
    assert values == [{"1": ("5",), "3": ("Trên 50%",)}] * 9


def test_two_devices_of_one_grader_at_once_leave_the_highest_number(app: Flask) -> None:
    with app.app_context():
        made = factories.scene()
        sheet_id = factories.sheet_of(made, made.graders[0])

    def work(seq: int) -> None:
        with app.app_context():
            sheets.save(sheet_id, body({"1": f"{seq}"}, seq), NOW, made.graders[0])

    threads = [threading.Thread(target=work, args=(seq,)) for seq in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert sheet_queries.sheet(sheet_id).values["1"] == ("8",)


def test_opening_the_sheets_at_once_makes_one_a_meeting(app: Flask) -> None:
    with app.app_context():
        made = factories.scene()

    def work() -> None:
        with app.app_context():
            sheets.open_sheets(made.room.cohort_id, made.graders[0], "device", NOW)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert len(sheet_queries.sheets(cohort_id=made.room.cohort_id)) == 2
