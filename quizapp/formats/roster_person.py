"""One row of a roster into one person, with everything that is wrong, doubtful or worth a note."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from quizapp.domain.names import tidy_name
from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.roster_facts import RosterLine, Sex, Value
from quizapp.formats.roster_headings import Columns
from quizapp.formats.roster_rows import name_columns, name_of
from quizapp.formats.roster_values import (
    Birth,
    is_mark,
    is_sheet_error,
    read_birth,
    read_group,
    read_phone,
    read_sex,
    text_of,
)  # fmt: skip

YOUNGEST, OLDEST = 16, 100
_TITLE = re.compile(r"^(?:đ\s*/\s*c|đc|đ\.c|đồng chí)[\s.:]+", re.IGNORECASE)
_NAME_SIGNS = re.compile(r"[^\w\s.'’ʼ()-]")


@dataclass(slots=True)
class Findings:
    """What was noticed while reading one grid; grows as its rows are read."""

    sheet: str
    place_prefix: str
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def entry(self, code: str, row: int, columns: Columns, names: tuple[str, ...], **facts: Fact) -> Problem:
        """A Problem at the column of the first of these fields that the heading has."""
        heading = columns.heading(*names)
        column = next((columns.fields[each][0] for each in names if each in columns.fields), None)
        place = (
            f"{self.place_prefix}{_letters(column)}{row}"
            if column is not None
            else f"{self.place_prefix}{row}"
        )
        return Problem(code, place, row, heading, {"sheet": self.sheet, **facts})


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else _letters(column // 26 - 1) + chr(65 + column % 26)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body with the heading above it. number: the sheet's own row number."""

    number: int
    cells: tuple[Value, ...]
    columns: Columns

    def value(self, name: str) -> Value:
        """The cell of a field; None where the column is missing."""
        column = self.columns.one(name)
        return self.cells[column] if column is not None and column < len(self.cells) else None

    def text(self, name: str) -> str | None:
        """The tidied text of a field, None when empty or the remains of a broken formula."""
        text = text_of(self.value(name))
        return None if is_sheet_error(text) or text in ("-", "–", "—", "/") else text or None


def read_person(row: Row, today: date, found: Findings) -> RosterLine:
    """A line; what is wrong with it goes to `found`."""
    name = _read_name(row, found)
    birth, dated_sex = _read_birth(row, today, found)
    line = RosterLine(
        row=row.number,
        sheet=found.sheet,
        name=name,
        number=row.text("number"),
        sex=_read_sex(row, dated_sex, found),
        born=birth,
        ethnicity=row.text("ethnicity"),
        post=row.text("post"),
        government_post=row.text("government_post"),
        cell=row.text("cell"),
        unit=row.text("unit"),
        cell_kind=row.text("cell_kind"),
        group=read_group(row.text("group") or ""),
        note=row.text("note"),
    )
    _check_errors(row, found)
    return replace(line, phone=_read_phone(row, found))


def _read_name(row: Row, found: Findings) -> str:
    written = name_of(row.cells, row.columns)
    without_title = _TITLE.sub("", written).rstrip(" ,;.:")
    name = tidy_name(without_title)
    if name == name.lower():
        name = " ".join(word[:1].upper() + word[1:] for word in name.split())
    fields = ("name", "family")

    def entry(code: str) -> Problem:
        return found.entry(code, row.number, row.columns, fields, value=written, name=name)

    if is_sheet_error(written) or not any(sign.isalpha() for sign in name):
        found.problems.append(entry("name_unreadable"))
    elif any(sign.isdigit() for sign in name):
        found.doubts.append(entry("name_has_digits"))
    elif _NAME_SIGNS.search(name):
        found.doubts.append(entry("name_has_signs"))
    elif len(name.split()) == 1:
        found.doubts.append(entry("name_one_word"))
    if without_title != written.rstrip(" ,;.:"):
        found.notes.append(entry("name_title_removed"))
    if name != without_title:
        found.notes.append(entry("name_letters_changed"))
    return name


