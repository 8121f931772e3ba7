"""Class pages: opening a class, the list, groups, slips."""

from collections.abc import Callable
from io import BytesIO

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.cohorts import grouping, queries, service
from tests.factories import NOW, ClassRoom, full_name, make_class, make_course


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        return make_class(10)


@pytest.fixture
def staff(room: ClassRoom, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    return sign_in(room.staff_id)


FACTS = {"title": "Lớp khóa 3", "code": "K3", "starts": "5/10/2026", "ends": "09-10-2026", "unit_id": "0"}


def test_a_class_is_opened_with_days_as_people_write_them(
    staff: FlaskClient, room: ClassRoom, app: Flask
) -> None:
    answer = staff.post("/cohorts/new", data={**FACTS, "course_id": room.course_id})
    assert answer.status_code == 303
    with app.app_context():
        cohort = queries.cohort(queries.cohort_id_by_code("K3") or 0)
    assert (f"{cohort.starts}", f"{cohort.ends}") == ("2026-10-05", "2026-10-09")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Chưa điền mục này."),
        ({"code": "lớp 3"}, "Mã chỉ gồm chữ cái không dấu"),
        ({"code": "L01"}, "Mã lớp này đã có."),
        ({"starts": "31/02/2026"}, "Ngày chưa đúng"),
        ({"ends": "1/1/2026"}, "Ngày bế giảng phải sau ngày khai giảng."),
    ],
)
def test_what_is_wrong_with_a_class_is_said_beside_the_field(
    staff: FlaskClient, room: ClassRoom, change: dict[str, str], sentence: str
) -> None:
    answer = staff.post("/cohorts/new", data={**FACTS, "course_id": room.course_id, **change})
    assert answer.status_code == 200
    assert sentence in answer.text


def test_staff_see_their_classes_and_learners_see_none(
    staff: FlaskClient, room: ClassRoom, sign_in: Callable[..., FlaskClient]
) -> None:
    assert "Lớp bồi dưỡng cấp ủy chi bộ" in staff.get("/cohorts").text
    assert sign_in(room.learners[0][1]).get("/cohorts").status_code == 403


def test_the_instructor_of_one_class_does_not_see_another(
    app: Flask, room: ClassRoom, sign_in: Callable[..., FlaskClient]
) -> None:
    with app.app_context():
        other = make_class(2, course_id=make_course(code="KHAC"), code="L02")
    browser = sign_in(room.instructor_id)
    assert browser.get(f"/cohorts/{other.cohort_id}/learners").status_code == 404
    assert "L02" not in browser.get("/cohorts").text


def test_pressing_add_twice_adds_one_person(staff: FlaskClient, room: ClassRoom, app: Flask) -> None:
    learner = {"name": "  Đỗ Đức Uý ", "born": "24.4.1958", "sex": "male", "cell": "Chi bộ Ao Vệ"}
    for _ in range(2):
        staff.post(f"/cohorts/{room.cohort_id}/learners/new", data=learner)
    with app.app_context():
        added = [one for one in queries.class_list(room.cohort_id) if one.cell == "Chi bộ Ao Vệ"]
    assert [(one.name, one.born) for one in added] == [("Đỗ Đức Uý", "1958-04-24")]


def test_who_is_taken_off_the_list_comes_back_with_everything(
    app: Flask, staff: FlaskClient, room: ClassRoom
) -> None:
    enrolment, person = room.learners[0]
    staff.post(f"/enrolments/{enrolment}/withdraw", data={"reason": "Chuyển lớp"})
    with app.app_context():
        assert enrolment not in {one.enrolment_id for one in queries.class_list(room.cohort_id)}
        assert service.enrol(room.cohort_id, person, NOW) == enrolment
        assert enrolment in {one.enrolment_id for one in queries.class_list(room.cohort_id)}


def test_groups_formed_at_random_differ_by_one_at_most_and_spread_women(inside: Flask) -> None:
    room = make_class(23, groups=0)
    learners = queries.class_list(room.cohort_id)
    groups = grouping.evenly(learners, 4, "random", "seed")
    women = {one.enrolment_id for one in learners if one.sex == "female"}
    sizes, shares = [len(group) for group in groups], [len(women & set(group)) for group in groups]
    assert (max(sizes) - min(sizes), max(shares) - min(shares)) == (1, 0) or max(shares) - min(shares) <= 1
    assert sorted(one for group in groups for one in group) == sorted(one.enrolment_id for one in learners)


def test_a_group_takes_no_learner_of_another_class(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    with app.app_context():
        other = make_class(2, course_id=make_course(code="KHAC"), code="L02")
    answer = staff.post(f"/groups/{room.groups[0]}", data={"name": "Tổ 1", "member": [other.learners[0][0]]})
    assert answer.status_code == 409


def test_the_same_slips_print_again(staff: FlaskClient, room: ClassRoom) -> None:
    first, second = (
        pypdf.PdfReader(BytesIO(staff.get(f"/cohorts/{room.cohort_id}/slips.pdf").data)) for _ in range(2)
    )
    words = [page.extract_text() for page in first.pages]
    assert words == [page.extract_text() for page in second.pages]
    assert len(words) == 2
    assert full_name(0) in "".join(words)


def test_printing_warns_when_no_phone_could_reach_the_site(staff: FlaskClient, room: ClassRoom) -> None:
    assert 'class="notice warning"' in staff.get(f"/cohorts/{room.cohort_id}/slips").text


@pytest.mark.parametrize("address", ["learners", "groups", "slips", "lessons"])
def test_class_pages_ask_as_many_queries_for_two_hundred_as_for_ten(
    app: Flask, sign_in: Callable[..., FlaskClient], counting: Callable, address: str
) -> None:
    with app.app_context():
        few = make_class(10)
        many = make_class(200, course_id=few.course_id, code="L02")
    browser = sign_in(few.staff_id)
    sent = []
    for room in (few, many):
        with counting() as statements:
            assert browser.get(f"/cohorts/{room.cohort_id}/{address}").status_code == 200
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 10
