"""GIFT text into blocks, one a question, and the signs that mean something in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(r"\\[\s\S]|####|->|::|[{}~=#]")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one question without comments; line: of the file, from 1."""

    line: int
    text: str
    comments: tuple[str, ...] = ()


def blocks(text: str) -> Iterator[Block]:
    """Blank lines part blocks, but not within braces when an answer follows; so does a question that begins
    after the braces of the one before, for the blank line that was forgotten."""
    lines = re.split(r"\r\n|\r|\n", text)
    gathering = _Gathering()
    for place, (line, after) in enumerate(zip(lines, _following(lines), strict=True)):
        yield from gathering.take(line, place + 1, after)
    yield from gathering.whole()


class _Gathering:
    """The lines of the block that is being read. closed_at: its line where the braces closed, -1 before that."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.own: list[str] = []
        self.notes: list[str] = []
        self.start, self.closed_at, self.opened = 1, -1, False

    def take(self, line: str, number: int, after: str) -> Iterator[Block]:
        """The blocks that end before this line."""
        bare = line.strip()
        if bare.startswith("//"):
            (self.own if self.lines and self.closed_at < 0 else self.notes).append(bare[2:])
            return
        if not self.opened and bare.upper().startswith("$CATEGORY:"):
            yield from self.whole()
            yield Block(number, bare)
            return
        if self.closed_at >= 0 and bare.startswith("::"):
            yield from self.whole()
        elif self.closed_at >= 0 and _braces(line)[:1] == "{":
            yield from self.until_closed()
        elif not bare and not (self.opened and after[:1] in tuple("~=}#")):
            yield from self.whole()
        self._add(line, number)

    def whole(self) -> Iterator[Block]:
        """Everything gathered, as a block."""
        if self.lines:
            yield Block(self.start, "\n".join(self.lines), tuple(self.own))
            self._begin([], self.start)

    def until_closed(self) -> Iterator[Block]:
        """The lines up to the closing brace; those behind it begin the next question."""
        cut = self.closed_at + 1
        yield Block(self.start, "\n".join(self.lines[:cut]), tuple(self.own))
        self._begin(self.lines[cut:], self.start + cut)

    def _begin(self, lines: list[str], start: int) -> None:
        self.lines, self.own, self.start = lines, [], start
        self.closed_at, self.opened = -1, False

    def _add(self, line: str, number: int) -> None:
        if not self.lines:
            if not line.strip():
                return
            self.start = number
        self.own, self.notes = [*self.own, *self.notes], []
        self.lines.append(line)
        for brace in _braces(line):
            if brace == "}" and self.opened and self.closed_at < 0:
                self.closed_at = len(self.lines) - 1
            self.opened = brace == "{"


def _following(lines: list[str]) -> list[str]:
    """For each line the first later one that is neither blank nor a comment."""
    found = [""] * len(lines)
    after = ""
    for place in range(len(lines) - 1, -1, -1):
        found[place] = after
        bare = lines[place].strip()
        if bare and not bare.startswith("//"):
            after = bare
    return found


def _braces(line: str) -> str:
    if "{" not in line and "}" not in line:
        return ""
    return "".join(sign for _, sign in signs(line) if sign in "{}")


def signs(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """The signs that mean something, with their places; escaped ones are passed over."""
    for found in TOKEN.finditer(text, start):
        if found[0][0] != "\\":
            yield found.start(), found[0]


def first(text: str, sign: str, start: int = 0) -> int:
    return next((place for place, found in signs(text, start) if found == sign), -1)
