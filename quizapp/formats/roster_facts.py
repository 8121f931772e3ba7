"""What the roster readers give back: people as they stand in the file, and what was noticed on the way."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from quizapp.formats.drafts import Problem

Sex = Literal["male", "female"]
Value = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells, places counted from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a workbook or one table of a document.

    rows: cells as stored; a merged value stands in its first cell only.
    is_table: a table of a document, which may go on in the next one.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The grids of a file, and what was noticed while unpacking it."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person's row.

    row: the sheet's own row number, from 1 (in a document: the row of its table).
    number: what stands in the column STT.
    born: YYYY-MM-DD, YYYY-MM or YYYY.
    duplicate_of: the earlier row that is equal in every cell but the number.
    """

    row: int
    sheet: str
    name: str
    number: str | None = None
    sex: Sex | None = None
    born: str | None = None
    ethnicity: str | None = None
    post: str | None = None
    government_post: str | None = None
    cell: str | None = None
    unit: str | None = None
    cell_kind: str | None = None
    phone: str | None = None
    group: str | None = None
    note: str | None = None
    duplicate_of: int | None = None
    duplicate_of_sheet: str | None = None


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster read.

    problems: what must be mended; doubts: what somebody must look at; notes: what stops nothing.
    headings: field -> the heading of the file that gave it, joined by " | " where there were several.
    kind: the kind of file by its content ("xlsx", "docx", "pdf", ...).
    """

    lines: tuple[RosterLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    kind: str = ""

    @property
    def people(self) -> tuple[RosterLine, ...]:
        """The lines without those that repeat an earlier one."""
        return tuple(line for line in self.lines if line.duplicate_of is None)

    @property
    def unsound_rows(self) -> frozenset[tuple[str, int]]:
        """(sheet, row) of every line that a problem or a doubt speaks of."""
        return frozenset(
            (str(each.facts.get("sheet", "")), each.row)
            for each in (*self.problems, *self.doubts)
            if each.row is not None
        )
