"""Grids of cells into questions: headings, rows, sections between them; also a grid without headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.domain.names import fold, tidy
from quizapp.formats.question_drafts import ReadQuestion
from quizapp.formats.questions_sheet_columns import Columns, find_columns
from quizapp.formats.questions_sheet_rows import Rows, cell_text, draft
from quizapp.formats.questions_text_patterns import topic_of
from quizapp.formats.roster_facts import Grid

_HINT = re.compile(r"\((?:required|optional|bắt buộc|tùy chọn|tuỳ chọn)\b", re.IGNORECASE)
_HINT_STARTS = ("text of the question", "text for option", "vi du:", "huong dan:")
_KEY_CELL = re.compile(r"[A-Fa-f1-6](?:\s*[,;]\s*[A-Fa-f1-6])*")


@dataclass(frozen=True, slots=True)
class Table:
    """Questions of one grid. guessed: without headings, columns told by what stands in them. lost: what other
    columns hold, counted."""

    questions: tuple[ReadQuestion, ...]
    columns: Columns
    lost: dict[str, int]
    guessed: bool = False


def read_table(texts: Sequence[Sequence[str]]) -> list[ReadQuestion]:
    """Questions of a table in a document, if its columns are headed; else []."""
    rows = [tuple(map(tidy_lines, row)) for row in texts]
    columns = find_columns(rows)
    if columns is None or len(rows) <= columns.body or not (columns.options or "options" in columns.fields):
        return []
    found = _read(Grid("", tuple(rows)), rows, columns, "row ", guessed=False)
    return list(found.questions)


def tidy_lines(text: str) -> str:
    """A cell with its lines tidied."""
    return "\n".join(filter(None, map(tidy, text.split("\n"))))


def read_grid(grid: Grid, prefix: str = "row ") -> Table | None:
    """The questions of a sheet; None where nothing looks like any. prefix: before row numbers in places."""
    rows = [tuple(map(cell_text, row)) for row in grid.rows]
    columns = find_columns(rows)
    if columns is not None:
        return _read(grid, rows, columns, prefix, guessed=False)
    guessed = _guess(rows)
    return None if guessed is None else _read(grid, rows, guessed, prefix, guessed=True)


def _read(
    grid: Grid, rows: Sequence[Sequence[str]], columns: Columns, prefix: str, *, guessed: bool
) -> Table:
    groups = _groups(grid, rows, columns, prefix)
    by_number = columns.is_quizizz or _answers_are_numbers(groups, columns)
    questions = tuple(draft(group, columns, by_number=by_number) for group in groups)
    lost: Counter[str] = Counter()
    for group in groups:
        for name, column in columns.kept_out.items():
            cell = group.cells[0][column] if column < len(group.cells[0]) else ""
            lost[f"column_{name}"] += bool(cell)
    return Table(questions, columns, dict(lost), guessed)


def _groups(grid: Grid, rows: Sequence[Sequence[str]], columns: Columns, prefix: str) -> list[Rows]:
    """The rows of each question; a row below without a stem adds an option, one with a single text is a section."""
    groups: list[Rows] = []
    stem, options = columns.fields["stem"], columns.fields.get("options")
    filled = _filled_down(grid, columns.fields.get("topic"))
    topic = section = ""
    for at in range(columns.body, len(rows)):
        row = rows[at]
        texts = [text for text in row if text]
        if not texts or _is_hint(row, stem):
            continue
        if len(texts) == 1 and not (stem < len(row) and row[stem] and topic_of(texts[0]) == ""):
            is_option = options is not None and options < len(row) and row[options]
            if not is_option:
                section = topic_of(texts[0]) or (tidy(texts[0]) if not texts[0].isdigit() else section)
                continue
        if stem < len(row) and row[stem]:
            topic = filled.get(at, "")
            dates = {column: value for column, value in enumerate(grid.rows[at]) if isinstance(value, date)}
            groups.append(Rows(f"{prefix}{at + 1}", at + 1, [row], dates, topic or section))
        elif groups and options is not None and options < len(row) and row[options]:
            groups[-1].cells.append(row)
        elif len(texts) > 1:
            groups.append(Rows(f"{prefix}{at + 1}", at + 1, [row], {}, section))
    return groups


def _is_hint(row: Sequence[str], stem: int) -> bool:
    """The row of instructions below the headings of a template."""
    text = row[stem] if stem < len(row) else ""
    return bool(_HINT.search(text)) or fold(text).startswith(_HINT_STARTS)


def _filled_down(grid: Grid, column: int | None) -> dict[int, str]:
    """Row -> the topic that a merged cell gives it."""
    if column is None:
        return {}
    return {
        row: tidy(cell_text(grid.rows[span.top][column]))
        for span in grid.spans
        if span.left <= column <= span.right
        and span.top < len(grid.rows)
        and column < len(grid.rows[span.top])
        for row in range(span.top, min(span.bottom + 1, len(grid.rows)))
    }


def _answers_are_numbers(groups: Sequence[Rows], columns: Columns) -> bool:
    """Do the answers of the sheet name options by number: most are small numbers and no option's letter is named."""
    column = columns.fields.get("answer")
    if column is None:
        return False
    answers = [
        group.cells[0][column] for group in groups if column < len(group.cells[0]) and group.cells[0][column]
    ]
    numbers = sum(1 for answer in answers if re.fullmatch(r"[1-8](?:\s*[,;./&]\s*[1-8])*", answer))
    return bool(answers) and numbers * 2 > len(answers)


def _guess(rows: Sequence[Sequence[str]]) -> Columns | None:
    """A sheet without headings: most rows have a text, at least two more and a letter or number at the end."""
    shapes: Counter[tuple[int, int, int]] = Counter()
    filled = [row for row in rows[:400] if sum(map(bool, row)) > 3]
    for row in filled:
        places = [at for at, text in enumerate(row) if text]
        first = places[1] if row[places[0]].rstrip(".").isdigit() else places[0]
        if _KEY_CELL.fullmatch(row[places[-1]]) and places[-1] - first > 2:
            shapes[first, places[-1], places[0]] += 1
    if not shapes:
        return None
    (first, last, number), count = shapes.most_common(1)[0]
    if count < 2 or count * 2 < len(filled):
        return None
    fields = {"stem": first, "answer": last} | ({"number": number} if number != first else {})
    return Columns(0, fields, tuple(range(first + 1, last))[:8])
