"""Signing in and out as pages."""

import logging
import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import people, slips
from quizapp.accounts.models import Person
from quizapp.accounts.passwords import hashed
from quizapp.accounts.roles import STAFF
from quizapp.accounts.service import Scope
from quizapp.db import db, transactional
from quizapp.web.clock import now
from quizapp.web.masking import MASK
from tests.accounts.conftest import PASSWORD
from tests.factories import ClassRoom


@pytest.fixture
def made(app: Flask, room: ClassRoom) -> tuple[slips.SlipFacts, ...]:
    with app.app_context():
        return slips.ensure_slips(room.cohort_id, [person for _, person in room.learners])


def who(client: FlaskClient) -> str:
    with client.session_transaction() as session:
        return str(session.get("_user_id", ""))


def by_password(client: FlaskClient, code: str = "TTV-2222", password: str = PASSWORD, **more: str):
    return client.post("/sign-in", data={"personal": code, "password": password, **more})


def test_a_code_leads_to_the_confirmation_and_signs_nobody_in(client: FlaskClient, made) -> None:
    answer = client.post("/sign-in", data={"code": made[0].code})
    assert (answer.status_code, answer.location) == (303, f"/s/{made[0].token}")
    page = client.get(answer.location)
    words = page.get_data(as_text=True)
    for said in ("Nguyễn Văn An", "1955", "Chi bộ thôn 1", "Lớp bồi dưỡng", "Đúng, tôi là", "Không phải tôi"):
        assert said in words
    assert who(client) == ""


def test_the_confirmation_is_kept_by_nobody(client: FlaskClient, made) -> None:
    page = client.get(f"/s/{made[0].token}")
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert '<meta name="referrer" content="no-referrer">' in page.get_data(as_text=True)


def test_the_button_signs_in_and_twice_is_harmless(client: FlaskClient, made) -> None:
    for _ in range(2):
        answer = client.post(f"/s/{made[0].token}")
        assert (answer.status_code, answer.location) == (303, "/")
    assert who(client) == f"s.{made[0].person_id}.1.{made[0].id}.1"
    assert client.get(f"/s/{made[0].token}").status_code == 303


def test_a_link_in_capitals_works(client: FlaskClient, made) -> None:
    assert client.get(f"/s/{made[0].token.upper()}").status_code == 200


def test_another_person_on_this_phone_is_named_and_replaced(client: FlaskClient, made) -> None:
    client.post(f"/s/{made[0].token}")
    words = client.get(f"/s/{made[1].token}").get_data(as_text=True)
    assert "Máy này đang đăng nhập là Nguyễn Văn An" in words
    assert who(client).startswith(f"s.{made[0].person_id}.")
    client.post(f"/s/{made[1].token}")
    assert who(client).startswith(f"s.{made[1].person_id}.")


def test_nothing_of_the_former_session_stays(client: FlaskClient, made) -> None:
    with client.session_transaction() as session:
        session["left_behind"] = "secret"
    client.post(f"/s/{made[0].token}")
    with client.session_transaction() as session:
        assert "left_behind" not in session


@pytest.mark.parametrize("token", ["aaaa", "a" * 26, "a" * 500, "đ", "%00", "..%2f"])
def test_an_unknown_link_says_how_to_go_on(client: FlaskClient, app: Flask, token: str) -> None:
    for answer in (client.get(f"/s/{token}"), client.post(f"/s/{token}")):
        assert answer.status_code == 404


def test_where_one_wanted_to_go_is_kept_through_the_slip(client: FlaskClient, made) -> None:
    first = client.post("/sign-in", data={"code": made[0].code, "next": "/account"})
    assert first.location.endswith("?next=/account")
    assert 'value="/account"' in client.get(first.location).get_data(as_text=True)
    assert client.post(f"/s/{made[0].token}", data={"next": "/account"}).location == "/account"


@pytest.mark.parametrize(
    "bad",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, made, staff: int, bad: str) -> None:
    assert "elsewhere" not in client.post("/sign-in", data={"code": made[0].code, "next": bad}).location
    assert client.post(f"/s/{made[0].token}", data={"next": bad}).location == "/"
    assert by_password(client, next=bad).location == "/"


def test_staff_sign_in_by_code_and_password(client: FlaskClient, staff: int) -> None:
    assert by_password(client, "ttv 2222").status_code == 303
    assert who(client) == f"p.{staff}.1"


