"""Numbers of certificates: a pattern such as "{n:03}/{year}/GCN-TTCT", printed and read back.

The counter itself is a row of the database; here stands only how a number looks and whether the register is whole.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from quizapp.domain.flaws import Flaw
from quizapp.domain.names import tidy

_FIELD = re.compile(r"\{([^{}]*)\}")
_NAMES = {"n": "n", "số": "n", "số thứ tự": "n", "stt": "n", "year": "year", "năm": "year"}
_WIDEST = 8
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """A sound pattern. width: the number is filled up with zeros to so many digits."""

    text: str
    before: str
    width: int
    after: str

    @property
    def has_year(self) -> bool:
        """Does the year stand in the number, so that counting may begin anew with it."""
        return "{year}" in self.before + self.after

    def number(self, n: int, year: int) -> str:
        """The number as printed."""
        around = (part.replace("{year}", str(year)) for part in (self.before, self.after))
        return f"{n:0{self.width}}".join(around)

    def read(self, number: str, year: int) -> int | None:
        """The counter in a printed number of that year, or None when it does not fit; 7, 007 and 07 are the same."""
        before, after = (part.replace("{year}", str(year)) for part in (self.before, self.after))
        found = re.fullmatch(re.escape(before) + r"(\d{1,12})" + re.escape(after), tidy(number), re.ASCII)
        return int(found[1]) if found else None


def parse_pattern(text: str) -> NumberPattern | Flaw:
    """A pattern out of "{n}", "{n:03}", "{year}" (also "{số}", "{số thứ tự}", "{năm}"), or what is wrong with it."""
    pattern = tidy(text)
    if len(pattern) > _LONGEST:
        return Flaw("pattern_too_long", facts={"at_most": _LONGEST})
    widths: list[int] = []
    rebuilt, at = "", 0
    for found in _FIELD.finditer(pattern):
        name, colon, width = found[1].strip().lower().partition(":")
        field = _NAMES.get(name.strip())
        if field is None or (colon and (field != "n" or not re.fullmatch(r"0?[1-8]", width))):
            return Flaw("pattern_field_unknown", facts={"field": found[0]})
        if field == "n":
            widths.append(int(width) if width else 1)
        rebuilt += pattern[at : found.start()] + ("{n}" if field == "n" else "{year}")
        at = found.end()
    rebuilt += pattern[at:]
    return _checked(pattern, rebuilt, widths)


def _checked(pattern: str, rebuilt: str, widths: list[int]) -> NumberPattern | Flaw:
    if re.search(r"[{}]", rebuilt.replace("{n}", "").replace("{year}", "")):
        return Flaw("pattern_brace_alone")
    if not widths:
        return Flaw("pattern_without_number")
    if len(widths) > 1:
        return Flaw("pattern_number_twice")
    before, after = rebuilt.split("{n}")
    if re.search(r"(\d|\{year\})$", before) or re.match(r"\d|\{year\}", after):
        return Flaw("pattern_number_touches_digits")
    return NumberPattern(pattern, before, widths[0], after)


@dataclass(frozen=True, slots=True)
class RegisterCheck:
    """What is wrong with a register: numbers that nobody has, and numbers that stand twice."""

    gaps: tuple[int, ...]
    doubled: tuple[int, ...]


def check_register(issued: Iterable[int], void: Iterable[int] = (), first: int = 1) -> RegisterCheck:
    """Issued and void numbers together must run without gap from the first on; a void number is never used again."""
    every = sorted([*issued, *void])
    doubled = tuple(sorted({one for one, after in pairwise(every) if one == after}))
    last = every[-1] if every else first - 1
    return RegisterCheck(tuple(sorted(set(range(first, last + 1)) - set(every))), doubled)
