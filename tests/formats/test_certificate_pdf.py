"""Certificates: what was stored is what is printed, one page each, whatever the name."""

import io
import time
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from quizapp.formats.certificate_pdf import (
    Certificate,
    HasUnprintableCharacters,
    certificates_pdf,
    unprintable_on,
)
from quizapp.formats.letterhead import Heading, Letterhead, Signature
from quizapp.formats.pdf import DoesNotFit
from tests.formats.printed import MOMENT, heights_of, page_sizes, pages_of
from tests.formats.test_fonts import ACCENTED

PLAIN = Certificate(
    letterhead=Letterhead("TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN", "ĐẢNG ỦY XÃ HÀM YÊN"),
    authority="GIÁM ĐỐC TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN",
    name="Nguyễn Văn An",
    programme="Nghiệp vụ công tác đảng ở chi bộ",
    number="12/2026/GCN-TTCT",
    signature=Signature("Hàm Yên", date(2026, 2, 5), "", "GIÁM ĐỐC", "Nguyễn Thị Bích Hường"),
    born=date(1965, 3, 2),
    post="Bí thư chi bộ",
    cell="Chi bộ thôn Đồng Tâm",
    unit="Đảng bộ xã Hàm Yên",
    starts=date(2026, 2, 3),
    ends=date(2026, 2, 5),
    venue="Hội trường Trung tâm",
    grade="Giỏi",
    decision="45-QĐ/TTCT",
    decided=date(2026, 2, 5),
)
LONG = " ".join(["Nguyễn Phước Thị Hoàng Ngọc"] * 6)


def page(**changes: object) -> str:
    return pages_of(certificates_pdf([replace(PLAIN, **changes)], MOMENT))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG ỦY XÃ HÀM YÊN",
        "GIẤY CHỨNG NHẬN",
        "GIÁM ĐỐC TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN chứng nhận",
        "Đồng chí Nguyễn Văn An",
        "Sinh ngày 02/03/1965",
        "Chức vụ: Bí thư chi bộ",
        "Chi bộ thôn Đồng Tâm, Đảng bộ xã Hàm Yên",
        "Đã hoàn thành chương trình “Nghiệp vụ công tác đảng ở chi bộ”",
        "từ ngày 03/02/2026 đến ngày 05/02/2026 tại Hội trường Trung tâm",
        "Xếp loại: Giỏi",
        "Theo Quyết định số 45-QĐ/TTCT ngày 05/02/2026",
        "Hàm Yên, ngày 05 tháng 02 năm 2026",
        "Vào sổ số: 12/2026/GCN-TTCT",
        "Nguyễn Thị Bích Hường",
    ],
)
def test_a_certificate_says(words: str) -> None:
    assert words in page()


def test_every_accented_letter_comes_back_from_a_name() -> None:
    names = [ACCENTED[start : start + 7] for start in range(0, len(ACCENTED), 7)]
    made = pages_of(certificates_pdf([replace(PLAIN, name=f"Họ {name}") for name in names], MOMENT))
    assert [name for name, text in zip(names, made, strict=True) if f"Họ {name} " not in text] == []


def test_a_year_alone_never_becomes_the_first_of_january() -> None:
    text = page(born=1965)
    assert "Sinh năm 1965" in text
    assert "01/01" not in text


def test_an_unknown_birth_date_leaves_no_empty_label() -> None:
    assert "Sinh" not in page(born=None)


def test_open_numbers_and_days_are_dots_to_be_written_on() -> None:
    text = page(decision=None, decided=None, signature=replace(PLAIN.signature, day=None))
    assert "Theo Quyết định số ........................ ngày ....../....../.........." in text
    assert "Hàm Yên, ngày ....... tháng ....... năm 20......." in text


def test_a_centre_without_decisions_has_no_line_about_one() -> None:
    assert "Quyết định" not in page(cites_decision=False)


def test_the_state_heading_is_printed_when_asked() -> None:
    text = page(letterhead=replace(PLAIN.letterhead, heading=Heading.STATE))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in text
    assert "ĐẢNG CỘNG SẢN" not in text