def test_a_wrong_password_and_an_unknown_code_get_the_same_answer(client: FlaskClient, staff: int) -> None:
    wrong = by_password(client, password="khong phai day").get_data(as_text=True)
    unknown = by_password(client, "AAA-0000").get_data(as_text=True)
    assert "Mã hoặc mật khẩu chưa đúng" in wrong
    assert wrong.replace("TTV-2222", "") == unknown.replace("AAA-0000", "")
    assert PASSWORD not in wrong


def test_a_password_typed_decomposed_is_the_same(client: FlaskClient, app: Flask, staff: int) -> None:
    with app.app_context():
        transactional(people.set_password)(staff, hashed("trời xanh mây trắng"), must_change=False)
    decomposed = unicodedata.normalize("NFD", "trời xanh mây trắng")
    assert by_password(client, password=decomposed).status_code == 303


def test_an_attacked_account_waits_while_its_owner_s_slip_and_200_others_come_in(
    app: Flask, client: FlaskClient, made, stored: str
) -> None:
    owner = made[0].person_id
    with app.app_context():
        person = db.session.get_one(Person, owner)
        person.code, person.password_hash = "NVA-7777", stored
        db.session.commit()
    for _ in range(6):
        attacked = by_password(client, "NVA-7777", "doan mo thoi")
    assert "Đồng chí đợi" in attacked.get_data(as_text=True)
    assert "Đồng chí đợi" in by_password(client, "NVA-7777").get_data(as_text=True)
    for number in range(200):
        slip = made[number % len(made)]
        assert client.post("/sign-in", data={"code": slip.code}).status_code == 303
    client.post(f"/s/{made[0].token}")
    assert who(client).startswith(f"s.{owner}.")


def test_a_one_time_password_must_be_changed_before_anything_else(
    client: FlaskClient, app: Flask, staff: int
) -> None:
    with app.app_context():
        first = people.reset_password(staff, now(), None)
    assert by_password(client, password=first.password.upper().replace("-", " ")).status_code == 303
    assert client.get("/people").location == "/account/password"
    short = {"present": first.password, "chosen": "ngan", "again": "ngan"}
    assert "ít nhất 10" in client.post("/account/password", data=short).get_data(as_text=True).lower()
    chosen = {
        "present": first.password,
        "chosen": "bốn từ không liên quan",
        "again": "bốn từ không liên quan",
    }
    assert client.post("/account/password", data=chosen).location == "/"
    assert client.get("/people").status_code == 200
    assert by_password(app.test_client(), password=first.password).status_code == 422
    assert by_password(app.test_client(), password="bốn từ không liên quan").status_code == 303


def test_changing_the_password_ends_the_other_devices(client: FlaskClient, app: Flask, staff: int) -> None:
    other = app.test_client()
    by_password(client)
    by_password(other)
    changed = {"present": PASSWORD, "chosen": "mot cau khac han", "again": "mot cau khac han"}
    client.post("/account/password", data=changed)
    assert client.get("/people").status_code == 200
    assert other.get("/people").location.startswith("/sign-in")


def test_the_present_password_must_be_right(client: FlaskClient, staff: int) -> None:
    by_password(client)
    wrong = {"present": "khong phai day", "chosen": "mot cau khac han", "again": "mot cau khac han"}
    assert "Mật khẩu đang dùng chưa đúng" in client.post("/account/password", data=wrong).get_data(
        as_text=True
    )


def test_a_session_by_slip_knows_no_password_page(client: FlaskClient, made) -> None:
    client.post(f"/s/{made[0].token}")
    assert client.get("/account/password").status_code == 404
    assert client.get("/account").status_code == 200


def test_sign_out_is_by_post_and_twice_is_harmless(client: FlaskClient, made) -> None:
    client.post(f"/s/{made[0].token}")
    assert client.get("/sign-out").status_code == 405
    for _ in range(2):
        assert client.post("/sign-out").location == "/sign-in"
    assert who(client) == ""


def test_signing_out_everywhere_ends_every_device(client: FlaskClient, app: Flask, made) -> None:
    other = app.test_client()
    client.post(f"/s/{made[0].token}")
    other.post(f"/s/{made[0].token}")
    client.post("/account/sign-out-everywhere")
    assert other.get("/account").location.startswith("/sign-in")
    assert other.post(f"/s/{made[0].token}").status_code == 303
    assert other.get("/account").status_code == 200


