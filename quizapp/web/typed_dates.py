"""Days as people type them."""

import re
from datetime import date

DAY_FIRST = re.compile(r"^\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})\s*$")
YEAR_FIRST = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$")


def read_day(text: str) -> date | None:
    """The day in 5/10/2026, 05-10-2026, 5.10.26 or 2026-10-05; None when there is no such day."""
    if found := DAY_FIRST.match(text):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
