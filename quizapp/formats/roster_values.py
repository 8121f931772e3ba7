"""Single cells of rosters: texts, birth dates, sexes and telephone numbers as people type them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from quizapp.domain.names import fold, tidy
from quizapp.formats.roster_facts import Sex, Value

_SHEET_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
_MARKS = frozenset(("x", "v", "1", "✓", "✔", "√", "☑", "☒", "×", "+", "●", "*", "co", "nam", "nu", "true"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_DAY_0 = date(1899, 12, 30)
_FIRST_YEAR = 1900


def text_of(value: Value) -> str:
    """A cell as one clean line: NFC, one space between words, no invisible signs, 12.0 as 12."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, time | timedelta):
        return ""
    return tidy("".join(sign if sign.isprintable() else " " for sign in tidy(str(value))))


def is_sheet_error(text: str) -> bool:
    """Whether a cell shows what a broken formula leaves (#REF!, #N/A ...)."""
    return text.upper() in _SHEET_ERRORS


def fold_key(text: str) -> str:
    """For comparing headings and set phrases: no accents, small letters, every sign a space."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", fold(text)).split())


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date read: YYYY, YYYY-MM or YYYY-MM-DD, or the code of what is wrong with it.

    reason: for birth_date_impossible, which part is: day, month, year, future.
    century_guessed: two figures of a year were completed.
    """

    born: str | None = None
    code: str | None = None
    reason: str = ""
    century_guessed: bool = False


def read_birth(value: Value, today: date) -> Birth:
    """The birth date in a cell, day before month as Vietnam writes it. An empty cell gives an empty Birth."""
    if isinstance(value, datetime | date):
        return _checked(value.year, value.month, value.day, today)
    if isinstance(value, bool) or value is None or isinstance(value, time | timedelta):
        return Birth() if value is None else Birth(code="birth_date_unreadable")
    if isinstance(value, int | float):
        return _read_number(float(value), today)
    text = text_of(value)
    if not re.search(r"[0-9A-Za-z]", text):
        return Birth()
    return _read_text(text, today)


def _read_number(number: float, today: date) -> Birth:
    """1963 is a year, 23048 a day of Excel's calendar, 6021963 a date that lost its leading zero; 6.1963 a month."""
    if not number.is_integer():
        whole = re.fullmatch(r"(\d{1,2})\.(\d{4})", repr(number))
        if whole:
            return _checked(int(whole[2]), int(whole[1]), None, today)
        if 5000 < number < 80_000:
            number = float(int(number))
        else:
            return Birth(code="birth_date_unreadable")
    whole_number = int(number)
    if _FIRST_YEAR <= whole_number <= 2200:
        return _checked(whole_number, None, None, today)
    if 20 <= whole_number <= 99:
        return _read_year(str(whole_number), None, None, today)
    if 2200 < whole_number < 80_000:
        day = _EXCEL_DAY_0 + timedelta(days=whole_number)
        return _checked(day.year, day.month, day.day, today)
    if 1_000_000 <= whole_number <= 99_999_999:
        return _read_figures(f"{whole_number:08d}", today)
    return Birth(code="birth_date_unreadable")


def _read_figures(figures: str, today: date) -> Birth:
    """Eight figures: ddmmyyyy, or yyyymmdd where that cannot be."""
    day, month, year = int(figures[:2]), int(figures[2:4]), int(figures[4:])
    if _FIRST_YEAR <= year <= today.year and 1 <= month <= 12:
        return _checked(year, month, day, today)
    return _checked(int(figures[:4]), int(figures[4:6]), int(figures[6:]), today)


