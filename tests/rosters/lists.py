"""Lists for tests: the samples, and small ones written on the spot."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from quizapp.files import service as files
from quizapp.formats.roster_facts import RosterFile
from quizapp.formats.roster_reading import read_roster
from quizapp.rosters import queries, service
from quizapp.rosters.matching import Decision
from tests.factories import NOW

SAMPLES = Path(__file__).parent.parent / "samples" / "rosters"
TODAY = date(2026, 10, 5)
HEADING = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chi bộ", "Đảng bộ", "Điện thoại", "Tổ")


def sample(name: str) -> bytes:
    """A sample file."""
    return (SAMPLES / name).read_bytes()


def expected() -> list[dict[str, Any]]:
    """What class-94 says, row by row."""
    rows: list[dict[str, Any]] = json.loads((SAMPLES / "class-94.expected.json").read_text())["expected"]
    return rows


def workbook(*rows: tuple[str, ...]) -> bytes:
    """An .xlsx with our heading; the number is put in front of each row."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Lớp")
    for number, row in enumerate((HEADING, *((str(n), *row) for n, row in enumerate(rows, 1)))):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()
    return file.getvalue()


def read(content: bytes) -> RosterFile:
    """The list read on the day of the tests."""
    return read_roster(content, "danh-sach.xlsx", TODAY)


def bring_in(cohort_id: int, content: bytes, decisions: dict[int, Decision] | None = None) -> int | None:
    """Import as the page does: the plan shown is the plan confirmed."""
    roster = read(content)
    plan = queries.plan_of(cohort_id, roster, decisions or {})
    sha256 = files.keep(content, "danh-sach.xlsx", NOW)
    draft = service.ImportDraft(cohort_id, sha256, "danh-sach.xlsx", plan.fingerprint, decisions or {})
    return service.confirm(draft, roster, NOW, None)


def counts(cohort_id: int, content: bytes, decisions: dict[int, Decision] | None = None) -> dict[str, int]:
    """State -> rows, of those states that occur."""
    plan = queries.plan_of(cohort_id, read(content), decisions or {})
    return {state: number for state, number in plan.counts.items() if number}
