"""Workbooks (.xlsx, .xls) into grids."""

import re
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from quizapp.formats.drafts import Problem
from quizapp.formats.roster_facts import Grid, Source, Span
from quizapp.formats.sniffing import UnsafeFile, open_package

ROW_LIMIT = 20_000
SHEET_LIMIT = 60
COLUMN_LIMIT = 60
CELL_LIMIT = 4_000_000

_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Za-z]{1,4})(\d{1,9})"(?:[^>]*[^/])?>')
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?hidden=\"(?:1|true)\"[^>]*>")
_ROW_NUMBER = re.compile(rb'\sr="(\d{1,9})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx(content: bytes) -> Source:
    """Every sheet of an .xlsx; a packed bomb, a cell at the far end of a sheet or a damaged file is a problem."""
    try:
        with open_package(content) as package:
            members = _sheet_members(package)
            hidden: dict[str, frozenset[int]] = {}
            for title, member in members.items():
                xml = package.read(member)
                _check_extent(xml)
                hidden[title] = _hidden_rows(xml)
    except UnsafeFile as error:
        return Source(problems=(Problem(error.code),))
    except (KeyError, ValueError, etree.LxmlError):
        return Source(problems=(Problem("damaged"),))
    return _read_workbook(content, hidden)


def read_xls(content: bytes) -> Source:
    """Every sheet of an .xls of Excel 97-2003."""
    return _read_workbook(content, {})


def _sheet_members(package: ZipFile) -> dict[str, str]:
    """Sheet title -> its member in the package."""
    names = {name.lower(): name for name in package.namelist()}
    book = names.get("xl/workbook.xml")
    relations = names.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        sheets = [name for name in package.namelist() if name.lower().startswith("xl/worksheets/sheet")]
        return {name: name for name in sheets}
    targets = {
        item.get("Id"): str(item.get("Target", "")).lstrip("/") for item in parse_xml(package.read(relations))
    }
    members = {}
    for item in parse_xml(package.read(book)).iter("{*}sheet"):
        target = targets.get(item.get(_RELATION), "")
        path = target if target.lower().startswith("xl/") else f"xl/{target}"
        if path.lower() in names:
            members[str(item.get("name", ""))] = names[path.lower()]
    return members


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML part; entities, network and huge trees stay off. Raises lxml.etree.LxmlError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _check_extent(xml: bytes) -> None:
    """Refuse a sheet whose filled cells span more than memory should hold: the reader lays out every cell."""
    bottom = right = 0
    for match in _FILLED_CELL.finditer(xml):
        bottom = max(bottom, int(match[2]))
        right = max(right, _column(match[1]))
    if bottom > 1_048_576 or right > 16_384 or bottom * right > CELL_LIMIT:
        raise UnsafeFile("too_many_rows")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _hidden_rows(xml: bytes) -> frozenset[int]:
    found = (_ROW_NUMBER.search(match[0]) for match in _HIDDEN_ROW.finditer(xml))
    return frozenset(int(match[1]) - 1 for match in found if match)


def _read_workbook(content: bytes, hidden: dict[str, frozenset[int]]) -> Source:
    """Ask the library, which is not written in Python: what it cannot stand comes as a panic, not an Exception."""
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        titles = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        problems: list[Problem] = []
        grids = []
        for each in titles[:SHEET_LIMIT]:
            sheet = workbook.get_sheet_by_name(each.name)
            if sheet.height > ROW_LIMIT:
                problems.append(
                    Problem("too_many_rows", place=each.name, facts={"sheet": each.name, "limit": ROW_LIMIT})
                )
                continue
            is_hidden = each.visible != SheetVisibleEnum.Visible
            grids.append(_grid(sheet, is_hidden, hidden.get(each.name, frozenset())))
    except PasswordError:
        return Source(problems=(Problem("encrypted"),))
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return Source(problems=(Problem("damaged"),))
        raise
    return Source(tuple(grids), tuple(problems))


def _grid(sheet: CalamineSheet, is_hidden: bool, hidden_rows: frozenset[int]) -> Grid:
    start = sheet.start or (0, 0)
    rows = sheet.to_python(skip_empty_area=True)
    padding = [None] * start[1]
    filled = [(*padding, *row)[:COLUMN_LIMIT] for row in rows]
    above: list[tuple[None, ...]] = [()] * min(start[0], 1_048_576)
    spans = tuple(
        Span(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Grid(sheet.name, (*above, *filled), spans, hidden_rows, is_hidden)
