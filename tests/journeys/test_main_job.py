"""The main job from nothing to the certificate list, on phones 390 px wide and one laptop, in a real Chromium."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from tests.journeys.running_site import Somebody, running_site, slip_codes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROSTER = Path(__file__).parents[1] / "samples" / "rosters" / "class-94.xlsx"
PASSWORD = "bốn từ không liên quan"


def make_administrator(site: str, browser: Browser) -> Somebody:
    """First run: from the machine itself."""
    admin = Somebody(browser, site, desktop=True)
    admin.go("/first-run")
    admin.page.get_by_label("Họ và tên").fill("Nguyễn Thị Quản")
    admin.page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    admin.page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    admin.page.get_by_role("button", name="Bắt đầu dùng trang").click()
    expect(admin.page.get_by_role("heading", name="Nguyễn Thị Quản")).to_be_visible()
    return admin


def add_person(
    admin: Somebody, browser: Browser, site: str, name: str, role: str, *, desktop: bool
) -> Somebody:
    """An account with a one-time password, which its owner changes at the first sign-in."""
    admin.go("/people/new")
    admin.page.get_by_label("Họ và tên").fill(name)
    admin.page.get_by_label("Vai trò").select_option(label=role)
    admin.page.get_by_role("button", name="Thêm và cấp mật khẩu").click()
    code, password = admin.page.locator("dd .code").all_inner_texts()
    somebody = Somebody(browser, site, desktop=desktop)
    somebody.sign_in_by_password(code, password)
    somebody.page.get_by_label("Mật khẩu đang dùng").fill(password)
    somebody.page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    somebody.page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    somebody.page.get_by_role("button", name="Lưu mật khẩu mới").click()
    expect(somebody.page.get_by_text("Đã đổi mật khẩu")).to_be_visible()
    return somebody


def open_class(staff: Somebody) -> str:
    """A class and its list from the office's Excel file; the confirm button pressed twice. The class's address."""
    staff.go("/cohorts/new")
    staff.page.get_by_label("Tên lớp").fill("Lớp bồi dưỡng cấp ủy khóa 3")
    staff.page.get_by_label("Mã lớp").fill("K3-2026")
    staff.page.get_by_label("Ngày khai giảng").fill("05/10/2026")
    staff.page.get_by_label("Ngày bế giảng").fill("9/10/2026")
    staff.page.get_by_role("button", name="Mở lớp").click()
    staff.page.wait_for_url("**/learners")
    cohort = staff.page.url.removesuffix("/learners")
    staff.page.get_by_role("link", name="Tải danh sách lên").first.click()
    staff.page.locator("input[type=file]").set_input_files(ROSTER)
    staff.page.get_by_role("button", name="Xem trước").click()
    staff.page.locator("#decided button").dblclick()
    staff.page.wait_for_url("**/roster-imports/*")
    staff.go(f"{cohort}/learners")
    expect(staff.page.get_by_role("heading", level=1)).to_contain_text("93")
    return cohort


def form_groups(staff: Somebody, cohort: str) -> None:
    """Six groups at random."""
    staff.go(f"{cohort}/groups/form")
    staff.page.get_by_label("Số tổ").select_option("6")
    staff.page.get_by_role("button", name="Chia tổ").click()
    expect(staff.page.get_by_text("Đã chia lớp thành 6 tổ.")).to_be_visible()


def run_quiz(staff: Somebody, cohort: str) -> str:
    """Make a quiz of ten questions and open the waiting room; its address."""
    staff.go(f"{cohort}/quizzes/new")
    staff.page.get_by_label("Tên bài").fill("Kiểm tra cuối khóa")
    staff.page.get_by_label("Số câu", exact=True).fill("10")
    staff.page.get_by_role("button", name="Lưu").click()
    staff.page.wait_for_url("**/room")
    staff.page.get_by_role("button", name="Mở phòng chờ").click()
    expect(staff.page.get_by_role("button", name="Bắt đầu cho cả lớp")).to_be_visible()
    return staff.page.url.removesuffix("/room")


def take_quiz(learner: Somebody, answers: int) -> None:
    """Choose an answer to each question; the page is reloaded in mid-quiz and goes on where it was."""
    page = learner.page
    for number in range(1, answers + 1):
        card = page.locator(f"section[data-slot='{number}']")
        if card.locator("label.option").count():
            card.locator("label.option").first.click()
        else:
            card.get_by_role("button", disabled=False).first.click()  # steps to be put in order
        expect(page.locator("[data-save]")).to_have_attribute("data-state", "saved")
        if number == 3:
            page.reload()
            expect(card).to_be_visible()
        if number < answers:
            page.locator("[data-go=next]").click()


def hand_in(learner: Somebody) -> None:
    """Hand in, the button pressed twice, and read the result."""
    learner.page.locator("[data-go=next]").click()
    learner.page.locator("[data-hand-in]").click()
    learner.page.locator("[data-sure]").dblclick()
    learner.page.wait_for_url("**/result")
    expect(learner.page.get_by_text("Mã biên nhận", exact=True)).to_be_visible()


def read_a_lesson(learner: Somebody, cohort: str) -> None:
    """Read the first lesson and say so."""
    learner.go(f"{cohort}/lessons")
    learner.page.locator("ol.list a").first.click()
    learner.page.get_by_role("button", name="Tôi đã đọc xong, sang bài tiếp theo").click()
    expect(learner.page.get_by_text("Đã ghi nhận đồng chí đọc xong bài.")).to_be_visible()


def wait_and_start(learner: Somebody, staff: Somebody, quiz: str) -> None:
    """The learner waits in the waiting room; the instructor starts for all with one press."""
    learner.go("/")
    learner.page.locator(f"a[href='{quiz}']").first.click()
    expect(learner.page.get_by_text("Đồng chí đã vào. Chờ giảng viên bắt đầu.")).to_be_visible()
    staff.page.get_by_role("button", name="Bắt đầu cho cả lớp").click()
    learner.page.wait_for_url("**/attempts/*")


def ask_in_a_second_tab(learner: Somebody) -> None:
    """A second tab shows the same paper with the same answers; the first goes on."""
    second = learner.tab()
    second.goto(learner.page.url)
    expect(second.locator("input:checked").first).to_be_attached()
    second.close()
    learner.page.reload()


def release_review(staff: Somebody, learner: Somebody, quiz: str) -> None:
    """Before the release no explanation is to be had; after it there is."""
    review = learner.page.url.replace("/result", "/review")
    assert learner.page.request.get(review).status in {403, 404, 409}
    staff.page.goto(f"{quiz}/end")
    staff.page.locator("main form button").first.click()
    staff.page.wait_for_url("**/room")
    staff.page.get_by_role("button", name="Công bố đáp án").click()
    learner.go(review)
    expect(learner.page.get_by_text("Đáp án đúng").first).to_be_visible()


def call_the_roll(staff: Somebody, teacher: Somebody, cohort: str) -> None:
    """Two sessions on one day; everybody is there."""
    staff.go(f"{cohort}/sessions/new")
    staff.page.get_by_label("Ngày học đầu tiên").fill("5/10/2026")
    staff.page.get_by_label("Số ngày học").select_option("1")
    staff.page.get_by_role("button", name="Lập các buổi học").click()
    staff.page.wait_for_url("**/attendance")
    for place in range(2):
        teacher.go(f"{cohort}/attendance")
        teacher.page.locator("a[href*='/roll-call']").nth(place).click()
        teacher.page.get_by_role("button", name="Tất cả có mặt").click()
        expect(teacher.page.locator("[data-count=there]")).to_have_text("93")


def plan_practice(admin: Somebody, staff: Somebody, cohort: str) -> None:
    """The class sheet is approved; every group gets its meeting."""
    admin.go("/rubrics")
    admin.page.get_by_role("link", name="thực hành").first.click()
    admin.page.get_by_role("button", name="Duyệt mẫu này").click()
    staff.go(f"{cohort}/practice/setup")
    expect(staff.page.get_by_label("Chủ đề").first).to_be_visible()
    for topic in staff.page.get_by_label("Chủ đề").all():
        topic.fill("Xây dựng thôn văn hóa")
    staff.page.get_by_role("button", name="Lưu các buổi").click()
    staff.page.wait_for_url("**/practice")


def grade(grader: Somebody, cohort: str, sheet: int = 0) -> None:
    """Fill the first group's sheet with full marks on a phone and finish it."""
    page = grader.page
    page.goto(f"{cohort}/grading")
    if page.get_by_role("button", name="Tôi chấm lớp này").count():
        page.get_by_role("button", name="Tôi chấm lớp này").click()
    card = page.locator("section.sheet").nth(sheet)
    expect(card.locator(".criterion").first).to_be_visible()
    for criterion in card.locator(".criterion").all():
        if criterion.locator(".quick button").count():
            criterion.locator(".quick button").last.click()
        else:
            criterion.locator("label.choice").first.click()
    expect(card.locator("[data-save]")).to_have_attribute("data-state", "saved")
    card.get_by_role("button", name="Chấm xong").click()
    expect(page.get_by_text("Đã chấm xong lúc").first).to_be_visible()


