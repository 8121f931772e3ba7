"""What a file is, is told by its content; what cannot be read gets one problem that says how to go on."""

import io
import random
import time
import unicodedata

import pytest
from openpyxl import load_workbook

from quizapp.formats import roster_reading
from quizapp.formats.sniffing import Kind, decode_text, sniff
from tests.formats.roster_files import SAMPLES, codes, document, names, opendocument, packed, read, workbook

LIST = "STT;Họ và tên;Ngày sinh;Chi bộ\r\n1;Nguyễn Văn An;02/05/1970;Chi bộ Ao Vệ\r\n2;Trần Thị Bích;1965;Chi bộ A\r\n"
BOTH = ["Nguyễn Văn An", "Trần Thị Bích"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HTML = (
    "<html><body><table><tr><th>STT</th><th>Họ và tên</th><th colspan=2>Ngày sinh</th></tr>"
    "<tr><th></th><th></th><th>Nam</th><th>Nữ</th></tr>"
    "<tr><td>1</td><td>Nguyễn Văn An</td><td>02/05/1970</td><td></td></tr>"
    "<tr><td>2</td><td>Trần Thị Bích</td><td></td><td>1965</td></tr></table></body></html>"
)


def ole(name: str) -> bytes:
    return OLE + (name + "\x00").encode("utf-16-le") + bytes(500)


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode(),
        b"\xef\xbb\xbf" + LIST.encode(),
        LIST.encode("utf-16"),
        LIST.encode("utf-16-le"),
        unicodedata.normalize("NFD", LIST).encode(),
        LIST.replace(";", "\t").encode(),
        LIST.replace(";", ",").encode(),
        ("sep=;\r\n" + LIST).encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 without mark", "nfd", "tabs", "commas", "sep"],
)
def test_delimited_text_is_read_in_every_dress(content: bytes) -> None:
    roster = read(content)
    assert names(roster) == BOTH
    assert [line.born for line in roster.lines] == ["1970-05-02", "1965"]
    assert not roster.problems


def test_windows_1258_is_read_and_said_to_be_a_guess() -> None:
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    letters = []
    for letter in LIST:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in apart if mark in marks)
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in marks))
        letters.append(base + tones)
    roster = read("".join(letters).encode("cp1258"))
    assert names(roster) == BOTH
    assert "encoding_guessed" in codes(roster.notes)


def test_the_row_of_a_csv_is_the_row_that_excel_shows() -> None:
    text = 'DANH SÁCH\r\n\r\nSTT;Họ và tên;"Ngày,\ntháng, năm sinh"\r\n1;Nguyễn Văn An;1970\r\n'
    (line,) = read(text.encode()).lines
    assert (line.row, line.born) == (4, "1970")


