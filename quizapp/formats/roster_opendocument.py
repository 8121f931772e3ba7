"""OpenDocument spreadsheets (.ods) into grids."""

from datetime import datetime
from zipfile import ZipFile

from lxml import etree

from quizapp.formats.drafts import Problem
from quizapp.formats.roster_facts import Grid, Source, Span, Value
from quizapp.formats.roster_spreadsheet import COLUMN_LIMIT, ROW_LIMIT, SHEET_LIMIT, parse_xml
from quizapp.formats.sniffing import UnsafeFile, open_package

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_ods(content: bytes) -> Source:
    """Every sheet of an .ods. Repeated rows and columns are laid out only as far as the limits go."""
    try:
        with open_package(content) as package:
            if _is_encrypted(package):
                return Source(problems=(Problem("encrypted"),))
            root = parse_xml(package.read("content.xml"))
    except UnsafeFile as error:
        return Source(problems=(Problem(error.code),))
    except (KeyError, ValueError, etree.LxmlError):
        return Source(problems=(Problem("damaged"),))
    tables = list(root.iter(f"{_TABLE}table"))[:SHEET_LIMIT]
    grids = [_grid(table) for table in tables]
    problems = tuple(
        Problem("too_many_rows", place=grid.name, facts={"sheet": grid.name, "limit": ROW_LIMIT})
        for grid in grids
        if len(grid.rows) > ROW_LIMIT
    )
    return Source(tuple(grid for grid in grids if len(grid.rows) <= ROW_LIMIT), problems)


def _is_encrypted(package: ZipFile) -> bool:
    names = package.namelist()
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    return b"encryption-data" in manifest


def _grid(table: etree._Element) -> Grid:
    rows: list[tuple[Value, ...]] = []
    spans: list[Span] = []
    hidden: set[int] = set()
    blank = 0
    for element in table.iter(f"{_TABLE}table-row"):
        repeat = _count(element, "number-rows-repeated")
        cells = _cells(element, len(rows) + blank, spans)
        if not any(cell not in (None, "") for cell in cells):
            blank += repeat
            continue
        if len(rows) + blank > ROW_LIMIT:
            rows.extend([()] * (ROW_LIMIT + 1 - len(rows)))
            break
        rows.extend([()] * blank)
        blank = 0
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            hidden.update(range(len(rows), len(rows) + min(repeat, ROW_LIMIT + 1)))
        rows.extend([cells] * min(repeat, ROW_LIMIT + 1))
    return Grid(str(table.get(f"{_TABLE}name", "")), tuple(rows), tuple(spans), frozenset(hidden))


def _cells(element: etree._Element, row: int, spans: list[Span]) -> tuple[Value, ...]:
    cells: list[Value] = []
    for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        if len(cells) >= COLUMN_LIMIT:
            break
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            spans.append(Span(row, len(cells), row + down - 1, len(cells) + across - 1))
        repeat = min(_count(cell, "number-columns-repeated"), COLUMN_LIMIT - len(cells))
        cells.extend([_value(cell)] * repeat)
    return tuple(cells)


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1


def _value(cell: etree._Element) -> Value:
    kind = cell.get(f"{_OFFICE}value-type")
    try:
        if kind in ("float", "percentage", "currency"):
            return float(str(cell.get(f"{_OFFICE}value")))
        if kind == "date":
            return datetime.fromisoformat(str(cell.get(f"{_OFFICE}date-value"))[:19])
    except ValueError:
        return _text(cell)
    return _text(cell)


def _text(cell: etree._Element) -> str | None:
    paragraphs = (_paragraph(each) for each in cell.iterchildren(f"{_TEXT}p"))
    return "\n".join(paragraphs) or None


def _paragraph(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s" or child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" ")
        elif not str(child.tag).startswith(_OFFICE):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
