"""The shipped faces hold what Vietnamese needs, and what they lack is named before it is printed."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from quizapp.formats.fonts import FACES, FONTS_FOLDER, code_points, unprintable

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
ACCENTED = "".join(mark for mark in LETTERS + LETTERS.upper() if not mark.isascii())
ALL = LETTERS + LETTERS.upper()


def test_the_alphabet_of_the_tests_is_whole() -> None:
    assert (len(set(ACCENTED)), len(set(ALL))) == (134, 146)


@pytest.mark.parametrize("face", FACES)
def test_every_face_has_all_vietnamese_letters(face: str) -> None:
    assert {mark for mark in ALL if ord(mark) not in code_points(FONTS_FOLDER / face)} == set()


@pytest.mark.parametrize("face", FACES)
def test_our_reading_of_a_font_agrees_with_fonttools(face: str) -> None:
    assert code_points(FONTS_FOLDER / face) == set(TTFont(FONTS_FOLDER / face).getBestCmap())


@pytest.mark.parametrize("face", FACES)
def test_every_face_may_be_embedded(face: str) -> None:
    assert TTFont(FONTS_FOLDER / face)["OS/2"].fsType == 0


def test_the_licence_travels_with_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS_FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_a_vietnamese_name_is_printable_however_it_was_composed() -> None:
    assert unprintable(unicodedata.normalize("NFD", "Nguyễn Thị Ước Ỷ – “K’Điệp”")) == set()


def test_what_no_face_holds_is_named() -> None:
    assert unprintable("Lê ✓ 😀 An 漢") == {"✓", "😀", "漢"}


def test_what_nobody_can_see_is_not_printable() -> None:
    assert unprintable("An\u200b\tBình\ufeff") == {"\u200b", "\t", "\ufeff"}


def test_a_file_that_is_no_font_is_said_to_be_none(tmp_path) -> None:  # type: ignore[no-untyped-def]
    hollow = tmp_path / "hollow.ttf"
    hollow.write_bytes(b"\0\1\0\0" + bytes(60))
    with pytest.raises(ValueError, match="hollow"):
        code_points(hollow)