def _read_birth(row: Row, today: date, found: Findings) -> tuple[str | None, Sex | None]:
    """The birth date, and the sex that its column tells."""
    dates: list[tuple[str, Value, Sex | None]] = []
    if row.columns.one("birth_year") is not None:
        parts = [text_of(row.value(part)) for part in ("birth_day", "birth_month", "birth_year")]
        dates.append(("birth_year", "/".join(part for part in parts if part) or None, None))
    if "birth" in row.columns.fields:
        dates.append(("birth", row.value("birth"), None))
    for name, sex in (("male", "male"), ("female", "female")):
        value = row.value(name)
        if text_of(value) and not is_mark(text_of(value)):
            dates.append((name, value, "male" if sex == "male" else "female"))
    filled = [each for each in dates if re.search(r"[0-9A-Za-z#]", text_of(each[1]))]
    if len(filled) > 1 and {each[2] for each in filled} >= {"male", "female"}:
        found.doubts.append(
            found.entry(
                "both_dates_filled",
                row.number,
                row.columns,
                ("male",),
                male=text_of(row.value("male")),
                female=text_of(row.value("female")),
            )
        )
        return None, None
    if not filled:
        has_column = bool({"birth", "male", "female", "birth_year"} & row.columns.fields.keys())
        if has_column:
            fields = ("birth", "male", "female", "birth_year")
            found.notes.append(found.entry("birth_missing", row.number, row.columns, fields))
        return None, None
    name, value, told = filled[0]
    birth = read_birth(value, today)
    _report_birth(row, name, value, birth, today, found)
    return birth.born, told


def _report_birth(row: Row, name: str, value: Value, birth: Birth, today: date, found: Findings) -> None:
    def entry(code: str, **facts: Fact) -> Problem:
        return found.entry(code, row.number, row.columns, (name,), value=text_of(value), **facts)

    if birth.code:
        found.problems.append(entry(birth.code, reason=birth.reason))
    if birth.born is None:
        return
    if birth.century_guessed:
        found.notes.append(entry("century_guessed", born=birth.born))
    age = today.year - int(birth.born[:4])
    if len(birth.born) == 10 and birth.born[5:] > today.isoformat()[5:]:
        age -= 1
    if age < YOUNGEST or age > OLDEST:
        found.doubts.append(entry("age_too_low" if age < YOUNGEST else "age_too_high", age=age))


def _read_sex(row: Row, dated: Sex | None, found: Findings) -> Sex | None:
    told: Sex | None = None
    text = row.text("sex")
    if text:
        told = read_sex(text)
        if told is None and is_mark(text):
            is_female_column = "nữ" in (row.columns.heading("sex") or "").lower()
            told = "female" if is_female_column else None
        if told is None:
            found.problems.append(
                found.entry("sex_unreadable", row.number, row.columns, ("sex",), value=text)
            )
    marked = _marked_sex(row, found)
    known = {each for each in (told, dated, marked) if each}
    if len(known) > 1:
        found.doubts.append(found.entry("sex_conflict", row.number, row.columns, ("sex", "male", "female")))
        return None
    return told or dated or marked


def _marked_sex(row: Row, found: Findings) -> Sex | None:
    """The sex by a tick. With a column "Nữ" alone, an empty cell means a man only where that column is no date's."""
    male, female = (is_mark(row.text(each) or "") for each in ("male", "female"))
    if male and female:
        found.doubts.append(found.entry("sex_conflict", row.number, row.columns, ("male",)))
        return None
    if male or female:
        return "male" if male else "female"
    is_tick_column = "female" in row.columns.fields and "male" not in row.columns.fields
    return "male" if is_tick_column and not row.text("female") else None


def _read_phone(row: Row, found: Findings) -> str | None:
    phone = read_phone(row.value("phone"))
    if phone is None or is_sheet_error(phone.number):
        return None
    if phone.is_odd or phone.zero_restored:
        code = "phone_odd" if phone.is_odd else "phone_zero_restored"
        found.notes.append(found.entry(code, row.number, row.columns, ("phone",), value=phone.number))
    return phone.number


def _check_errors(row: Row, found: Findings) -> None:
    for name, places in row.columns.fields.items():
        for column in places:
            text = text_of(row.cells[column]) if column < len(row.cells) else ""
            if is_sheet_error(text) and name not in ("birth", "male", "female", "name", "family", "given"):
                found.problems.append(found.entry("cell_error", row.number, row.columns, (name,), value=text))


def same_cells(row: Row, line: RosterLine) -> tuple[str, ...]:
    """Everything a row says but its number, for telling whether two rows are one; the name without regard to case."""
    skipped = {*row.columns.fields.get("number", ()), *name_columns(row.columns)}
    skipped.update(row.columns.fields.get("signature", ()))
    given = [line.unit or "", line.cell or "", line.group or ""]
    rest = [text_of(cell) for column, cell in enumerate(row.cells) if column not in skipped]
    while rest and not rest[-1]:
        rest.pop()
    return (line.name.casefold(), *given, "|", *rest)
