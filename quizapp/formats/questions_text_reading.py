"""Lines of written questions -> drafts: the one parser behind pasted text, text files and Word documents."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizapp.domain.names import tidy
from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.question_drafts import ReadQuestion
from quizapp.formats.questions_text_answers import give_keys
from quizapp.formats.questions_text_blocks import cut_blocks
from quizapp.formats.questions_text_judging import judge
from quizapp.formats.questions_text_keys import KeyGroup, take_key_lines
from quizapp.formats.questions_text_lines import Line
from quizapp.formats.questions_text_marks import read_marks
from quizapp.formats.questions_text_parts import RawQuestion, take_apart
from quizapp.formats.questions_text_patterns import KEY_HEADING, SOLUTION_HEADING, topic_of, without_tags

_TITLE = re.compile(
    r"^\W*(?:ngân\s+hàng|bộ\s+(?:câu\s+hỏi|đề)|đề\s+(?:thi|cương|kiểm\s+tra|số)|câu\s+hỏi\s+(?:trắc|ôn|thi)|trắc\s+nghiệm|"
    r"phần\s+(?:trắc|tự|thi)|hệ\s+thống|tài\s+liệu|họ\s+(?:và\s+)?tên|môn\s*:|thời\s+gian|lớp\s*:)",
    re.IGNORECASE,
)
_SOLUTION = re.compile(
    r"^\W*(?:(?:chọn|đáp\s*án|đ/a)\s*(?:đáp\s*án|phương\s*án|câu|ý|đúng|là)*\s*[:.]?\s*)?(?P<letters>[A-H])(?![\wÀ-ỹ])\s*[.):,;\-–]*\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Found:
    """Questions of lines, problems of the file as a whole, and the keys that were met."""

    questions: tuple[ReadQuestion, ...] = ()
    problems: tuple[Problem, ...] = ()
    keys: tuple[KeyGroup, ...] = ()


def read_lines(
    lines: Sequence[Line], tables: Sequence[KeyGroup] = (), second_file: Sequence[KeyGroup] = ()
) -> Found:
    """tables: keys that stood in tables, by the number of lines before them. second_file: keys of a file of their own.

    Whatever the lines hold, this ends in questions and problems.
    """
    untagged = [_untagged(line) for line in lines]
    headings = [_is_key_heading(line) for line in untagged]
    for group in tables:
        _mark_heading(untagged, headings, group.at)
    listed, taken = take_key_lines(untagged, headings)
    kept = [replace(line, text="", images=()) if at in taken else line for at, line in enumerate(untagged)]
    raws, solutions = _raws(kept)
    beyond = len(lines) + 1
    outer = [replace(group, at=beyond) for group in second_file]
    groups = sorted([*tables, *listed], key=lambda group: group.at)
    keys, problems = give_keys(raws, [*groups, *outer, *_solution_keys(solutions, beyond)])
    _explain(raws, solutions)
    marks = read_marks(raws)
    twice = _numbers_twice(raws)
    questions = tuple(
        judge(raw, mark, keys.get(at), number_twice=at in twice)
        for at, (raw, mark) in enumerate(zip(raws, marks, strict=True))
    )
    return Found(questions, (*problems, *_missing_numbers(raws)), tuple(groups))


def _untagged(line: Line) -> Line:
    text = without_tags(line.text)
    if text == line.text:
        return line
    return replace(line, text=text, looks=line.looks[:1], label=min(line.label, len(text)))


def _is_key_heading(line: Line) -> bool:
    return not line.is_blank and KEY_HEADING.match(line.text) is not None


def _mark_heading(lines: list[Line], headings: list[bool], at: int) -> None:
    """The heading above a table of answers is no part of a question."""
    above = min(at, len(lines)) - 1
    while above >= 0 and lines[above].is_blank:
        above -= 1
    if above >= 0 and headings[above]:
        lines[above], headings[above] = replace(lines[above], text=""), False


def _raws(lines: Sequence[Line]) -> tuple[list[RawQuestion], list[RawQuestion]]:
    """Questions, and what an appendix of solutions says about them; topics run on until the next one."""
    raws: list[RawQuestion] = []
    solutions: list[RawQuestion] = []
    blocks = cut_blocks(lines)
    has_numbers = any(block.start is not None for block in blocks)
    topic, in_solutions = "", False
    for block in blocks:
        if all(line.is_blank for line in block.lines):
            continue
        raw = take_apart(block)
        if block.start is None:
            topic = _preamble(raw) or topic
            in_solutions = in_solutions or any(SOLUTION_HEADING.match(line.text) for line in block.lines)
        raw.topic = topic
        if in_solutions and len(raw.options) < 2:
            solutions.append(raw)
        elif block.start is not None or len(raw.options) > 1 or (not has_numbers and _asks(raw)):
            raws.append(raw)
            in_solutions = False
        topic = raw.topic_after or topic
        in_solutions = in_solutions or raw.begins_solutions
    return raws, solutions


def _asks(raw: RawQuestion) -> bool:
    """Is a text without numbers and letters a question all the same: it has an answer."""
    return raw.key is not None and bool(raw.stem_text)


def _preamble(raw: RawQuestion) -> str:
    """Titles above the first question leave its stem; the last topic among them is returned."""
    topic = ""
    kept = []
    for part in raw.stem:
        title = topic_of(part.text)
        topic = title or topic
        text = part.text.strip()
        is_title = bool(title) or part.line.heading or text.isupper() or _TITLE.match(text) is not None
        if not is_title or (part is raw.stem[-1] and not title and raw.options):
            kept.append(part)
    raw.stem = kept
    return topic


def _solution_keys(solutions: Sequence[RawQuestion], beyond: int) -> list[KeyGroup]:
    pairs = []
    for solution in solutions:
        found = _SOLUTION.match(solution.stem_text)
        letters = solution.key or (found["letters"] if found else "")
        if solution.number and re.fullmatch(r"[A-Ha-h]", letters.strip(" .")):
            pairs.append((solution.number, letters.strip(" .").upper()))
    return [KeyGroup(beyond, tuple(pairs))] if pairs else []


def _explain(raws: Sequence[RawQuestion], solutions: Sequence[RawQuestion]) -> None:
    """What a solution says beyond its letter explains the question of its number, where only one has it."""
    counts = Counter(raw.number for raw in raws)
    by_number = {raw.number: raw for raw in raws if counts[raw.number] == 1}
    for solution in solutions:
        raw = by_number.get(solution.number)
        if raw is None or not solution.number:
            continue
        found = _SOLUTION.match(solution.stem_text)
        raw.explanation += [tidy(found["rest"] if found else solution.stem_text), *solution.explanation]
        raw.basis += solution.basis


def _numbers_twice(raws: Sequence[RawQuestion]) -> set[int]:
    """Questions whose number the one before has too."""
    return {
        at
        for at in range(1, len(raws))
        if raws[at].number and raws[at].number == raws[at - 1].number and raws[at].number != "1"
    }


def _missing_numbers(raws: Sequence[RawQuestion]) -> list[Problem]:
    """Numbers that were left out on the way up: perhaps a question that was not recognised."""
    missing: list[int] = []
    for one, other in pairwise(raws):
        if one.number and other.number and int(one.number) + 1 < int(other.number) <= int(one.number) + 20:
            missing += range(int(one.number) + 1, int(other.number))
    if not missing:
        return []
    named = ", ".join(map(str, missing[:20])) + (", ..." if len(missing) > 20 else "")
    facts: dict[str, Fact] = {"numbers": named, "count": len(missing)}
    return [Problem("numbers_missing", facts=facts)]
