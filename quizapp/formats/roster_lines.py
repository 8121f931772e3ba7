"""The rows of one grid into people: sections, repeated headings, merged cells, closing lines."""

from dataclasses import dataclass, field, replace
from datetime import date

from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.roster_facts import Grid, RosterLine, Value
from quizapp.formats.roster_headings import Columns, is_heading_row, read_columns
from quizapp.formats.roster_person import Findings, Row, read_person, same_cells
from quizapp.formats.roster_rows import RowKind, Section, kind_of
from quizapp.formats.roster_values import text_of


@dataclass(slots=True)
class Reading:
    """A grid being read. fingerprints: line by line, everything a row says but its number."""

    grid: Grid
    columns: Columns
    found: Findings
    lines: list[RosterLine] = field(default_factory=list)
    fingerprints: list[tuple[str, ...]] = field(default_factory=list)
    section: dict[str, str] = field(default_factory=dict)
    is_closed: bool = False
    hidden: list[int] = field(default_factory=list)


def read_grid(grid: Grid, columns: Columns, today: date, place_prefix: str = "") -> Reading:
    """Every person of a grid below its heading. place_prefix stands before the cells named in problems."""
    reading = Reading(grid, columns, Findings(grid.name, place_prefix))
    rows = _with_merged(grid)
    place = columns.body_row
    while place < len(rows):
        if is_heading_row(grid.rows[place]):
            place = _new_heading(reading, place)
            continue
        _read_row(reading, place, rows[place], today)
        place += 1
    _note_columns(reading)
    if reading.hidden:
        facts: dict[str, Fact] = {
            "sheet": grid.name,
            "count": len(reading.hidden),
            "rows": _listed(reading.hidden),
        }
        reading.found.notes.append(
            Problem("hidden_rows", place_prefix.rstrip("!"), reading.hidden[0], None, facts)
        )
    return reading


def _with_merged(grid: Grid) -> list[tuple[Value, ...]]:
    """The rows with vertically merged values (one unit beside ten people) repeated in each of their rows."""
    rows = [list(row) for row in grid.rows]
    for span in grid.spans:
        if span.bottom == span.top or span.right - span.left > 1 or span.top >= len(rows):
            continue
        anchor = rows[span.top][span.left] if span.left < len(rows[span.top]) else None
        for place in range(span.top + 1, min(span.bottom, len(rows) - 1) + 1):
            row = rows[place]
            row.extend([None] * (span.left + 1 - len(row)))
            if not text_of(row[span.left]) and any(text_of(cell) for cell in row):
                row[span.left] = anchor
    return [tuple(row) for row in rows]


def _new_heading(reading: Reading, place: int) -> int:
    """A heading inside the list: printed again on a new page, or that of a second table with other columns."""
    columns = read_columns(reading.grid, place)
    if columns.fields != reading.columns.fields:
        _note_columns(reading)
    facts = {"sheet": reading.grid.name}
    reading.found.notes.append(
        Problem("repeated_heading", reading.found.place_prefix.rstrip("!"), place + 1, None, facts)
    )
    reading.columns, reading.is_closed = columns, False
    return columns.body_row


def _read_row(reading: Reading, place: int, cells: tuple[Value, ...], today: date) -> None:
    kind, section = kind_of(reading.grid, place, reading.columns, reading.is_closed)
    number = place + 1
    shown = " ".join(text for cell in reading.grid.rows[place] if (text := text_of(cell)))
    if kind is RowKind.CLOSING:
        reading.is_closed = True
    elif kind is RowKind.SECTION and section:
        _open_section(reading, section, number, shown)
    elif kind is RowKind.NAMELESS:
        fields = ("name", "given", "family")
        reading.found.problems.append(
            reading.found.entry("name_missing", number, reading.columns, fields, text=shown)
        )
    elif kind is RowKind.PASSED_OVER and not reading.is_closed:
        facts = {"sheet": reading.grid.name, "text": shown[:120]}
        reading.found.notes.append(
            Problem("row_passed_over", reading.found.place_prefix.rstrip("!"), number, None, facts)
        )
    elif kind is RowKind.PERSON:
        _add_person(reading, Row(number, cells, reading.columns), today)


def _open_section(reading: Reading, section: Section, number: int, shown: str) -> None:
    if section.field == "unit":
        reading.section.pop("cell", None)
    reading.section[section.field] = section.text
    reading.is_closed = False
    facts = {"sheet": reading.grid.name, "text": shown, "field": section.field, "value": section.text}
    reading.found.notes.append(
        Problem("section_row", reading.found.place_prefix.rstrip("!"), number, None, facts)
    )


def _add_person(reading: Reading, row: Row, today: date) -> None:
    line = read_person(row, today, reading.found)
    line = replace(
        line,
        unit=line.unit or reading.section.get("unit"),
        cell=line.cell or reading.section.get("cell"),
        group=line.group or reading.section.get("group"),
    )
    if row.number - 1 in reading.grid.hidden_rows:
        reading.hidden.append(row.number)
    reading.is_closed = False
    reading.lines.append(line)
    reading.fingerprints.append(same_cells(row, line))


def _note_columns(reading: Reading) -> None:
    """Columns that stay out, each named once; headings over nothing are not worth a word."""
    columns = reading.columns
    for column in columns.unknown:
        below = (row[column] for row in reading.grid.rows[columns.body_row :] if column < len(row))
        if any(text_of(cell) for cell in below):
            heading = columns.headings[column]
            facts = {"sheet": reading.grid.name}
            reading.found.notes.append(
                Problem(
                    "unknown_column",
                    reading.found.place_prefix.rstrip("!"),
                    columns.first_row + 1,
                    heading,
                    facts,
                )
            )
    if not {"birth", "male", "female", "birth_year"} & columns.fields.keys() and reading.lines:
        facts = {"sheet": reading.grid.name}
        reading.found.notes.append(
            Problem(
                "no_birth_column", reading.found.place_prefix.rstrip("!"), columns.first_row + 1, None, facts
            )
        )


def _listed(rows: list[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:12])
    return f"{shown}, ..." if len(rows) > 12 else shown
