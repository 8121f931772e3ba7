"""What leaves as a file: the text of every PDF equals what was stored, lists reopen in other programs."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.certificates import handing_out, lists, queries, service
from quizapp.certificates.print_facts import Decision
from quizapp.certificates.service import IssueOrder
from quizapp.certificates.signing import paper_for
from quizapp.certificates.verification import verify_file
from quizapp.formats.list_csv import list_csv
from quizapp.formats.list_docx import list_docx
from quizapp.formats.list_xlsx import list_xlsx
from tests.certificates.test_issuing import DIRECTOR, rename
from tests.certificates.worlds import set_centre, taught_class
from tests.factories import NOW, ClassRoom

SIGNED = Decision("25-QĐ/TTCT", date(2026, 10, 9), date(2026, 10, 10))


@pytest.fixture
def issued(inside: Flask) -> ClassRoom:
    room = taught_class(12, failing=[3])
    service.issue(room.cohort_id, IssueOrder(DIRECTOR, SIGNED), NOW, None)
    return room


def flat(text: str) -> str:
    return " ".join(text.split())


def test_each_page_says_what_is_stored(issued: ClassRoom) -> None:
    certificates = lists.in_name_order(queries.valid_certificates(issued.cohort_id))
    content = handing_out.certificates_file(certificates, NOW, None)
    pages = [flat(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert len(pages) == len(certificates) == 11
    for page, one in zip(pages, certificates, strict=True):
        for words in (
            one.name,
            one.facts["cell"],
            one.facts["programme"],
            one.facts["grade"],
            one.number_words,
        ):
            assert words in page
        assert "25-QĐ/TTCT" in page
        assert "Hàm Yên, ngày 10 tháng 10 năm 2026" in page


def test_an_open_decision_prints_dots(inside: Flask) -> None:
    room = taught_class(1)
    service.issue(room.cohort_id, IssueOrder(DIRECTOR), NOW, None)
    content = handing_out.certificates_file(queries.valid_certificates(room.cohort_id), NOW, None)
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Theo Quyết định số ....." in flat(page)
    assert "ngày ....... tháng" in flat(page)


def test_the_same_certificates_give_the_same_bytes(issued: ClassRoom) -> None:
    certificates = queries.valid_certificates(issued.cohort_id)
    first = handing_out.certificates_file(certificates, NOW, None)
    rename(issued.learners[0][1], "Tên Đã Sửa")
    set_centre(signer_name="Người Khác", name="Tên mới")
    again = queries.valid_certificates(issued.cohort_id)
    assert handing_out.certificates_file(again, NOW, None) == first


def test_a_zip_holds_a_file_for_each_named_by_number_and_name(issued: ClassRoom) -> None:
    certificates = queries.valid_certificates(issued.cohort_id)
    content = handing_out.certificates_zip(certificates, NOW, None)
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        names = bundle.namelist()
        single = bundle.read(names[0])
    assert len(set(names)) == 11
    assert names[0].startswith("1-2026-GCN-TTCT-")
    assert certificates[0].name in pypdf.PdfReader(io.BytesIO(single)).pages[0].extract_text()
    assert verify_file(single).state == "valid"


def test_there_is_no_qr_code_until_the_centre_has_a_public_address(inside: Flask) -> None:
    room = taught_class(1)
    service.issue(room.cohort_id, IssueOrder(DIRECTOR), NOW, None)
    one = queries.valid_certificates(room.cohort_id)[0]
    assert one.facts["verify_address"] == ""
    page = pypdf.PdfReader(io.BytesIO(handing_out.certificates_file([one], NOW, None))).pages[0]
    assert "Mã tra cứu" not in page.extract_text()


def test_with_a_public_address_the_code_is_printed(inside: Flask) -> None:
    room = taught_class(1)
    set_centre(site_address="https://hoc.hamyen.vn", verification_on=True)
    service.issue(room.cohort_id, IssueOrder(DIRECTOR), NOW, None)
    one = queries.valid_certificates(room.cohort_id)[0]
    assert one.facts["verify_address"] == "https://hoc.hamyen.vn/verify"
    page = pypdf.PdfReader(io.BytesIO(handing_out.certificates_file([one], NOW, None))).pages[0]
    assert "Mã tra cứu" in page.extract_text()


def test_the_list_reopens_in_excel_with_every_name_and_the_total_in_words(issued: ClassRoom) -> None:
    certificates = queries.valid_certificates(issued.cohort_id)
    content = list_xlsx(lists.certificate_list(paper_for(issued.cohort_id), certificates))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {one.name for one in certificates} <= set(texts)
    assert "Danh sách này có 11 (mười một) đồng chí." in texts
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in texts
    assert "Nguyễn Quốc Hùng" in texts


def test_the_list_reopens_in_word_in_the_order_of_names(issued: ClassRoom) -> None:
    certificates = lists.in_name_order(queries.valid_certificates(issued.cohort_id))
    content = list_docx(lists.certificate_list(paper_for(issued.cohort_id), certificates))
    document = docx.Document(io.BytesIO(content))
    rows = max(document.tables, key=lambda table: len(table.rows)).rows
    assert [row.cells[1].text for row in rows][1:] == [one.name for one in certificates]


def test_the_csv_opens_in_excel(issued: ClassRoom) -> None:
    certificates = queries.valid_certificates(issued.cohort_id)
    content = list_csv(lists.certificate_list(paper_for(issued.cohort_id), certificates))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 12


def test_the_receipt_list_has_room_to_sign(issued: ClassRoom) -> None:
    facts = lists.receipt_list(paper_for(issued.cohort_id), queries.valid_certificates(issued.cohort_id))
    assert facts.is_signed_in_rows
    sheet = openpyxl.load_workbook(io.BytesIO(list_xlsx(facts))).active
    assert sheet is not None
    heights = [row.height for row in sheet.row_dimensions.values() if row.height]
    assert sum(1 for height in heights if height >= 28.3) >= 11


def test_the_register_shows_void_numbers_with_their_reason(issued: ClassRoom) -> None:
    certificates = queries.certificates_of(issued.cohort_id)
    service.take_back(certificates[0].id, "replaced", "In sai ngày sinh", NOW, None)
    book = queries.books_of(issued.cohort_id)[0]
    held = queries.certificates_of(issued.cohort_id)
    content = lists.register_file(paper_for(issued.cohort_id), book, held, NOW)
    text = flat(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    assert "Hủy số: In sai ngày sinh" in text
    assert "Trích sổ này có 11 (mười một) số." in text


def test_the_director_gets_the_proposal(inside: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    room = taught_class(4, failing=[0])
    answer = sign_in(room.staff_id).get(f"/cohorts/{room.cohort_id}/certificates/proposal.docx")
    document = docx.Document(io.BytesIO(answer.data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN HOÀN THÀNH KHÓA HỌC" in text
    assert "Danh sách này có 3 (ba) đồng chí." in text


def test_a_sample_carries_no_number(inside: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    room = taught_class(1)
    answer = sign_in(room.staff_id).get(f"/cohorts/{room.cohort_id}/certificates/sample.pdf")
    assert "mẫu, chưa cấp" in pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()


def test_the_commands_preview_issue_export_and_verify(inside: Flask, tmp_path: Path) -> None:
    room = taught_class(3, failing=[1])
    run = inside.test_cli_runner().invoke
    seen = json.loads(run(args=["certificates", "preview", "--cohort", "L01", "--json"]).output)
    assert [len(seen["ready"]), len(seen["missing"])] == [2, 1]
    assert seen["missing"][0]["reasons"] == ["Bài thu hoạch từ 5 điểm: 4 điểm"]
    issue = ["certificates", "issue", "--cohort", "L01", "--signer", "Nguyễn Quốc Hùng", "--json"]
    numbers = ["1/2026/GCN-TTCT", "2/2026/GCN-TTCT"]
    assert json.loads(run(args=[*issue, "--dry-run"]).output) == {"issued": 0, "numbers": numbers}
    done = json.loads(run(args=[*issue, "--date", "2026-10-10"]).output)
    assert done == {"issued": 2, "numbers": numbers}
    assert json.loads(run(args=issue).output) == {"issued": 0, "numbers": []}
    for kind in ("pdf", "xlsx", "docx", "csv"):
        out = tmp_path / f"list.{kind}"
        done = run(args=["certificates", "export", "--cohort", "L01", "--format", kind, "--out", str(out)])
        assert done.exit_code == 0
        assert out.stat().st_size > 100
    checked = run(args=["certificates", "verify", str(tmp_path / "list.pdf"), "--json"])
    assert (checked.exit_code, json.loads(checked.output)["state"]) == (0, "valid")
    code = queries.certificates_of(room.cohort_id)[0].code
    facts = json.loads(run(args=["certificates", "verify", code, "--json"]).output)
    assert (facts["state"], facts["facts"]["number"]) == ("valid", numbers[0])


def test_commands_say_what_is_wrong_with_exit_code_1_and_wrong_usage_with_2(
    inside: Flask, tmp_path: Path
) -> None:
    taught_class(2, failing=[0])
    run = inside.test_cli_runner().invoke
    assert run(args=["certificates", "preview", "--cohort", "KHONG-CO"]).exit_code == 1
    issue = ["certificates", "issue", "--cohort", "L01", "--signer", "X"]
    assert run(args=[*issue, "--person", "1"]).exit_code == 1
    assert run(args=[*issue, "--person", "99"]).exit_code == 1
    assert run(args=[*issue, "--date", "mai"]).exit_code == 2
    assert run(args=["certificates", "issue", "--cohort", "L01"]).exit_code == 2
    assert run(args=["certificates", "verify", "23456789ABCDEF"]).exit_code == 1
    out = str(tmp_path / "x.pdf")
    assert (
        run(args=["certificates", "export", "--cohort", "L01", "--format", "pdf", "--out", out]).exit_code
        == 1
    )
