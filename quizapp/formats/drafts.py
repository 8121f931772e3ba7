"""What every reader of files gives back: problems named by their place, never an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Fact = str | int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file.

    place: where, as a person would say it without the wording ("B12", "row 12", a file name in a folder).
    row, column: the sheet's own row number (from 1) and the heading of the column, where there is one.
    code: a stable word ("birth_date_unreadable"); quizapp/web/wording.py holds its sentence.
    facts: what the sentence needs; only plain values.
    """

    code: str
    place: str = ""
    row: int | None = None
    column: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
