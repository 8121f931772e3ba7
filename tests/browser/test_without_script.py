"""Everything that must not fail works by plain forms: old phones, strict browsers, a script that did not load."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from quizapp.accounts import slips
from quizapp.cohorts.queries import class_list
from quizapp.practice import sheet_queries
from quizapp.quizzes import service as quizzes
from quizapp.web.clock import now
from tests.factories import make_class
from tests.practice.factories import points, scene
from tests.rosters.lists import workbook

pytestmark = pytest.mark.browser
Phone = Callable[..., Page]
ROW = ("Ma Thị Mới", "1970", "Nữ", "Bí thư", "Chi bộ thôn 1", "Đảng bộ xã Yên Phú", "", "")


def answer_everything(page: Page) -> None:
    """The first option of each choice; steps in the order shown."""
    for card in page.locator("section[data-slot]").all():
        if card.locator("select").count():
            for place, part in enumerate(card.locator("select").all(), start=1):
                part.select_option(str(place))
        else:
            card.locator("label.option").first.click()


def test_a_learner_signs_in_reads_and_hands_in(app: Flask, phone: Phone) -> None:
    with app.app_context():
        room = make_class(2)
        slip = slips.ensure_slips(room.cohort_id, [room.learners[0][1]])[0]
        quiz = quizzes.make(room.cohort_id, quizzes.QuizDraft("Kiểm tra cuối khóa"), now())
        quizzes.open_quiz(quiz, now())
        quizzes.start_for_all(quiz, now())
    page = phone(java_script_enabled=False)
    page.goto("/sign-in")
    page.get_by_label("Mã trên phiếu").fill(slip.code)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Đúng, tôi là").click()
    page.goto(f"/cohorts/{room.cohort_id}/lessons/bai-1")
    page.get_by_role("button", name="Tôi đã đọc xong, sang bài tiếp theo").click()
    expect(page.get_by_text("Đã ghi nhận đồng chí đọc xong bài.")).to_be_visible()
    page.goto("/")
    page.locator(f"a[href='/quizzes/{quiz}']").first.click()
    page.get_by_role("button", name="Vào làm bài").click()
    answer_everything(page)
    page.locator("button[data-hand-in]").click()
    expect(page.get_by_text("Đã nộp bài").first).to_be_visible()
    page.get_by_text("Bảng phương án đã chọn").click()
    expect(page.locator("main")).not_to_contain_text("Chưa trả lời")


def test_a_grader_fills_and_finishes_a_sheet(app: Flask, phone: Phone) -> None:
    with app.app_context():
        made = scene(groups=1)
    page = phone(made.graders[0], java_script_enabled=False)
    page.goto(f"/cohorts/{made.room.cohort_id}/grading")
    page.locator("input[name=slot-1]").fill("7,5")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("input[name=slot-1]")).to_have_value("7,5")
    for slot in (2, 3):
        page.locator(f"[data-slot='{slot}'] label.choice").first.click()
    page.get_by_role("button", name="Chấm xong").click()
    expect(page.get_by_text("Đã chấm xong lúc")).to_be_visible()
    with app.app_context():
        (sheet,) = sheet_queries.sheets(meeting_id=made.meetings[0], grader_id=made.graders[0])
        assert points(sheet.id, made.rubric_id) == Fraction("17.5")
    assert sheet.is_finished


def test_staff_bring_in_a_list(app: Flask, phone: Phone, tmp_path: Path) -> None:
    with app.app_context():
        room = make_class(2)
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(workbook(ROW))
    page = phone(room.staff_id, java_script_enabled=False)
    page.goto(f"/cohorts/{room.cohort_id}/roster")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    page.locator("#decided button").click()
    expect(page.get_by_text("Đã ghi danh sách vào lớp")).to_be_visible()
    with app.app_context():
        assert "Ma Thị Mới" in {one.name for one in class_list(room.cohort_id)}