def test_a_course_of_one_day_names_it_once() -> None:
    assert "ngày 03/02/2026 tại" in page(ends=date(2026, 2, 3))
    assert "đến ngày" not in page(ends=None)


def test_a_grade_is_left_out_where_there_is_none() -> None:
    assert "Xếp loại" not in page(grade="")


def test_a_long_name_wraps_and_loses_nothing() -> None:
    made = certificates_pdf([replace(PLAIN, name=LONG)], MOMENT)
    assert len(pages_of(made)) == 1
    assert LONG in pages_of(made)[0]


def test_the_longest_texts_that_are_not_measured_still_leave_room() -> None:
    """The foot must begin below the last line of the body: compared by where the two stand on the page."""
    longest = replace(
        PLAIN, name="Ư" * 40, programme="Mười " * 12, cell="Mười " * 9, unit="Mười " * 8 + "Mườ", post="Mười " * 12,
        venue="Mười " * 9, authority="MƯỜI " * 14, decision="M" * 20,
    )  # fmt: skip
    heights = heights_of(certificates_pdf([longest], MOMENT), ("chứng nhận", "Giỏi", "Hàm Yên, ngày"))
    assert heights == sorted(heights, reverse=True)
    assert heights[1] > heights[2] + 12


def test_a_name_in_one_endless_word_stays_on_the_page_whole() -> None:
    assert "Ư" * 90 in page(name="Ư" * 90)


def test_a_text_that_fits_no_page_is_refused_by_name() -> None:
    with pytest.raises(DoesNotFit, match="Nguyễn Văn An"):
        certificates_pdf([replace(PLAIN, programme=LONG * 20)], MOMENT)


def test_a_character_without_glyph_is_refused_before_printing() -> None:
    with pytest.raises(HasUnprintableCharacters) as refused:
        certificates_pdf([PLAIN, replace(PLAIN, name="Lê ✓")], MOMENT)
    assert (refused.value.name, refused.value.characters) == ("Lê ✓", {"✓"})


@pytest.mark.parametrize("field", ["name", "programme", "post", "cell", "unit", "venue", "grade", "decision"])
def test_every_text_on_the_page_is_looked_at(field: str) -> None:
    assert unprintable_on(replace(PLAIN, **{field: "漢"})) == {"漢"}  # type: ignore[arg-type]


def test_a_code_to_scan_stands_only_where_there_is_an_address() -> None:
    with_address = page(verify_url="https://ttct.vn/verify/ABCD", verify_code="ABCD-EFGH")
    assert "Mã tra cứu: ABCD-EFGH" in with_address
    assert "Mã tra cứu" not in page(verify_code="ABCD-EFGH")


def test_a_class_of_94_is_one_file_of_94_pages_in_three_seconds() -> None:
    people = [replace(PLAIN, name=f"Nguyễn Văn {number}", number=f"{number}/2026") for number in range(94)]
    began = time.process_time()
    made = certificates_pdf(people, MOMENT)
    assert time.process_time() - began < 3
    assert [f"Nguyễn Văn {number} " in text for number, text in enumerate(pages_of(made))] == [True] * 94


def test_pages_are_a4_landscape() -> None:
    assert page_sizes(certificates_pdf([PLAIN], MOMENT)) == {(297, 210)}


def test_a_certificate_is_tagged_vietnamese_and_titled() -> None:
    made = PdfReader(io.BytesIO(certificates_pdf([PLAIN], MOMENT)))
    root = made.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("vi", True)  # type: ignore[index]
    assert made.metadata.title == "Giấy chứng nhận 12/2026/GCN-TTCT - Nguyễn Văn An"  # type: ignore[union-attr]


def test_only_the_shipped_faces_are_embedded() -> None:
    fonts = PdfReader(io.BytesIO(certificates_pdf([PLAIN], MOMENT))).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert all("Tinos" in font.get_object()["/BaseFont"] for font in fonts.values())


def test_printing_again_gives_the_same_bytes() -> None:
    assert certificates_pdf([PLAIN], MOMENT) == certificates_pdf([PLAIN], MOMENT)


def test_a_file_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        certificates_pdf([], MOMENT)
