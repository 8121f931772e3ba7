"""One question of a sheet: a row, or a row with its options in the rows below, into a draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from quizapp.domain.names import canonical, fold, tidy
from quizapp.domain.questions import Option, Question
from quizapp.domain.questions.true_false import OPTIONS as TRUE_FALSE
from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.question_drafts import ReadQuestion, judged
from quizapp.formats.questions_sheet_columns import Columns
from quizapp.formats.questions_text_answers import Answer, read_answer
from quizapp.formats.questions_text_lines import narrowed, plain_lines
from quizapp.formats.questions_text_options import find_labels
from quizapp.formats.questions_text_patterns import ASKS_FOR_SEVERAL, TRUE_FALSE_ASKED, level_of
from quizapp.formats.roster_facts import Value

_LETTERS = "ABCDEFGHIJKL"
_TICKS = ("x", "1", "v", "✓", "✔", "√", "☑", "☒", "dung", "true", "*", "co", "yes", "d")
_LABEL = re.compile(r"^\s*[(\[]?([A-Ha-h])\s*[.):/\]]\s*")
_SINGLE = (
    "multiple choice",
    "single",
    "trac nghiem",
    "mot dap an",
    "single choice",
    "mot lua chon",
    "tn",
    "1 dap an",
)
_MULTIPLE = (
    "checkbox", "multiple", "multiple select", "multiple answers", "nhieu dap an", "nhieu lua chon", "multi select",
    "multiple response",
)  # fmt: skip
_SPOKEN = ("true false", "dung sai", "true or false", "dung hay sai")
_ORDERED = ("ordering", "sap xep", "thu tu", "reorder")


def cell_text(value: Value) -> str:
    """A cell as text with its line breaks: 2.0 as 2, a truth value in Vietnamese, a date day first."""
    if value is None or isinstance(value, time | timedelta):
        return ""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}".replace(".", ",")
        )
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    text = narrowed(str(value)[:20_000])
    return "\n".join(filter(None, (tidy(line) for line in re.split(r"[\r\n]+|_x000D_", text))))


@dataclass(slots=True)
class Rows:
    """The rows of one question. place, row: where the first stands; cells: their texts; dates: columns that Excel
    turned into dates in the first row."""

    place: str
    row: int
    cells: list[Sequence[str]]
    dates: dict[int, date] = field(default_factory=dict)
    topic: str = ""


def draft(rows: Rows, columns: Columns, *, by_number: bool) -> ReadQuestion:
    """by_number: the answers of this sheet are numbers of options."""
    return _Row(rows, columns, by_number).draft()


class _Row:
    """What is found out about one question."""

    def __init__(self, rows: Rows, columns: Columns, by_number: bool) -> None:
        self.rows, self.columns, self.by_number = rows, columns, by_number
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def note(self, to: list[Problem], code: str, name: str = "", **facts: Fact) -> None:
        column = self.columns.fields.get(name)
        heading = None if column is None else self.columns.headings.get(column)
        to.append(Problem(code, self.rows.place, self.rows.row, heading, facts))

    def cell(self, name: str) -> str:
        """The text of a field in the first row; "" where the sheet has no such column."""
        return self._at(self.rows.cells[0], self.columns.fields.get(name))

    @staticmethod
    def _at(row: Sequence[str], column: int | None) -> str:
        return row[column] if column is not None and column < len(row) else ""

    def draft(self) -> ReadQuestion:
        stem, letters, texts = self._options()
        answer = self._answer(letters, texts)
        question = self._question(stem, texts, answer)
        level = level_of(self.cell("level"))
        explanation = [self.cell("explanation")]
        if answer is not None and answer.rest:
            explanation.insert(0, answer.rest)
        found = ReadQuestion(
            self._number(),
            self.rows.place,
            question,
            explanation="\n".join(filter(None, explanation)),
            basis=tidy(self.cell("basis")),
            level=level,
            topic=tidy(self.cell("topic")) or self.rows.topic,
            source=tidy(self.cell("source")),
            tags=() if level or not self.cell("level") else (tidy(self.cell("level"))[:60],),
        )
        return judged(found, errors=self.errors, warnings=self.warnings)

    def _number(self) -> str:
        found = re.search(r"\d{1,6}", self.cell("number"))
        return found[0] if found else ""

    def _options(self) -> tuple[str, list[str], list[str]]:
        """(stem, letters, texts): from cells of their own, rows of their own, or one cell cut at its letters."""
        stem = self.cell("stem")
        column = self.columns.fields.get("options")
        if self.columns.options:
            texts = self._of_columns()
        elif column is not None and len(self.rows.cells) > 1:
            texts = [self._at(row, column) for row in self.rows.cells]
        elif column is not None:
            texts = _cut(self._at(self.rows.cells[0], column))[1]
        else:
            stem, texts = _cut(stem, needs_letters=True)
        texts = [_unlabelled(text, at) for at, text in enumerate(texts)]
        return _unnumbered(stem), list(_LETTERS[: len(texts)]), texts[: len(_LETTERS)]

    def _of_columns(self) -> list[str]:
        row = self.rows.cells[0]
        texts = [self._at(row, column) for column in self.columns.options]
        while texts and not texts[-1]:
            texts.pop()
        turned = [at for at in self.rows.dates if at in self.columns.options]
        if turned:
            self.note(
                self.warnings, "option_was_date", option=_LETTERS[self.columns.options.index(turned[0])]
            )
        return texts

    def _answer(self, letters: list[str], texts: list[str]) -> Answer | None:
        column = self.columns.fields.get("answer")
        if len(self.rows.cells) > 1:
            ticked = tuple(
                at for at, row in enumerate(self.rows.cells) if fold(self._at(row, column)) in _TICKS
            )
            if ticked:
                return Answer(ticked)
        if column is not None and column in self.rows.dates:
            return self._of_date(self.rows.dates[column], texts)
        value = self.cell("answer")
        if not value:
            return None
        same = [at for at, text in enumerate(texts) if text.casefold() == value.casefold()]
        if self.by_number and re.fullmatch(r"\d{1,2}(?:\s*[,;./&]\s*\d{1,2})*", value):
            return self._by_number(value, same, texts)
        if same and len(value) == 1 and not value.isalpha():
            return Answer((same[0],))
        found = read_answer(value, letters, texts)
        if found is None:
            self.note(self.errors, "key_unreadable", "answer", value=value[:80])
        elif found.unknown:
            self.note(self.errors, "key_no_such_option", "answer", option=found.unknown)
        elif found.ambiguous:
            self.note(self.errors, "key_ambiguous", "answer", value=value[:80])
            return None
        return found

    def _by_number(self, value: str, same: list[int], texts: list[str]) -> Answer | None:
        numbers = sorted({int(each) for each in re.findall(r"\d+", value)})
        outside = [number for number in numbers if not 1 <= number <= len(texts)]
        if outside and same:
            return Answer((same[0],))
        if outside:
            self.note(self.errors, "key_no_such_option", "answer", option=str(outside[0]))
            return None
        right = tuple(number - 1 for number in numbers)
        if same and not self.columns.is_quizizz and right != (same[0],):
            self.note(
                self.warnings,
                "key_number_doubtful",
                "answer",
                value=value,
                option=_LETTERS[right[0]],
                other=_LETTERS[same[0]],
            )
        return Answer(right)

    def _of_date(self, day: date, texts: list[str]) -> Answer | None:
        """ "1,2" and "1/2" that Excel made a date of: day and month are the numbers, whichever came first."""
        numbers = {day.day, day.month} | ({day.year % 100} if 2000 < day.year < 2013 else set())
        if not all(1 <= number <= len(texts) for number in numbers):
            self.note(self.errors, "key_unreadable", "answer", value=cell_text(day))
            return None
        self.note(self.warnings, "answer_was_date", "answer", value=", ".join(map(str, sorted(numbers))))
        return Answer(tuple(sorted(number - 1 for number in numbers)))

    def _question(self, stem: str, texts: list[str], answer: Answer | None) -> Question:
        right = answer.right if answer is not None else ()
        kind = " ".join(re.sub(r"[^0-9a-z]+", " ", fold(self.cell("type"))).split())
        spoken = None if answer is None else answer.spoken
        if not texts and (spoken is not None or kind in _SPOKEN or TRUE_FALSE_ASKED.search(stem)):
            key = () if spoken is None else (0 if spoken else 1,)
            return Question("true_false", stem, TRUE_FALSE, key)
        options = tuple(Option(text) for text in texts)
        words = sorted(canonical(text) for text in texts) if len(texts) == 2 else []
        if words == sorted((canonical("Đúng"), canonical("Sai"))) and len(right) < 2:
            return Question("true_false", stem, options, right)
        if kind and kind not in (*_SINGLE, *_MULTIPLE, *_SPOKEN):
            if kind in _ORDERED:
                return Question("ordering", stem, options, self._in_order(len(texts)) or right)
            if not texts:
                self.note(self.errors, "kind_not_known", "type", kind=self.cell("type")[:60])
        if kind in _MULTIPLE:
            return Question("multiple", stem, options, right)
        if len(right) < 2 or kind == "mot dap an":
            return Question("single", stem, options, right)
        if not ASKS_FOR_SEVERAL.search(stem) and not re.search(r"[,;/&]", self.cell("answer")):
            self.note(
                self.warnings, "several_right", "answer", options=", ".join(_LETTERS[at] for at in right)
            )
        return Question("multiple", stem, options, right)

    def _in_order(self, count: int) -> tuple[int, ...]:
        """The steps in the order in which the answer names them: "C, A, B"."""
        named = [ord(letter) - ord("A") for letter in re.findall("[A-L]", self.cell("answer").upper())]
        return tuple(named) if sorted(named) == list(range(count)) else ()


def _unnumbered(stem: str) -> str:
    return re.sub(
        r"^\s*(?:câu|question)\s*(?:hỏi\s*)?(?:số\s*)?\d{1,4}\s*[.:)\]]\s*", "", stem, flags=re.IGNORECASE
    )


def _unlabelled(text: str, at: int) -> str:
    """An option without its own letter before it."""
    found = _LABEL.match(text)
    is_own = (
        found is not None and found[1].upper() == _LETTERS[at % len(_LETTERS)] and found.end() < len(text)
    )
    return tidy(text[found.end() :] if found is not None and is_own else text)


def _cut(text: str, *, needs_letters: bool = False) -> tuple[str, list[str]]:
    """(what stands before the options, the options) of one cell: cut at letters, else at lines or semicolons."""
    lines = plain_lines(text)
    labels = find_labels(lines, 0)
    if len(labels) > 1:
        return _at_labels(
            [line.text for line in lines], [(label.row, label.start, label.end) for label in labels]
        )
    if needs_letters:
        return text, []
    parts = [tidy(line.text).lstrip("-•+* ") for line in lines]
    if len(parts) < 2:
        parts = [tidy(part) for part in re.split(r"\s*[;|]\s*", text)]
    return "", [part for part in parts if part]


def _at_labels(lines: Sequence[str], labels: Sequence[tuple[int, int, int]]) -> tuple[str, list[str]]:
    row, start, _ = labels[0]
    before = "\n".join([*lines[:row], lines[row][:start]]).strip()
    options = []
    for (row, _, end), following in zip(labels, [*labels[1:], (len(lines), 0, 0)], strict=True):
        last, stop, _ = following
        if row == last:
            options.append(tidy(lines[row][end:stop]))
        else:
            rest = lines[last][:stop] if last < len(lines) else ""
            options.append(tidy(" ".join([lines[row][end:], *lines[row + 1 : last], rest])))
    return before, options
