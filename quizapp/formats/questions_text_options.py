"""Where the options of a question begin: letters that form a plausible row, one a line or several on a line.

A letter at the beginning of a line, after a tab or after two blanks is taken at its word; one after a single blank
("A. Một B. Hai") only where it is the next of the row, so that "học thuyết của C. Mác" stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.formats.questions_text_lines import Line

_MARK = r"[*#✓✔√☑☒●►▶→➔➢]"
_LABEL = re.compile(
    rf"(?P<lead>^\s*|\t\s*|\s{{2,}}|\s|(?<=[.;?!)\]”\"…]))(?P<box>[☐□]\s*)?(?P<mark>(?:(?:{_MARK}|=>|->)\s*)*)"
    rf"(?P<open>[(\[]?)(?P<letter>[A-Ha-h])(?P<star>\s?[*#]+)?"
    r"(?P<delimiter>\s?[.)/:\]]{1,2}|\s?[-–](?=\s)|(?=\t))(?P<after>\s*[*#]+(?=\s*\S))?"
)
_NAME = re.compile(r"C\s*[.]\s*(?:Mác|Mac|Marx|Các Mác)")
_SURE, _LIKELY, _MAYBE = 3, 2, 1
_MARKED = ("☑", "☒")


@dataclass(frozen=True, slots=True)
class Label:
    """The letter of an option. row: the line of the block; start, end: its signs; marked: a sign says it is right."""

    row: int
    start: int
    end: int
    letter: str
    strength: int
    delimiter: str
    marked: bool
    is_capital: bool


def label_at_start(text: str) -> Label | None:
    """The label that a line begins with."""
    found = _LABEL.match(text)
    return None if found is None else _label(0, found, _SURE)


def find_labels(lines: Sequence[Line], first: int) -> list[Label]:
    """The labels of a block in reading order; () where there is no row of at least one. first: signs to pass over
    at the beginning of the first line."""
    found = [
        label for row, line in enumerate(lines) for label in _in_line(row, line, first if row == 0 else 0)
    ]
    rows = [
        _row([label for label in found if label.is_capital is capital], lines) for capital in (True, False)
    ]
    capitals, smalls = rows
    if len(capitals) >= 2 or len(smalls) < 2:
        return capitals
    return smalls


def _in_line(row: int, line: Line, first: int) -> list[Label]:
    text = line.text
    labels: list[Label] = []
    for found in _LABEL.finditer(text, first):
        lead = found["lead"]
        begins = not text[first : found.start("lead")].strip() and (
            first == 0 or found.start("lead") == first
        )
        if begins or "\t" in lead:
            strength = _SURE
        elif len(lead) >= 2:
            strength = _LIKELY
        else:
            strength = _MAYBE
        if first and found.start() == first:
            strength = _MAYBE
        labels.append(_label(row, found, strength))
    if line.label and labels and labels[0].start == 0:
        labels[0] = replace(labels[0], strength=_SURE + 1)
    return labels


def _label(row: int, found: re.Match[str], strength: int) -> Label:
    marks = found["mark"] or ""
    marked = bool(marks.strip() or found["star"] or found["after"])
    start = found.start("mark") if marks else found.start("open")
    return Label(
        row,
        start,
        found.end(),
        found["letter"].upper(),
        strength,
        found["delimiter"].strip()[:1],
        marked,
        found["letter"].isupper(),
    )


def _row(found: list[Label], lines: Sequence[Line]) -> list[Label]:
    """The labels that form a row of options, out of all that look like labels."""
    first = _first(found)
    if first is None:
        return _renumbered(found)
    chosen = [found[first]]
    sure = {label.letter for label in found[first:] if label.strength >= _LIKELY}
    for label in found[first + 1 :]:
        taken = {each.letter for each in chosen}
        expected = _next(taken)
        if not _has_text_between(chosen[-1], label, lines):
            continue
        if label.strength >= _LIKELY:
            is_new = label.letter not in taken
            if (is_new and ord(label.letter) - ord(expected) <= 2) or _is_real_repeat(label, lines, taken):
                chosen.append(label)
        elif (
            label.letter == expected
            and label.letter not in sure
            and label.delimiter == chosen[0].delimiter
            and not _NAME.match(lines[label.row].text[label.start :])
        ):
            chosen.append(label)
    return _without_far_ones(chosen)


def _first(found: list[Label]) -> int | None:
    """The A of the row: the first at a sure place, or the last doubtful one before the first sure letter."""
    for at, label in enumerate(found):
        if label.letter == "A" and label.strength >= _LIKELY:
            return at
    maybe: int | None = None
    for at, label in enumerate(found):
        if label.strength >= _LIKELY and maybe is not None:
            return maybe if label.letter == "B" else None
        if label.letter == "A" and any(
            each.letter == "B" and each.delimiter == label.delimiter for each in found[at + 1 :]
        ):
            maybe = at
    return maybe


def _renumbered(found: list[Label]) -> list[Label]:
    """Letters that Word counted on from the question before (E, F, G, H): they count anew from A."""
    counted = [label for label in found if label.strength > _SURE]
    if len(counted) < 2 or counted[0].letter == "A":
        return []
    return [replace(label, letter=chr(ord("A") + at)) for at, label in enumerate(counted[:8])]


def _next(taken: set[str]) -> str:
    return next(letter for letter in "ABCDEFGHI" if letter not in taken)


def _is_real_repeat(label: Label, lines: Sequence[Line], taken: set[str]) -> bool:
    """The same letter again at the beginning of a line: a slip of the author, unless it is somebody's initial."""
    if label.letter not in taken or label.strength < _SURE or label.letter == "A":
        return False
    return lines[label.row].text[: label.start].strip() == "" and not _NAME.match(
        lines[label.row].text[label.start :]
    )


def _has_text_between(one: Label, other: Label, lines: Sequence[Line]) -> bool:
    if one.row != other.row:
        return True
    line = lines[one.row]
    pictured = any(one.end <= at <= other.start for at, _ in line.images)
    return pictured or bool(line.text[one.end : other.start].strip())


def _without_far_ones(chosen: list[Label]) -> list[Label]:
    """A letter that never got its neighbours (an H after A, B) is no option."""
    letters = {label.letter for label in chosen}
    kept = [
        label
        for label in chosen
        if label.letter == "A"
        or chr(ord(label.letter) - 1) in letters
        or chr(ord(label.letter) - 2) in letters
    ]
    return kept if kept else chosen
