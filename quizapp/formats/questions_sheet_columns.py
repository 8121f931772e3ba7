"""Which column of a sheet of questions holds what: found by the headings of its first rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizapp.formats.roster_values import fold_key

HEADING_ROWS = 15
_LETTERS = "ABCDEFGHIJKL"

_NAMES: dict[str, tuple[str, ...]] = {
    "number": ("stt", "tt", "so tt", "so thu tu", "so cau", "cau so", "cau hoi so", "no", "id", "ma cau hoi", "ma cau", "so"),
    "stem": (
        "noi dung cau hoi", "cau hoi", "noi dung", "question text", "question", "question title", "de bai",
        "cau hoi trac nghiem", "noi dung cau hoi trac nghiem", "cau dan", "phan dan", "noi dung cau dan", "tieu de",
        "stem", "noi dung cau",
    ),
    "type": ("question type", "loai cau hoi", "loai", "kieu cau hoi", "dang cau hoi", "dang", "type", "hinh thuc"),
    "options": (
        "cac phuong an", "phuong an", "phuong an tra loi", "cac phuong an tra loi", "cac dap an", "lua chon", "options",
        "cac lua chon", "phuong an lua chon", "cau tra loi", "cac cau tra loi", "cac phuong an lua chon", "dap an lua chon",
        "dap an tra loi", "answers", "choices", "noi dung phuong an", "noi dung dap an", "noi dung tra loi",
    ),
    "answer": (
        "dap an dung", "dap an", "correct answer", "correct answers", "answer", "key", "phuong an dung", "dap an chinh xac",
        "cau tra loi dung", "tra loi dung", "ket qua", "da", "correct", "da dung", "phuong an tra loi dung", "ket qua dung",
        "correct option", "correct choice", "answer key", "chon", "dung", "lua chon dung", "y dung", "la dap an dung",
        "correct answer s", "phuong an chon", "dap an cau hoi",
    ),
    "explanation": (
        "giai thich", "loi giai", "huong dan", "explanation", "answer explanation", "giai thich dap an", "huong dan giai",
        "loi giai chi tiet", "phan hoi", "feedback", "giai thich chi tiet",
    ),
    "basis": (
        "can cu", "can cu phap ly", "co so phap ly", "van ban", "trich dan", "dieu khoan", "van ban tham chieu", "vien dan",
        "van ban quy dinh", "can cu van ban", "tai lieu vien dan", "quy dinh tai", "co so",
    ),
    "level": (
        "muc do", "do kho", "cap do", "level", "muc", "difficulty", "muc do nhan thuc", "muc do kho", "muc nhan thuc",
        "cap do nhan thuc", "muc do cau hoi", "muc do danh gia",
    ),
    "topic": (
        "chuyen de", "chuong", "chu de", "bai", "chuong chuyen de", "linh vuc", "phan", "topic", "chapter", "nhom", "bai hoc",
        "noi dung chuyen de", "chuyen muc", "mang kien thuc", "chu de bai hoc", "chuong bai", "category", "nhom cau hoi",
        "chuong muc", "ten chuong", "don vi kien thuc",
    ),
    "source": ("nguon", "source", "tai lieu", "tai lieu tham khao", "nguon tai lieu"),
    "time": ("time in seconds", "thoi gian", "time limit", "time", "thoi gian giay", "time limit sec"),
    "image": ("image link", "hinh anh", "link anh", "image", "anh", "link hinh anh", "hinh", "image url", "media"),
    "points": ("diem", "points", "point", "so diem", "score", "marks"),
    "author": ("nguoi soan", "tac gia", "giang vien", "author", "nguoi ra de", "nguoi bien soan", "ghi chu", "note", "notes"),
}  # fmt: skip
_FIELDS = {name: field_name for field_name, names in _NAMES.items() for name in names}
_OPTION = re.compile(
    r"(?:(?:dap an|phuong an|lua chon|option|tra loi|cau tra loi|answer|answer option|phuong an tra loi|pa|da|lc|y|choice|"
    r"noi dung phuong an|noi dung dap an|phuong an lua chon|dap an lua chon)(?: so| thu)? ?)?([a-l]|[1-9]|1[0-2])"
)
_KEPT_OUT = ("time", "image", "points", "author")


@dataclass(frozen=True, slots=True)
class Columns:
    """body: the first row below the headings. fields: field -> column. options: columns of A, B, C, ... in order."""

    body: int
    fields: dict[str, int]
    options: tuple[int, ...] = ()
    headings: dict[int, str] = field(default_factory=dict)

    @property
    def is_quizizz(self) -> bool:
        words = {fold_key(heading) for heading in self.headings.values()}
        return "question text" in words and "option 1" in words

    @property
    def kept_out(self) -> dict[str, int]:
        """Columns that hold what questions of ours don't: field -> column."""
        return {name: column for name, column in self.fields.items() if name in _KEPT_OUT}


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The headings among the first rows, in one row or in two under each other; None where there are none."""
    best: tuple[int, Columns] | None = None
    for at, row in enumerate(rows[:HEADING_ROWS]):
        below = rows[at + 1] if at + 1 < len(rows) else ()
        for headings, body in ((row, at + 1), (_together(row, below), at + 2)):
            columns = _columns(headings, body)
            if columns is None:
                continue
            score = len(columns.fields) + len(columns.options) + ("answer" in columns.fields)
            if best is None or score > best[0]:
                best = score, columns
    return None if best is None else best[1]


def _together(row: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two rows of headings: the lower one says more, where it says anything."""
    if not any(_OPTION.fullmatch(fold_key(text)) for text in below):
        return []
    width = max(len(row), len(below))
    return [
        (below[at] if at < len(below) and below[at].strip() else row[at] if at < len(row) else "")
        for at in range(width)
    ]


