"""The register: a row for every number, room to sign, numbered pages."""

from datetime import date

import pytest

from quizapp.formats.letterhead import Letterhead, Signature
from quizapp.formats.register_pdf import Register, RegisterRow, register_pdf
from tests.formats.printed import MOMENT, page_sizes, pages_of

LETTERHEAD = Letterhead("TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN", "ĐẢNG ỦY XÃ HÀM YÊN")


def row(number: int, **changes: object) -> RegisterRow:
    facts = {
        "number": f"{number}/2026/GCN-TTCT", "name": f"Lò Thị {number}", "born": 1965,
        "organisation": "Bí thư, Chi bộ 3", "course": "Nghiệp vụ", "grade": "Giỏi", "issued": date(2026, 11, 5),
    }  # fmt: skip
    return RegisterRow(**{**facts, **changes})  # type: ignore[arg-type]


def printed(*rows: RegisterRow, **changes: object) -> list[str]:
    return pages_of(register_pdf(Register(LETTERHEAD, rows, "Quyển số 01", **changes), MOMENT))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "SỔ GỐC CẤP GIẤY CHỨNG NHẬN Quyển số 01",
        "Ngày nhận Ký nhận Ghi chú",
        "1 7/2026/GCN-TTCT Lò Thị 7 1965 Bí thư, Chi bộ 3 Nghiệp vụ Giỏi 05/11/2026 06/11/2026 Cấp lại",
        "Trang 1/1",
    ],
)
def test_a_page_of_the_register_says(words: str) -> None:
    assert words in printed(row(7, received=date(2026, 11, 6), note="Cấp lại"))[0]


def test_every_number_of_a_long_book_is_there_once_and_pages_are_counted() -> None:
    made = printed(*(row(number) for number in range(1, 201)))
    assert [" ".join(made).count(f" {number}/2026/GCN-TTCT") for number in range(1, 201)] == [1] * 200
    assert all(f"Trang {place}/{len(made)}" in text for place, text in enumerate(made, 1))


def test_the_heading_row_stands_on_every_page() -> None:
    assert all("Ký nhận" in text for text in printed(*(row(number) for number in range(40))))


def test_a_void_number_stays_readable_with_its_reason() -> None:
    text = printed(row(2, void=True, note="Hủy số: in sai tên"))[0]
    assert "2/2026/GCN-TTCT Lò Thị 2" in text
    assert "Hủy số: in sai tên" in text


def test_a_closed_book_ends_with_its_sentence_and_a_signature() -> None:
    foot = Signature("Hàm Yên", date(2026, 12, 31), "", "GIÁM ĐỐC", "Nguyễn Thị Hường")
    text = printed(row(1), closing="Sổ này có 01 (một) số.", signature=foot)[-1]
    assert "Sổ này có 01 (một) số. Hàm Yên, ngày 31 tháng 12 năm 2026 GIÁM ĐỐC Nguyễn Thị Hường" in text


def test_a_birth_day_is_printed_whole() -> None:
    assert "02/03/1965" in printed(row(1, born=date(1965, 3, 2)))[0]


def test_an_empty_book_has_its_heading() -> None:
    assert "SỔ GỐC" in printed()[0]


def test_the_register_is_a4_landscape() -> None:
    assert page_sizes(register_pdf(Register(LETTERHEAD, (row(1),)), MOMENT)) == {(297, 210)}
