"""The pages of attendance: per role, with conflicts, with few queries."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import roles
from quizapp.accounts import service as accounts
from quizapp.accounts.service import Scope
from quizapp.attendance import queries, service
from quizapp.attendance.service import SessionDraft
from tests.factories import NOW, ClassRoom, make_class, make_person

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        made = make_class(learners=6)
        service.add_sessions(made.cohort_id, [SessionDraft(date(2026, 10, 5), "morning")])
        return made


def session_of(app: Flask, room: ClassRoom) -> int:
    with app.app_context():
        return queries.sessions(room.cohort_id)[0].id


def attended(app: Flask, room: ClassRoom) -> dict[int, int]:
    with app.app_context():
        return queries.attended(room.cohort_id)


def test_one_tap_puts_everybody_down_as_present(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    browser = sign_in(room.staff_id)
    page = f"/sessions/{session_of(app, room)}/roll-call"
    assert "Tất cả có mặt" in browser.get(page).text
    assert browser.post(page, data={"rest": "present"}).status_code == 303
    assert "6 có mặt" in browser.get(page).text
    assert attended(app, room) == {one: 4 for one, _ in room.learners}


def test_exceptions_are_saved_by_one_form(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    one, two, three = (enrolment for enrolment, _ in room.learners[:3])
    data = {f"m{one}": "late", f"p{one}": "2", f"m{two}": "absent", f"m{three}": "early", "rest": "present"}
    sign_in(room.staff_id).post(f"/sessions/{session_of(app, room)}/roll-call", data=data)
    found = attended(app, room)
    assert (found[one], two in found, found[three], len(found)) == (2, False, 3, 5)


def test_a_conflict_is_shown_and_the_rest_is_saved(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    one, two = (enrolment for enrolment, _ in room.learners[:2])
    page = f"/sessions/{session_of(app, room)}/roll-call"
    sign_in(room.staff_id).post(page, data={f"m{one}": "absent"})
    answer = sign_in(room.instructor_id).post(page, data={f"m{one}": "present", f"m{two}": "present"})
    assert "Phạm Văn Vụ vừa ghi: Vắng không có lý do. Đồng chí đã chọn: Có mặt." in answer.text
    assert f'name="w{one}" value="absent:0"' in answer.text
    assert attended(app, room) == {two: 4}


@pytest.mark.parametrize(("role", "calls"), [(roles.MONITOR, 6), (roles.GROUP_HEAD, 3)])
def test_monitors_call_the_class_and_heads_their_group(
    app: Flask, sign_in: SignIn, room: ClassRoom, role: str, calls: int
) -> None:
    with app.app_context():
        group = room.groups[0] if role == roles.GROUP_HEAD else None
        person = make_person("Nông Thị Tổ", role, Scope(cohort_id=room.cohort_id, group_id=group))
    browser = sign_in(person)
    page = f"/sessions/{session_of(app, room)}/roll-call"
    browser.post(page, data={"rest": "present"} | {f"m{one}": "present" for one, _ in room.learners})
    with app.app_context():
        facts = queries.session(session_of(app, room))
        called = [line for line in queries.roll(facts, queries.Scope(whole=True)) if line.entry]
    assert len(called) == calls
    assert browser.get(f"/cohorts/{room.cohort_id}/attendance").status_code == 200


def test_a_head_given_the_right_for_the_class_calls_their_own_group(
    app: Flask, sign_in: SignIn, room: ClassRoom
) -> None:
    person = room.learners[1][1]
    with app.app_context():
        accounts.give_role(person, roles.GROUP_HEAD, Scope(cohort_id=room.cohort_id), NOW)
    page = sign_in(person).get(f"/sessions/{session_of(app, room)}/roll-call").text
    assert page.count("data-learner") == 3


def test_pages_are_for_those_who_may(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    with app.app_context():
        stranger = make_person("Người Lạ")
    session_id = session_of(app, room)
    class_pages = [f"/cohorts/{room.cohort_id}/{name}" for name in ("attendance", "attendance/summary")]
    staff_pages = [f"/cohorts/{room.cohort_id}/sessions/new", f"/cohorts/{room.cohort_id}/sessions/add"]
    staff_pages += [f"/sessions/{session_id}/edit", f"/sessions/{session_id}/remove"]
    everything = [*class_pages, *staff_pages, f"/sessions/{session_id}/roll-call"]
    assert {sign_in(room.staff_id).get(one).status_code for one in everything} == {200}
    assert [sign_in(room.instructor_id).get(one).status_code for one in everything] == [
        200,
        200,
        *[403] * 4,
        200,
    ]
    assert {sign_in(room.learners[0][1]).get(one).status_code for one in everything} == {403}
    assert {sign_in(stranger).get(one).status_code for one in everything} == {404}


def test_learners_see_their_own_attendance_and_nobody_else_does(
    app: Flask, sign_in: SignIn, room: ClassRoom
) -> None:
    sign_in(room.staff_id).post(f"/sessions/{session_of(app, room)}/roll-call", data={"rest": "present"})
    page = f"/cohorts/{room.cohort_id}/my-attendance"
    assert "4/4 tiết" in sign_in(room.learners[0][1]).get(page).text
    assert sign_in(room.staff_id).get(page).status_code == 404


def test_who_is_below_eighty_percent_is_flagged(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    one = room.learners[0][0]
    browser = sign_in(room.staff_id)
    data = {f"m{one}": "late", f"p{one}": "3", "rest": "present"}
    browser.post(f"/sessions/{session_of(app, room)}/roll-call", data=data)
    page = browser.get(f"/cohorts/{room.cohort_id}/attendance/summary").text
    assert ("1 đồng chí đang dự dưới 80%" in page, "75%" in page) == (True, True)


def test_sessions_are_made_by_one_form_and_twice_is_harmless(
    app: Flask, sign_in: SignIn, room: ClassRoom
) -> None:
    data = {"first": "05/10/2026", "days": "3", "parts": "both", "periods": "4", "skip_weekends": "y"}
    for _ in range(2):
        sign_in(room.staff_id).post(f"/cohorts/{room.cohort_id}/sessions/new", data=data)
    with app.app_context():
        assert len(queries.sessions(room.cohort_id)) == 6


def test_a_wrong_day_is_said_beside_its_field(sign_in: SignIn, room: ClassRoom) -> None:
    data = {"first": "31/2/2026", "days": "3", "parts": "both", "periods": "4"}
    page = sign_in(room.staff_id).post(f"/cohorts/{room.cohort_id}/sessions/new", data=data).text
    assert "Ngày chưa đúng" in page


def test_a_called_session_is_not_removed_by_its_page(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    browser = sign_in(room.staff_id)
    session_id = session_of(app, room)
    browser.post(f"/sessions/{session_id}/roll-call", data={"rest": "present"})
    answer = browser.post(f"/sessions/{session_id}/remove")
    assert (answer.status_code, "đã điểm danh lúc" in answer.text) == (409, True)


@pytest.mark.parametrize("learners", [10, 200])
def test_pages_ask_as_little_for_200_as_for_10_and_stay_small(
    app: Flask, sign_in: SignIn, counting: Callable[..., object], learners: int
) -> None:
    with app.app_context():
        room = make_class(learners=learners, groups=5)
        service.add_sessions(
            room.cohort_id, [SessionDraft(date(2026, 10, day), "morning") for day in range(1, 11)]
        )
    browser = sign_in(room.staff_id)
    session_id = session_of(app, room)
    browser.post(f"/sessions/{session_id}/roll-call", data={"rest": "present"})
    paths = [f"/cohorts/{room.cohort_id}/attendance", f"/cohorts/{room.cohort_id}/attendance/summary"]
    for path in (*paths, f"/sessions/{session_id}/roll-call"):
        with counting() as statements:  # type: ignore[attr-defined]
            page = browser.get(path, headers={"Accept-Encoding": "gzip"})
        assert (page.status_code, len(page.data) < 60_000, len(statements) <= 11) == (200, True, True), path
