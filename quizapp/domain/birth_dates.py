"""Dates of birth as people know them: the day, only the month, or only the year."""

import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class BirthDate:
    """A year with perhaps month and day. Sorts by what is known; str() is the stored form ("1965-02-03", "1965")."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day without its month")
        if not 1850 <= self.year <= 2200:
            raise ValueError(f"not a year of birth: {self.year}")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "BirthDate":
        """From "1965", "1965-02" or "1965-02-03"; ValueError for anything else or a day that never was."""
        found = _ISO.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a birth date: {text!r}")
        year, month, day = found.groups()
        if month == "00" or day == "00":
            raise ValueError(f"not a birth date: {text!r}")
        return cls(int(year), int(month or 0), int(day or 0))

    def __str__(self) -> str:
        parts = (
            f"{self.year:04}",
            f"{self.month:02}" if self.month else "",
            f"{self.day:02}" if self.day else "",
        )
        return "-".join(part for part in parts if part)

    @property
    def shown(self) -> str:
        """As a Vietnamese list prints it: 03/02/1965, 02/1965 or 1965."""
        return "/".join(reversed(str(self).split("-")))

    def agrees_with(self, other: "BirthDate") -> bool:
        """Could both be one person's: nothing that both know differs ("1965" agrees with "1965-02-03")."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)
