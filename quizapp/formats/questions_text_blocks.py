"""The lines of a file cut into blocks of one question each, whatever way its author numbers them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.formats.questions_text_lines import Line
from quizapp.formats.questions_text_options import Label, label_at_start
from quizapp.formats.questions_text_patterns import (
    ARROW_KEY_LINE,
    BARE_KEY_LINE,
    BASIS,
    EXPLANATION,
    KEY_LINE,
    LEVEL_LINE,
    SOURCE,
    Start,
    levelled_start,
    numbered_start,
    topic_of,
    worded_start,
)

_EXERCISE = "bài"
_META = (KEY_LINE, BARE_KEY_LINE, ARROW_KEY_LINE, BASIS, EXPLANATION, SOURCE, LEVEL_LINE)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one question. begin: how many lines of the file stand before it; start: None without a number."""

    begin: int
    lines: tuple[Line, ...]
    start: Start | None


def cut_blocks(lines: Sequence[Line]) -> list[Block]:
    """Blocks in file order; the first may hold only what stands before the first question."""
    starts = _starts(lines)
    blocks: list[Block] = []
    edges = sorted(starts)
    for begin, end in zip([0, *edges], [*edges, len(lines)], strict=True):
        if begin == end:
            continue
        blocks += _split(Block(begin, tuple(lines[begin:end]), starts.get(begin)))
    return blocks


def is_meta(text: str) -> bool:
    """A line that belongs to a question without being its stem or an option."""
    return any(pattern.match(text) for pattern in _META)


def _starts(lines: Sequence[Line]) -> dict[int, Start]:
    """Which lines begin a question: worded ones where there are enough of them, else numbers, else levels."""
    rows = _rows_begun(lines)
    worded = _found(lines, worded_start)
    if any(start.word != _EXERCISE for start in worded.values()):
        worded = {at: start for at, start in worded.items() if start.word != _EXERCISE}
    elif len(worded) * 2 < len(rows):
        worded = {}
    if worded and len(worded) * 2 >= len(rows):
        return worded
    numbered = _grouped(_found(lines, numbered_start), rows, worded)
    if len(numbered) * 2 >= len(rows):
        return numbered
    levelled = _found(lines, levelled_start)
    return {**levelled, **numbered} if len(levelled) > len(numbered) else numbered


def _rows_begun(lines: Sequence[Line]) -> list[int]:
    """The lines with the first option of a row: an A, or a letter of Word's own counting after a line without one."""
    found = []
    before = False
    for at, line in enumerate(lines):
        label = label_at_start(line.text)
        if label is not None and (label.letter == "A" or (line.label and not before)):
            found.append(at)
        before = (label is not None) if not line.is_blank else before
    return found


def _found(lines: Sequence[Line], begins: Callable[[str], Start | None]) -> dict[int, Start]:
    found = {}
    for at, line in enumerate(lines):
        start = begins(line.text)
        if start is not None:
            found[at] = start
    return found


def _grouped(found: dict[int, Start], rows: Sequence[int], worded: dict[int, Start]) -> dict[int, Start]:
    """Numbers that begin questions: of those without options between them only one does, the others are a list in
    the stem; which one, the running number says."""
    kept = dict(worded)
    group: list[int] = []
    expected = 0
    edges = sorted({*found, *worded})
    for place, at in enumerate(edges):
        if at in worded:
            group, expected = [], int(worded[at].number) + 1
            continue
        group.append(at)
        following = edges[place + 1] if place + 1 < len(edges) else None
        if not any(at <= row and (following is None or row < following) for row in _near(rows, at)):
            continue
        chosen = next((each for each in group if int(found[each].number) == expected), group[0])
        kept[chosen] = found[chosen]
        expected = int(found[chosen].number) + 1
        group = []
    return kept


def _near(rows: Sequence[int], at: int) -> Sequence[int]:
    """The first row of options at or after a line (rows are in order)."""
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if rows[middle] < at:
            low = middle + 1
        else:
            high = middle
    return rows[low : low + 1]


def _split(block: Block) -> list[Block]:
    """A block in which the row of letters begins again holds a question without a number of its own."""
    begin, seen = 0, set[tuple[str, bool]]()
    pieces: list[Block] = []
    for at, line in enumerate(block.lines):
        label = label_at_start(line.text)
        if label is None or is_meta(line.text):
            continue
        if label.letter == "A" and ("B", label.is_capital) in seen and _goes_on(block.lines, at, label):
            cut = _stem_begins(block.lines, begin, at)
            if cut > begin:
                pieces.append(_piece(block, begin, cut))
                begin, seen = cut, set()
        seen.add((label.letter, label.is_capital))
        seen.update(
            (letter, label.is_capital)
            for letter in "B"
            if f"{letter}{label.delimiter}" in line.text[label.end :]
        )
    return [*pieces, _piece(block, begin, len(block.lines))]


def _piece(block: Block, begin: int, end: int) -> Block:
    start = block.start if begin == 0 else numbered_start(block.lines[begin].text)
    return Block(block.begin + begin, block.lines[begin:end], start)


def _goes_on(lines: Sequence[Line], at: int, label: Label) -> bool:
    """Does the next letter come soon."""
    if (
        f"B{label.delimiter}" in lines[at].text[label.end :]
        or f"b{label.delimiter}" in lines[at].text[label.end :]
    ):
        return True
    for line in lines[at + 1 : at + 8]:
        following = label_at_start(line.text)
        if following is not None:
            return following.letter in "BC" and following.is_capital is label.is_capital
    return False


def _stem_begins(lines: Sequence[Line], begin: int, row: int) -> int:
    """The line where the stem above a row of options begins: after a blank, after an answer, after the last option."""
    at = row
    while at > begin:
        above = lines[at - 1]
        if above.is_blank:
            if any(not line.is_blank for line in lines[at:row]):
                return at
        elif is_meta(above.text):
            explains = EXPLANATION.match(above.text) or BASIS.match(above.text)
            return max(at, row - 1) if explains else at
        elif topic_of(above.text) or above.heading:
            return at
        elif label_at_start(above.text) is not None:
            break
        at -= 1
    while at < row and (lines[at].is_blank or lines[at].text.lstrip()[:1].islower()):
        at += 1
    return at
