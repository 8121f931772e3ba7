"""The centre's settings: who may, what is kept, what is refused."""

import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.accounts import roles
from quizapp.audit.models import AuditEntry
from quizapp.centre import service
from quizapp.centre.address import AddressFault, read_address
from quizapp.centre.queries import CentreFacts, letterhead
from quizapp.db import db
from tests.factories import NOW, make_person

ROOM = {"wifi_name": "LopHoc", "wifi_password": "12345678", "site_address": ""}


@pytest.fixture
def staff(app: Flask, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    with app.app_context():
        person = make_person("Phạm Văn Vụ", roles.STAFF)
    return sign_in(person)


def facts(app: Flask) -> CentreFacts:
    with app.app_context():
        return letterhead()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("192.168.1.10", "http://192.168.1.10"),
        ("192.168.1.10:8080", "http://192.168.1.10:8080"),
        ("http://192.168.1.10:80/", "http://192.168.1.10"),
        (" HTTPS://Hoc.HamYen.vn/ ", "https://hoc.hamyen.vn"),
        ("hoc.hamyen.vn", "http://hoc.hamyen.vn"),
    ],
)
def test_an_address_is_kept_as_links_need_it(typed: str, kept: str) -> None:
    assert read_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("javascript:alert(1)", AddressFault.SCHEME),
        ("ftp://192.168.1.10", AddressFault.SCHEME),
        ("data:text/html,x", AddressFault.SCHEME),
        ("http://192.168.1.10/lop?x=1", AddressFault.MORE),
        ("http://192.168.1.10#a", AddressFault.MORE),
        ("http://an@192.168.1.10", AddressFault.MORE),
        ("http://", AddressFault.HOST),
        ("https://trung tâm.vn", AddressFault.HOST),
        ("http://a\nb.vn", AddressFault.HOST),
        ("http://-x.vn", AddressFault.HOST),
        ('http://x"><script>', AddressFault.HOST),
        ("http://192.168.1.10:99999", AddressFault.PORT),
        ("http://192.168.1.10:", AddressFault.PORT),
        ("http://192.168.1.10:0", AddressFault.PORT),
    ],
)
def test_an_address_that_leads_nowhere_or_elsewhere_is_refused(typed: str, fault: AddressFault) -> None:
    assert read_address(typed) == fault


def test_a_script_typed_as_an_address_changes_nothing(staff: FlaskClient, app: Flask) -> None:
    answer = staff.post("/centre/room", data={**ROOM, "site_address": "javascript:alert(1)"})
    assert "Địa chỉ phải bắt đầu bằng http:// hoặc https://." in answer.text
    assert facts(app).site_address == facts(app).wifi_name == ""


def test_a_decomposed_name_is_kept_composed_and_shown_on_every_page(staff: FlaskClient, app: Flask) -> None:
    name = "Trung tâm  chính trị xã Hàm Yên"
    data = {"name": unicodedata.normalize("NFD", name), "learner_word": "học viên", "place": "Hàm Yên"}
    assert staff.post("/centre/names", data=data).status_code == 303
    assert facts(app).name == "Trung tâm chính trị xã Hàm Yên"
    assert "Trung tâm chính trị xã Hàm Yên</b>" in app.test_client().get("/sign-in").text


@pytest.mark.parametrize(
    ("page", "data", "sentence"),
    [
        ("names", {"name": "", "learner_word": "đồng chí"}, "Chưa điền mục này."),
        ("names", {"name": "x" * 201, "learner_word": "đồng chí"}, "Không quá 200 chữ."),
        ("room", {**ROOM, "wifi_name": "A\u202eB"}, "ký tự lạ"),
        ("names", {"name": "A", "learner_word": "bạn"}, "Hãy chọn một trong các mục"),
        ("papers", {"heading": "king"}, "Hãy chọn một trong các mục"),
        ("room", {**ROOM, "wifi_password": "1234"}, "ít nhất 8 ký tự"),
        ("room", {**ROOM, "wifi_name": "Lớp học nghiệp vụ công tác đảng"}, "Tên Wi-Fi dài quá"),
        ("room", {**ROOM, "wifi_name": ""}, "Có mật khẩu thì cần cả tên Wi-Fi."),
        ("certificates", {"number_pattern": "GCN-TTCT"}, "Kiểu số phải có {n}"),
        ("certificates", {"number_pattern": "{n}{year}"}, "không đứng liền"),
        ("certificates", {"number_pattern": "{x}/{n}"}, "Không hiểu {x}"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    staff: FlaskClient, page: str, data: dict[str, str], sentence: str
) -> None:
    answer = staff.post(f"/centre/{page}", data=data)
    assert answer.status_code == 200
    assert sentence in answer.text


def test_verification_needs_an_https_address_and_ends_with_it(staff: FlaskClient, app: Flask) -> None:
    on = {"number_pattern": "{n}/{year}", "verification_on": "y"}
    staff.post("/centre/certificates", data=on)
    assert not facts(app).verification_on
    staff.post("/centre/room", data={**ROOM, "site_address": "https://hoc.hamyen.vn"})
    staff.post("/centre/certificates", data=on)
    assert facts(app).verification_on
    staff.post("/centre/room", data={**ROOM, "site_address": "http://192.168.1.10"})
    assert not facts(app).verification_on


def test_an_address_phones_cannot_reach_is_doubted(staff: FlaskClient) -> None:
    staff.post("/centre/room", data={**ROOM, "site_address": "http://127.0.0.1:8000"})
    assert "chỉ mở được trên chính máy này" in staff.get("/centre").text


def test_a_change_is_recorded_without_the_wifi_password_and_a_repeat_is_not(
    app: Flask, staff: FlaskClient
) -> None:
    for _ in range(2):
        staff.post("/centre/room", data=ROOM)
    with app.app_context():
        told = [row.facts for row in db.session.scalars(select(AuditEntry).filter_by(action="centre.change"))]
    assert [one["after"]["wifi_name"] for one in told] == ["LopHoc"]
    assert "12345678" not in str(told)


def test_the_first_change_makes_the_row_and_the_second_finds_it(inside: Flask) -> None:
    assert service.change({"name": "Trung tâm A"}, NOW, None)
    assert not service.change({"name": "Trung tâm A"}, NOW, None)
    assert letterhead().name == "Trung tâm A"


@pytest.mark.parametrize("path", ["", "/names", "/papers", "/room", "/certificates"])
def test_only_those_who_manage_the_centre_see_its_settings(
    app: Flask, sign_in: Callable[..., FlaskClient], staff: FlaskClient, path: str
) -> None:
    with app.app_context():
        instructor = make_person("Lý Thị Giảng", roles.INSTRUCTOR)
    assert staff.get(f"/centre{path}").status_code == 200
    assert sign_in(instructor).get(f"/centre{path}").status_code == 403
