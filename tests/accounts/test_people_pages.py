"""Pages of people: who sees whom, and what may be done to them."""

import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.accounts import service, slips
from quizapp.accounts.models import Grant, Person
from quizapp.accounts.roles import INSTRUCTOR, LEADER, STAFF
from quizapp.accounts.service import Scope
from quizapp.audit.models import AuditEntry
from quizapp.db import db
from tests import factories
from tests.factories import NOW, ClassRoom

CORRECTION = {
    "name": "Nguyễn Văn Ân",
    "born": "13/12/1966",
    "sex": "male",
    "unit": "",
    "reason": "Theo căn cước",
}


@pytest.fixture
def units(app: Flask) -> tuple[int, int, int]:
    """A party committee, a cell under it, and a cell elsewhere."""
    with app.app_context():
        top = service.add_unit("Đảng bộ xã Yên Phú")
        return top, service.add_unit("Chi bộ thôn 1", parent_id=top), service.add_unit("Chi bộ nơi khác")


@pytest.fixture
def unit_staff(with_password: Callable[..., int], units: tuple[int, int, int]) -> int:
    return with_password("Vi Thị Xã", STAFF, Scope(unit_id=units[0]), "VTX-4444")


def acts(app: Flask, person_id: int) -> list[str]:
    with app.app_context():
        wanted = select(AuditEntry.action).where(AuditEntry.subject_id == person_id).order_by(AuditEntry.id)
        return list(db.session.scalars(wanted))


@pytest.mark.parametrize("query", ["q=hoang van an", "q=Hoàng%20Văn%20An", "q=HOANG"])
def test_people_are_found_without_accents(sign_in, room: ClassRoom, staff: int, query: str) -> None:
    words = sign_in(staff).get(f"/people?{query}").get_data(as_text=True)
    assert "Hoàng Văn An" in words
    assert "Nguyễn Văn An" not in words


def test_people_are_found_by_decomposed_letters_code_cell_and_phone(
    app: Flask, sign_in, staff: int, units: tuple[int, int, int]
) -> None:
    with app.app_context():
        service.add_person("Đỗ Thị Thủy", NOW, unit_id=units[1], phone="0912345678", code="DTT-9")
    here = sign_in(staff)
    for words in (unicodedata.normalize("NFD", "Thủy"), "dtt-9", "thon 1", "345678", "do thon 1"):
        assert "Đỗ Thị Thủy" in here.get("/people", query_string={"q": words}).get_data(as_text=True)
    for nothing in ("%", "_", "Thụy Điển"):
        assert "Đỗ Thị Thủy" not in here.get("/people", query_string={"q": nothing}).get_data(as_text=True)


def test_people_are_filtered_by_role(sign_in, room: ClassRoom, staff: int) -> None:
    words = sign_in(staff).get("/people?role=instructor").get_data(as_text=True)
    assert "Lý Thị Giảng" in words
    assert "Nguyễn Văn An" not in words
    assert "Không tìm thấy ai" in sign_in(staff).get("/people?role=none").get_data(as_text=True)


def test_the_list_costs_the_same_for_ten_and_two_hundred(app: Flask, sign_in, staff: int, counting) -> None:
    sizes = []
    for number in (10, 200):
        with app.app_context():
            for one in range(number):
                factories.make_person(factories.full_name(one), LEADER)
        here = sign_in(staff)
        with counting() as statements:
            answer = here.get("/people")
        sizes.append(len(statements))
        assert len(answer.data) < 60_000
    assert sizes[0] == sizes[1] <= 8


def test_a_person_s_page_costs_the_same_for_few_and_many_units(
    app: Flask, sign_in, room, staff: int, counting
) -> None:
    sizes = []
    for number in (2, 60):
        with app.app_context():
            for one in range(number):
                service.add_unit(f"Chi bộ {number} {one}")
                service.give_role(room.learners[0][1], LEADER, Scope(unit_id=one + 1), NOW)
        here = sign_in(staff)
        with counting() as statements:
            assert here.get(f"/people/{room.learners[0][1]}").status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


def test_pages_beyond_the_last_show_the_last(sign_in, room: ClassRoom, staff: int) -> None:
    for number in ("999", "-1", "0", "x"):
        assert "Nguyễn Văn An" in sign_in(staff).get(f"/people?page={number}").get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/people", "/people/new", "/people/{}", "/people/{}/correct", "/units", "/audit", "/roles"]
)
def test_learners_instructors_and_strangers_see_no_people(
    app: Flask, client: FlaskClient, sign_in, room: ClassRoom, path: str
) -> None:
    learner = room.learners[0][1]
    with app.app_context():
        slip = slips.ensure_slips(room.cohort_id, [learner])[0]
    address = path.format(learner)
    assert client.get(address).location.startswith("/sign-in")
    assert sign_in(learner, slip.id, 1).get(address).status_code in (403, 404)
    assert sign_in(room.instructor_id).get(address).status_code in (403, 404)


