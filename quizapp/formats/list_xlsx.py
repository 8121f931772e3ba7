"""Lists as .xlsx, laid out to be printed and signed. Texts stay texts: nothing becomes a formula or a link."""

import re
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from quizapp.formats.letterhead import Heading, Signature, place_and_date
from quizapp.formats.list_facts import (
    SIGN_ROW_MM,
    ListColumn,
    OfficeList,
    ResultsTable,
    clean,
    heading_lines,
    left_share,
    line_count,
    row_cells,
    sheet_title,
)  # fmt: skip

_FONT = "Times New Roman"
_SIZE = 13
_LINE = 17.0
_POINTS_A_MM = 72 / 25.4
_PAGE_MM = 297
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def list_xlsx(facts: OfficeList) -> bytes:
    """A4 landscape, one page wide, the heading row on every page, long texts wrapped and never cut."""
    stream = BytesIO()
    workbook = Workbook(stream, _OPTIONS)
    workbook.set_properties({"title": clean(" ".join(facts.title)), "created": _CREATED})
    _Page(workbook, facts).write()
    workbook.close()
    return stream.getvalue()


class _Page:
    """The sheet being written, from top to bottom."""

    def __init__(self, workbook: Workbook, facts: OfficeList) -> None:
        self.workbook, self.facts = workbook, facts
        self.sheet: Worksheet = workbook.add_worksheet(sheet_title(facts.sheet_name))
        self.last = max(len(facts.columns), 2) - 1
        self.split = left_share(facts.columns)
        self.row = 0
        printable = (_PAGE_MM - facts.margins.left - facts.margins.right) * _POINTS_A_MM
        whole = sum(column.share for column in facts.columns) or 1
        self.widths = [printable * column.share / whole for column in facts.columns]

    def write(self) -> None:
        self._set_up()
        self._write_heading()
        self._write_title()
        self._write_table()
        self._write_foot()
        self.sheet.print_area(0, 0, max(self.row - 1, 0), self.last)

    def form(self, **properties: object) -> Format:
        """A cell format on the sheet's font."""
        return self.workbook.add_format(
            {"font_name": _FONT, "font_size": _SIZE, "valign": "vcenter", "text_wrap": True, **properties}
        )

    def _set_up(self) -> None:
        sheet, margins = self.sheet, self.facts.margins
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(
            *(each / 25.4 for each in (margins.left, margins.right, margins.top, margins.bottom))
        )
        sheet.set_footer(f'&C&"{_FONT},Regular"&12Trang &P/&N', {"margin": 0.3})
        for place, points in enumerate(self.widths):
            sheet.set_column(place, place, max(3.0, (points * 96 / 72 - 5) / 7))

    def across(self, first: int, last: int, text: str, form: Format, height: float = 20.0) -> None:
        """One text over several columns of the present row."""
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", form)
        self.sheet.write_string(self.row, first, clean(text), form)
        self.sheet.set_row(self.row, height)

    def _write_heading(self) -> None:
        head = self.facts.letterhead
        left: list[tuple[str, dict[str, object]]] = []
        if head.superior:
            left += [(line, {"font_size": 14}) for line in head.superior.split("\n")]
        left += [(line, {"font_size": 14, "bold": True}) for line in head.issuer.split("\n")]
        if head.heading is Heading.PARTY:
            left.append(("*", {"font_size": 14}))
        if self.facts.number:
            left.append((self.facts.number, {"font_size": 14}))
        lines = heading_lines(head)
        right: list[tuple[str, dict[str, object]]] = [
            (line, {"bold": True, "font_size": 15 if len(lines) == 1 else 13, "underline": line == lines[-1]})
            for line in lines
        ]
        if self.facts.place:
            right.append(("", {}))
            right.append(
                (place_and_date(self.facts.place, self.facts.day), {"italic": True, "font_size": 14})
            )
        for place in range(max(len(left), len(right))):
            for half, first, last in ((left, 0, self.split - 1), (right, self.split, self.last)):
                if place < len(half):
                    text, look = half[place]
                    self.across(first, last, text, self.form(align="center", **look), 20.0)
            self.row += 1
        self.row += 1

    def _write_title(self) -> None:
        width = sum(self.widths)
        for place, line in enumerate(self.facts.title):
            size = 15 if place == 0 else 14
            lines = line_count(line, width, size * 1.08)
            form = self.form(align="center", bold=place < 2, italic=place > 1, font_size=size)
            self.across(0, self.last, line, form, lines * 20.0)
            self.row += 1
        self.row += 1

    def _write_table(self) -> None:
        columns = self.facts.columns
        top = self.row
        head = self.form(bold=True, align="center", border=1)
        self._table_row(tuple(column.heading for column in columns), [head] * len(columns), 1.1, 24.0)
        forms = [self.form(align=column.alignment, border=1) for column in columns]
        least = SIGN_ROW_MM * _POINTS_A_MM if self.facts.is_signed_in_rows else 21.0
        for row in self.facts.rows:
            self._table_row(row, forms, 1.0, round(least + 0.005, 2), columns)
        self.sheet.repeat_rows(top)
        self.sheet.freeze_panes(top + 1, 0)
        if columns:
            self.sheet.ignore_errors(
                {"number_stored_as_text": f"A{top + 1}:{_letter(len(columns) - 1)}{self.row}"}
            )

    def _table_row(
        self,
        row: tuple[str, ...],
        forms: list[Format],
        weight: float,
        least: float,
        columns: tuple[ListColumn, ...] = (),
    ) -> None:
        cells = row_cells(row, len(forms))
        lines = 1
        for place, (text, form) in enumerate(zip(cells, forms, strict=True)):
            kind = columns[place].kind if columns else "text"
            _write_cell(self.sheet, self.row, place, text, kind, form)
            lines = max(lines, line_count(text, self.widths[place] - 6, _SIZE * weight))
        self.sheet.set_row(self.row, min(409.0, max(least, lines * _LINE + 5)))
        self.row += 1

    def _write_foot(self) -> None:
        width = sum(self.widths)
        endings: tuple[tuple[str, dict[str, object]], ...] = (
            (self.facts.total, {"italic": True}),
            (self.facts.sort_note, {"font_size": 11}),
        )
        for text, look in endings:
            if text:
                lines = line_count(text, width, _SIZE)
                self.across(0, self.last, text, self.form(**look), lines * _LINE + 6)
                self.row += 1
        self._write_signatures()

    def _write_signatures(self) -> None:
        signatures = self.facts.signatures[:2]
        if not signatures:
            return
        self.row += 1
        halves = (
            [(self.split, self.last)]
            if len(signatures) == 1
            else [(0, self.split - 1), (self.split, self.last)]
        )
        blocks = [_signature_lines(each, self.facts.letterhead.heading) for each in signatures]
        for place in range(len(blocks[0])):
            for (first, last), block in zip(halves, blocks, strict=True):
                text, look = block[place]
                self.across(first, last, text, self.form(align="center", font_size=14, **look), 20.0)
            self.row += 1


