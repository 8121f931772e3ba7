"""Which column holds what: the headings that offices write, in one table, and how a heading row is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.roster_facts import Grid, Value
from quizapp.formats.roster_synonyms import CHILDREN, CONTAINED, FIELD_OF, OTHER_MATTERS
from quizapp.formats.roster_values import fold_key, text_of

HEADING_ROWS = 25


@dataclass(frozen=True, slots=True)
class Columns:
    """A heading understood: field -> columns (from 0), the words of every column, and its first row below."""

    fields: dict[str, tuple[int, ...]]
    headings: dict[int, str]
    unknown: tuple[int, ...]
    first_row: int
    body_row: int

    def one(self, field: str) -> int | None:
        """The first column of a field."""
        columns = self.fields.get(field, ())
        return columns[0] if columns else None

    def heading(self, *fields: str) -> str | None:
        """The heading of the first of these fields that has a column."""
        return next((self.headings[self.fields[each][0]] for each in fields if each in self.fields), None)


def field_of(heading: str) -> str | None:
    """The field a heading names, or None."""
    key = fold_key(heading)
    if not key or len(key) > 60:
        return None
    if exact := FIELD_OF.get(key):
        return "birth_year" if exact == "male" and "năm" in heading.lower().split()[-1:] else exact
    padded = f" {key} "
    if any(f" {word} " in padded for word in OTHER_MATTERS) and "noi sinh hoat" not in key:
        return None
    for field, phrases in CONTAINED:
        if any(f" {phrase} " in padded for phrase in phrases):
            return field
    return None


def is_heading_row(row: Sequence[Value]) -> bool:
    """Whether a row reads as the upper row of a table's heading."""
    return _score([field_of(text_of(cell)) for cell in row]) >= 5


def _score(found: Sequence[str | None]) -> int:
    fields = {field for field in found if field}
    filled = len(fields - {"name", "family", "given"})
    if "name" in fields or {"family", "given"} <= fields:
        return 4 + filled
    return 3 + filled if "given" in fields and filled > 1 else 0


def find_columns(grid: Grid) -> Columns | None:
    """The best heading among the first rows that hold anything, or None."""
    best: tuple[int, int] | None = None
    seen = 0
    for place, row in enumerate(grid.rows):
        if not any(text_of(cell) for cell in row):
            continue
        seen += 1
        if seen > HEADING_ROWS:
            break
        score = _score([field_of(text_of(cell)) for cell in row])
        if score and _is_alone(row, score) and (best is None or score > best[0]):
            best = (score, place)
    return read_columns(grid, best[1]) if best else None


def _is_alone(row: Sequence[Value], score: int) -> bool:
    """A title such as "Danh sách họ tên học viên" is no heading: a heading of one cell must be short."""
    filled = [text_of(cell) for cell in row if text_of(cell)]
    return score > 4 or (len(filled) <= 2 and all(fold_key(text) in FIELD_OF for text in filled))


def read_columns(grid: Grid, top: int) -> Columns:
    """Understand the heading whose first row is `top`, with the rows of sub-headings below it."""
    width = max(len(row) for row in grid.rows[top : top + 3])
    parents = _spread(grid, top, width)
    words = list(parents)
    row = top + 1
    while row < len(grid.rows) and row < top + 4 and _is_subheading(grid.rows[row], words, grid, row):
        children = [text_of(cell) for cell in grid.rows[row]] + [""] * width
        parents = _inherit(words, children)
        words = [
            f"{parent} {child}".strip() if child else own
            for own, parent, child in zip(words, parents, children, strict=False)
        ]
        row += 1
    if row < len(grid.rows) and _is_count(grid.rows[row]):
        row += 1
    return _assign(words, top, row)


def _spread(grid: Grid, top: int, width: int) -> list[str]:
    """The texts of the heading row, merged ones repeated over their columns."""
    cells = grid.rows[top]
    words = [text_of(cells[column]) if column < len(cells) else "" for column in range(width)]
    for span in grid.spans:
        if span.top <= top <= span.bottom:
            anchor = grid.rows[span.top][span.left] if span.left < len(grid.rows[span.top]) else None
            for column in range(span.left, min(span.right, width - 1) + 1):
                words[column] = words[column] or text_of(anchor)
    return words


