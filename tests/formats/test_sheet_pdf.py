"""The paper form of a rubric: everything a grader needs on one page."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from quizapp.formats.sheet_pdf import (
    RubricForm,
    SheetCriterion,
    SheetFor,
    SheetLevel,
    points_words,
    rubric_sheets_pdf,
)
from tests.formats.printed import MOMENT, page_sizes, pages_of

CRITERIA = tuple(
    SheetCriterion(
        str(number), f"Tiêu chí số {number} về điều hành buổi sinh hoạt đúng trình tự, đúng nguyên tắc",
        Fraction(15, 2), "I. Chuẩn bị" if number < 5 else "II. Tiến hành", "Nêu rõ mục đích; không nói thay",
        (("Tốt", 7), ("Chưa tốt", Fraction(7, 2))),
    )
    for number in range(1, 13)
)  # fmt: skip
FORM = RubricForm(
    "PHIẾU CHẤM", CRITERIA, (SheetLevel("Tốt", 90, ("1", "4")), SheetLevel("Kém", 0)), "Trung tâm Hàm Yên",
    "Lớp khóa 1", "Hướng dẫn 42-HD/BTCTW", "Mức cao nhất mà các điều kiện đều đạt.", "Bản dự thảo",
)  # fmt: skip
SHEET = SheetFor("Nguyễn Thị Hường", "Tổ 1 của lớp", "Phát triển đảng viên", date(2026, 11, 5))


@pytest.mark.parametrize(
    "words",
    [
        "TRUNG TÂM HÀM YÊN Bản dự thảo PHIẾU CHẤM Hướng dẫn 42-HD/BTCTW",
        "Giám khảo: Nguyễn Thị Hường",
        "Tổ thực hành: Tổ 1 của lớp",
        "Chủ đề: Phát triển đảng viên",
        "Ngày: 05/11/2026",
        "TT Tiêu chí và gợi ý chấm Điểm tối đa Điểm chấm Nhận xét",
        "II. Tiến hành",
        "Nêu rõ mục đích; không nói thay. Tốt: 7; Chưa tốt: 3,5 7,5",
        "Cộng 90",
        "Tốt (từ 90% số điểm, tiêu chí 1, 4 đạt điểm tối đa); Kém (còn lại).",
        "Mức cao nhất mà các điều kiện đều đạt.",
        "(Ký, ghi rõ họ tên)",
    ],
)
def test_a_sheet_says(words: str) -> None:
    assert words in pages_of(rubric_sheets_pdf(FORM, [SHEET], MOMENT))[0]


def test_twelve_criteria_with_guidance_stay_on_one_page_each() -> None:
    made = rubric_sheets_pdf(FORM, [SHEET, replace(SHEET, group="Tổ 2 của lớp")], MOMENT)
    assert ["Tổ 2 của lớp" in text for text in pages_of(made)] == [False, True]


def test_a_longer_rubric_goes_on_with_its_heading_row() -> None:
    made = pages_of(rubric_sheets_pdf(replace(FORM, criteria=CRITERIA * 4), [SHEET, SHEET], MOMENT))
    assert ["Điểm tối đa" in text for text in made[:2]] == [True, True]


def test_a_longer_sheet_counts_its_own_pages() -> None:
    made = pages_of(rubric_sheets_pdf(replace(FORM, criteria=CRITERIA * 2), [SHEET, SHEET], MOMENT))
    assert [text.rstrip()[-7:] for text in made] == ["Trang 1", "Trang 2"] * 2


def test_what_is_not_known_is_left_to_the_hand() -> None:
    text = pages_of(rubric_sheets_pdf(FORM, [SheetFor()], MOMENT))[0]
    assert "Ngày: ....../....../.........." in text
    assert "Chủ đề: ...." in text.replace(". .", "..").replace(". ", ".")


def test_a_guest_is_called_one() -> None:
    text = pages_of(rubric_sheets_pdf(FORM, [replace(SHEET, guest=True)], MOMENT))[0]
    assert "Khách mời chấm: Nguyễn Thị Hường" in text
    assert "Giám khảo" not in text


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (10, "10"),
        (Fraction(15, 2), "7,5"),
        (Fraction(1, 4), "0,25"),
        (Fraction(1, 3), "0,33"),
        (Fraction(-1, 2), "-0,5"),
    ],
)
def test_points_are_written_with_a_comma(points: Fraction | int, words: str) -> None:
    assert points_words(points) == words


def test_sheets_are_a4() -> None:
    assert page_sizes(rubric_sheets_pdf(FORM, [SHEET], MOMENT)) == {(210, 297)}


def test_a_file_of_no_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        rubric_sheets_pdf(FORM, [], MOMENT)
