"""What kind of row stands below a roster's heading: a person, a section, a closing line, or nothing."""

import re
from dataclasses import dataclass
from enum import Enum

from quizapp.formats.roster_facts import Grid, Value
from quizapp.formats.roster_headings import Columns
from quizapp.formats.roster_values import fold_key, read_group, text_of


class RowKind(Enum):
    """The kinds of row in the body of a table."""

    BLANK = "blank"
    NUMBER_ONLY = "number_only"
    PERSON = "person"
    SECTION = "section"
    CLOSING = "closing"
    PASSED_OVER = "passed_over"
    NAMELESS = "nameless"


@dataclass(frozen=True, slots=True)
class Section:
    """What a section row gives to the rows below it: one of unit, cell, group."""

    field: str
    text: str


_CLOSING = (
    "danh sach nay", "danh sach co", "danh sach gom", "danh sach tren", "an dinh danh sach", "tong so", "tong cong",
    "cong danh sach", "tong", "cong", "co mat", "vang mat", "so luong", "trong do",
)  # fmt: skip
_SIGNING = (
    "giam doc", "pho giam doc", "nguoi lap", "nguoi lap bieu", "nguoi lap danh sach", "thu truong", "noi nhan",
    "nguoi tong hop", "tm", "t m", "kt", "k t", "tl", "t l", "xac nhan", "chu tich", "truong phong", "hieu truong",
    "da ky", "ky ten", "ky ghi ro ho ten", "ky va ghi ro ho ten", "luu", "nhu tren", "van thu", "can bo lap",
    "giao vu", "chu nhiem lop", "thuong truc", "truong ban", "chanh van phong", "thu ky",
)  # fmt: skip
_SIGNING_WHOLE = (
    "bi thu",
    "pho bi thu",
    "bi thu chi bo",
    "bi thu dang uy",
    "pho bi thu dang uy",
    "pho bi thu chi bo",
)
_PLACE_AND_DATE = re.compile(r"ngày\s*[\d.…_]+\s*tháng\s*[\d.…_]+\s*năm", re.IGNORECASE)
_ENUMERATION = re.compile(r"^\s*(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,3})\s*[.):/\-–]\s*|^[\-–*+•]\s*")
_UNIT_WORDS = (
    "đảng bộ", "đảng ủy", "đảng uỷ", "xã ", "phường ", "thị trấn ", "đặc khu ", "công ty ", "khối ", "cụm ",
    "các chi bộ", "đơn vị ", "đơn vị:", "cơ quan ", "huyện ", "trường ", "bệnh viện ", "hợp tác xã ",
)  # fmt: skip
_GROUP = re.compile(
    r"(tổ|nhóm)(?:\s+(?:số|học tập|thảo luận))?\s*[:.]?\s*(?:\d{1,3}|[IVX]{1,4})\b", re.IGNORECASE
)


def kind_of(grid: Grid, place: int, columns: Columns, is_closed: bool) -> tuple[RowKind, Section | None]:
    """What a row is. is_closed: the list has ended above (a closing line, a signature), so a bare name is a signer."""
    row = grid.rows[place]
    filled = {column: text for column, cell in enumerate(row) if (text := text_of(cell))}
    if not filled:
        return RowKind.BLANK, None
    number = columns.one("number")
    others = [text for column, text in filled.items() if column != number]
    if not others and not _is_words(filled):
        return RowKind.NUMBER_ONLY, None
    lead = next(iter(filled.values())) if not others else others[0]
    has_facts = _has_facts(row, columns)
    if _is_closing(filled, others, has_facts) or (not has_facts and _is_signed(filled, columns)):
        return RowKind.CLOSING, None
    if not has_facts and len(filled) <= 4 and (section := _section(grid, place, filled, columns)):
        return RowKind.SECTION, section
    return _person_or_not(row, columns, is_closed, has_facts, lead), None


def _is_words(filled: dict[int, str]) -> bool:
    return any(not re.fullmatch(r"[\d.()\s]*", text) for text in filled.values())


def _has_facts(row: tuple[Value, ...], columns: Columns) -> bool:
    """Whether a row says anything of a person that a title or a signature never says: a birth date or telephone."""
    for field in ("birth", "male", "female", "birth_year", "phone", "sex"):
        for column in columns.fields.get(field, ()):
            text = text_of(row[column]) if column < len(row) else ""
            if field in ("male", "female") and len(text) > 12:
                continue
            if re.search(r"\d{2}", text) or (text and len(text) <= 4):
                return True
    return False


