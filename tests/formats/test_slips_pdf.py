"""Slips: eight a page in the order given, codes that scan and can be read aloud."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from quizapp.formats.slips_pdf import Room, Slip, help_lines, slips_pdf, spaced_code
from tests.formats.printed import MOMENT, heights_of, page_sizes, pages_of

ROOM = Room(
    "Trung tâm Chính trị xã Hàm Yên", "Lớp khóa 1 năm 2026", "192.168.1.20", "TTCT-HamYen", "hamyen2026"
)
SLIP = Slip(
    "Nguyễn Văn An", "123456789", "http://192.168.1.20/s/8f3kd93kfj39fk3jf93k", 1965,
    "Chi bộ thôn Đồng Tâm", "Tổ 1 của lớp",
)  # fmt: skip
LONG = "Công Tằng Tôn Nữ Nguyễn Phước Thị Hoàng Ngọc Bảo Châu Phượng Khánh"


def page(room: Room = ROOM, **changes: object) -> str:
    return pages_of(slips_pdf(room, [replace(SLIP, **changes)], MOMENT))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN",
        "Lớp khóa 1 năm 2026",
        "Đồng chí Nguyễn Văn An",
        "Sinh năm 1965 · Tổ 1 của lớp Chi bộ thôn Đồng Tâm",
        "Mã phiếu 123 456 789",
        "1 Vào Wi-Fi: TTCT-HamYen - mật khẩu: hamyen2026",
        "2 Nếu máy báo “không có Internet”: chọn “Giữ kết nối”",
        "3 Quét mã QR hoặc mở địa chỉ 192.168.1.20",
        "4 Nhập mã 123 456 789",
    ],
)
def test_a_slip_says(words: str) -> None:
    assert words in page()


def test_an_open_network_asks_for_no_password() -> None:
    assert "1 Vào Wi-Fi: TTCT-HamYen (không cần mật khẩu)" in page(replace(ROOM, password=""))


def test_without_wifi_the_help_begins_with_the_code_to_scan() -> None:
    room = replace(ROOM, ssid="", password="")
    assert "1 Quét mã QR" in page(room)
    assert len(help_lines(room, "1")) == 2


def test_a_guest_s_slip_says_so() -> None:
    assert "KHÁCH MỜI CHẤM" in page(guest=True)
    assert "KHÁCH MỜI CHẤM" not in page()


def test_a_long_name_wraps_and_loses_nothing() -> None:
    assert LONG in page(name=LONG, cell="Chi bộ Trung tâm Dịch vụ nông nghiệp và Phát triển nông thôn")


@pytest.mark.parametrize("name", ["Ngô Hồng Hương Mừng", "Nguyễn Phước Thị Hoàng Ngọc Hương Mừng Mơ"])
def test_texts_that_are_not_measured_leave_room_for_the_help(name: str) -> None:
    long = replace(SLIP, name=name, cell="Chi bộ Mường Nghương thôn Mường M")
    heights = heights_of(slips_pdf(ROOM, [long], MOMENT), ("Sinh năm", "Mã phiếu", "Vào Wi-Fi", "Nhập mã"))
    assert heights == sorted(heights, reverse=True)
    assert heights[1] > heights[2] + 24
    assert heights[3] > 297 * 72 / 25.4 * 3 / 4 + 8


def test_a_class_of_94_takes_twelve_pages_in_the_order_given() -> None:
    slips = [replace(SLIP, name=f"Học viên số {number}.") for number in range(94)]
    made = pages_of(slips_pdf(ROOM, slips, MOMENT))
    places = [" ".join(made).index(f"Học viên số {number}.") for number in range(94)]
    assert len(made) == 12
    assert places == sorted(places)


def test_codes_are_read_in_threes() -> None:
    assert [spaced_code("123456789"), spaced_code("1234")] == ["123 456 789", "123 4"]


def test_slips_are_a4() -> None:
    assert page_sizes(slips_pdf(ROOM, [SLIP], MOMENT)) == {(210, 297)}


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm (poppler-utils) is not installed")
def test_the_printed_codes_open_their_links(tmp_path: Path) -> None:
    slips = [replace(SLIP, link=f"{SLIP.link}-{number}") for number in range(8)]
    picture = subprocess.run(
        ["pdftoppm", "-r", "150", "-gray", "-singlefile", "-"],
        input=slips_pdf(ROOM, slips, MOMENT), capture_output=True, check=True, cwd=tmp_path,
    ).stdout  # fmt: skip
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert {code.text for code in codes} == {slip.link for slip in slips}


def test_a_page_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        slips_pdf(ROOM, [], MOMENT)