def _inherit(words: list[str], children: list[str]) -> list[str]:
    """A sub-heading under an empty cell belongs to the heading at its left (csv and documents lose the merge)."""
    parents = list(words)
    for column in range(1, len(words)):
        if children[column] and not parents[column] and children[column - 1]:
            parents[column] = parents[column - 1]
    return parents


def _is_subheading(row: Sequence[Value], words: list[str], grid: Grid, place: int) -> bool:
    texts = {column: text_of(cell) for column, cell in enumerate(row) if text_of(cell)}
    if not texts or any(character.isdigit() for text in texts.values() for character in text):
        return False
    known = sum(1 for text in texts.values() if fold_key(text) in CHILDREN)
    return known > 0 and known * 2 >= len(texts) and not _covers_plain_field(texts, words)


def _covers_plain_field(texts: dict[int, str], words: list[str]) -> bool:
    """A row that fills number or phone is a person, not a sub-heading."""
    plain = {"number", "phone", "note", "ethnicity"}
    return any(column < len(words) and field_of(words[column]) in plain for column in texts)


def _is_count(row: Sequence[Value]) -> bool:
    """The row "(1) (2) (3) ..." or "A B 1 2" that forms put under the heading."""
    texts = [text_of(cell).strip("() ") for cell in row if text_of(cell)]
    if len(texts) < 3 or any(len(text) > 2 for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdecimal()]
    letters = [text for text in texts if not text.isdecimal()]
    return all(text.isalpha() and len(text) == 1 for text in letters) and numbers == list(
        range(numbers[0] if numbers else 0, (numbers[0] if numbers else 0) + len(numbers))
    )


def _assign(words: list[str], top: int, body: int) -> Columns:
    found: dict[str, list[int]] = {}
    unknown = []
    for column, heading in enumerate(words):
        field = field_of(heading)
        if field is None:
            if heading:
                unknown.append(column)
            continue
        found.setdefault(field, []).append(column)
    _split_name(found, words)
    _whole_dates(found, words)
    _place_bodies(found, unknown)
    for field, columns in found.items():
        if field in (
            "post",
            "cell",
            "unit",
            "phone",
            "note",
            "ethnicity",
            "group",
            "sex",
            "birth",
            "cell_kind",
        ):
            unknown.extend(columns[1:])
    headings = {column: heading for column, heading in enumerate(words) if heading}
    fields = {field: tuple(columns) for field, columns in found.items()}
    return Columns(fields, headings, tuple(sorted(set(unknown))), top, body)


def _split_name(found: dict[str, list[int]], words: list[str]) -> None:
    """ "Họ và tên" merged over two columns: family and middle names, then the given name."""
    names = found.get("name", [])
    if len(names) >= 2 and names[1] == names[0] + 1 and words[names[0]] == words[names[1]]:
        found["family"], found["given"] = [names[0]], [names[1]]
        del found["name"]
    if "given" in found and "family" not in found:
        found.setdefault("name", []).extend(found.pop("given"))
    if "family" in found and "given" not in found:
        found.setdefault("name", []).extend(found.pop("family"))


def _whole_dates(found: dict[str, list[int]], words: list[str]) -> None:
    """Day, month and year in three columns; an unaccented "Nam" beside "Ngay" and "Thang" is the year."""
    if {"birth_day", "birth_month"} <= found.keys() and "male" in found and "female" not in found:
        found["birth_year"] = found.pop("male")
    if "birth_year" in found and "birth_month" not in found:
        found.setdefault("birth", found.pop("birth_year"))
    if "birth_day" in found and "birth_month" not in found:
        found.setdefault("birth", found.pop("birth_day"))


def _place_bodies(found: dict[str, list[int]], unknown: list[int]) -> None:
    """ "Đơn vị" is the cell, or the Party organisation where a column of cells exists already."""
    for column in found.pop("body", []):
        if "cell" not in found:
            found["cell"] = [column]
        elif "unit" not in found:
            found["unit"] = [column]
        else:
            unknown.append(column)