def _columns(headings: Sequence[str], body: int) -> Columns | None:
    fields: dict[str, int] = {}
    options: dict[str, int] = {}
    words: dict[int, str] = {}
    doubled: list[int] = []
    for column, heading in enumerate(headings):
        key = fold_key(re.sub(r"\([^()]*\)", " ", heading)) or fold_key(heading)
        if not key or len(key) > 60:
            continue
        words[column] = heading
        option = _OPTION.fullmatch(key)
        name = _FIELDS.get(key)
        if option and name is None:
            options.setdefault(_letter(option[1]), column)
        elif name == "answer" and name in fields:
            doubled.append(column)
        elif name is not None:
            fields.setdefault(name, column)
    _settle(fields, options, words, doubled)
    row = _in_row(options)
    if "stem" not in fields or len(row) == 1 or not (row or "answer" in fields or "options" in fields):
        return None
    if len(fields) < 2 and not row:
        return None
    return Columns(body, fields, row, words)


def _settle(
    fields: dict[str, int], options: dict[str, int], words: dict[int, str], doubled: Sequence[int]
) -> None:
    """Two headings that mean "answer" are the options and what is right of them; "Câu" alone is a number."""
    if doubled and not options and "options" not in fields and "answer" in fields:
        plain = [at for at in (fields["answer"], *doubled) if fold_key(words[at]) == "dap an"]
        if plain:
            fields["options"] = plain[0]
            fields["answer"] = next(at for at in (fields["answer"], *doubled) if at != plain[0])
    cau = next((at for at, heading in words.items() if fold_key(heading) == "cau"), None)
    if cau is not None:
        fields.setdefault("number" if "stem" in fields else "stem", cau)


def _letter(sign: str) -> str:
    return sign.upper() if sign.isalpha() else _LETTERS[int(sign) - 1]


def _in_row(options: dict[str, int]) -> tuple[int, ...]:
    found = []
    for letter in _LETTERS:
        if letter not in options:
            break
        found.append(options[letter])
    return tuple(found)