@pytest.mark.parametrize("content", [HTML.encode(), HTML.encode("utf-16")], ids=["utf-8", "utf-16"])
def test_a_web_page_posing_as_xls_gives_its_table(content: bytes) -> None:
    roster = read(content, "danh-sach.xls")
    assert [(line.name, line.sex) for line in roster.lines] == [(BOTH[0], "male"), (BOTH[1], "female")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n ", "empty_file"),
        (ole("WordDocument"), "is_doc"),
        (ole("EncryptedPackage"), "encrypted"),
        (ole("PowerPoint Document"), "is_presentation"),
        (ole("Workbook"), "damaged"),
        (b"%PDF-1.7\n...", "is_pdf"),
        (b"\xff\xd8\xff\xe0JFIF", "is_photo"),
        (b"\x89PNG\r\n\x1a\n....", "is_photo"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "is_photo"),
        (b"{\\rtf1\\ansi}", "is_rtf"),
        (b"<html><body><p>Xin ch\xc3\xa0o</p></body></html>", "is_html"),
        (b"<?xml version='1.0'?><Workbook/>", "is_xml"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "is_mhtml"),
        (b"Rar!\x1a\x07\x00....", "is_archive"),
        (packed({"ảnh.txt": b"abc"}), "is_archive"),
        (packed({"xl/workbook.bin": b"abc"}), "is_xlsb"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "is_odt"),
        (packed({"ppt/presentation.xml": b"<a/>"}), "is_presentation"),
        (packed({"Index/Document.iwa": b"abc"}), "is_apple_file"),
        (packed({"xl/workbook.xml": b"<a>"}), "damaged"),
        (packed({"word/document.xml": b"<a"}), "damaged"),
        (packed({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "unsafe_xml"),
        (bytes(range(256)) * 4, "unknown_kind"),
        (document(), "no_table"),
        (workbook([]), "empty_file"),
        (workbook([("Xin chào", "các đồng chí")]), "no_header"),
        (workbook([("STT", "Họ và tên", "Ngày sinh"), (1,), (2,)]), "no_people"),
        (workbook([("TT", "Hä vµ tªn", "N¨m sinh"), ("1", "NguyÔn V¨n §«ng", "1963")]), "legacy_font"),
    ],
)
def test_what_cannot_be_read_gets_one_problem(content: bytes, code: str) -> None:
    roster = read(content, "lop-94.xlsx")
    assert codes(roster.problems) == [code]
    assert roster.problems[0].facts["file"] == "lop-94.xlsx"
    assert not roster.lines


def test_the_name_of_a_file_does_not_count() -> None:
    assert read((SAMPLES / "class-94.xlsx").read_bytes(), "anh.jpg").kind == "xlsx"
    assert sniff(document([["a"]])) is Kind.DOCX


def test_a_file_that_is_too_big_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_reading, "FILE_LIMIT", 10)
    assert codes(read(LIST.encode()).problems) == ["too_big"]


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed({"xl/workbook.xml": bytes(170 * 1024 * 1024)})
    began = time.perf_counter()
    assert codes(read(bomb).problems) == ["zip_bomb"]
    assert time.perf_counter() - began < 3


def test_a_cell_at_the_far_end_of_a_sheet_does_not_eat_the_memory() -> None:
    book = load_workbook(io.BytesIO(workbook([("STT", "Họ và tên")])))
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    assert codes(read(stream.getvalue()).problems) == ["too_many_rows"]


def test_a_sheet_of_more_rows_than_a_class_has_is_refused() -> None:
    body = (
        '<table:table-row table:number-rows-repeated="900000"><table:table-cell><text:p>a</text:p>'
        "</table:table-cell></table:table-row>"
    )
    assert codes(read(opendocument(body)).problems) == ["too_many_rows"]


def test_text_that_is_cut_inside_a_letter_stays_utf_8() -> None:
    assert decode_text("Đảng".encode()[:4]).encoding == "utf-8"


def test_one_broken_byte_does_not_make_another_encoding() -> None:
    decoded = decode_text((LIST * 3).encode() + b"\xff" + LIST.encode())
    assert (decoded.encoding, decoded.guessed) == ("utf-8", True)


def test_broken_files_never_raise_and_are_answered_quickly() -> None:
    chance = random.Random(94)
    seeds = [
        (SAMPLES / "class-94.xlsx").read_bytes(),
        (SAMPLES / "office-97.xls").read_bytes(),
        document([["STT", "Họ và tên", "Năm sinh"], ["1", "Nguyễn Văn An", "1970"]]),
        opendocument(
            "<table:table-row><table:table-cell><text:p>Họ và tên</text:p></table:table-cell></table:table-row>"
        ),
        LIST.encode(),
        LIST.encode("utf-16"),
        HTML.encode(),
    ]
    began = time.perf_counter()
    for turn in range(200):
        content = bytearray(seeds[turn % len(seeds)])
        for _ in range(chance.randint(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        roster = read(bytes(content))
        assert roster.lines or roster.problems
    assert time.perf_counter() - began < 40
