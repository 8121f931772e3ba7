"""How the lines of written questions begin: starts, answers, explanations, legal bases, levels, headings."""

import re
from typing import NamedTuple

_MARKS = r"[*#✓✔√☑☒●►▶→➔➢]"
_LEVELS = {
    "1": "nhan_biet", "nb": "nhan_biet", "nhận biết": "nhan_biet", "biết": "nhan_biet", "dễ": "nhan_biet",
    "2": "thong_hieu", "th": "thong_hieu", "thông hiểu": "thong_hieu", "hiểu": "thong_hieu",
    "trung bình": "thong_hieu", "tb": "thong_hieu",
    "3": "van_dung", "vd": "van_dung", "vdt": "van_dung", "vận dụng": "van_dung", "vận dụng thấp": "van_dung",
    "khó": "van_dung", "4": "van_dung", "vdc": "van_dung", "vận dụng cao": "van_dung", "rất khó": "van_dung",
    "easy": "nhan_biet", "medium": "thong_hieu", "hard": "van_dung",
}  # fmt: skip
_LEVEL_WORD = "|".join(
    sorted((re.escape(word) for word in _LEVELS if not word.isdigit()), key=len, reverse=True)
)
_BRACKET_LEVEL = rf"(?:\[\s*(?:{_LEVEL_WORD}|[1-4])\s*\]|\(\s*(?:{_LEVEL_WORD})\s*\))"
_POINTS = r"(?:[(\[]\s*\d+(?:[.,]\d+)?\s*(?:điểm|đ|point|points|pts?)\s*[)\]])"

WORDED_START = re.compile(
    rf"^\s*{_MARKS}{{0,4}}\s*(?:{_BRACKET_LEVEL}\s*)?"
    r"(?P<word>câu\s*hỏi(?:\s+số)?|câu\s+số|câu|question|bài(?:\s+tập)?)\s*[.:]?\s*(?P<number>\d{1,5})"
    rf"(?P<rest>\s*(?:{_BRACKET_LEVEL}|{_POINTS})?\s*(?:[.:)\]/]+|[-–—](?=\s))|\s*$|\s+(?=[(\[\"“A-ZĐÀ-Ỹ]))",
    re.IGNORECASE,
)
NUMBERED_START = re.compile(
    rf"^\s*(?:{_BRACKET_LEVEL}\s*)?(?P<number>\d{{1,4}})\s*(?:[.:)\]/](?!\d)|[-–](?=\s))\s*(?=\S|$)",
    re.IGNORECASE,
)
LEVELLED_START = re.compile(r"^\s*\[\s*(?P<level>[1-4])\s*\]\s*(?=\S)")
LEADING_LEVEL = re.compile(rf"^\s*(?P<level>{_BRACKET_LEVEL})\s*[.:]?\s*", re.IGNORECASE)
LEADING_POINTS = re.compile(rf"^\s*{_POINTS}\s*[.:]?\s*", re.IGNORECASE)

