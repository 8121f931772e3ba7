"""Pages of completion and certificates, by role; the order pressed twice; the learner's own list."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.certificates import queries, service
from quizapp.certificates.evidence import terms_in_force
from quizapp.certificates.print_facts import Decision
from quizapp.certificates.service import IssueOrder
from tests.certificates.test_issuing import DIRECTOR
from tests.certificates.worlds import taught_class, teach
from tests.factories import NOW, ClassRoom, make_class, make_course

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        return taught_class(6, failing=[2])


@pytest.fixture
def staff(room: ClassRoom, sign_in: SignIn) -> FlaskClient:
    return sign_in(room.staff_id)


def order(room: ClassRoom, **more: object) -> dict[str, object]:
    """The form of the issue page with everybody but the third chosen."""
    who = [str(enrolment) for place, (enrolment, _) in enumerate(room.learners) if place != 2]
    return {"who": who, "signer": "Nguyễn Quốc Hùng", "position": "GIÁM ĐỐC", "certifier": "GIÁM ĐỐC", **more}


def issued(app: Flask, room: ClassRoom) -> tuple[queries.Issued, ...]:
    with app.app_context():
        return queries.certificates_of(room.cohort_id)


def test_the_last_day_page_says_who_is_ready_and_who_lacks_what(staff: FlaskClient, room: ClassRoom) -> None:
    text = staff.get(f"/cohorts/{room.cohort_id}/certificates").text
    assert "Xem trước và cấp 5 giấy" in text
    assert text.count("4 điểm") == 1
    missing = staff.get(f"/cohorts/{room.cohort_id}/certificates?show=missing").text
    assert missing.count('<th scope="row">') == 1


def test_looking_at_the_preview_issues_nothing(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    text = staff.get(f"/cohorts/{room.cohort_id}/certificates/issue").text
    assert "từ 1/2026/GCN-TTCT đến 5/2026/GCN-TTCT" in text
    assert "bài thu hoạch từ 5 điểm: 4 điểm" in text.lower()
    assert issued(app, room) == ()


def test_the_order_pressed_twice_issues_once(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    address = f"/cohorts/{room.cohort_id}/certificates/issue"
    assert [staff.post(address, data=order(room)).status_code for _ in range(2)] == [303, 303]
    assert [one.number for one in issued(app, room)] == [1, 2, 3, 4, 5]


def test_somebody_unticked_gets_none_now_and_can_get_one_later(
    app: Flask, staff: FlaskClient, room: ClassRoom
) -> None:
    address = f"/cohorts/{room.cohort_id}/certificates/issue"
    staff.post(address, data=order(room, who=[str(room.learners[0][0])]))
    assert len(issued(app, room)) == 1
    staff.post(address, data=order(room))
    assert len(issued(app, room)) == 5


def test_somebody_who_no_longer_completes_is_named(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    everybody = [str(enrolment) for enrolment, _ in room.learners]
    answer = staff.post(f"/cohorts/{room.cohort_id}/certificates/issue", data=order(room, who=everybody))
    assert answer.status_code == 200
    assert "Chưa cấp được cho đồng chí" in answer.text
    assert issued(app, room) == ()


def test_without_a_signer_nothing_is_issued(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    answer = staff.post(f"/cohorts/{room.cohort_id}/certificates/issue", data=order(room, signer=""))
    assert 'href="#signer"' in answer.text
    assert issued(app, room) == ()


def test_the_decision_waits_on_the_page_until_it_is_filled_in(
    app: Flask, staff: FlaskClient, room: ClassRoom
) -> None:
    staff.post(f"/cohorts/{room.cohort_id}/certificates/issue", data=order(room))
    assert "Chờ số quyết định" in staff.get(f"/cohorts/{room.cohort_id}/certificates").text
    address = f"/certificate-batches/{issued(app, room)[0].batch_id}/decision"
    form = {"decision": "25-QĐ/TTCT", "decided": "9/10/2026", "dated": "10.10.2026"}
    assert staff.post(address, data=form).status_code == 303
    assert issued(app, room)[0].decision == Decision("25-QĐ/TTCT", date(2026, 10, 9), date(2026, 10, 10))
    assert "không đổi được" in staff.post(address, data={**form, "decision": "26-QĐ/TTCT"}).text
    assert "Chờ số quyết định" not in staff.get(f"/cohorts/{room.cohort_id}/certificates").text


def test_a_certificate_is_taken_back_with_its_reason(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    staff.post(f"/cohorts/{room.cohort_id}/certificates/issue", data=order(room))
    number = issued(app, room)[0].id
    assert (
        staff.post(f"/certificates/{number}/take-back", data={"state": "replaced", "reason": ""}).status_code
        == 200
    )
    staff.post(f"/certificates/{number}/take-back", data={"state": "replaced", "reason": "In sai"})
    assert "Lý do: In sai" in staff.get(f"/certificates/{number}").text
    assert staff.get(f"/certificates/{number}.pdf").status_code == 404


def test_a_reprint_is_counted(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    staff.post(f"/cohorts/{room.cohort_id}/certificates/issue", data=order(room))
    number = issued(app, room)[0].id
    staff.post(f"/certificates/{number}/reissue", data={"reason": "Bị mất"})
    assert "Cấp lại lần 1" in staff.get(f"/certificates/{number}").text


def test_receipts_are_entered_on_one_page(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    staff.post(f"/cohorts/{room.cohort_id}/certificates/issue", data=order(room))
    first, second = issued(app, room)[:2]
    form = {"day": "12/10/2026", "who": [first.id, second.id], f"by-{second.id}": "Lê Văn Em"}
    staff.post(f"/cohorts/{room.cohort_id}/certificates/receipts", data=form)
    noted = [(one.received_on, one.received_by) for one in issued(app, room)[:3]]
    assert noted == [(date(2026, 10, 12), ""), (date(2026, 10, 12), "Lê Văn Em"), (None, "")]


def test_the_requirement_is_set_on_its_page(app: Flask, staff: FlaskClient, room: ClassRoom) -> None:
    form = {
        "attendance": "75,5",
        "paper": "",
        "practice": "Khá",
        "lessons": "y",
        "excellent": "9",
        "good": "7",
    }
    assert staff.post(f"/cohorts/{room.cohort_id}/requirement", data=form).status_code == 303
    with app.app_context():
        terms = terms_in_force(room.cohort_id)
    assert str(terms.attendance_percent) == "151/2"
    assert (terms.paper_points, terms.practice_level, terms.lessons, terms.quizzes) == (
        None,
        "Khá",
        True,
        False,
    )
    assert [grade.name for grade in terms.grades] == ["Xuất sắc", "Khá"]


@pytest.mark.parametrize(("name", "typed"), [("attendance", "101"), ("paper", "mười"), ("average", "9,5")])
def test_a_requirement_that_makes_no_sense_is_refused(
    staff: FlaskClient, room: ClassRoom, name: str, typed: str
) -> None:
    form = {"attendance": "80", "paper": "5", "excellent": "9", "practice": "", name: typed}
    answer = staff.post(f"/cohorts/{room.cohort_id}/requirement", data=form)
    assert answer.status_code == 200
    assert f'href="#{name}"' in answer.text


def test_a_learner_sees_their_own_list_and_what_to_do(room: ClassRoom, sign_in: SignIn) -> None:
    text = sign_in(room.learners[2][1]).get(f"/cohorts/{room.cohort_id}/completion").text
    assert "10/10 tiết" in text
    assert "Đồng chí được làm lại bài thu hoạch một lần" in text


def test_a_learner_learns_the_number_and_where_to_fetch_it(
    staff: FlaskClient, room: ClassRoom, sign_in: SignIn
) -> None:
    staff.post(f"/cohorts/{room.cohort_id}/certificates/issue", data=order(room))
    text = sign_in(room.learners[0][1]).get(f"/cohorts/{room.cohort_id}/completion").text
    assert "/2026/GCN-TTCT" in text
    assert "Nhận tại Trung tâm chính trị xã Hàm Yên" in text


PATHS = (
    "certificates", "certificates/issue", "requirement", "certificates/receipts", "certificates.pdf",
    "certificates/list.xlsx", "certificates/proposal.docx", "certificates/register.pdf", "results", "results.xlsx",
)  # fmt: skip
INSTRUCTOR_MAY = {"certificates", "results"}


def test_every_role_reaches_what_is_theirs_and_nothing_else(
    app: Flask, room: ClassRoom, sign_in: SignIn
) -> None:
    with app.app_context():
        service.issue(room.cohort_id, IssueOrder(DIRECTOR), NOW, None)
        stranger = make_class(1, course_id=make_course(code="KHAC"), code="L02").learners[0][1]
    for path in PATHS:
        address = f"/cohorts/{room.cohort_id}/{path}"
        assert sign_in(room.staff_id).get(address).status_code == 200
        assert sign_in(room.instructor_id).get(address).status_code == (
            200 if path in INSTRUCTOR_MAY else 403
        )
        assert sign_in(room.learners[0][1]).get(address).status_code == 403
        assert sign_in(stranger).get(address).status_code == 404
        assert app.test_client().get(address).status_code == 303


def test_an_empty_class_says_what_to_do(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        room = make_class(0)
    browser = sign_in(room.staff_id)
    for path in (
        "certificates",
        "certificates/issue",
        "certificates/receipts",
        "results",
        "requirement",
        "papers",
    ):
        assert browser.get(f"/cohorts/{room.cohort_id}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["certificates", "certificates/issue", "completion", "results"])
def test_pages_take_as_many_queries_for_200_as_for_10(
    app: Flask, sign_in: SignIn, counting: Callable[..., object], path: str
) -> None:
    with app.app_context():
        small, large = taught_class(10), make_class(200, course_id=make_course(code="TO"), code="L200")
        teach(large)
    counts = []
    for room in (small, large):
        browser = sign_in(room.learners[0][1] if path == "completion" else room.staff_id)
        with counting() as statements:  # type: ignore[attr-defined]
            assert browser.get(f"/cohorts/{room.cohort_id}/{path}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 26
