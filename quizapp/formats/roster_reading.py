"""A file with a list of people -> its people, whatever kind of file it is. The one entrance to the roster readers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from quizapp.domain.names import canonical
from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.roster_facts import Grid, RosterFile, RosterLine, Source
from quizapp.formats.roster_headings import Columns, find_columns
from quizapp.formats.roster_lines import Reading, read_grid
from quizapp.formats.roster_opendocument import read_ods
from quizapp.formats.roster_spreadsheet import read_xls, read_xlsx
from quizapp.formats.roster_text import read_html, read_text
from quizapp.formats.roster_values import text_of
from quizapp.formats.roster_word import read_docx
from quizapp.formats.sniffing import FILE_LIMIT, Kind, sniff

_READERS: dict[Kind, Callable[[bytes], Source]] = {
    Kind.XLSX: read_xlsx,
    Kind.XLS: read_xls,
    Kind.ODS: read_ods,
    Kind.DOCX: read_docx,
    Kind.HTML: read_html,
    Kind.TEXT: read_text,
}
_REFUSED: dict[Kind, str] = {
    Kind.EMPTY: "empty_file",
    Kind.XLSB: "is_xlsb",
    Kind.DOC: "is_doc",
    Kind.ODT: "is_odt",
    Kind.PRESENTATION: "is_presentation",
    Kind.PAGES: "is_apple_file",
    Kind.PDF: "is_pdf",
    Kind.PHOTO: "is_photo",
    Kind.RTF: "is_rtf",
    Kind.XML: "is_xml",
    Kind.MHTML: "is_mhtml",
    Kind.ARCHIVE: "is_archive",
    Kind.ENCRYPTED: "encrypted",
    Kind.UNKNOWN: "unknown_kind",
}
_GATHERED = ("phone_zero_restored", "birth_missing", "name_letters_changed", "century_guessed")
_GATHERED_FROM = 200
_NOTE_LIMIT = 2000


def read_roster(content: bytes, file_name: str, today: date) -> RosterFile:
    """Read a list of people. Never raises on a bad file: what stands in the way is in `problems`.

    The kind is told by the content; file_name only fills the sentences. today: ages are reckoned on this day.
    """
    kind = Kind.UNKNOWN if len(content) > FILE_LIMIT else sniff(content)
    if len(content) > FILE_LIMIT:
        return _refused(
            kind, (Problem("too_big", facts={"limit_mb": FILE_LIMIT // 1024 // 1024}),), file_name
        )
    if kind in _REFUSED:
        return _refused(kind, (Problem(_REFUSED[kind]),), file_name)
    source = _READERS[kind](content)
    readings, left_out = _read_grids(source.grids, today)
    if not readings:
        problems = source.problems or (_nothing_found(source.grids),)
        return _refused(kind, problems, file_name)
    return _put_together(kind, source, readings, left_out)


def _refused(kind: Kind, problems: tuple[Problem, ...], file_name: str) -> RosterFile:
    named = (replace(each, facts={**each.facts, "file": file_name}) for each in problems)
    return RosterFile(problems=tuple(named), kind=kind.value)


def _nothing_found(grids: Iterable[Grid]) -> Problem:
    """Why a readable file gave nobody: nothing in it, letters of an old font, no heading, or nobody below it."""
    texts = [text for grid in grids for row in grid.rows for cell in row if (text := text_of(cell))]
    if not texts:
        return Problem("empty_file")
    old = sum(1 for text in texts if sum("\u00a1" <= sign <= "\u00bf" or sign in "®©µ" for sign in text) > 1)
    if old * 4 > len(texts):
        return Problem("legacy_font")
    if any(find_columns(grid) for grid in grids):
        return Problem("no_people")
    return Problem("no_header", facts={"first": " | ".join(texts[:6])[:120]})


def _read_grids(grids: tuple[Grid, ...], today: date) -> tuple[list[Reading], list[Grid]]:
    """The grids with people, read; and those left out. A hidden sheet counts only where no other has people."""
    visible = [grid for grid in grids if not grid.is_hidden]
    readings = _with_people(visible, today)
    if not readings:
        readings = _with_people([grid for grid in grids if grid.is_hidden], today)
    used = {id(reading.grid) for reading in readings}
    left_out = [grid for grid in grids if id(grid) not in used and any(map(_is_filled, grid.rows))]
    return readings, left_out


def _is_filled(row: Iterable[object]) -> bool:
    return any(isinstance(cell, str | float | int) and str(cell).strip() for cell in row)


def _with_people(grids: list[Grid], today: date) -> list[Reading]:
    headed = [(grid, find_columns(grid)) for grid in grids]
    prefixed = sum(1 for _, columns in headed if columns) > 1
    readings: list[Reading] = []
    last: Columns | None = None
    for grid, columns in headed:
        if columns is None and grid.is_table and last is not None and _goes_on(grid, last):
            columns = replace(last, first_row=0, body_row=0)
        if columns is None:
            continue
        reading = read_grid(grid, columns, today, f"{grid.name}!" if prefixed or grid.is_table else "")
        last = reading.columns
        if reading.lines or reading.found.problems:
            readings.append(reading)
    return readings if any(reading.lines for reading in readings) else []


def _goes_on(grid: Grid, columns: Columns) -> bool:
    """A table without heading and with as many columns as the one before: the list goes on after a page."""
    width = max((len(row) for row in grid.rows), default=0)
    return width == max(columns.headings) + 1 and width > 1


def _put_together(kind: Kind, source: Source, readings: list[Reading], left_out: list[Grid]) -> RosterFile:
    lines, repeats = _mark_repeats(readings)
    notes = [*source.notes, *_sheet_notes(readings, left_out)]
    notes += [note for reading in readings for note in reading.found.notes]
    notes += [*repeats, *_same_names(lines)]
    headings: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        for name, columns in reading.columns.fields.items():
            words = [reading.columns.headings[column] for column in columns]
            headings[name].extend(word for word in words if word not in headings[name])
    doubts = [doubt for reading in readings for doubt in reading.found.doubts]
    doubts += _bare_repeats(readings, lines)
    return RosterFile(
        lines=tuple(lines),
        problems=(*source.problems, *(each for reading in readings for each in reading.found.problems)),
        doubts=tuple(doubts),
        notes=_gather(notes),
        headings=tuple((name, " | ".join(words)) for name, words in headings.items()),
        sheets=tuple(reading.grid.name for reading in readings),
        kind=kind.value,
    )


def _sheet_notes(readings: list[Reading], left_out: list[Grid]) -> list[Problem]:
    """Which sheets were read, where that is a choice, and which were not."""
    notes = []
    if len(readings) > 1 or left_out:
        for reading in readings:
            facts: dict[str, Fact] = {"sheet": reading.grid.name, "people": len(reading.lines)}
            notes.append(Problem("sheet_read", reading.grid.name, facts=facts))
    for grid in left_out:
        code = "sheet_hidden" if grid.is_hidden else "sheet_without_people"
        notes.append(Problem(code, grid.name, facts={"sheet": grid.name}))
    return notes


def _is_told_apart(line: RosterLine) -> bool:
    return bool(line.born or line.phone or line.cell)


def _mark_repeats(readings: list[Reading]) -> tuple[list[RosterLine], list[Problem]]:
    """Lines equal in every cell but the number are one person; bare names are not enough to say so."""
    first: dict[tuple[str, ...], RosterLine] = {}
    lines: list[RosterLine] = []
    notes = []
    for reading in readings:
        for line, cells in zip(reading.lines, reading.fingerprints, strict=True):
            earlier = first.setdefault(cells, line)
            if earlier is not line and _is_told_apart(line):
                line = replace(line, duplicate_of=earlier.row, duplicate_of_sheet=earlier.sheet)
                notes.append(_beside(reading, "same_row", line, earlier))
            lines.append(line)
    return lines, notes


def _beside(reading: Reading, code: str, line: RosterLine, earlier: RosterLine) -> Problem:
    """A note on a line that names an earlier one."""
    facts: dict[str, Fact] = {"name": line.name, "other_row": earlier.row, "other_sheet": earlier.sheet}
    return reading.found.entry(code, line.row, reading.columns, ("name", "family"), **facts)


def _bare_repeats(readings: list[Reading], lines: list[RosterLine]) -> list[Problem]:
    """The same name twice with nothing beside it that tells one person from two."""
    by_sheet = {reading.grid.name: reading for reading in readings}
    seen: dict[str, RosterLine] = {}
    doubts = []
    for line in lines:
        earlier = seen.setdefault(canonical(line.name), line)
        if earlier is not line and not _is_told_apart(line) and not _is_told_apart(earlier):
            doubts.append(_beside(by_sheet[line.sheet], "same_name_alone", line, earlier))
    return doubts


def _same_names(lines: list[RosterLine]) -> list[Problem]:
    """One note for each name that several people share."""
    by_name: dict[str, list[RosterLine]] = defaultdict(list)
    for line in lines:
        if line.duplicate_of is None:
            by_name[canonical(line.name)].append(line)
    return [
        Problem(
            "same_name",
            row=group[1].row,
            facts={
                "sheet": group[1].sheet,
                "name": group[0].name,
                "count": len(group),
                "rows": ", ".join(str(line.row) for line in group),
            },
        )
        for group in by_name.values()
        if len(group) > 1
    ]


def _gather(notes: list[Problem]) -> tuple[Problem, ...]:
    """Notes of one sort that a whole column shares become one, with how many rows it speaks of."""
    counts = Counter(note.code for note in notes)
    gathered: list[Problem] = []
    done: set[str] = set()
    for note in notes:
        if note.code not in _GATHERED or counts[note.code] <= _GATHERED_FROM:
            gathered.append(note)
        elif note.code not in done:
            done.add(note.code)
            rows = [each.row for each in notes if each.code == note.code and each.row is not None]
            shown = ", ".join(map(str, rows[:12])) + ", ..."
            facts = {**note.facts, "count": counts[note.code], "rows": shown}
            gathered.append(replace(note, code=f"{note.code}_many", facts=facts))
    return tuple(gathered[:_NOTE_LIMIT])