def test_staff_of_a_unit_see_their_own_subtree_only(
    app: Flask, sign_in, units: tuple[int, int, int], unit_staff: int
) -> None:
    with app.app_context():
        inside_id = service.add_person("Mã Văn Trong", NOW, unit_id=units[1])
        outside_id = service.add_person("Mã Văn Ngoài", NOW, unit_id=units[2])
        nowhere_id = service.add_person("Mã Văn Không", NOW)
    here = sign_in(unit_staff)
    words = here.get("/people").get_data(as_text=True)
    assert "Mã Văn Trong" in words
    assert "Mã Văn Ngoài" not in words
    assert "Mã Văn Không" not in words
    assert here.get(f"/people/{inside_id}").status_code == 200
    for other in (outside_id, nowhere_id, 999_999):
        for path in ("", "/correct", "/password", "/sign-out-everywhere"):
            assert here.get(f"/people/{other}{path}").status_code == 404
    assert here.get(f"/units/{units[2]}").status_code == 404
    assert here.get(f"/units/{units[1]}").status_code == 200


def test_staff_of_a_unit_cannot_move_anybody_out_of_their_reach(
    app: Flask, sign_in, units: tuple[int, int, int], unit_staff: int
) -> None:
    with app.app_context():
        inside_id = service.add_person("Mã Văn Trong", NOW, unit_id=units[1])
    for unit in ("", str(units[2])):
        answer = sign_in(unit_staff).post(f"/people/{inside_id}/correct", data=CORRECTION | {"unit": unit})
        assert answer.status_code == 200
        assert "error-summary" in answer.get_data(as_text=True)


def test_a_correction_is_recorded_with_its_reason(app: Flask, sign_in, room: ClassRoom, staff: int) -> None:
    person_id = room.learners[0][1]
    sent = CORRECTION | {"name": unicodedata.normalize("NFD", "Nguyễn  Văn Ân")}
    for _ in range(2):
        assert sign_in(staff).post(f"/people/{person_id}/correct", data=sent).status_code == 303
    with app.app_context():
        person = db.session.get_one(Person, person_id)
        assert (person.name, person.born, person.sex) == ("Nguyễn Văn Ân", "1966-12-13", "male")
        entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "people.correct"))
        assert entry.reason == "Theo căn cước"
        assert entry.facts["before"]["name"] == "Nguyễn Văn An"
    assert acts(app, person_id) == ["people.correct"]


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("name", ""),
        ("born", "31/02/1966"),
        ("born", "hôm qua"),
        ("born", "1/1/99"),
        ("phone", "abc"),
        ("reason", ""),
    ],
)
def test_a_poor_correction_says_what_to_mend(
    sign_in, room: ClassRoom, staff: int, field: str, bad: str
) -> None:
    answer = sign_in(staff).post(f"/people/{room.learners[0][1]}/correct", data=CORRECTION | {field: bad})
    assert f'href="#{field}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(("typed", "stored"), [("13/12/1966", "1966-12-13"), ("3.2.1966", "1966-02-03"), ("12/1966", "1966-12"), ("1966", "1966"), ("1966-12-13", "1966-12-13"), ("", None)])  # fmt: skip
def test_birth_dates_are_read_as_people_write_them(
    app: Flask, sign_in, room: ClassRoom, staff: int, typed: str, stored: str | None
) -> None:
    person_id = room.learners[0][1]
    sign_in(staff).post(f"/people/{person_id}/correct", data=CORRECTION | {"born": typed})
    with app.app_context():
        assert db.session.get_one(Person, person_id).born == stored


def new(sign_in, by: int, **facts: str):
    sent = {"name": "Lò Thị Mới", "born": "1980", "sex": "", "unit": "", "role": "", "scope": "site"} | facts
    return sign_in(by).post("/people/new", data=sent)


def role_id(app: Flask, code: str) -> str:
    with app.app_context():
        return str(db.session.scalar(select(service.Role.id).where(service.Role.code == code)))


def test_an_instructor_is_registered_with_a_password_shown_once(app: Flask, sign_in, staff: int) -> None:
    words = new(sign_in, staff, role=role_id(app, INSTRUCTOR)).get_data(as_text=True)
    assert "chỉ hiện một lần" in words
    with app.app_context():
        person = db.session.scalar(select(Person).where(Person.name == "Lò Thị Mới"))
        assert person.must_change_password
        assert person.code in words
        assert db.session.scalar(select(Grant.scope).where(Grant.person_id == person.id)) == "site"
    assert acts(app, person.id) == ["people.add", "roles.give"]


def test_a_button_pressed_twice_registers_one_person(app: Flask, sign_in, staff: int) -> None:
    new(sign_in, staff)
    shown = new(sign_in, staff).get_data(as_text=True)
    with app.app_context():
        made = db.session.scalars(select(Person).where(Person.name == "Lò Thị Mới")).all()
    assert len(made) == 1
    assert made[0].code in shown


