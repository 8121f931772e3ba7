"""Questions in workbooks and tables: our own template, Quizizz/Wayground, and the templates of schools."""

from collections.abc import Callable

from quizapp.domain.names import fold
from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.question_drafts import QuestionFile, ReadQuestion, lost
from quizapp.formats.questions_sheet_reading import Table, read_grid
from quizapp.formats.questions_sheet_rows import cell_text
from quizapp.formats.questions_text_keys import KeyGroup, pairs_of_table
from quizapp.formats.questions_text_lines import Line
from quizapp.formats.questions_text_reading import read_lines
from quizapp.formats.roster_facts import Grid, Source
from quizapp.formats.roster_opendocument import read_ods
from quizapp.formats.roster_spreadsheet import read_xls, read_xlsx
from quizapp.formats.roster_text import read_html, read_text
from quizapp.formats.sniffing import FILE_LIMIT, Kind, sniff

_READERS: dict[Kind, Callable[[bytes], Source]] = {
    Kind.XLSX: read_xlsx,
    Kind.XLS: read_xls,
    Kind.ODS: read_ods,
    Kind.HTML: read_html,
    Kind.TEXT: read_text,
}


def read_sheet_questions(content: bytes, key: tuple[KeyGroup, ...] = ()) -> QuestionFile:
    """Questions of an .xlsx, .xls, .ods, .csv or a page that poses as one; never raises. key: of a second file."""
    if len(content) > FILE_LIMIT:
        return QuestionFile("sheet", problems=(Problem("too_big", facts={"limit_mb": FILE_LIMIT >> 20}),))
    source = _source(content)
    told = [grid for grid in source.grids if not fold(grid.name).startswith("huong dan")] or list(
        source.grids
    )
    grids = [grid for grid in told if not grid.is_hidden] or told
    several = len(grids) > 1
    tables: list[tuple[Grid, Table]] = []
    keys: list[KeyGroup] = []
    headed = False
    for grid in grids:
        pairs = _pairs(grid)
        table = None if pairs else read_grid(grid, f"{grid.name}!" if several else "row ")
        headed = headed or (table is not None and not table.guessed)
        if pairs:
            keys.append(KeyGroup(0, tuple(pairs)))
        elif table is not None and table.questions:
            tables.append((grid, table))
    if not tables and headed:
        return QuestionFile("sheet", problems=(*source.problems, *source.notes, Problem("no_questions")))
    if not tables:
        return _as_lines(source, grids, (*keys, *key))
    return _put_together(source, grids, tables)


def _source(content: bytes) -> Source:
    reader = _READERS.get(sniff(content))
    return Source(problems=(Problem("not_a_sheet"),)) if reader is None else reader(content)


def _texts(grid: Grid) -> list[list[str]]:
    return [list(map(cell_text, row)) for row in grid.rows]


def _pairs(grid: Grid) -> list[tuple[str, str]]:
    return pairs_of_table(_texts(grid))


def read_sheet_key(content: bytes) -> tuple[KeyGroup, ...]:
    """The answers of a sheet that holds nothing but a key; () for any other."""
    if len(content) > FILE_LIMIT:
        return ()
    found = (_pairs(grid) for grid in _source(content).grids)
    return tuple(KeyGroup(0, tuple(pairs)) for pairs in found if pairs)


def _put_together(source: Source, grids: list[Grid], tables: list[tuple[Grid, Table]]) -> QuestionFile:
    questions: list[ReadQuestion] = []
    counts: dict[str, int] = {}
    notes = [*source.problems, *source.notes]
    for _, table in tables:
        questions += table.questions
        for code, count in table.lost.items():
            counts[code] = counts.get(code, 0) + count
        if table.guessed:
            notes.append(Problem("heading_guessed"))
    used = {grid.name for grid, _ in tables}
    for grid in grids:
        if grid.name not in used and any(map(any, _texts(grid))):
            facts: dict[str, Fact] = {"sheet": grid.name}
            notes.append(Problem("sheet_without_questions", grid.name, facts=facts))
    is_quizizz = all(table.columns.is_quizizz for _, table in tables)
    return QuestionFile("quizizz" if is_quizizz else "sheet", tuple(questions), tuple(notes), lost(counts))


def _as_lines(source: Source, grids: list[Grid], keys: tuple[KeyGroup, ...]) -> QuestionFile:
    """Questions written down the rows of a sheet as in a text: "Câu 1 ...", "A. ...", "B. ..."."""
    lines: list[Line] = []
    for grid in grids:
        for at, row in enumerate(_texts(grid), 1):
            joined = "\t".join(text for text in row if text)
            lines += [Line(part, at, f"row {at}") for part in joined.split("\n")]
    found = read_lines(lines, second_file=keys)
    problems = [*source.problems, *source.notes, *found.problems]
    if not found.questions and not source.problems:
        first = " | ".join(line.text for line in lines if line.text)[:120]
        problems.append(Problem("no_heading", facts={"first": first}) if first else Problem("empty_file"))
    return QuestionFile("sheet", found.questions, tuple(problems))
