"""Pages of practice: who sees what, setting up, guests, results, the number of queries."""

import contextlib
import re
from collections.abc import Callable
from io import BytesIO

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from quizapp.accounts import roles, slips
from quizapp.accounts.service import Scope
from quizapp.practice import locking, meetings, service, sheet_queries, sheets
from tests.factories import NOW, make_class, make_course, make_person
from tests.practice import factories
from tests.practice.factories import Scene, body

Browser = Callable[..., FlaskClient]
Counting = Callable[[], contextlib.AbstractContextManager[list[str]]]


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return factories.scene()


@pytest.fixture
def staff(scene: Scene, sign_in: Browser) -> FlaskClient:
    return sign_in(scene.room.staff_id)


def add_guest(app: Flask, scene: Scene, staff: FlaskClient, sign_in: Browser) -> tuple[int, FlaskClient]:
    answer = staff.post(
        f"/cohorts/{scene.room.cohort_id}/practice/guests/new",
        data={"name": "Nguyễn Thị Hạnh", "position": "Phó Bí thư Đảng ủy"},
    )
    person_id = int(answer.location.rsplit("/", 1)[1])
    with app.app_context():
        slip = slips.ensure_slips(scene.room.cohort_id, (person_id,), slips.GUEST)[0]
    return person_id, sign_in(person_id, slip.id, slip.generation)