def invite_guest(staff: Somebody, cohort: str, browser: Browser, site: str) -> Somebody:
    """A guest grader, who signs in with the code on the screen and sees nothing but the sheets."""
    staff.go(f"{cohort}/practice/guests/new")
    staff.page.get_by_label("Họ và tên").fill("Hoàng Văn Khách")
    staff.page.get_by_label("Chức vụ").fill("Phó Bí thư Đảng ủy xã")
    staff.page.get_by_role("button", name="Thêm và hiện mã").click()
    guest = Somebody(browser, site)
    guest.sign_in_by_slip(staff.page.locator(".code").first.inner_text())
    assert guest.page.request.get(f"{cohort}/learners").status in {403, 404}
    return guest


def lock_first_meeting(staff: Somebody, cohort: str) -> str:
    """Close the first group's marking; the level that stands."""
    staff.go(f"{cohort}/practice")
    staff.page.get_by_role("link", name="Chốt").or_(
        staff.page.get_by_role("button", name="Chốt")
    ).first.click()
    if staff.page.url.endswith("/lock"):
        staff.page.locator("main form button").first.click()
    staff.go(f"{cohort}/practice")
    expect(staff.page.get_by_text("Đã chốt 1/6 tổ.")).to_be_visible()
    return staff.page.locator("tbody tr").first.inner_text()