def test_staff_of_one_class_manage_nobody_s_file(app: Flask, sign_in, room: ClassRoom, with_password) -> None:
    head = with_password("Lò Thị Lớp", STAFF, Scope(cohort_id=room.cohort_id), "LTL-6666")
    assert "Nguyễn Văn An" not in sign_in(head).get("/people").get_data(as_text=True)
    assert sign_in(head).get(f"/people/{room.learners[0][1]}").status_code == 404
    assert "error-summary" in new(sign_in, head).get_data(as_text=True)


def test_staff_cannot_make_an_administrator(app: Flask, sign_in, staff: int) -> None:
    admin = role_id(app, "administrator")
    assert "error-summary" in new(sign_in, staff, role=admin).get_data(as_text=True)
    sign_in(staff).post(f"/people/{staff}/roles", data={"role": admin, "scope": "site"})
    with app.app_context():
        assert db.session.scalar(select(Person).where(Person.name == "Lò Thị Mới")) is None
        assert db.session.scalars(select(Grant.role_id).where(Grant.role_id == int(admin))).all() == []


def test_staff_cannot_take_over_an_administrator(app: Flask, sign_in, staff: int, administrator: int) -> None:
    assert sign_in(staff).post(f"/people/{administrator}/password").status_code == 409
    with app.app_context():
        assert not db.session.get_one(Person, administrator).must_change_password


def test_a_password_is_reset_and_the_sessions_end(
    app: Flask, sign_in, staff: int, administrator: int
) -> None:
    victim = sign_in(staff)
    here = sign_in(administrator)
    assert "Cấp mật khẩu mới" in here.get(f"/people/{staff}/password").get_data(as_text=True)
    for _ in range(2):
        assert "TTV-2222" in here.post(f"/people/{staff}/password").get_data(as_text=True)
    assert victim.get("/people").location.startswith("/sign-in")
    assert acts(app, staff) == ["people.reset_password"] * 2


def test_a_role_is_given_once_and_taken_once(app: Flask, sign_in, staff: int, room: ClassRoom) -> None:
    here, person_id = sign_in(staff), room.learners[0][1]
    sent = {"role": role_id(app, "grader"), "scope": f"cohort:{room.cohort_id}"}
    for _ in range(2):
        here.post(f"/people/{person_id}/roles", data=sent)
    with app.app_context():
        grants = db.session.scalars(
            select(Grant).where(Grant.person_id == person_id).order_by(Grant.id)
        ).all()
    assert [grant.scope for grant in grants] == [f"cohort:{room.cohort_id}"] * 2
    address = f"/people/{person_id}/roles/{grants[1].id}/take"
    assert "Giám khảo" in here.get(address).get_data(as_text=True)
    for _ in range(2):
        assert here.post(address).status_code == 303
    assert acts(app, person_id) == ["roles.give", "roles.take"]


def test_the_last_administrator_stays(app: Flask, sign_in, administrator: int, with_password) -> None:
    here = sign_in(administrator)

    def take() -> int:
        with app.app_context():
            grant = db.session.scalar(select(Grant.id).where(Grant.person_id == administrator))
        return here.post(f"/people/{administrator}/roles/{grant}/take").status_code

    assert take() == 409
    with_password("Lê Văn Hai", "administrator", Scope(), "LVH-5555")
    assert take() == 303


def test_unit_staff_give_roles_in_their_unit_only(
    app: Flask, sign_in, units: tuple[int, int, int], unit_staff: int
) -> None:
    with app.app_context():
        inside_id = service.add_person("Mã Văn Trong", NOW, unit_id=units[1])
    here, leader = sign_in(unit_staff), role_id(app, LEADER)
    for scope in ("site", f"unit:{units[2]}", "cohort:1", "nonsense", ""):
        here.post(f"/people/{inside_id}/roles", data={"role": leader, "scope": scope})
    assert acts(app, inside_id) == []
    here.post(f"/people/{inside_id}/roles", data={"role": leader, "scope": f"unit:{units[1]}"})
    assert acts(app, inside_id) == ["roles.give"]


def test_a_slip_is_printed_again_and_renewed_once(app: Flask, sign_in, room: ClassRoom, staff: int) -> None:
    person_id = room.learners[0][1]
    with app.app_context():
        slip = slips.ensure_slips(room.cohort_id, [person_id])[0]
    here, address = sign_in(staff), f"/people/{person_id}/slips/{slip.id}"
    assert here.get(f"{address}.pdf").data.startswith(b"%PDF")
    for _ in range(2):
        here.post(f"{address}/renew", data={"generation": "1"})
    assert acts(app, person_id) == ["slips.renew"]
    other = room.learners[1][1]
    assert here.get(f"/people/{other}/slips/{slip.id}.pdf").status_code == 404


def test_everybody_s_sessions_can_be_ended(app: Flask, sign_in, room: ClassRoom, staff: int) -> None:
    person_id = room.learners[0][1]
    with app.app_context():
        slip = slips.ensure_slips(room.cohort_id, [person_id])[0]
    learner = sign_in(person_id, slip.id, 1)
    assert learner.get("/account").status_code == 200
    sign_in(staff).post(f"/people/{person_id}/sign-out-everywhere")
    assert learner.get("/account").status_code == 303