def _signature_lines(signature: Signature, heading: Heading) -> list[tuple[str, dict[str, object]]]:
    """Date, authority, position, room to sign and seal, name. The Party sets no bold position."""
    dated = place_and_date(signature.place, signature.day) if signature.place else ""
    bold = heading is Heading.STATE or not signature.authority
    return [
        (dated, {"italic": True}),
        (signature.authority, {"bold": True}),
        (signature.position, {"bold": bold}),
        *[("", {})] * 4,
        (signature.name, {"bold": True}),
    ]


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else _letter(column // 26 - 1) + chr(65 + column % 26)


def _write_cell(sheet: Worksheet, row: int, column: int, text: str, kind: str, form: Format) -> None:
    """A plain number in a column of numbers is one for Excel too; everything else is text."""
    if kind == "number" and re.fullmatch(r"(0|[1-9]\d{0,8})", text):
        sheet.write_number(row, column, int(text), form)
    else:
        sheet.write_string(row, column, text, form)


def results_xlsx(table: ResultsTable) -> bytes:
    """Headings in the first row with filters, kept in sight while scrolling; one row a person."""
    stream = BytesIO()
    workbook = Workbook(stream, _OPTIONS)
    workbook.set_properties({"created": _CREATED})
    sheet = workbook.add_worksheet(sheet_title(table.sheet_name))
    look = {"font_name": _FONT, "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
    head = workbook.add_format(
        {**look, "bold": True, "valign": "vcenter", "align": "center", "bg_color": "#EDEDED"}
    )
    width = len(table.columns)
    for place, column in enumerate(table.columns):
        longest = max((len(text) for row in table.rows for text in row[place : place + 1]), default=0)
        sheet.set_column(place, place, min(48, max(8, longest + 2, len(column.heading) // 2 + 4)))
        sheet.write_string(0, place, clean(column.heading), head)
    forms = [workbook.add_format({**look, "align": column.alignment}) for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        for place, text in enumerate(row_cells(row, width)):
            _write_cell(sheet, number, place, text, table.columns[place].kind, forms[place])
    if width:
        sheet.autofilter(0, 0, len(table.rows), width - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letter(width - 1)}{len(table.rows) + 1}"})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    workbook.close()
    return stream.getvalue()
