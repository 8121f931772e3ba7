"""Answer keys: "1A 2B 3C", a table of numbers and letters, a list at the end of a file or in a second one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizapp.formats.questions_text_lines import Line
from quizapp.formats.questions_text_patterns import topic_of

_LETTERS = r"(?:[A-H](?:\s*[,;&+/]\s*[A-H](?![a-zà-ỹ]))*|[A-H]{2,6})"
_PAIR = rf"(?:(?:câu|Câu|CÂU|c)\s*)?(?P<number>\d{{1,4}})\s*[.:)\-–=/]{{0,2}}\s*(?P<letters>{_LETTERS}|[a-h](?![\wà-ỹ]))"
_PAIRS = re.compile(_PAIR)
_PREFIX = re.compile(
    r"^\W*(?:bảng\s+)?(?:đáp\s*án|answers?(?:\s*keys?)?)[^:\d]{0,60}:\s*(?=\d|câu)", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s,;|./()\[\]]*")
_NUMBER_CELL = re.compile(r"^\W*(?:câu\s*(?:hỏi\s*)?(?:số\s*)?)?(\d{1,4})\W*$", re.IGNORECASE)
_LETTER_CELL = re.compile(r"^\W*([A-Ha-h](?:\W*[A-Ha-h])*)\W*$")
_LABEL_CELL = re.compile(
    r"^\W*(?:câu(?:\s*hỏi)?(?:\s*số)?|stt|tt|số(?:\s*thứ\s*tự)?|đáp\s*án(?:\s*đúng)?|đ/?a|chọn|kết\s*quả|trả\s*lời|"
    r"answer|key|question|no|mã\s*đề.*|đề.*)?\W*$",
    re.IGNORECASE,
)

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """One table or run of lines: at: the number of lines read before it; pairs: (number, letters) in reading order."""

    at: int
    pairs: tuple[tuple[str, str], ...] = field(default=())


def pairs_of_line(text: str) -> Pairs:
    """The pairs of a line that consists of nothing else; [] for any other line."""
    if len(text) > 4000 or not any(map(str.isdigit, text)):
        return []
    pairs: Pairs = []
    before = _PREFIX.match(text)
    at = before.end() if before else 0
    while at < len(text):
        gap = _BETWEEN.match(text, at)
        at = gap.end() if gap else at
        if at >= len(text):
            break
        found = _PAIRS.match(text, at)
        if found is None:
            return []
        following = text[found.end() : found.end() + 1]
        if following.isalpha():
            return []
        pairs.append((found["number"].lstrip("0") or "0", letters_in(found["letters"])))
        at = found.end()
    return pairs if before is None or len(pairs) > 1 else []


def letters_in(text: str) -> str:
    """The letters of an answer, capital, each once, in order: "a, C" -> "AC"."""
    return "".join(sorted(set(re.findall("[A-H]", text.upper()))))


def _numbers_of(text: str) -> list[str]:
    words = re.sub(r"^\W*(?:câu(?:\s*hỏi)?|stt|số)\W*", "", text.strip(), flags=re.IGNORECASE).split()
    return words if len(words) >= 3 and all(word.isdigit() and len(word) < 5 for word in words) else []


def _letters_of(text: str) -> list[str]:
    cut = re.sub(r"^\W*(?:đáp\s*án|đ/?a|chọn|answer)\W*", "", text.strip(), flags=re.IGNORECASE).split()
    return cut if all(re.fullmatch(r"[A-Ha-h]{1,5}", word) for word in cut) else []


def pairs_of_two_lines(upper: str, lower: str) -> Pairs:
    """Numbers over letters: "Câu 1 2 3" and "Đáp án A B C"."""
    numbers, letters = _numbers_of(upper), _letters_of(lower)
    if not numbers or len(numbers) != len(letters):
        return []
    return [(number, letters_in(each)) for number, each in zip(numbers, letters, strict=True)]


def pairs_of_table(rows: Sequence[Sequence[str]]) -> Pairs:
    """The pairs of a table that holds nothing but numbers, letters and their headings; [] for any other table.

    Numbers over letters, numbers beside letters, or both in one cell ("1A", "2. B").
    """
    cells = [cell.strip() for row in rows for cell in row if cell.strip()]
    if not cells or sum(map(_is_of_a_key, cells)) < len(cells) * 0.9:
        return []
    pairs: Pairs = []
    at = 0
    while at < len(rows):
        below = rows[at + 1] if at + 1 < len(rows) else ()
        stacked = _stacked(rows[at], below)
        if stacked:
            pairs += stacked
            at += 2
            continue
        pairs += _beside(rows[at])
        at += 1
    return pairs


def _is_of_a_key(cell: str) -> bool:
    if _NUMBER_CELL.match(cell) or _LETTER_CELL.match(cell) or _LABEL_CELL.match(cell):
        return True
    return bool(pairs_of_line(" ".join(cell.split())))


def _stacked(upper: Sequence[str], lower: Sequence[str]) -> Pairs:
    pairs: Pairs = []
    numbers = 0
    for one, other in zip(upper, lower, strict=False):
        number, letters = _NUMBER_CELL.match(one.strip()), _LETTER_CELL.match(other.strip())
        numbers += number is not None
        if number is not None and letters is not None:
            pairs.append((number[1].lstrip("0") or "0", letters_in(letters[1])))
    return pairs if pairs and len(pairs) * 2 > numbers else []


def _beside(row: Sequence[str]) -> Pairs:
    pairs: Pairs = []
    number = ""
    for cell in map(str.strip, row):
        found, letters = _NUMBER_CELL.match(cell), _LETTER_CELL.match(cell)
        if found is not None:
            number = found[1].lstrip("0") or "0"
        elif letters is not None and number:
            pairs.append((number, letters_in(letters[1])))
            number = ""
        elif cell:
            pairs += pairs_of_line(" ".join(cell.split()))
    return pairs


def take_key_lines(lines: Sequence[Line], is_heading: Sequence[bool]) -> tuple[list[KeyGroup], set[int]]:
    """The groups of pairs that stand in lines of their own, and which lines they take (with their headings).

    Two pairs or more in lines that hold nothing else, numbers over letters, or any pair below a heading ("BẢNG ĐÁP ÁN").
    """
    groups: list[KeyGroup] = []
    taken: set[int] = set()
    found = [pairs_of_line(line.text) if not line.is_blank else [] for line in lines]
    at = 0
    while at < len(lines):
        start, pairs, end = at, list[tuple[str, str]](), at
        while end < len(lines):
            nearer = _two(lines, end)
            if found[end]:
                pairs += found[end]
                end += 1
            elif nearer:
                pairs += nearer
                end += 2
            elif lines[end].is_blank and pairs:
                end += 1
            else:
                break
        heading = _heading_before(lines, is_heading, taken, start) if pairs else None
        if pairs and (len(pairs) >= 2 or heading is not None):
            groups.append(KeyGroup(start, tuple(pairs)))
            taken.update(range(start, end))
            if heading is not None:
                taken.add(heading)
        at = max(end, at + 1)
    return groups, taken


def _two(lines: Sequence[Line], at: int) -> Pairs:
    return pairs_of_two_lines(lines[at].text, lines[at + 1].text) if at + 1 < len(lines) else []


def _heading_before(
    lines: Sequence[Line], is_heading: Sequence[bool], taken: set[int], at: int
) -> int | None:
    """The heading above; blank lines, names of chapters and answers already taken may stand between."""
    above = at - 1
    while above >= 0 and (lines[above].is_blank or above in taken or topic_of(lines[above].text)):
        if is_heading[above]:
            return above
        above -= 1
    return above if above >= 0 and is_heading[above] else None
