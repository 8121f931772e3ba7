"""Lists that leave the centre: every cell stands where it should, as text, on paper that can be signed."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from openpyxl import load_workbook

from quizapp.formats.letterhead import Heading, Letterhead, Signature
from quizapp.formats.list_csv import list_csv
from quizapp.formats.list_docx import list_docx
from quizapp.formats.list_facts import (
    ListColumn,
    Margins,
    OfficeList,
    ResultsTable,
    harmless,
    line_count,
    sheet_title,
)
from quizapp.formats.list_xlsx import list_xlsx, results_xlsx
from tests.formats.roster_files import read

COLUMNS = (
    ListColumn("STT", 5, "number"),
    ListColumn("Họ và tên", 24),
    ListColumn("Ngày sinh", 12, "date"),
    ListColumn("Đơn vị", 30),
    ListColumn("Điện thoại", 12),
    ListColumn("Ký nhận", 14, "sign"),
)
LONG = "Chi bộ thôn " + "Đồng Tâm Thượng " * 12
ROWS = (
    ("1", "Nguyễn Văn An", "02/05/1970", "Chi bộ Ao Vệ", "0912345678", ""),
    ("2", "Trần Thị Bích", "1965", LONG.strip(), "+84987654321", ""),
    ("3", "=1+1", "1980", "@tổ", "-5", "http://xa.vn"),
)
FACTS = OfficeList(
    letterhead=Letterhead("TRUNG TÂM CHÍNH TRỊ", "ĐẢNG ỦY XÃ HÀM YÊN"),
    title=("DANH SÁCH", "cấp giấy chứng nhận", "(Kèm theo Quyết định số 45-QĐ/TTCT)"),
    columns=COLUMNS,
    rows=ROWS,
    place="Hàm Yên",
    total="Danh sách này có 3 (ba) đồng chí.",
    signatures=(
        Signature(position="NGƯỜI LẬP", name="Lê Thị Lập"),
        Signature(position="GIÁM ĐỐC", name="Phạm Ký"),
    ),
    sheet_name="Cấp giấy",
    sort_note="Xếp theo tên.",
)
RESULTS = ResultsTable(
    (ListColumn("Họ và tên"), ListColumn("Điểm", kind="number")), (("=An", "8"), ("Bích", "7,5"))
)


def sheet_of(content: bytes):
    return load_workbook(io.BytesIO(content)).active


def row_of(sheet, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_every_cell_of_the_workbook_is_what_was_given() -> None:
    sheet = sheet_of(list_xlsx(FACTS))
    top = row_of(sheet, "STT")
    assert [cell.value for cell in sheet[top]] == [column.heading for column in COLUMNS]
    for place, row in enumerate(ROWS, 1):
        assert [str(cell.value or "") for cell in sheet[top + place]] == list(row)


def test_nothing_in_the_workbook_is_a_formula_or_a_link() -> None:
    content = list_xlsx(FACTS)
    sheet = sheet_of(content)
    top = row_of(sheet, "STT")
    assert {cell.data_type for row in sheet.iter_rows(min_row=top + 1, max_row=top + 3) for cell in row} <= {
        "s",
        "n",
    }
    assert sheet.cell(top + 3, 2).data_type == "s"
    assert sheet.cell(top + 2, 5).value == "+84987654321"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml


def test_the_workbook_prints_on_landscape_pages_with_its_heading_on_each() -> None:
    sheet = sheet_of(list_xlsx(FACTS))
    top = row_of(sheet, "STT")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${top}:${top}"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.title == "Cấp giấy"
    assert sheet.page_margins.left == pytest.approx(30 / 25.4)
    assert sheet.page_margins.right == pytest.approx(15 / 25.4)


def test_rows_to_sign_are_ten_millimetres_high_and_long_texts_are_not_cut() -> None:
    sheet = sheet_of(list_xlsx(FACTS))
    top = row_of(sheet, "STT")
    heights = [sheet.row_dimensions[top + place].height for place in (1, 2, 3)]
    assert min(heights) >= 28.34
    assert heights[1] >= 5 * 17
    cell = sheet.cell(top + 1, 2)
    assert (cell.font.name, cell.font.size, cell.border.left.style) == ("Times New Roman", 13, "thin")
    assert cell.alignment.wrap_text


@pytest.mark.parametrize(
    ("heading", "last"),
    [(Heading.PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM"), (Heading.STATE, "Độc lập - Tự do - Hạnh phúc")],
)
def test_the_heading_is_the_party_s_or_the_state_s(heading: Heading, last: str) -> None:
    facts = replace(FACTS, letterhead=replace(FACTS.letterhead, heading=heading))
    sheet = sheet_of(list_xlsx(facts))
    cell = next(cell for row in sheet.iter_rows(max_row=4) for cell in row if cell.value == last)
    assert cell.font.underline == "single"
    assert sheet["A1"].value == "ĐẢNG ỦY XÃ HÀM YÊN"
    (left, right) = Document(io.BytesIO(list_docx(facts))).tables[0].rows[0].cells
    assert left.paragraphs[1].text == "TRUNG TÂM CHÍNH TRỊ"
    (run,) = next(each for each in right.paragraphs if each.text == last).runs
    assert run.underline


def test_an_open_day_is_left_as_dots_and_a_known_one_is_written() -> None:
    def texts(facts: OfficeList) -> str:
        return " ".join(str(cell.value) for row in sheet_of(list_xlsx(facts)).iter_rows() for cell in row)

    assert "ngày ....... tháng" in texts(FACTS)
    assert "Hàm Yên, ngày 05 tháng 10 năm 2026" in texts(replace(FACTS, day=date(2026, 10, 5)))


def test_total_order_and_both_signers_stand_below_the_table() -> None:
    sheet = sheet_of(list_xlsx(FACTS))
    places = [row_of(sheet, text) for text in (FACTS.total, "Xếp theo tên.", "GIÁM ĐỐC", "Phạm Ký")]
    assert places == sorted(places)
    assert row_of(sheet, "NGƯỜI LẬP") == row_of(sheet, "GIÁM ĐỐC")


def test_every_cell_of_the_document_is_what_was_given() -> None:
    table = Document(io.BytesIO(list_docx(FACTS))).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == [column.heading for column in COLUMNS]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows[1:]] == list(ROWS)


def test_rows_of_the_document_stay_whole_and_high_and_repeat_their_heading() -> None:
    table = Document(io.BytesIO(list_docx(FACTS))).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    for row in table.rows[1:]:
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert row.height >= Mm(10)
        assert row._tr.trPr.find(qn("w:tblHeader")) is None


def test_the_document_is_a4_landscape_with_the_party_s_margins_and_one_font() -> None:
    paper = Document(io.BytesIO(list_docx(FACTS)))
    section = paper.sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [297, 210]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in sides] == [20, 20, 30, 15]
    fonts = paper.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert "PAGE" in section.footer._element.xml
    narrow = Document(io.BytesIO(list_docx(replace(FACTS, margins=Margins(left=20)))))
    assert round(narrow.sections[0].left_margin.mm) == 20


def test_the_document_ends_with_total_and_signers() -> None:
    paper = Document(io.BytesIO(list_docx(FACTS)))
    assert FACTS.total in [paragraph.text for paragraph in paper.paragraphs]
    (left, right) = paper.tables[2].rows[0].cells
    assert (left.text.split("\n")[0], right.text.split("\n")[-1]) == ("NGƯỜI LẬP", "Phạm Ký")
    alone = Document(io.BytesIO(list_docx(replace(FACTS, signatures=FACTS.signatures[1:])))).tables[2]
    assert [bool(cell.text.strip()) for cell in alone.rows[0].cells] == [False, True]


def test_the_csv_is_read_back_cell_by_cell() -> None:
    content = list_csv(FACTS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == [column.heading for column in COLUMNS]
    assert rows[1:] == [[harmless(text) for text in row] for row in ROWS]
    assert rows[3][1] == "'=1+1"
    assert rows[2][4] == "'+84987654321"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_beginning_of_a_formula_survives(start: str) -> None:
    assert harmless(start + "cmd") == "'" + start + "cmd"
    assert harmless("a" + start) == "a" + start


def test_our_own_list_can_be_read_in_again() -> None:
    facts = replace(FACTS, rows=ROWS[:2])
    for content in (list_xlsx(facts), list_docx(facts), list_csv(facts)):
        assert [(line.name, line.born) for line in read(content).lines] == [
            ("Nguyễn Văn An", "1970-05-02"),
            ("Trần Thị Bích", "1965"),
        ]


def test_signs_that_no_file_can_hold_do_not_stop_a_list() -> None:
    facts = replace(FACTS, rows=(("1", "An\x00\x0b\ud800", "", "", "", ""),), sheet_name="[Lớp]: 1/2" * 9)
    assert sheet_of(list_xlsx(facts)).cell(row_of(sheet_of(list_xlsx(facts)), "STT") + 1, 2).value == "An"
    assert Document(io.BytesIO(list_docx(facts))).tables[1].rows[1].cells[1].text == "An"
    assert "An" in list_csv(facts).decode("utf-8-sig")


def test_an_empty_list_and_a_single_column_are_still_papers() -> None:
    for facts in (replace(FACTS, rows=()), replace(FACTS, columns=COLUMNS[:1], rows=(("1",),))):
        assert sheet_of(list_xlsx(facts)).max_row > 3
        assert Document(io.BytesIO(list_docx(facts))).tables


def test_a_thousand_people_are_written_quickly() -> None:
    facts = replace(FACTS, rows=ROWS[:1] * 1000)
    assert len(Document(io.BytesIO(list_docx(facts))).tables[1]._tbl.tr_lst) == 1001
    assert sheet_of(list_xlsx(facts)).max_row > 1000


def test_the_results_table_has_filters_and_numbers_that_count() -> None:
    sheet = sheet_of(results_xlsx(RESULTS))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Họ và tên", "Điểm"],
        ["=An", 8],
        ["Bích", "7,5"],
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.freeze_panes == "A2"
    assert list_csv(RESULTS).decode("utf-8-sig") == "Họ và tên;Điểm\r\n'=An;8\r\nBích;7,5\r\n"


def test_lines_are_counted_by_words_and_by_breadth() -> None:
    assert line_count("", 100, 13) == 1
    assert line_count("Nguyễn Văn An", 200, 13) == 1
    assert line_count("Nguyễn Văn An", 50, 13) == 2
    assert line_count("Nguyễn Văn An", 43, 13) == 3
    assert line_count("một\nhai", 200, 13) == 2
    assert line_count("W" * 100, 100, 13) > 10


def test_sheet_names_keep_to_what_excel_allows() -> None:
    assert sheet_title("Lớp 1/2026: [a]*?") == "Lớp 1 2026   a"
    assert len(sheet_title("a" * 50)) == 31
    assert sheet_title("'") == "Danh sách"
