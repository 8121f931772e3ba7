"""Rosters of our own making, as bytes: each office sends another kind."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from quizapp.formats.drafts import Problem
from quizapp.formats.roster_facts import RosterFile
from quizapp.formats.roster_reading import read_roster

SAMPLES = Path(__file__).parent.parent / "samples" / "rosters"
TODAY = date(2026, 11, 25)
Rows = Iterable[Iterable[object]]


def read(content: bytes, name: str = "danh-sach") -> RosterFile:
    """Read on the day of the tests."""
    return read_roster(content, name, TODAY)


def workbook(rows: Rows, merged: Iterable[str] = (), hidden: Iterable[int] = (), **more: Rows) -> bytes:
    """An .xlsx with the sheet "Danh sách"; further sheets by name."""
    book = Workbook()
    book.remove(book.active)
    for title, content in {"Danh sách": rows, **more}.items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(list(row))
    for place in merged:
        book["Danh sách"].merge_cells(place)
    for row in hidden:
        book["Danh sách"].row_dimensions[row].hidden = True
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document(*tables: list[list[str]]) -> bytes:
    """A .docx with these tables; a cell "<" is merged with the one at its left, "^" with the one above."""
    paper = Document()
    for rows in tables:
        table = paper.add_table(rows=len(rows), cols=len(rows[0]))
        for top, row in enumerate(rows):
            for left, text in enumerate(row):
                cell = table.cell(top, left)
                if text == "<":
                    table.cell(top, left - 1).merge(cell)
                elif text == "^":
                    table.cell(top - 1, left).merge(cell)
                else:
                    cell.text = text
        paper.add_paragraph("")
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def opendocument(body: str) -> bytes:
    """An .ods whose one table holds this XML."""
    names = ["office:1.0", "table:1.0", "text:1.0"]
    spaces = " ".join(f'xmlns:{name[:-4]}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Lớp">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    )


def packed(members: dict[str, bytes]) -> bytes:
    """A zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def codes(found: Iterable[Problem]) -> list[str]:
    """The codes, in order."""
    return [each.code for each in found]


def names(roster: RosterFile) -> list[str]:
    """Who was found."""
    return [line.name for line in roster.lines]
