"""Files that are no questions, or that nobody should open: a sentence, never an exception, never a long wait."""

import random
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from quizapp.formats.question_drafts import QuestionFile, State
from quizapp.formats.questions_text_entrance import read_key, read_written_questions
from tests.formats.test_questions_sheet import workbook
from tests.formats.word_files import document, numbering, paragraph, run, table

SAMPLES = Path(__file__).parent.parent / "samples" / "questions"
ROUNDS = 200


def codes(content: bytes) -> list[str]:
    return [each.code for each in read_written_questions(content).problems]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\x00" * 600
            + "WordDocument".encode("utf-16-le")
            + b"\x00\x00",
            "is_doc",
        ),
        (b"%PDF-1.7\n", "is_pdf"),
        (b"{\\rtf1 Cau 1}", "is_rtf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "is_photo"),
        (b"PK\x03\x04" + bytes(50), "is_archive"),
        (b"\x00\x01\x02\x03" * 100, "unknown_kind"),
        (b"x" * (20 * 1024 * 1024 + 1), "too_big"),
    ],
)
def test_other_kinds_of_files_are_named(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_a_bomb_of_entities_is_refused() -> None:
    content = document("Câu 1. Hỏi?", prolog='<!DOCTYPE x [<!ENTITY a "aaaa">]>')
    assert codes(content) == ["unsafe_xml"]


def test_a_packed_bomb_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * (170 * 1024 * 1024) + b"</a>")
    assert codes(stream.getvalue()) == ["zip_bomb"]


def test_a_huge_document_part_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for at in range(60):
            package.writestr(f"word/x{at}.bin", random.Random(at).randbytes(10_000))
        filler = b"".join(b"<w:t>%d</w:t>" % number for number in range(3_200_000))
        package.writestr("word/document.xml", b'<w:document xmlns:w="w">' + filler + b"</w:document>")
    assert codes(stream.getvalue()) == ["too_big"]


def test_a_second_file_without_a_key_is_told() -> None:
    text = "Câu 1. Ai?\nA. một\nB. hai\nĐáp án: A".encode()
    found = read_written_questions(text, b"Kinh gui")
    assert [each.code for each in found.problems] == ["key_file_without_key"]
    assert len(found.questions) == 1
    assert read_key(b"%PDF-1.7") == ()


def test_deep_nesting_ends_in_a_result() -> None:
    deep = "A. một"
    for _ in range(60):
        deep = table((deep if deep.startswith("<") else paragraph(deep),)).replace(
            "</w:tc>", "<w:p/></w:tc>", 1
        )
    assert isinstance(read_written_questions(document("Câu 1. Hỏi?", deep)), QuestionFile)
    assert codes(document("<w:r>" * 300 + "</w:r>" * 300)) == ["damaged"]


def _seeds() -> dict[str, bytes]:
    rich = document(
        "CHƯƠNG I. MỘT", paragraph(run("Câu 1. ", look="b"), "Hỏi?", number=(1, 0)), table(("A. một", "B. hai")),
        paragraph(run("C©u", font=".VnTime")), paragraph("Câu 2: x?\nA. một\tB. hai"), table(("1", "2"), ("A", "B")),
        styles='<w:style w:type="paragraph" w:styleId="N"><w:basedOn w:val="N"/></w:style>',
        lists=numbering((("upperLetter", "%1."), ("decimal", "%1.%2"))),
    )  # fmt: skip
    sheet = workbook(("Câu hỏi", "A", "B", "Đáp án"), ("Ai?", "một", "hai", "A"), ("Gì?", 1, 2, 2.0))
    text = "Câu 1. Ai?\nA. một\tB. hai\nĐáp án: B\n* Lĩnh vực x:\n1) Gì?\na/ x\nb/ y\nBẢNG ĐÁP ÁN\n1A 2B\n".encode()
    real = {
        name: (SAMPLES / name).read_bytes()
        for name in ("answer-table.docx", "synth_tcvn3_vntime_underline.docx")
    }
    return {"rich.docx": rich, "sheet.xlsx": sheet, "text.txt": text, **real}


def _mutated(content: bytes, dice: random.Random) -> bytes:
    """Bytes changed, cut, doubled; of a package, mostly inside one of its parts."""
    if content.startswith(b"PK") and dice.random() < 0.8:
        stream = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(content)) as package,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as other,
        ):
            names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
            chosen = dice.choice([*names, *(name for name in names if "document" in name or "sheet" in name)])
            for name in package.namelist():
                part = package.read(name)
                other.writestr(name, _in_xml(part, dice) if name == chosen else part)
        return stream.getvalue()
    return _in_bytes(content, dice)


def _in_bytes(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(changed)) if changed else 0
        match dice.randrange(4):
            case 0:
                changed[at : at + 1] = dice.randbytes(1)
            case 1:
                del changed[at : at + dice.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + dice.randint(1, 60)]
            case _:
                changed[at:at] = dice.choice(
                    (b"\x00", b"1A 2B", "Câu 9. ".encode(), b"\tB. ", b"=> ", b"(" * 50, b"A.\n")
                )
    return bytes(changed)


def _in_xml(part: bytes, dice: random.Random) -> bytes:
    """Elements dropped, doubled or given another value, mostly well-formed."""
    if dice.random() < 0.2:
        return _in_bytes(part, dice)
    text = part.decode("utf-8", "replace")
    pieces = [piece for piece in text.split("<") if piece]
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(pieces))
        if pieces[at].rstrip().endswith("/>") and dice.random() < 0.5:
            pieces[at] = dice.choice(("", pieces[at] + "<" + pieces[at]))
        else:
            pieces[at] = pieces[at].replace(
                '="', dice.choice(('="-1', '="999999999', '="x', '="', '="\u0660'))
            )
    return ("<" + "<".join(filter(None, pieces))).encode()


@pytest.mark.parametrize("name", sorted(_seeds()))
def test_mutated_files_end_in_a_result(name: str) -> None:
    content, dice = _seeds()[name], random.Random(name)
    for round_number in range(ROUNDS):
        mutated = _mutated(content, dice)
        began = time.perf_counter()
        found = read_written_questions(mutated)
        assert time.perf_counter() - began < 10, round_number
        assert found.questions or found.problems
        for question in found.questions:
            assert question.state is State.ERROR or question.question.key, round_number


def test_hostile_lines_take_no_time() -> None:
    for line in ("(" * 19_000, "A." * 9_000, "1A " * 6_000, "đáp án " * 2_500, " " * 19_000 + "x", "Điều 1 " * 2_800,
                 "những " * 3_000, "1." * 9_000, "[<df>]" * 3_000, "câu 1 " * 3_000, "- " * 9_000, "#*" * 9_000):  # fmt: skip
        began = time.perf_counter()
        read_written_questions(f"Câu 1. Hỏi?\n{line}\nA. một\nB. {line}\n{line}".encode())
        assert time.perf_counter() - began < 2, line[:10]
