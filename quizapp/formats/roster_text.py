"""Delimited text (.csv, .tsv, .txt) and tables of web pages (also those that pose as .xls) into grids."""

import csv
import re
from collections import Counter
from io import StringIO

from lxml import etree, html

from quizapp.formats.drafts import Problem
from quizapp.formats.roster_facts import Grid, Source, Span, Value
from quizapp.formats.roster_spreadsheet import COLUMN_LIMIT, ROW_LIMIT
from quizapp.formats.sniffing import DecodedText, decode_text

_DELIMITERS = (";", "\t", ",", "|")
_TABLE_LIMIT = 200


def read_text(content: bytes) -> Source:
    """A delimited text as one grid; the row number is the one that Excel shows on opening it."""
    decoded = decode_text(content)
    text = decoded.text.replace("\x00", "")
    named = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    delimiter = named[1] if named else _delimiter(text)
    if named:
        text = "\n" + text[named.end() :]
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return Source(problems=(Problem("damaged"),))
    if len(rows) > ROW_LIMIT:
        return Source(problems=(Problem("too_many_rows", facts={"sheet": "", "limit": ROW_LIMIT}),))
    cut: tuple[tuple[Value, ...], ...] = tuple(tuple(row[:COLUMN_LIMIT]) for row in rows)
    return Source((Grid("", cut),), notes=_encoding_note(decoded))


def _encoding_note(decoded: DecodedText) -> tuple[Problem, ...]:
    if not decoded.guessed:
        return ()
    return (Problem("encoding_guessed", facts={"encoding": decoded.encoding}),)


def _delimiter(text: str) -> str:
    """The sign that cuts the most lines of the beginning into the same number of cells, at least two."""
    head = "\n".join(text.splitlines()[:60])

    def regularity(delimiter: str) -> int:
        try:
            widths = Counter(len(row) for row in csv.reader(StringIO(head), delimiter=delimiter))
        except csv.Error:
            return 0
        widths.pop(0, None)
        widths.pop(1, None)
        return max((width * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=regularity)


def read_html(content: bytes) -> Source:
    """Every table of a page, with merged cells."""
    decoded = decode_text(content)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text.replace("\x00", ""))
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError, AssertionError):
        return Source(problems=(Problem("is_html"),))
    tables = [table for table in root.iter("table") if table.find(".//table") is None][:_TABLE_LIMIT]
    grids = tuple(_grid(table, f"Bảng {number}") for number, table in enumerate(tables, 1))
    if not grids:
        return Source(problems=(Problem("is_html"),))
    if sum(len(grid.rows) for grid in grids) > ROW_LIMIT:
        return Source(problems=(Problem("too_many_rows", facts={"sheet": "", "limit": ROW_LIMIT}),))
    return Source(grids, notes=_encoding_note(decoded))


def _grid(table: etree._Element, name: str) -> Grid:
    rows: list[tuple[Value, ...]] = []
    spans: list[Span] = []
    taken: set[tuple[int, int]] = set()
    for top, element in enumerate(table.iter("tr")):
        cells: list[Value] = []
        for cell in element.iterchildren("td", "th"):
            while (top, len(cells)) in taken:
                cells.append(None)
            left = len(cells)
            if left >= COLUMN_LIMIT:
                break
            across = min(_number(cell.get("colspan")), COLUMN_LIMIT - left)
            down = min(_number(cell.get("rowspan")), 1000)
            if across > 1 or down > 1:
                spans.append(Span(top, left, top + down - 1, left + across - 1))
                taken.update((top + y, left + x) for y in range(1, down) for x in range(across))
            cells.extend([" ".join(map(str, cell.itertext())), *[None] * (across - 1)])
        rows.append(tuple(cells))
    return Grid(name, tuple(rows), tuple(spans), is_table=True)


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdigit() and len(text) < 6 else 1
