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
    following = _following(lines)
    current: list[str] = []
    notes: list[str] = []
    own: list[str] = []
    start, closed_at, opened = 1, -1, False
    for place, line in enumerate(lines):
        bare = line.strip()
        if bare.startswith("//"):
            (own if current and closed_at < 0 else notes).append(bare[2:])
            continue
        is_next = closed_at >= 0 and _braces(line)[:1] == "{" and not bare.startswith("::")
        ends = (not bare and not (opened and following[place][:1] in tuple("~=}#"))) or (
            closed_at >= 0 and (is_next or bare.startswith("::"))
        )
        is_category = not opened and bare.upper().startswith("$CATEGORY:")
        if current and (ends or is_category):
            cut = closed_at + 1 if is_next else len(current)
            yield Block(start, "\n".join(current[:cut]), tuple(own))
            rest = current[cut:]
            start += cut
            current, own, notes, closed_at, opened = rest, notes, [], -1, False
        if is_category:
            if current:
                yield Block(start, "\n".join(current), tuple(own))
                current, own = [], []
            yield Block(place + 1, bare)
            continue
        if not current:
            if not bare:
                continue
            start, own, notes = place + 1, [*own, *notes], []
        current.append(line)
        for brace in _braces(line):
            if brace == "}" and opened and closed_at < 0:
                closed_at = len(current) - 1
            opened = brace == "{"
    if current:
        yield Block(start, "\n".join(current), tuple(own))


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