def mark_papers(teacher: Somebody, cohort: str) -> None:
    """Everybody 7,5; Enter goes down; saved with one press."""
    teacher.go(f"{cohort}/papers")
    cells = teacher.page.locator("input[name^=points-]")
    cells.first.focus()
    for _ in range(cells.count()):
        teacher.page.keyboard.type("7,5")
        teacher.page.keyboard.press("Enter")
    teacher.page.get_by_role("button", name="Lưu tất cả điểm").click()
    expect(teacher.page.locator("input[name^=points-]").last).to_have_value("7,5")
    expect(teacher.page.get_by_text("93/93").first).to_be_visible()


def issue_certificates(staff: Somebody, cohort: str) -> None:
    """Issue for all who are ready, the button pressed twice; decision number and dates stay open."""
    staff.go(f"{cohort}/requirement")
    staff.page.get_by_label("Đạt các bài trắc nghiệm bắt buộc của lớp").uncheck()
    staff.page.get_by_label("Buổi thực hành của tổ đạt từ mức").select_option("")
    staff.page.get_by_role("button", name="Lưu điều kiện").click()
    staff.go(f"{cohort}/certificates/issue")
    staff.page.get_by_label("Họ và tên người ký").fill("Nguyễn Văn Giám")
    staff.page.get_by_role("button", name="Cấp giấy chứng nhận cho những người đã chọn").dblclick()
    staff.page.wait_for_url("**/certificates")
    expect(staff.page.get_by_role("link", name="In 93 giấy chứng nhận (PDF)")).to_be_visible()


def check_certificates(staff: Somebody, cohort: str, name: str) -> None:
    """93 pages with the numbers 1 to 93, and a list that counts them in words."""
    words = staff.pdf_words(f"{cohort}/certificates.pdf")
    assert words.count("GIẤY CHỨNG NHẬN") == 93
    numbers = {int(found) for found in re.findall(r"Vào sổ số:\s*(\d+)/", words)}
    assert numbers == set(range(1, 94))
    assert name in words.replace("\n", " ")
    document = Document(BytesIO(staff.context.request.get(f"{cohort}/certificates/list.docx").body()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "93 (chín mươi ba) đồng chí" in text
    names = [row.cells[1].text for row in document.tables[-2].rows] + [
        row.cells[1].text for table in document.tables for row in table.rows if len(row.cells) > 4
    ]
    assert name in names


def test_from_the_roster_to_the_certificate_list(chromium: Browser, tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        admin = make_administrator(site, chromium)
        staff = add_person(admin, chromium, site, "Phạm Văn Vụ", "Giáo vụ", desktop=True)
        teacher = add_person(admin, chromium, site, "Lý Thị Giảng", "Giảng viên", desktop=False)
        cohort = open_class(staff)
        form_groups(staff, cohort)
        codes = slip_codes(staff.pdf_words(f"{cohort}/slips.pdf"))
        assert len(codes) == 93
        call_the_roll(staff, teacher, cohort)

        phone = Somebody(chromium, site)
        first = phone.sign_in_by_slip(codes[0])
        read_a_lesson(phone, cohort)
        quiz = run_quiz(staff, cohort)
        wait_and_start(phone, staff, quiz.removeprefix(site))
        take_quiz(phone, 10)
        ask_in_a_second_tab(phone)
        hand_in(phone)
        phone.page.get_by_role("button", name="Xong, đưa máy cho người khác").click()
        assert phone.sign_in_by_slip(codes[1]) != first
        phone.go(quiz.removeprefix(site))
        phone.page.get_by_role("button", name="Vào làm bài").click()
        phone.page.wait_for_url("**/attempts/*")
        take_quiz(phone, 10)
        hand_in(phone)
        release_review(staff, phone, quiz)

        plan_practice(admin, staff, cohort)
        guest = invite_guest(staff, cohort, chromium, site)
        grade(teacher, cohort)
        grade(guest, cohort)
        line = lock_first_meeting(staff, cohort)
        phone.go(f"{cohort}/practice")
        level = phone.page.locator(".level").inner_text()
        assert any(word in line and word in level for word in ("Tốt", "Khá", "Trung bình", "Kém"))

        mark_papers(teacher, cohort)
        issue_certificates(staff, cohort)
        check_certificates(staff, cohort, first)
        phone.go(f"{cohort}/completion")
        expect(phone.page.get_by_text("/2026/GCN-TTCT").first).to_be_visible()
        for one in (admin, staff, teacher, guest, phone):
            assert one.faults == []