_KEY_WORD = (
    r"(?:đáp\s*án|đ/a|đ\.a|đa|answer(?:\s*key)?|ans|correct(?:\s*answer)?|key|trả\s*lời|phương\s*án\s*đúng|"
    r"(?:câu|ý|phương\s*án|lựa\s*chọn)\s*(?:trả\s*lời\s*)?đúng)"
)
_KEY_MORE = r"(?:\s*(?:đúng|là|chính\s*xác|nhất|câu\s*(?:hỏi\s*)?\d+))*"
KEY_LINE = re.compile(
    rf"^\s*[-+*•]?\s*[(\[]?\s*(?:=+>|-+>|→|⇒|➔)?\s*{_KEY_WORD}{_KEY_MORE}\s*(?:[:=]|[-–]\s|\.)\s*(?P<value>.*?)\s*$",
    re.IGNORECASE,
)
BARE_KEY_LINE = re.compile(
    rf"^\s*[-+*•]?\s*[(\[]?\s*(?:=+>|-+>|→|⇒|➔)?\s*(?:{_KEY_WORD}{_KEY_MORE}|chọn(?:\s*(?:đáp\s*án|phương\s*án|câu|ý))?)\s*[:.]?\s*"
    r"(?P<value>[A-Ha-h](?:\s*[,;&/]\s*[A-Ha-h])*|đúng|sai)\s*[.)\]]*\s*$",
    re.IGNORECASE,
)
ARROW_KEY_LINE = re.compile(
    r"^\s*(?:=+>|-+>|→|⇒|➔)\s*(?P<value>[A-Ha-h](?:\s*[,;&]\s*[A-Ha-h])*|đúng|sai)\s*(?:[.):].*)?$",
    re.IGNORECASE,
)
INLINE_KEY = re.compile(
    rf"(?:(?<=\s)|(?<=[.?!;)]))[(\[]?\s*(?:=+>\s*)?{_KEY_WORD}{_KEY_MORE}\s*[:=]\s*(?P<value>[^:]{{1,400}}?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
KEY_HEADING = re.compile(
    r"^\W*(?:bảng\s+|phần\s+|hướng\s+dẫn\s+)?(?:đáp\s*án|answer\s*keys?|answers)(?:\s+(?!án)[^:.]{1,80})?\W*$",
    re.IGNORECASE,
)
SOLUTION_HEADING = re.compile(
    r"^\W*(?:phần\s+)?(?:hướng\s+dẫn\s+(?:giải|trả\s+lời|chấm)|lời\s+giải|đáp\s*án\s+và\s+(?:lời\s+)?giải)[^:]{0,60}\W*$",
    re.IGNORECASE,
)
EXPLANATION = re.compile(
    r"^\s*[-+*•]?\s*[(\[]?\s*(?:giải\s+thích(?:\s+chi\s+tiết)?|lời\s+giải(?:\s+chi\s+tiết)?|"
    r"hướng\s+dẫn(?:\s+giải|\s+chi\s+tiết|\s+trả\s+lời)?|phân\s+tích|explanation|feedback|hd)(?:\s*[:.]\s*|\s*$)",
    re.IGNORECASE,
)
BASIS = re.compile(
    r"^\s*[-+*•]?\s*[(\[]?\s*(?:căn\s+cứ(?:\s+pháp\s+lý)?|cơ\s+sở(?:\s+pháp\s+lý|\s+chính\s+trị)?|trích\s+dẫn|trích|"
    r"viện\s+dẫn|văn\s+bản|tài\s+liệu\s+viện\s+dẫn)\s*[:]\s*",
    re.IGNORECASE,
)
SOURCE = re.compile(r"^\s*[-+*•]?\s*[(\[]?\s*(?:nguồn|tài\s+liệu|source)\s*:\s*", re.IGNORECASE)
LEVEL_LINE = re.compile(
    rf"^\s*[-+*•]?\s*[(\[]?\s*(?:mức\s*độ|độ\s*khó|cấp\s*độ|level)\s*[:\-–]\s*(?P<level>{_LEVEL_WORD}|[1-4])\s*[)\].]*\s*$",
    re.IGNORECASE,
)
CITATION = re.compile(
    r"^\s*(?:\(\s*(?:theo\s+|trích\s+|căn\s+cứ\s+)?(?=.*(?:điều|khoản|luật|nghị\s+(?:định|quyết)|quy\s+định|hướng\s+dẫn|"
    r"thông\s+tư|kết\s+luận|chỉ\s+thị|điều\s+lệ|hiến\s+pháp))[^()]*(?:\([^()]*\)[^()]*)*\)\s*\.?\s*$|"
    r"(?:điều|khoản|điểm)\s+[\da-zđ]{1,3}[\s,.(;].{0,200}(?:luật|nghị|quy\s+định|hướng\s+dẫn|thông\s+tư|điều\s+lệ|"
    r"hiến\s+pháp|kết\s+luận|chỉ\s+thị|số\s+\d))",
    re.IGNORECASE,
)
_ROMAN = r"(?:[IVX]{1,6}|\d{1,2}|[A-H])"
TOPIC = re.compile(
    r"^\W*(?:(?P<named>lĩnh\s+vực|chuyên\s+đề|chủ\s+đề|nội\s+dung|chuyên\s+mục|học\s+phần|môn(?:\s+học)?|part|chapter)"
    rf"(?:\s*{_ROMAN})?\s*[:.\-–]\s*|(?P<counted>chương|phần|bài|mục|nhóm|chuyên\s+đề|chủ\s+đề|lĩnh\s+vực|part|chapter)"
    rf"\s+(?:thứ\s+)?(?:{_ROMAN}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhất|nhì|tư)(?:\s*[:.\-–)]\s*|\s*$|\s+(?=[A-ZĐÀ-Ỹ]))"
    r"|(?P<field>lĩnh\s+vực)\s+)(?P<title>.*)$",
    re.IGNORECASE,
)
ROMAN_HEADING = re.compile(r"^\s*(?:[IVX]{1,5})\s*[.)\-–:]\s*(?P<title>\S.*)$")
SMALL_PART = re.compile(
    r"^\W*(?:hết|the end|trang\s+\d+(?:\s*/\s*\d+)?|page\s+\d+|-+\s*hết\s*-+|\d+\s*/\s*\d+|[-–—_=*.~]{3,})\W*$",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[-–+•▪◦○●■□*]|o(?=\s))\s*(?=\S)")
TRUE_FALSE_ASKED = re.compile(
    r"\b(?:đúng\s+hay\s+sai|đúng\s*/\s*sai|true\s*(?:or|/)\s*false|sai\s+hay\s+đúng)\b", re.IGNORECASE
)
ASKS_FOR_SEVERAL = re.compile(
    r"(?:\b(?:những|các)\b.{1,120}?\b(?:nào|gì|sau|sau đây|dưới đây)\b|\bchọn\s+(?:nhiều|các|tất cả|[2-5]|hai|ba|bốn)\b|"
    r"\bnhiều\s+(?:đáp án|phương án|lựa chọn)\b|\b(?:hai|ba|bốn|[2-5])\s+(?:đáp án|phương án|lựa chọn)\b|\bnhững ai\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAG_POINTS = re.compile(r"\[<df>\][^\[\]]{0,20}\[</df>\]", re.IGNORECASE)
_TAG = re.compile(r"\[</?[a-z$@#]{1,10}\d*/?>\]", re.IGNORECASE)


class Start(NamedTuple):
    """A line that begins a question. word: "câu", "bài", ..., "" for a bare number. end: where the stem begins."""

    number: str
    word: str
    level: str
    end: int


def level_of(text: str) -> str:
    """The word of our own for a level as teachers write it ("[NB]", "thông hiểu", "3"); "" for any other text."""
    return _LEVELS.get(" ".join(text.strip(" ()[].:").split()).casefold(), "")


def worded_start(text: str) -> Start | None:
    """A start with a word before its number: "Câu 1.", "[2] Câu hỏi số 3:", "Bài 4 (NB):"."""
    found = WORDED_START.match(text)
    if found is None:
        return None
    level = next((level_of(each) for each in re.findall(_BRACKET_LEVEL, found[0], re.IGNORECASE)), "")
    level, end = _after(text, found.end(), level)
    return Start(found["number"].lstrip("0") or "0", found["word"].split()[0].casefold(), level, end)


def numbered_start(text: str) -> Start | None:
    """A start with a number alone: "1.", "12)", "3/"."""
    found = NUMBERED_START.match(text)
    if found is None:
        return None
    before = LEADING_LEVEL.match(text)
    level, end = _after(text, found.end(), level_of(before["level"]) if before else "")
    return Start(found["number"].lstrip("0") or "0", "", level, end)


def levelled_start(text: str) -> Start | None:
    """A start with a level and nothing else: "[1] Ai ...?"."""
    found = LEVELLED_START.match(text)
    return None if found is None else Start("", "", level_of(found["level"]), found.end())


def _after(text: str, end: int, level: str) -> tuple[str, int]:
    """Level and points that stand between the number and the stem are no part of the stem."""
    for _ in range(2):
        found = LEADING_LEVEL.match(text[end:])
        if found is not None and not text[end + found.end() :].lstrip().startswith(("-", "→")):
            level = level or level_of(found["level"])
            end += found.end()
        points = LEADING_POINTS.match(text[end:])
        if points is not None:
            end += points.end()
    while end < len(text) and text[end].isspace():
        end += 1
    return level, end


def without_tags(text: str) -> str:
    """A line without the control tags of mixing programs ("[<br>]", "[<df>]0.5[</df>]")."""
    if "[<" not in text:
        return text
    return re.sub(r"\s{2,}", "  ", _TAG.sub(" ", _TAG_POINTS.sub(" ", text)))


def topic_of(text: str) -> str:
    """The title of a heading that names a topic; "" where the line is none."""
    if len(text) > 200 or text.rstrip().endswith("?"):
        return ""
    found = TOPIC.match(text)
    if found is None:
        return ""
    title = found["title"].strip(" .:*-–_")
    if found["named"] and title:
        return title
    return " ".join(text.split()).strip(" .:*-–_")
