""" "Mở cho lớp": two tabs, every state of the door, what the projector shows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import roles
from quizapp.centre import doorway, service
from quizapp.web import room
from quizapp.web.room import Door, LanAddress, Serving, Word
from tests.factories import NOW, make_class, make_person


@pytest.fixture
def instance(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The instance folder of a machine in one network, without a word of any serving program."""
    found = (LanAddress("192.168.1.10", "wlan0", "http://192.168.1.10"),)
    monkeypatch.setattr(room, "addresses", lambda port=80: found)
    folder = Path(app.instance_path)
    yield folder
    for name in (room.WISH, room.WORD):
        (folder / name).unlink(missing_ok=True)


@pytest.fixture
def instructor(app: Flask, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    with app.app_context():
        return sign_in(make_class(1).instructor_id)


def serve(
    instance: Path, room_port: int | None = None, serving: Serving = Serving.THIS_MACHINE, **word: bool
) -> None:
    room.leave_word(instance, Word(serving, 8000, room_port, **word))


def test_the_button_pressed_in_two_tabs_opens_once(instance: Path, instructor: FlaskClient) -> None:
    serve(instance)
    for _ in range(2):
        assert instructor.post("/room/open").location == "/room"
    assert room.is_open_wanted(instance)
    assert "Đang mở, đợi vài giây." in instructor.get("/room").text
    serve(instance, room_port=80)
    page = instructor.get("/room").text
    assert "192.168.1.10" in page
    assert "Đóng lại" in page


def test_closing_in_one_tab_and_again_in_another_is_harmless(instance: Path, instructor: FlaskClient) -> None:
    room.request_open(instance)
    serve(instance, room_port=80)
    for _ in range(2):
        assert instructor.post("/room/close").status_code == 303
    assert not room.is_open_wanted(instance)
    assert room.open_state(instance).door is Door.CLOSING


def test_opening_by_a_link_is_not_possible(instance: Path, instructor: FlaskClient) -> None:
    assert instructor.get("/room/open").status_code == 405
    assert not room.is_open_wanted(instance)


def test_a_port_that_could_not_be_opened_can_be_tried_again(instance: Path, instructor: FlaskClient) -> None:
    room.request_open(instance)
    serve(instance, failed=True)
    assert "Chưa mở được" in instructor.get("/room").text
    instructor.post("/room/open")
    assert room.is_open_wanted(instance)


@pytest.mark.parametrize(
    ("serving", "sentence"),
    [(None, "Nút này không dùng ở đây."), (Serving.ROOM, "Đang mở cho lớp từ lúc khởi động.")],
)
def test_where_the_button_does_not_apply_the_page_says_so(
    instance: Path, instructor: FlaskClient, serving: Serving | None, sentence: str
) -> None:
    if serving:
        serve(instance, serving=serving)
    page = instructor.get("/room").text
    assert sentence in page
    assert 'action="/room/open"' not in page


def test_an_open_room_without_network_says_what_to_do(
    instance: Path, instructor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "addresses", lambda port=80: ())
    room.request_open(instance)
    serve(instance, room_port=80)
    assert "chưa vào mạng nào" in instructor.get("/room").text
    assert "127.0.0.1" not in instructor.get("/room/projector").text


def test_the_projector_shows_wifi_address_and_code(
    app: Flask, instance: Path, instructor: FlaskClient
) -> None:
    with app.app_context():
        service.change({"wifi_name": "Lớp 1", "wifi_password": "hoc-tap-tot"}, NOW, None)
    serve(instance, room_port=None, serving=Serving.ROOM)
    page = instructor.get("/room/projector").text
    for words in ("1. Vào Wi-Fi", "Lớp 1", "hoc-tap-tot", "192.168.1.10", "3. Nhập mã trên phiếu"):
        assert words in page
    assert page.count("<svg") >= 2


def test_an_unchanged_door_is_answered_without_its_page(instance: Path, instructor: FlaskClient) -> None:
    serve(instance)
    tag = instructor.get("/room/state").headers["ETag"]
    again = instructor.get("/room/state", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    room.request_open(instance)
    assert instructor.get("/room/state", headers={"If-None-Match": tag}).status_code == 200


def test_a_leader_may_not_open_the_room(
    app: Flask, instance: Path, sign_in: Callable[..., FlaskClient]
) -> None:
    with app.app_context():
        leader = make_person("Hoàng Thị Lãnh", roles.LEADER)
    assert sign_in(leader).post("/room/open").status_code == 403


@pytest.mark.parametrize(
    ("address", "headers", "near"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("192.168.1.23", {}, True),
        ("::ffff:10.0.0.7", {}, True),
        ("fe80::1%eth0", {}, True),
        ("203.162.0.11", {}, False),
        ("127.0.0.1", {"X-Forwarded-For": "203.162.0.11"}, False),
        ("", {}, False),
    ],
)
def test_the_wifi_password_is_for_those_in_the_room(
    app: Flask, address: str, headers: dict[str, str], near: bool
) -> None:
    with app.test_request_context("/", headers=headers, environ_base={"REMOTE_ADDR": address}):
        assert doorway.is_asked_from_the_room() is near
