"""Lists that leave the centre: what stands on them, and how long a text runs in a column."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from quizapp.formats.letterhead import Letterhead, Signature

ColumnKind = Literal["text", "number", "date", "sign"]
Align = Literal["left", "center", "right"]

PARTY_HEADING = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
STATE_HEADING = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
SIGN_ROW_MM = 10
TEXT_LIMIT = 32_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """share: the width in parts of the whole. sign: an empty column to sign in, which makes rows high enough."""

    heading: str
    share: int = 10
    kind: ColumnKind = "text"
    align: Align | None = None

    @property
    def alignment(self) -> Align:
        """As set, else texts at the left and everything else in the middle."""
        return self.align or ("left" if self.kind == "text" else "center")


@dataclass(frozen=True, slots=True)
class Margins:
    """Of the page in millimetres (default: HD 05-HD/VPTW, 2026)."""

    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15


@dataclass(frozen=True, slots=True)
class OfficeList:
    """A list on A4 landscape as an office files it.

    number: the paper's own number ("Số 05-DS/TTCT"), or nothing.
    place, day: the line under the heading at the right; left out when place is empty, dots when day is open.
    title: lines in the middle, the first one the largest. rows: plain texts, one a column.
    total: the sentence below the table, worded by the caller ("Danh sách này có 94 (chín mươi tư) đồng chí.").
    signatures: one stands at the right, two at left and right; their own date line prints only where they name
    a place. sort_note: how the list is ordered, small, below the total.
    """

    letterhead: Letterhead
    title: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    number: str = ""
    place: str = ""
    day: date | None = None
    total: str = ""
    signatures: tuple[Signature, ...] = ()
    sheet_name: str = "Danh sách"
    sort_note: str = ""
    margins: Margins = field(default_factory=Margins)

    @property
    def is_signed_in_rows(self) -> bool:
        """Whether people sign in a column."""
        return any(column.kind == "sign" for column in self.columns)


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """A plain table for further work (filters, sums): headings in the first row, one row a person."""

    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    sheet_name: str = "Kết quả"


def clean(text: str) -> str:
    """Without the signs that no office file can hold."""
    return _CONTROL.sub("", text)[:TEXT_LIMIT]


def harmless(text: str) -> str:
    """A cell of a .csv that no spreadsheet program takes for a formula: such a beginning gets a ' before it."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def sheet_title(name: str) -> str:
    """A name that Excel allows for a sheet: at most 31 signs, none of []:*?/\\."""
    allowed = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).strip("' ")[:31].strip("' ")
    return allowed if allowed and allowed.lower() != "history" else "Danh sách"


def row_cells(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Exactly one text a column: a short row is filled up, a long one cut."""
    return tuple(clean(text) for text in (*row, *[""] * width)[:width])


@lru_cache(maxsize=1024)
def _breadth(sign: str) -> float:
    """The breadth of a letter of Times New Roman in parts of its size, on the safe side."""
    if sign in " .,;:'|!ijltfr()-/":
        return 0.34
    if sign in "mw%@":
        return 0.8
    if sign in "MW":
        return 0.98
    return 0.74 if sign.isupper() else 0.53


def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column. width and size in points; words longer than the column are broken."""
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1
        used = 0.0
        for word in paragraph.split(" "):
            long = sum(map(_breadth, word)) * size
            space = 0.25 * size if used else 0.0
            if used + space + long <= width:
                used += space + long
                continue
            lines += 1 if used else 0
            broken = int(long // width) if width > 0 else 0
            lines += broken
            used = long - broken * width
    return lines


def heading_lines(letterhead: Letterhead) -> tuple[str, ...]:
    """The lines at the upper right."""
    return PARTY_HEADING if letterhead.heading.value == "party" else STATE_HEADING


def left_share(columns: tuple[ListColumn, ...]) -> int:
    """How many columns belong to the left half of heading and foot: nearest to 45 % of the width, 1 to all but one."""
    whole = sum(column.share for column in columns) or 1
    run, best, best_gap = 0, 1, 2.0
    for place, column in enumerate(columns[:-1], 1):
        run += column.share
        gap = abs(run / whole - 0.45)
        if gap < best_gap:
            best, best_gap = place, gap
    return best