@pytest.mark.parametrize(("slip", "seconds", "lives"), [
    (True, 23 * 3600, True), (True, 25 * 3600, False), (False, 7000, True), (False, 7300, False),
])  # fmt: skip
def test_a_slip_lasts_a_day_and_a_password_two_idle_hours(
    client: FlaskClient, made, staff: int, slip: bool, seconds: int, lives: bool
) -> None:
    client.post(f"/s/{made[0].token}") if slip else by_password(client)
    with client.session_transaction() as session:
        session["used"] -= seconds
    assert (client.get("/account").status_code == 200) is lives


def test_the_cookie_is_not_sent_again_with_every_page(client: FlaskClient, made) -> None:
    client.post(f"/s/{made[0].token}")
    client.get("/account")
    assert "Set-Cookie" not in client.get("/account").headers


def test_tokens_are_masked_in_logs(app: Flask) -> None:
    record = logging.LogRecord(
        "werkzeug", 20, "", 0, '"%s" %s', ("GET /s/w5pwdvh6?next=/a HTTP/1.1", 200), None
    )
    MASK.filter(record)
    assert record.getMessage() == '"GET /s/***?next=/a HTTP/1.1" 200'
    assert MASK in logging.getLogger("werkzeug").filters


def test_the_first_administrator_chooses_name_and_password_once(app: Flask) -> None:
    here = app.test_client()
    assert "Người quản trị đầu tiên" in here.get("/first-run").get_data(as_text=True)
    form = {
        "name": "  Nguyễn  Văn Quản ",
        "chosen": "bốn từ không liên quan",
        "again": "bốn từ không liên quan",
    }
    assert here.post("/first-run", data=form).location == "/account"
    assert "NVQ-" in here.get("/account").get_data(as_text=True)
    assert here.get("/roles").status_code == 200
    assert here.post("/first-run", data=form).status_code == 404


@pytest.mark.parametrize(
    "wherefrom",
    [
        {"environ_base": {"REMOTE_ADDR": "192.168.1.7"}},
        {"headers": {"Host": "evil.example"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    ],
)
def test_the_first_run_is_seen_from_the_machine_itself_only(app: Flask, wherefrom: dict) -> None:
    assert app.test_client().get("/first-run", **wherefrom).status_code == 404


@pytest.mark.parametrize("poor", ["ngan", "1234567890", "Nguyễn Văn Quản"])
def test_the_first_password_is_no_poor_one(app: Flask, poor: str) -> None:
    form = {"name": "Nguyễn Văn Quản", "chosen": poor, "again": poor}
    assert app.test_client().post("/first-run", data=form).status_code == 200
    assert "error-summary" in app.test_client().post("/first-run", data=form).get_data(as_text=True)


def test_administrators_are_made_from_the_command_line(app: Flask, with_password: Callable[..., int]) -> None:
    run = app.test_cli_runner()
    made = run.invoke(args=["admin", "create", "Lê Thị Máy", "--json"])
    assert made.exit_code == 0
    facts = app.json.loads(made.output)
    assert by_password(app.test_client(), facts["code"], facts["password"]).status_code == 303
    again = app.json.loads(run.invoke(args=["admin", "reset-password", facts["code"], "--json"]).output)
    assert by_password(app.test_client(), facts["code"], facts["password"]).status_code == 422
    assert by_password(app.test_client(), facts["code"], again["password"]).status_code == 303
    assert run.invoke(args=["admin", "reset-password", "XXX-1"]).exit_code == 1
    assert run.invoke(args=["admin", "create"]).exit_code == 2


def test_signing_in_by_slip_takes_few_statements(client: FlaskClient, made, counting) -> None:
    with counting() as statements:
        client.post("/sign-in", data={"code": made[0].code})
        client.post(f"/s/{made[0].token}")
    assert len(statements) <= 6


def test_a_member_of_staff_for_one_unit_is_not_lost(client: FlaskClient, app: Flask, with_password) -> None:
    with_password("Hà Văn Đơn", STAFF, Scope(unit_id=None), "HVD-3333")
    assert by_password(client, "HVD-3333").status_code == 303
