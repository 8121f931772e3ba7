"""Today's page for every role, the overview of a class, navigation; constant queries."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import roles
from quizapp.accounts.service import Scope, add_unit, give_role
from quizapp.accounts.slips import ensure_slips
from quizapp.attendance import service as attendance
from quizapp.centre import service as centre
from quizapp.cohorts import service as cohorts
from quizapp.home.navigation import navigation
from quizapp.quizzes import service as quizzes
from quizapp.quizzes.service import QuizDraft
from quizapp.reading import service as reading
from quizapp.web import clock
from quizapp.web.access import STRANGER, Right, Viewer
from tests.factories import NOW, ClassRoom, make_class, make_course, make_person

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def room(app: Flask, monkeypatch: pytest.MonkeyPatch) -> ClassRoom:
    """A class of ten that meets today: the clock stands at NOW."""
    for module in ("quizapp.home.views", "quizapp.web.clock"):
        monkeypatch.setattr(f"{module}.now", lambda: NOW)
    monkeypatch.setattr("quizapp.home.views.present_day", lambda: clock.local(NOW).date())
    with app.app_context():
        return make_class(10)


def test_a_stranger_finds_where_to_type_the_code(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'name="code"' in page
    assert 'action="/sign-in"' in page


@pytest.mark.parametrize(("address", "shown"), [("192.168.1.7", True), ("203.162.0.11", False)])
def test_the_wifi_password_is_shown_only_in_the_room(
    app: Flask, client: FlaskClient, address: str, shown: bool
) -> None:
    with app.app_context():
        centre.change({"wifi_name": "LopHoc", "wifi_password": "hoc-tap-tot"}, NOW, None)
    page = client.get("/", environ_base={"REMOTE_ADDR": address}).text
    assert "LopHoc" in page
    assert ("hoc-tap-tot" in page) is shown


def open_quiz(cohort_id: int, *, start: bool) -> int:
    quiz = quizzes.make(cohort_id, QuizDraft("Kiểm tra giữa khóa"), NOW)
    quizzes.open_quiz(quiz, NOW)
    if start:
        quizzes.start_for_all(quiz, NOW)
    return quiz


@pytest.mark.parametrize(("start", "words"), [(False, "Bài trắc nghiệm đang mở"), (True, "Lớp đang làm bài")])
def test_a_learner_sees_the_quiz_that_is_open_first(
    app: Flask, room: ClassRoom, sign_in: SignIn, start: bool, words: str
) -> None:
    with app.app_context():
        quiz = open_quiz(room.cohort_id, start=start)
    page = sign_in(room.learners[0][1]).get("/").text
    assert words in page
    assert page.index(f'href="/quizzes/{quiz}"') < page.index("Bài đọc tiếp theo")


def test_a_learner_goes_on_with_the_lesson_that_was_begun(
    app: Flask, room: ClassRoom, sign_in: SignIn
) -> None:
    browser = sign_in(room.learners[0][1])
    with app.app_context():
        reading.finish(room.learners[0][1], 1, NOW)
        reading.open_lesson(room.learners[0][1], 2, NOW)
    page = browser.get("/").text
    assert "Đọc tiếp: Bài học số 2" in page
    assert "<b>1/3</b>" in page


def test_a_learner_sees_what_is_still_missing(room: ClassRoom, sign_in: SignIn) -> None:
    page = sign_in(room.learners[0][1]).get("/").text
    assert "Dự học từ 80% số tiết" in page
    assert "Bài thu hoạch từ 5 điểm" in page
    assert "Đã đạt 0/2 điều kiện." in page


def test_a_slip_shows_its_own_class_only(app: Flask, room: ClassRoom, sign_in: SignIn) -> None:
    person = room.learners[0][1]
    with app.app_context():
        other = make_class(1, course_id=room.course_id, code="L02")
        cohorts.change_cohort(other.cohort_id, cohorts.CohortDraft(room.course_id, "L02", "Lớp khác hẳn"))
        cohorts.enrol(other.cohort_id, person, NOW)
        (slip,) = ensure_slips(room.cohort_id, [person])
    assert "Lớp khác hẳn" in sign_in(person).get("/").text
    assert "Lớp khác hẳn" not in sign_in(person, slip.id, slip.generation).get("/").text


def test_the_instructor_is_told_of_the_roll_that_is_missing(
    app: Flask, room: ClassRoom, sign_in: SignIn
) -> None:
    with app.app_context():
        attendance.add_sessions(room.cohort_id, [attendance.SessionDraft(NOW.date(), "morning")])
    page = sign_in(room.instructor_id).get("/").text
    assert "Chưa điểm danh" in page
    assert "Buổi 1, sáng 05/10" in page
    assert "Mở bài trắc nghiệm" in page
    assert "Phiếu đăng nhập cần in" not in page


def test_staff_are_told_what_the_class_waits_for_in_the_order_of_work(
    room: ClassRoom, sign_in: SignIn
) -> None:
    page = sign_in(room.staff_id).get("/").text
    assert page.index("10 học viên chưa có phiếu.") < page.index("Lập lịch buổi học")
    assert 'href="/room"' in page


def test_a_class_without_list_asks_for_one(app: Flask, room: ClassRoom, sign_in: SignIn) -> None:
    with app.app_context():
        cohorts.open_cohort(cohorts.CohortDraft(room.course_id, "L09", "Lớp mới mở"), NOW)
    assert "Lớp chưa có danh sách" in sign_in(room.staff_id).get("/").text


def test_a_leader_sees_the_classes_of_the_subtree_and_no_work(
    app: Flask, room: ClassRoom, sign_in: SignIn
) -> None:
    with app.app_context():
        leader = make_person("Hoàng Thị Lãnh", roles.LEADER, Scope(unit_id=room.unit_id))
        other = make_class(1, course_id=room.course_id, code="L02")
        elsewhere = add_unit("Đảng bộ xã khác")
        draft = cohorts.CohortDraft(room.course_id, "L02", "Lớp xã khác", unit_id=elsewhere)
        cohorts.change_cohort(other.cohort_id, draft)
    page = sign_in(leader).get("/").text
    assert "L01" in page
    assert "Buổi đã điểm danh" in page
    assert "Lớp xã khác" not in page


def test_an_administrator_is_led_through_the_first_steps_until_they_are_done(
    app: Flask, sign_in: SignIn
) -> None:
    with app.app_context():
        person = make_person("Quản Trị", roles.ADMINISTRATOR)
    browser = sign_in(person)
    assert "Chuẩn bị trước lớp đầu tiên" in browser.get("/").text
    with app.app_context():
        facts = {"name": "Trung tâm A", "place": "Hàm Yên", "signer_name": "Nguyễn Văn A", "wifi_name": "Lop"}
        centre.change(facts, NOW, None)
        make_class(1)
    assert "còn cần chuẩn bị" not in browser.get("/").text


def test_who_teaches_and_learns_sees_both(app: Flask, room: ClassRoom, sign_in: SignIn) -> None:
    with app.app_context():
        other = make_class(1, course_id=room.course_id, code="L02")
        cohorts.enrol(other.cohort_id, room.instructor_id, NOW)
    page = sign_in(room.instructor_id).get("/").text
    assert "Điều kiện hoàn thành khóa học" in page
    assert "Mở bài trắc nghiệm" in page


def test_a_group_head_may_call_the_roll_of_the_group(app: Flask, room: ClassRoom, sign_in: SignIn) -> None:
    person = room.learners[0][1]
    with app.app_context():
        give_role(person, roles.GROUP_HEAD, Scope(room.cohort_id, group_id=room.groups[0]), NOW)
    assert f'href="/cohorts/{room.cohort_id}/attendance"' in sign_in(person).get("/").text


def test_the_overview_names_the_eight_steps_and_learners_are_led_home(
    room: ClassRoom, sign_in: SignIn
) -> None:
    page = sign_in(room.staff_id).get(f"/cohorts/{room.cohort_id}").text
    for step in ("1. Danh sách", "2. Phiếu đăng nhập", "5. Trắc nghiệm", "8. Chứng nhận"):
        assert step in page
    answer = sign_in(room.learners[0][1]).get(f"/cohorts/{room.cohort_id}")
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_stranger_to_the_class_learns_nothing_of_it(app: Flask, room: ClassRoom, sign_in: SignIn) -> None:
    with app.app_context():
        other = make_class(1, course_id=make_course(code="KHAC"), code="L02")
    assert sign_in(other.instructor_id).get(f"/cohorts/{room.cohort_id}").status_code == 404


def test_navigation_offers_only_what_one_may_use() -> None:
    assert navigation(STRANGER, "/") == ()
    learner = Viewer(person_id=1, cohorts={7: frozenset({Right.LEARN})})
    assert [link.href for link in navigation(learner, "/")] == [
        "/",
        "/cohorts/7/lessons",
        "/cohorts/7/completion",
    ]
    two = replace(learner, cohorts={7: frozenset({Right.LEARN}), 8: frozenset({Right.LEARN})})
    assert [link.href for link in navigation(two, "/")] == ["/"]
    (here,) = [link.href for link in navigation(learner, "/cohorts/7/lessons/bai-1") if link.current]
    assert here == "/cohorts/7/lessons"


def _filled(app: Flask, learners: int, code: str, course_id: int | None = None) -> ClassRoom:
    with app.app_context():
        room = make_class(learners, course_id=course_id, code=code)
        attendance.add_sessions(room.cohort_id, [attendance.SessionDraft(NOW.date(), "morning")])
        open_quiz(room.cohort_id, start=True)
        ensure_slips(room.cohort_id, [person for _, person in room.learners])
        for _, person in room.learners:
            reading.finish(person, 1, NOW - timedelta(hours=1))
        return room


@pytest.mark.parametrize("who", ["learner", "instructor", "staff"])
def test_today_asks_as_many_queries_for_two_hundred_learners_as_for_ten(
    app: Flask, sign_in: SignIn, counting: Callable, who: str
) -> None:
    few = _filled(app, 10, "L01")
    sent = []
    for room in (few, _filled(app, 200, "L02", few.course_id)):
        person = {"learner": room.learners[0][1], "instructor": room.instructor_id, "staff": room.staff_id}[
            who
        ]
        with counting() as statements:
            page = sign_in(person).get("/")
        assert len(page.data) < 60_000
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 32


def test_the_overview_asks_as_many_queries_for_two_hundred_learners_as_for_ten(
    app: Flask, sign_in: SignIn, counting: Callable
) -> None:
    few = _filled(app, 10, "L01")
    sent = []
    for room in (few, _filled(app, 200, "L02", few.course_id)):
        with counting() as statements:
            assert sign_in(few.staff_id).get(f"/cohorts/{room.cohort_id}").status_code == 200
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 36