def _read_text(text: str, today: date) -> Birth:
    if re.fullmatch(r"\d+(\.0+)?", text):
        return _read_number(float(text), today)
    plain = _english_month(re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$", "", text))
    if match := re.search(r"(?<!\d)(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)", plain):
        return _checked(int(match[1]), int(match[2]), int(match[3]), today)
    if re.search(r"\d[.,]\d{3}[.,]\d{3}", plain):
        return Birth(code="birth_date_unreadable")
    unknown = r"[?_.…xX-]*"
    plain = re.sub(rf"^\s*{unknown}\s*[/]\s*{unknown}\s*[/]\s*(?=\d{{4}}$)", "", plain)
    plain = re.sub(rf"^\s*{unknown}\s*[/]\s*(?=\d{{1,2}}\s*/\s*\d{{4}}$)", "", plain)
    words = fold_key(re.sub(r"\d", " ", plain))
    if set(words.split()) - _DATE_WORDS:
        return Birth(code="birth_date_unreadable")
    parts = re.findall(r"\d+", plain)
    return _read_parts(parts, today)


_DATE_WORDS = frozenset(["ngay", "thang", "nam", "sinh", "mong", "mung", "sn", "ns", "th", "khoang", "t"])


def _english_month(text: str) -> str:
    """ "6-Feb-63" and "06-thg 2-1963" as figures."""
    lowered = text.lower()
    for number, month in enumerate(_MONTHS, 1):
        if re.search(rf"(?<![a-z]){month}[a-z]*(?![a-zà-ỹ])", lowered):
            return re.sub(rf"(?<![a-z]){month}[a-z]*", str(number), lowered)
    return re.sub(r"\bthg\b", " ", text)


def _read_parts(parts: list[str], today: date) -> Birth:
    if len(parts) == 1:
        figures = parts[0]
        if len(figures) == 8:
            return _read_figures(figures, today)
        return _read_year(figures, None, None, today)
    if len(parts) == 2 and len(parts[0]) <= 2 and len(parts[1]) == 4:
        return _read_year(parts[1], int(parts[0]) or None, None, today)
    if len(parts) == 3 and max(len(parts[0]), len(parts[1])) <= 2:
        return _read_year(parts[2], int(parts[1]) or None, int(parts[0]) or None, today)
    return Birth(code="birth_date_unreadable")


def _read_year(figures: str, month: int | None, day: int | None, today: date) -> Birth:
    """Two figures mean the last century unless that person would be grown up by now (16) in this one."""
    if len(figures) == 4:
        return _checked(int(figures), month, day, today)
    if len(figures) == 2:
        year = 2000 + int(figures)
        if today.year - year < 16:
            year -= 100
        birth = _checked(year, month, day, today)
        return Birth(birth.born, birth.code, birth.reason, century_guessed=True)
    return Birth(code="birth_date_unreadable")


def _checked(year: int, month: int | None, day: int | None, today: date) -> Birth:
    if not year >= _FIRST_YEAR:
        return Birth(code="birth_date_impossible", reason="year")
    if year > today.year:
        return Birth(code="birth_date_impossible", reason="future")
    if month is None:
        return Birth(f"{year:04d}") if day is None else Birth(code="birth_date_unreadable")
    if not 1 <= month <= 12:
        return Birth(code="birth_date_impossible", reason="month")
    if day is None:
        return Birth(f"{year:04d}-{month:02d}")
    try:
        born = date(year, month, day)
    except ValueError:
        return Birth(code="birth_date_impossible", reason="day")
    if born > today:
        return Birth(code="birth_date_impossible", reason="future")
    return Birth(born.isoformat())


def read_sex(text: str) -> Sex | None:
    """The sex named in a cell; None when it names none."""
    key = fold_key(text)
    if key in ("nam", "m", "male", "trai", "nam gioi", "ong"):
        return "male"
    if key in ("nu", "f", "female", "gai", "nu gioi", "ba", "n"):
        return "female"
    return None


def is_mark(text: str) -> bool:
    """Whether a cell is ticked, as in a column "Nữ"."""
    return text.lower() in _MARKS or fold_key(text) in _MARKS


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: figures only where they make one. zero_restored: Excel had eaten the leading 0."""

    number: str
    zero_restored: bool = False
    is_odd: bool = False


def read_phone(value: Value) -> Phone | None:
    """A Vietnamese number out of a cell: +84 and 84 become 0, a lost 0 comes back; anything else stays as typed."""
    text = text_of(value)
    if not text:
        return None
    figures = re.sub(r"[\s().\-–']", "", text)
    if re.fullmatch(r"(\+84|0084)\d{9}", figures):
        return Phone("0" + figures[-9:])
    if re.fullmatch(r"84\d{9}", figures):
        return Phone("0" + figures[-9:])
    if re.fullmatch(r"0\d{9,10}", figures):
        return Phone(figures)
    if re.fullmatch(r"[1-9]\d{8}", figures):
        return Phone("0" + figures, zero_restored=True)
    return Phone(text, is_odd=True)


def read_group(text: str) -> str | None:
    """ "1", "Tổ 01", "tổ I" as "Tổ 1" or "Tổ I"; other names stay."""
    if re.fullmatch(r"\d{1,3}", text):
        return f"Tổ {int(text)}"
    if match := re.fullmatch(r"tổ(?:\s+số)?\s*[:.]?\s*(\d{1,3}|[ivx]{1,4})\W*", text.lower()):
        return f"Tổ {int(match[1])}" if match[1].isdigit() else f"Tổ {match[1].upper()}"
    return text or None
