"""Tables of Word documents (.docx) into grids."""

from lxml import etree

from quizapp.formats.drafts import Problem
from quizapp.formats.roster_facts import Grid, Source, Span, Value
from quizapp.formats.roster_spreadsheet import COLUMN_LIMIT, ROW_LIMIT, parse_xml
from quizapp.formats.sniffing import UnsafeFile, open_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TABLE_LIMIT = 400


def read_docx(content: bytes) -> Source:
    """Every table of a .docx in reading order, tables inside cells as tables of their own.

    Deleted text of tracked changes is left out, inserted text is kept.
    """
    try:
        with open_package(content) as package:
            names = [name for name in package.namelist() if name.lower().startswith("word/document")]
            xml = package.read(min(names, key=len))
            root = parse_xml(xml.replace(_STRICT, _W[1:-1].encode()))
    except UnsafeFile as error:
        return Source(problems=(Problem(error.code),))
    except (KeyError, ValueError, etree.LxmlError):
        return Source(problems=(Problem("damaged"),))
    tables = list(root.iter(f"{_W}tbl"))[:_TABLE_LIMIT]
    if not tables:
        return Source(problems=(Problem("no_table"),))
    grids = tuple(_grid(table, f"Bảng {number}") for number, table in enumerate(tables, 1))
    if sum(len(grid.rows) for grid in grids) > ROW_LIMIT:
        return Source(problems=(Problem("too_many_rows", facts={"sheet": "", "limit": ROW_LIMIT}),))
    return Source(grids)


def _grid(table: etree._Element, name: str) -> Grid:
    rows: list[tuple[Value, ...]] = []
    spans: list[Span] = []
    open_spans: dict[int, Span] = {}
    for top, element in enumerate(_rows(table)):
        cells: list[Value] = [None] * _number(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
        still_open: dict[int, Span] = {}
        for cell in _through_controls(element, "tc"):
            if len(cells) >= COLUMN_LIMIT:
                break
            left = len(cells)
            width = min(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), COLUMN_LIMIT - left)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            span = Span(top, left, top, left + width - 1)
            if goes_on and left in open_spans:
                above = open_spans[left]
                span = Span(above.top, left, top, above.right)
                cells.extend([None] * width)
            else:
                cells.extend([_text(cell), *[None] * (width - 1)])
            if merge is not None:
                still_open[left] = span
            elif width > 1:
                spans.append(span)
        spans.extend(span for left, span in open_spans.items() if still_open.get(left, span).top != span.top)
        spans.extend(span for left, span in open_spans.items() if left not in still_open)
        open_spans = still_open
        rows.append(tuple(cells))
    spans.extend(open_spans.values())
    return Grid(name, tuple(rows), tuple(spans), is_table=True)


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in _through_controls(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None]


def _through_controls(parent: etree._Element, name: str) -> list[etree._Element]:
    """The rows of a table or cells of a row, also those inside content controls and marked insertions."""
    found = []
    for child in parent:
        if child.tag == f"{_W}{name}":
            found.append(child)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            found.extend(_through_controls(child, name))
    return found


def _number(element: etree._Element | None, default: int) -> int:
    text = "" if element is None else str(element.get(f"{_W}val", ""))
    return int(text) if text.isdigit() and len(text) < 6 else default


def _text(cell: etree._Element) -> str | None:
    """The text of a cell without that of tables inside it."""
    lines = [_line(paragraph) for paragraph in _paragraphs(cell)]
    return "\n".join(line for line in lines if line.strip()) or None


def _paragraphs(parent: etree._Element) -> list[etree._Element]:
    found = []
    for child in parent:
        if child.tag == f"{_W}p":
            found.append(child)
        elif child.tag not in (f"{_W}tbl", f"{_W}tcPr"):
            found.extend(_paragraphs(child))
    return found


def _line(paragraph: etree._Element) -> str:
    parts = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif (parent := element.getparent()) is not None and parent.tag == f"{_W}r":
            parts.append(" ")
    return "".join(parts)
