"""QR codes say what they should, to a reader that is not ours."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image

from quizapp.formats.qr import qr_for_pdf, qr_svg, wifi_qr, wifi_text

SVG = "{http://www.w3.org/2000/svg}"


def read_back(text: str) -> str:
    out = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(out, kind="png", scale=4)
    return str(zxingcpp.read_barcode(Image.open(out)).text)


def test_a_code_on_a_page_is_a_named_image() -> None:
    root = ET.fromstring(qr_svg("https://example.vn/s/abc", "Mã QR để đăng nhập"))
    assert (root.tag, root.get("role"), root.findtext(f"{SVG}title")) == (
        f"{SVG}svg",
        "img",
        "Mã QR để đăng nhập",
    )


def test_a_title_can_not_bring_markup() -> None:
    assert "<script>" not in qr_svg("x", "<script>alert(1)</script>")


def test_a_code_scales_with_its_box() -> None:
    root = ET.fromstring(qr_svg("x", "t"))
    assert root.get("viewBox") == "0 0 29 29"
    assert root.get("width") is None


def test_the_same_text_gives_the_same_code() -> None:
    assert qr_for_pdf("https://example.vn") == qr_for_pdf("https://example.vn")


@pytest.mark.parametrize(
    ("ssid", "password", "said"),
    [
        ("TTCT", "12345678", "WIFI:T:WPA;S:TTCT;P:12345678;;"),
        ("Phòng họp", "", "WIFI:T:nopass;S:Phòng họp;;"),
        ('a;b,c:d"e\\f', "p;1", 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:p\\;1;;'),
    ],
)
def test_a_wifi_code_escapes_what_its_form_reserves(ssid: str, password: str, said: str) -> None:
    assert wifi_text(ssid, password) == said


def test_a_vietnamese_network_name_is_read_back_whole() -> None:
    assert (
        read_back(wifi_text("Hội trường tầng 2", "đại;hội")) == "WIFI:T:WPA;S:Hội trường tầng 2;P:đại\\;hội;;"
    )


def test_a_wifi_code_has_a_name_for_those_who_can_not_see_it() -> None:
    assert "<title>Mã QR để vào Wi-Fi</title>" in wifi_qr("a", "b")


def test_the_network_s_name_is_nowhere_in_the_markup(tmp_path: Path) -> None:
    assert "hamyen2026" not in wifi_qr("TTCT", "hamyen2026")
