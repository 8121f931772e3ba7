"""The pages of a list: upload, preview, decide, confirm, undo; who may; what never breaks them."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.cohorts import queries as cohorts
from tests.factories import ClassRoom, make_class
from tests.rosters.lists import bring_in, sample, workbook

SignIn = Callable[..., FlaskClient]
NGA = ("Bùi Thúy Nga", "13/12/1966", "Nữ", "Bí thư", "Chi bộ Khuổi Muồng", "Đảng bộ xã Yên Lâm", "", "")
WRONG = ("Nông Văn Mới", "31/2/1970", "Nam", "", "Chi bộ Nà Ỏ", "Đảng bộ xã Yên Lâm", "", "")


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        return make_class(learners=2)


def send(browser: FlaskClient, room: ClassRoom, content: bytes, name: str = "lop.xlsx") -> TestResponse:
    return browser.post(
        f"/cohorts/{room.cohort_id}/roster", data={"file": (BytesIO(content), name)}, follow_redirects=True
    )


def plan_of(page: TestResponse) -> str:
    found = re.search(r'name="plan" value="([0-9a-f]{64})"', page.text)
    assert found
    return found[1]


def learners(app: Flask, room: ClassRoom) -> int:
    with app.app_context():
        return len(cohorts.class_list(room.cohort_id))


def test_the_preview_shows_every_row_and_says_what_the_button_does(
    app: Flask, sign_in: SignIn, room: ClassRoom
) -> None:
    page = send(sign_in(room.staff_id), room, workbook(NGA, WRONG))
    assert "Ghi 1 người mới, bỏ qua 1 dòng" in page.text
    assert "Ngày sinh “31/2/1970” không có thật" in page.text
    assert learners(app, room) == 2


def test_confirming_twice_writes_once(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    browser = sign_in(room.staff_id)
    page = send(browser, room, workbook(NGA))
    where, plan = page.request.path, plan_of(page)
    answers = [browser.post(where, data={"plan": plan}) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert "Đã ghi danh sách" in browser.get(answers[0].location).text
    assert learners(app, room) == 3


def test_a_preview_that_grew_old_is_shown_again(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    browser = sign_in(room.staff_id)
    page = send(browser, room, workbook(NGA))
    with app.app_context():
        bring_in(room.cohort_id, workbook((*NGA[:3], "Phó Bí thư", *NGA[4:])))
    again = browser.post(page.request.path, data={"plan": plan_of(page)})
    assert "vừa thay đổi nên chưa ghi gì" in again.text
    assert "Sửa 1 người" in again.text


def test_a_doubtful_row_is_decided_on_the_page(app: Flask, sign_in: SignIn, room: ClassRoom) -> None:
    with app.app_context():
        bring_in(room.cohort_id, workbook(NGA))
    browser = sign_in(room.staff_id)
    page = send(browser, room, workbook((*NGA[:4], "Chi bộ Nà Ỏ", *NGA[5:])))
    assert "Có phải là một người không?" in page.text
    decided = browser.post(f"{page.request.path}/decisions", data={"d0": "same"}, follow_redirects=True)
    assert "Sửa 1 người" in decided.text
    browser.post(page.request.path, data={"plan": plan_of(decided), "same": "0"})
    with app.app_context():
        cells = {one.name: one.cell for one in cohorts.class_list(room.cohort_id)}
    assert (len(cells), cells["Bùi Thúy Nga"]) == (3, "Chi bộ Nà Ỏ")


def test_an_import_is_undone_on_its_page_and_twice_is_harmless(
    app: Flask, sign_in: SignIn, room: ClassRoom
) -> None:
    with app.app_context():
        import_id = bring_in(room.cohort_id, workbook(NGA))
    browser = sign_in(room.staff_id)
    assert "Hoàn tác" in browser.get(f"/roster-imports/{import_id}/undo").text
    for _ in range(2):
        assert browser.post(f"/roster-imports/{import_id}/undo").status_code == 303
    assert learners(app, room) == 2
    assert "đã được hoàn tác" in browser.get(f"/roster-imports/{import_id}").text


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (200 * 1024 * 1024))
    return file.getvalue()


HOSTILE = {
    "pdf": (b"%PDF-1.7\n" + b"x" * 500, "PDF"),
    "photo": (b"\xff\xd8\xff\xe0" + b"x" * 500, "ảnh chụp"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le") * 80, "Word"),
    "nothing": (b"   ", "trống"),
    "noise": (bytes(range(256)) * 40, "tệp"),
    "half a workbook": (sample("class-94.xlsx")[:4000], "hỏng"),
    "no heading": ("xin chào\tcác đồng chí\n".encode(), "tiêu đề"),
}


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_list_is_answered_by_one_sentence(
    sign_in: SignIn, room: ClassRoom, content: bytes, words: str
) -> None:
    page = send(sign_in(room.staff_id), room, content)
    assert page.status_code == 200
    assert words in page.text.split('class="error-summary"')[1].split("</ul>")[0]


def test_a_zip_bomb_is_not_opened(sign_in: SignIn, room: ClassRoom) -> None:
    page = send(sign_in(room.staff_id), room, bomb())
    assert (page.status_code, "bung ra quá lớn" in page.text) == (200, True)


def test_a_file_of_25_megabytes_is_refused_in_words(sign_in: SignIn, room: ClassRoom) -> None:
    page = sign_in(room.staff_id).post(
        f"/cohorts/{room.cohort_id}/roster",
        data=b"x" * (25 * 1024 * 1024),
        content_type="multipart/form-data; boundary=x",
    )
    assert (page.status_code, "<h1" in page.text) == (413, True)


def test_no_file_is_a_sentence_too(sign_in: SignIn, room: ClassRoom) -> None:
    page = sign_in(room.staff_id).post(f"/cohorts/{room.cohort_id}/roster", data={})
    assert "Hãy chọn tệp" in page.text


@pytest.mark.parametrize(
    "path", ["/cohorts/{}/roster", "/cohorts/{}/roster/blank.xlsx", "/cohorts/{}/roster/" + "0" * 64]
)
def test_lists_are_for_those_who_manage_the_class(sign_in: SignIn, room: ClassRoom, path: str) -> None:
    path = path.format(room.cohort_id)
    assert sign_in(room.staff_id).get(path).status_code == (404 if "000" in path else 200)
    assert sign_in(room.instructor_id).get(path).status_code == 403
    assert sign_in(room.learners[0][1]).get(path).status_code == 403


def test_the_preview_of_a_thousand_rows_is_small_and_asks_little(
    sign_in: SignIn, room: ClassRoom, counting: Callable[..., object]
) -> None:
    browser = sign_in(room.staff_id)
    where = send(browser, room, sample("class-1032.xlsx")).request.path
    with counting() as statements:  # type: ignore[attr-defined]
        page = browser.get(where, headers={"Accept-Encoding": "gzip"})
    assert len(page.data) < 60_000
    assert len(statements) < 16
