"""Letters of old Vietnamese fonts, one by one."""

import unicodedata

import pytest

from quizapp.formats.legacy_fonts import Letters, convert, letters_of, suspect
from quizapp.formats.legacy_tables import TCVN3, VNI_PAIRS

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}


def test_tcvn3_has_every_small_letter_and_the_capitals_without_tone() -> None:
    accented = {letter for letter in VIETNAMESE if not letter.isascii()}
    assert accented <= set(TCVN3.values())
    assert len(TCVN3) == len(set(TCVN3.values())) == 74


def test_vni_has_every_letter_small_and_capital() -> None:
    alone = set("ìíỉĩịơưỵđ")
    accented = {letter for letter in VIETNAMESE if not letter.isascii()}
    assert accented - alone <= set(VNI_PAIRS.values())
    assert {letter.upper() for letter in accented - alone} <= set(VNI_PAIRS.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("§¶ng Céng s¶n ViÖt Nam", "Đảng Cộng sản Việt Nam"),
        ("nghÞ quyÕt, chØ thÞ, quy ®Þnh", "nghị quyết, chỉ thị, quy định"),
        ("h\u00adíng dÉn thùc hiÖn NghÞ ®Þnh", "hướng dẫn thực hiện Nghị định"),
        ("xuyªn suèt, ngµy, th¸ng, n¨m; ®¹o ®øc", "xuyên suốt, ngày, tháng, năm; đạo đức"),
    ],
)
def test_tcvn3(before: str, after: str) -> None:
    assert convert(before, Letters.TCVN3) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ñaûng Coäng saûn Vieät Nam", "Đảng Cộng sản Việt Nam"),
        ("nghò quyeát, chæ thò, quy ñònh", "nghị quyết, chỉ thị, quy định"),
        ("ÑAÛNG COÄNG SAÛN", "ĐẢNG CỘNG SẢN"),
        ("höôùng daãn thöïc hieän", "hướng dẫn thực hiện"),
        ("thaúng, laën, löûa, kyõ, yù, kî", "thẳng, lặn, lửa, kỹ, ý, kỵ"),
    ],
)
def test_vni(before: str, after: str) -> None:
    assert convert(before, Letters.VNI) == after


def test_capitals_of_tcvn3_come_from_the_font() -> None:
    assert convert("bé tr\u00adëng", Letters.TCVN3_CAPITALS) == "BỘ TRƯỞNG"


@pytest.mark.parametrize(
    ("font", "letters"),
    [
        (".VnTime", Letters.TCVN3), (".VnTimeH", Letters.TCVN3_CAPITALS), (".VNARIALH", Letters.TCVN3_CAPITALS),
        (".VnArial Narrow", Letters.TCVN3), ("VNI-Times", Letters.VNI), ("VNI-Helve", Letters.VNI),
        ("Times New Roman", Letters.UNICODE), ("UTM Avo", Letters.UNICODE), ("VNtimes new roman", Letters.UNKNOWN),
    ],
)  # fmt: skip
def test_letters_by_the_name_of_the_font(font: str, letters: Letters) -> None:
    assert letters_of(font) is letters


def test_only_text_that_reads_as_vietnamese_is_suspected() -> None:
    found = suspect("C©u hái: Chi bé sinh ho¹t ®Þnh kú mçi th¸ng mÊy lÇn?")
    assert found is not None
    assert (found.letters, found.after[:11]) == (Letters.TCVN3, "Câu hỏi: Ch")
    assert suspect("Câu hỏi: Chi bộ sinh hoạt định kỳ mỗi tháng mấy lần?") is None
    assert suspect("El niño pequeño está en la montaña; mañana comió, después también cantó") is None
    assert suspect("Für die Übung müssen wir größere Häuser schön bauen, während später Grüße") is None
    assert suspect("là có gì và bà cô chí") is None


def test_conversion_gives_composed_letters() -> None:
    for text in (convert("ViÖt Nam ®Þnh", Letters.TCVN3), convert("Vieät Nam ñònh", Letters.VNI)):
        assert unicodedata.is_normalized("NFC", text)
