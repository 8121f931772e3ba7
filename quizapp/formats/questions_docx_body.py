"""A Word document's paragraphs and tables in reading order: lines, answer tables, and tables of questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from quizapp.formats.question_drafts import ReadQuestion
from quizapp.formats.questions_docx_lines import BodyReader, join_lines
from quizapp.formats.questions_docx_looks import shade_of
from quizapp.formats.questions_docx_package import W
from quizapp.formats.questions_sheet_reading import read_table
from quizapp.formats.questions_text_keys import KeyGroup, pairs_of_table
from quizapp.formats.questions_text_lines import Line

_LABEL_CELL = re.compile(r"^\s*(?:(?:câu|bài|question)\s*)?\d{1,4}\s*[.:)\]/]?\s*$", re.IGNORECASE)
_LETTER_CELL = re.compile(r"^\s*[*#✓]?\s*[(\[]?[A-Ha-h]\s*[.:)\]/]?\s*$")
_COUNTED = re.compile(r"([A-Za-z])[.)/:]")
_ROW_LIMIT, _CELL_LIMIT = 20_000, 60
_AROUND = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")


@dataclass(slots=True)
class Body:
    """lines: in reading order; keys: answer tables with the number of lines before them; questions: out of tables
    with headed columns, with the number of lines before each table."""

    lines: list[Line] = field(default_factory=list)
    keys: list[KeyGroup] = field(default_factory=list)
    questions: list[ReadQuestion] = field(default_factory=list)


def read_body(root: etree._Element, reader: BodyReader) -> Body:
    """Everything of the document; what exceeds the limits is left out and noticed by the reader."""
    body = Body()
    found = root.find(f"{W}body")
    if found is not None:
        _read_blocks(found, reader, body, "")
    _count_anew(body.lines)
    return body


def _count_anew(lines: list[Line]) -> None:
    """Letters that Word counts on through all questions (E, F, G, H; I, J, K, L) begin at A in each row."""
    shift, before = 0, False
    for at, line in enumerate(lines):
        if line.is_blank:
            continue
        found = _COUNTED.match(line.text) if line.label else None
        if found is not None and not before:
            place = ord(found[1].upper()) - ord("A")
            shift = place if place > 3 else 0
        if found is not None and shift:
            lines[at] = replace(line, text=chr(ord(found[1]) - shift) + line.text[1:])
        before = found is not None


def _children(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of these names, also those inside content controls and insertions."""
    wanted = {f"{W}{name}" for name in names}
    for child in parent:
        tag = str(child.tag)
        if tag in wanted:
            yield child
        elif tag.removeprefix(W) in _AROUND:
            yield from _children(child, *names)


def _read_blocks(parent: etree._Element, reader: BodyReader, body: Body, shade: str) -> None:
    for child in _children(parent, "p", "tbl"):
        if child.tag == f"{W}p":
            body.lines += reader.read(child, shade)
        else:
            _read_table(child, reader, body)


def _read_table(table: etree._Element, reader: BodyReader, body: Body) -> None:
    rows: list[list[Body]] = []
    for row in _children(table, "tr"):
        if len(rows) >= _ROW_LIMIT:
            reader.noticed.too_long = True
            break
        if row.find(f"{W}trPr/{W}del") is None:
            rows.append([_read_cell(cell, reader) for cell in list(_children(row, "tc"))[:_CELL_LIMIT]])
    texts = [["\n".join(line.text for line in cell.lines).strip() for cell in row] for row in rows]
    pairs = pairs_of_table(texts)
    if pairs:
        body.keys.append(KeyGroup(len(body.lines), tuple(pairs)))
        return
    questions = read_table(texts)
    if questions:
        body.questions += questions
        return
    for cells in rows:
        _add_row(cells, body)


def _read_cell(cell: etree._Element, reader: BodyReader) -> Body:
    properties = cell.find(f"{W}tcPr")
    shade = "" if properties is None else shade_of(properties.find(f"{W}shd"))
    inner = Body()
    _read_blocks(cell, reader, inner, shade)
    while inner.lines and inner.lines[-1].is_blank:
        inner.lines.pop()
    return inner


def _add_row(row: list[Body], body: Body) -> None:
    """The cells of a row from left to right; a cell with only a number or letter belongs to the next one."""
    waiting: Line | None = None
    for cell in row:
        body.keys += [KeyGroup(len(body.lines) + key.at, key.pairs) for key in cell.keys]
        body.questions += cell.questions
        lines = [line for line in cell.lines if not line.is_blank]
        if waiting is not None and lines:
            lines[0] = join_lines(waiting, lines[0])
            waiting = None
        if len(lines) == 1 and cell is not row[-1] and (label := _label(lines[0])) is not None:
            waiting = label
        else:
            body.lines += lines
    if waiting is not None:
        body.lines.append(waiting)


def _label(line: Line) -> Line | None:
    """The number or letter of a cell of its own, with the sign behind it that makes it one."""
    number, letter = _LABEL_CELL.match(line.text), _LETTER_CELL.match(line.text)
    if (number is None and letter is None) or line.images:
        return None
    sign = " " if line.text.rstrip()[-1:] in ".:)]/" else ". "
    tail = Line(sign, line.number, line.place, ((0, line.looks[-1][1]),))
    return join_lines(Line(line.text.rstrip(), line.number, line.place, line.looks, line.label), tail)