def test_one_page_sets_up_every_group_and_computes_the_times(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room, rubric_id = make_class(4, 2), factories.approved()
    browser = sign_in(room.instructor_id)
    form = {
        "day": "9/10/2026", "time": "13h30", "changeover": "5", "break_after": "0", "break_minutes": "15",
        "spread_percent": "30", "combination": "median",
    }  # fmt: skip
    for place, group in enumerate(room.groups, 1):
        form |= {
            f"topic-{group}": f"Chủ đề {place}",
            f"kind-{group}": "thematic",
            f"rubric-{group}": str(rubric_id),
        }
        form |= {
            f"minutes-{group}": "20",
            f"position-{group}": str(3 - place),
            f"cell_type-{group}": "Chi bộ thôn",
        }
    for _ in range(2):
        assert browser.post(f"/cohorts/{room.cohort_id}/practice/setup", data=form).status_code == 303
    page = browser.get(f"/cohorts/{room.cohort_id}/practice").text
    assert re.findall(r"(\d\d:\d\d)–", page) == ["13:30", "13:55"]
    assert page.index("Tổ 2") < page.index("Tổ 1")
    with app.app_context():
        assert {one.combination for one in meetings.meetings(room.cohort_id)} == {"median"}


def test_what_is_wrong_in_the_set_up_is_said_beside_the_field(staff: FlaskClient, scene: Scene) -> None:
    page = staff.post(
        f"/cohorts/{scene.room.cohort_id}/practice/setup", data={"day": "31/2/2026", "time": "25:00"}
    ).text
    assert "Ngày chưa đúng" in page
    assert "Giờ chưa đúng" in page
    assert "Phải là số nguyên từ 1 đến 600." in page


def test_a_guest_is_there_after_one_form_and_twice_is_once(
    app: Flask, scene: Scene, staff: FlaskClient, sign_in: Browser
) -> None:
    person_id, _ = add_guest(app, scene, staff, sign_in)
    again, _ = add_guest(app, scene, staff, sign_in)
    assert again == person_id
    page = staff.get(f"/cohorts/{scene.room.cohort_id}/practice/guests/{person_id}").text
    assert "<svg" in page
    with app.app_context():
        slip = slips.ensure_slips(scene.room.cohort_id, (person_id,), slips.GUEST)[0]
    assert f"<span>{slip.code[:3]}</span>" in page


def test_a_guest_sees_only_the_own_sheets(
    app: Flask, scene: Scene, staff: FlaskClient, sign_in: Browser
) -> None:
    _, guest = add_guest(app, scene, staff, sign_in)
    with app.app_context():
        other = factories.sheet_of(scene, scene.graders[0])
    cohort_id = scene.room.cohort_id
    page = guest.get(f"/cohorts/{cohort_id}/grading")
    assert page.text.count("data-sheet=") == 2
    assert guest.get(f"/cohorts/{cohort_id}/practice").location.endswith("/grading")
    assert guest.get(f"/sheets/{other}").status_code == 404
    assert guest.put(f"/sheets/{other}", json=body({"1": "1"})).status_code == 404
    assert guest.post(f"/sheets/{other}/finish").status_code == 404
    assert guest.get(f"/practice/{scene.meetings[0]}").status_code == 403
    for path in (
        "practice/setup",
        "practice/board",
        "practice/scores.xlsx",
        "practice/guests/new",
        "learners",
    ):
        assert guest.get(f"/cohorts/{cohort_id}/{path}").status_code == 403


def test_a_removed_guest_is_out_at_once(
    app: Flask, scene: Scene, staff: FlaskClient, sign_in: Browser
) -> None:
    person_id, guest = add_guest(app, scene, staff, sign_in)
    guest.get(f"/cohorts/{scene.room.cohort_id}/grading")
    staff.post(f"/cohorts/{scene.room.cohort_id}/practice/guests/{person_id}/remove")
    assert guest.get(f"/cohorts/{scene.room.cohort_id}/grading").status_code == 303
    with app.app_context():
        planned = meetings.plan(scene.room.cohort_id)
        people = {
            one.person_id: one.grading for one in meetings.graders(scene.room.cohort_id, planned.not_grading)
        }
    assert people[person_id] is False


def test_a_tenth_grader_is_refused_in_words(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        made = factories.scene(graders=9)
    staff = sign_in(made.room.staff_id)
    answer = staff.post(
        f"/cohorts/{made.room.cohort_id}/practice/guests/new", data={"name": "Người Thứ Mười"}
    )
    assert "nhiều nhất 9 giám khảo" in answer.text


def test_learners_may_not_grade_nor_see_the_progress(scene: Scene, sign_in: Browser) -> None:
    learner = sign_in(scene.room.learners[0][1])
    for path in ("grading", "practice/setup", "practice/progress", "practice/board", "practice/scores.xlsx"):
        assert learner.get(f"/cohorts/{scene.room.cohort_id}/{path}").status_code == 403
    assert learner.get(f"/practice/{scene.meetings[0]}").status_code == 403


def test_people_of_another_class_find_nothing(app: Flask, scene: Scene, sign_in: Browser) -> None:
    with app.app_context():
        other = make_class(2, course_id=scene.room.course_id, code="L02")
        sheet_id = factories.sheet_of(scene, scene.graders[0])
    stranger = sign_in(other.instructor_id)
    paths = (
        f"/practice/{scene.meetings[0]}",
        f"/sheets/{sheet_id}",
        f"/cohorts/{scene.room.cohort_id}/grading",
    )
    assert [stranger.get(path).status_code for path in paths] == [404, 404, 404]
    assert stranger.get("/sheets/999").status_code == 404


def test_a_learner_sees_topic_and_part_before_and_the_level_only_after_locking(
    app: Flask, scene: Scene, staff: FlaskClient, sign_in: Browser
) -> None:
    enrolment, person = scene.room.learners[0]
    staff.post(f"/practice/{scene.meetings[0]}/members", data={f"role-{enrolment}": "Chủ trì"})
    with app.app_context():
        for grader in scene.graders:
            sheet_id = factories.finished(scene, grader)
            sheets.reopen(sheet_id, NOW)
            sheets.finish(sheet_id, body({"strengths": "Chuẩn bị rất chu đáo."}), NOW, grader)
    learner = sign_in(person)
    before = learner.get(f"/cohorts/{scene.room.cohort_id}/practice").text
    assert "Chủ đề 1" in before
    assert "Đồng chí giữ vai: Chủ trì." in before
    assert "Tốt" not in before
    assert "chu đáo" not in before
    staff.post(f"/practice/{scene.meetings[0]}/lock")
    after = learner.get(f"/cohorts/{scene.room.cohort_id}/practice").text
    assert "<b>Tốt</b>" in after
    assert "18 trên 20 điểm" in after
    assert "Chuẩn bị rất chu đáo." in after


def test_locking_without_waiting_says_whose_sheet_is_missing(
    app: Flask, scene: Scene, staff: FlaskClient
) -> None:
    with app.app_context():
        factories.finished(scene, scene.graders[0])
    address = f"/practice/{scene.meetings[0]}/lock"
    asked = staff.post(address, follow_redirects=True).text
    assert "Còn thiếu phiếu của: Giám khảo 2." in asked
    assert "Chốt, không chờ" in asked
    told = staff.post(address, data={"anyway": "1"}, follow_redirects=True).text
    assert "Chốt không chờ phiếu của: Giám khảo 2." in told


def test_unlocking_asks_for_the_reason(app: Flask, scene: Scene, staff: FlaskClient) -> None:
    with app.app_context():
        for grader in scene.graders:
            factories.finished(scene, grader)
        locking.lock(scene.meetings[0], NOW, None)
    address = f"/practice/{scene.meetings[0]}/unlock"
    assert "Chưa điền mục này." in staff.post(address, data={"reason": " "}).text
    assert staff.post(address, data={"reason": "Cộng nhầm"}).status_code == 303
    with app.app_context():
        assert not meetings.meeting(scene.meetings[0]).is_locked


def test_staff_type_in_a_paper_sheet_for_a_named_grader(app: Flask, scene: Scene, staff: FlaskClient) -> None:
    answer = staff.post(f"/practice/{scene.meetings[0]}/paper-sheet", data={"grader": scene.graders[1]})
    page = staff.get(answer.location).text
    assert "Nhập thay từ phiếu giấy cho giám khảo Giám khảo 2" in page
    sheet_id = int(answer.location.rsplit("/", 1)[1])
    assert staff.put(f"/sheets/{sheet_id}", json=body(factories.FULL)).status_code == 200
    staff.post(f"/sheets/{sheet_id}/finish")
    assert "nhập thay từ phiếu giấy" in staff.get(f"/practice/{scene.meetings[0]}").text
    assert staff.post(f"/practice/{scene.meetings[0]}/paper-sheet", data={"grader": 1}).status_code == 404


def test_staff_cannot_touch_a_sheet_that_a_grader_fills(app: Flask, scene: Scene, staff: FlaskClient) -> None:
    with app.app_context():
        sheet_id = factories.sheet_of(scene, scene.graders[0])
        sheets.save(sheet_id, body({"1": "5"}), NOW, None)
    assert staff.put(f"/sheets/{sheet_id}", json=body({"1": "9"}, 2)).status_code == 404
    told = staff.post(
        f"/practice/{scene.meetings[0]}/paper-sheet", data={"grader": scene.graders[0]}, follow_redirects=True
    ).text
    assert "đang tự chấm trên máy" in told


def test_a_second_device_asks_before_it_goes_on(app: Flask, scene: Scene, sign_in: Browser) -> None:
    first, second = sign_in(scene.graders[0]), sign_in(scene.graders[0])
    address = f"/cohorts/{scene.room.cohort_id}/grading"
    assert "đang mở trên máy khác.</b>" not in first.get(address).text
    assert second.get(address).text.count("đang mở trên máy khác.</b>") == 2
    with app.app_context():
        mine = sheet_queries.sheets(cohort_id=scene.room.cohort_id, grader_id=scene.graders[0])
    second.post(f"/sheets/{mine[0].id}/take-over")
    assert "đang mở trên máy khác.</b>" not in second.get(address).text
    assert first.put(f"/sheets/{mine[1].id}", json=body({"1": "5"}, epoch=1)).json["held"] == {"1": 1}


def test_an_administrator_is_asked_before_becoming_a_grader(
    app: Flask, scene: Scene, sign_in: Browser
) -> None:
    from_above = sign_in(_administrator(app))
    address = f"/cohorts/{scene.room.cohort_id}/grading"
    assert "Tôi chấm lớp này" in from_above.get(address).text
    with app.app_context():
        assert sheet_queries.sheets(cohort_id=scene.room.cohort_id) == ()
    from_above.post(address)
    assert from_above.get(address).text.count("data-sheet=") == 2


def _administrator(app: Flask) -> int:
    with app.app_context():
        return make_person("Quản Trị", roles.ADMINISTRATOR, Scope())


def test_the_paper_sheets_are_one_page_for_each_grader_and_group(scene: Scene, staff: FlaskClient) -> None:
    pages = pypdf.PdfReader(
        BytesIO(staff.get(f"/cohorts/{scene.room.cohort_id}/practice/sheets.pdf").data)
    ).pages
    assert len(pages) == 4
    assert "Giám khảo 2" in " ".join(page.extract_text() for page in pages)


def test_the_table_of_scores_has_one_row_a_sheet(app: Flask, scene: Scene, staff: FlaskClient) -> None:
    with app.app_context():
        for grader in scene.graders:
            factories.finished(scene, grader)
        locking.lock(scene.meetings[0], NOW, None)
    content = staff.get(f"/cohorts/{scene.room.cohort_id}/practice/scores.xlsx").data
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 5
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["Tổ"], str(first["3. Phát biểu"]).removesuffix(".0"), first["Xếp loại của tổ"]) == (
        "Tổ 1",
        "5",
        "Tốt",
    )


def test_the_board_shows_levels_without_rank_unless_asked(
    app: Flask, scene: Scene, staff: FlaskClient
) -> None:
    with app.app_context():
        for grader in scene.graders:
            factories.finished(scene, grader, 0, s1="5")
            factories.finished(scene, grader, 1, s1="10")
        for meeting in scene.meetings:
            locking.lock(meeting, NOW, None)
    address = f"/cohorts/{scene.room.cohort_id}/practice/board"
    plain, ranked = staff.get(address).text, staff.get(f"{address}?rank=1").text
    assert plain.index("Tổ 1") < plain.index("Tổ 2")
    assert ranked.index("<b>Tổ 2</b>") < ranked.index("<b>Tổ 1</b>")


def test_the_live_part_answers_unchanged_when_nothing_changed(scene: Scene, staff: FlaskClient) -> None:
    address = f"/cohorts/{scene.room.cohort_id}/practice/progress"
    first = staff.get(address)
    assert staff.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["practice", "grading", "practice/setup", "practice/board"])
def test_twenty_groups_cost_as_many_queries_as_two(
    app: Flask, sign_in: Browser, counting: Counting, path: str
) -> None:
    counts = []
    for groups, code in ((2, "L01"), (20, "L02")):
        with app.app_context():
            made = factories.scene(groups, 40) if code == "L01" else _second(groups)
            for grader in made.graders:
                factories.finished(made, grader)
        browser = sign_in(made.graders[0])
        browser.get(f"/cohorts/{made.room.cohort_id}/{path}")
        with counting() as statements:
            assert browser.get(f"/cohorts/{made.room.cohort_id}/{path}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 16


def _second(groups: int) -> Scene:
    first = make_class(40, groups, code="L02", course_id=make_course(code="KHAC"))
    rubric_id = factories.approved()
    drafts = [service.MeetingDraft(group, rubric_id, place) for place, group in enumerate(first.groups, 1)]
    service.set_up(first.cohort_id, service.PlanDraft(starts_at=NOW), drafts, NOW, None)
    ids = tuple(one.id for one in meetings.meetings(first.cohort_id))
    return Scene(first, rubric_id, ids, (first.instructor_id,))