def _is_closing(filled: dict[int, str], others: list[str], has_facts: bool) -> bool:
    texts = list(filled.values())
    if any(_PLACE_AND_DATE.search(text) for text in texts) and len(texts) <= 3:
        return True
    keys = [fold_key(text) for text in texts]
    first = fold_key(others[0]) if others else keys[0]
    for key in {first, keys[0]}:
        for phrase in _CLOSING:
            if key == phrase or (key.startswith(phrase + " ") and (" " in phrase or re.search(r"\d", key))):
                return not has_facts or " " in phrase or key == phrase
    return False


def _is_signed(filled: dict[int, str], columns: Columns) -> bool:
    """A row of a signature block; the post "Giám đốc" beside somebody's name is none."""
    number, names = columns.one("number"), name_columns(columns)
    if number is not None and re.search(r"\d", filled.get(number, "")):
        return False
    signing = {column for column, text in filled.items() if _is_signing(fold_key(text))}
    return bool(signing) and all(column in signing for column in names if column in filled)


def _is_signing(key: str) -> bool:
    return key in _SIGNING_WHOLE or any(key == phrase or key.startswith(phrase + " ") for phrase in _SIGNING)


def _section(grid: Grid, place: int, filled: dict[int, str], columns: Columns) -> Section | None:
    """A row such as "I. Đảng bộ xã Yên Phú": one text that names a unit, cell or group."""
    number, name = columns.one("number"), name_columns(columns)[-1]
    texts = {column: text for column, text in filled.items() if column != number}
    numbered = filled.get(number, "") if number is not None else ""
    if not texts:
        texts = {number or 0: numbered}
    elif len(texts) > 1 and len(set(texts.values())) > 1:
        texts = {
            column: text for column, text in texts.items() if not re.match(r"^\(?\d+ ?\D{0,14}\)?$", text)
        }
        if len(texts) != 1:
            return None
    column, text = next(iter(texts.items()))
    is_wide = any(
        span.top <= place <= span.bottom and span.left <= name <= span.right and span.right > span.left
        for span in grid.spans
    )
    if column > name and not is_wide:
        return None
    return _named(_ENUMERATION.sub("", text))


def _named(text: str) -> Section | None:
    plain = re.sub(r"\s*[:(]\s*\d+\s*(?:đ/c|đồng chí|người|học viên|đc)\.?\)?$", "", text).rstrip(" :.-")
    lowered = plain.lower()
    if match := _GROUP.match(plain):
        return Section("group", read_group(match[0]) or match[0])
    if lowered.startswith("chi bộ"):
        return Section("cell", _sentence_case(plain))
    if lowered.startswith(_UNIT_WORDS):
        return Section("unit", _sentence_case(plain))
    return None


def _sentence_case(text: str) -> str:
    """ "ĐẢNG BỘ XÃ YÊN PHÚ" as "Đảng bộ xã Yên Phú"; mixed letters stay."""
    if any(letter.islower() for letter in text):
        return text
    words = [word.capitalize() for word in text.split()]
    small = {"Bộ", "Ủy", "Uỷ", "Xã", "Phường", "Thôn", "Bản", "Xóm", "Tổ", "Trấn", "Khu", "Dân", "Phố"}
    return " ".join(word.lower() if at and word in small else word for at, word in enumerate(words))


def _person_or_not(
    row: tuple[Value, ...], columns: Columns, is_closed: bool, has_facts: bool, lead: str
) -> RowKind:
    number = columns.one("number")
    numbered = number is not None and number < len(row) and bool(re.search(r"\d", text_of(row[number])))
    name = name_of(row, columns)
    described = sum(
        1
        for field in ("ethnicity", "post", "cell", "unit", "group", "government_post")
        if (column := columns.one(field)) is not None and column < len(row) and text_of(row[column])
    )
    if not name:
        return RowKind.NAMELESS if has_facts or described > 1 else RowKind.PASSED_OVER
    if has_facts or numbered or described > 1:
        return RowKind.PERSON
    if is_closed or len(name.split()) > 7 or ":" in name or re.search(r"\d", name):
        return RowKind.PASSED_OVER
    return RowKind.PERSON if number is None or described else RowKind.PASSED_OVER


def name_columns(columns: Columns) -> tuple[int, ...]:
    """The columns whose words make the name, in order."""
    if "name" in columns.fields:
        return columns.fields["name"][:1]
    return (columns.fields["family"][0], columns.fields["given"][0])


def name_of(row: tuple[Value, ...], columns: Columns) -> str:
    """The name of a row in one line."""
    parts = (text_of(row[column]) for column in name_columns(columns) if column < len(row))
    return " ".join(part for part in parts if part)
