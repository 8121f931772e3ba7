"""The one entrance to questions as people write them: Word, sheets and plain text, told apart by their content."""

from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.legacy_fonts import Letters
from quizapp.formats.question_drafts import QuestionFile
from quizapp.formats.questions_docx import read_docx_key, read_docx_questions
from quizapp.formats.questions_sheet import read_sheet_key, read_sheet_questions
from quizapp.formats.questions_text import read_text_file, read_text_key
from quizapp.formats.questions_text_keys import KeyGroup
from quizapp.formats.sniffing import FILE_LIMIT, Kind, sniff

REFUSED: dict[Kind, str] = {
    Kind.EMPTY: "empty_file",
    Kind.XLSB: "is_xlsb",
    Kind.DOC: "is_doc",
    Kind.ODT: "is_odt",
    Kind.PRESENTATION: "is_presentation",
    Kind.PAGES: "is_apple_file",
    Kind.PDF: "is_pdf",
    Kind.PHOTO: "is_photo",
    Kind.RTF: "is_rtf",
    Kind.XML: "is_xml",
    Kind.MHTML: "is_mhtml",
    Kind.ARCHIVE: "is_archive",
    Kind.ENCRYPTED: "encrypted",
    Kind.UNKNOWN: "unknown_kind",
}
_SHEETS = (Kind.XLSX, Kind.XLS, Kind.ODS, Kind.HTML)


def read_written_questions(
    content: bytes, key_file: bytes | None = None, *, letters: Letters = Letters.UNICODE
) -> QuestionFile:
    """Questions of a .docx, .xlsx, .xls, .ods, .csv or text; never raises, whatever the bytes are.

    key_file: a second file with the answers, of any of these kinds. letters: what the user says a text without a
    telling font is written in, after having been asked.
    """
    kind = Kind.UNKNOWN if len(content) > FILE_LIMIT else sniff(content)
    if len(content) > FILE_LIMIT:
        facts: dict[str, Fact] = {"limit_mb": FILE_LIMIT >> 20}
        return QuestionFile(kind.value, problems=(Problem("too_big", facts=facts),))
    if kind in REFUSED:
        return QuestionFile(kind.value, problems=(Problem(REFUSED[kind]),))
    key = read_key(key_file) if key_file else ()
    found = _read(kind, content, key, letters)
    if key_file and not key:
        problems = (Problem("key_file_without_key"), *found.problems)
        return QuestionFile(found.format, found.questions, problems, found.lost)
    return found


def _read(kind: Kind, content: bytes, key: tuple[KeyGroup, ...], letters: Letters) -> QuestionFile:
    if kind is Kind.DOCX:
        return read_docx_questions(content, key)
    if kind in _SHEETS:
        return read_sheet_questions(content, key)
    text = read_text_file(content, letters=letters, key=key)
    table = read_sheet_questions(content, key) if len(text.questions) < 2 or _is_unsound(text) else None
    if table is not None and _soundness(table) > _soundness(text):
        return table
    return text


def _is_unsound(found: QuestionFile) -> bool:
    return _soundness(found) * 2 < len(found.questions)


def _soundness(found: QuestionFile) -> int:
    return sum(1 for each in found.questions if each.state != "error")


def read_key(content: bytes) -> tuple[KeyGroup, ...]:
    """The answers of a file that holds a key: numbers and letters in lines or tables; () for any other file."""
    if len(content) > FILE_LIMIT:
        return ()
    kind = sniff(content)
    if kind is Kind.DOCX:
        return read_docx_key(content)
    if kind is Kind.TEXT:
        return read_text_key(content) or read_sheet_key(content)
    return read_sheet_key(content) if kind in _SHEETS else ()
