"""Options that speak of other options ("Tất cả các phương án trên", "Cả A và B") and so must keep their places."""

import re
from collections.abc import Sequence

from quizapp.domain.names import tidy

_NOUN = r"(?:phương án|đáp án|câu trả lời|lựa chọn|trường hợp|nội dung|khẳng định|nhận định|phát biểu|mệnh đề|ý|câu)"
_COUNT = r"(?:hai|ba|bốn|tư|năm|sáu|[2-7])"
_ABOVE = r"(?:(?:ở |nêu |kể |nói |vừa nêu |đã nêu |đã cho )?(?:trên|dưới|còn lại|này))"
_VERDICT = r"(?:(?:đều |là |thì )*(?:không )?(?:đúng|sai|chính xác|phù hợp|hợp lý)(?: cả)?)"
_ABOVE_ALONE = r"(?:(?:ở |nêu |kể |nói |vừa nêu |đã nêu )?(?<!cấp )trên)"
_WHOLE = re.compile(
    "|".join(
        (
            # Tất cả (các) (phương án) (trên) (đều đúng); Cả (ba) (ý) (trên) (đều sai)
            rf"(?:tất cả|toàn bộ|cả)(?: đều)?(?: các| những)?(?: {_COUNT})?(?: {_NOUN})?(?: {_ABOVE})?(?: {_VERDICT})?",
            # Các phương án trên (đều đúng); Ba ý trên đều sai; Hai ý đều đúng
            rf"(?:các|những|mọi|{_COUNT}) {_NOUN}(?: {_ABOVE}(?: {_VERDICT})?| {_VERDICT})",
            # Cả ba nguyên tắc trên, Tất cả những việc nêu trên: any noun
            rf"(?:tất cả|toàn bộ|cả) .{{1,40}} {_ABOVE_ALONE}(?: {_VERDICT})?",
            rf"(?:các|những) .{{1,40}} (?:nêu|kể|nói) trên(?: {_VERDICT})?",
            # Không có phương án nào (trong các phương án trên) (đúng)
            rf"(?:không|chẳng)(?: có| phải là| phải)?(?: {_NOUN})? nào(?: (?:trong|ở) .{{1,40}})?(?: {_ABOVE})?(?: {_VERDICT})?",
            rf"(?:không|chẳng) .{{1,40}} nào (?:.{{1,40}} )?{_ABOVE_ALONE}(?: {_VERDICT})?",
            rf"(?:không|chẳng) (?:có|phải) {_NOUN} {_VERDICT}",
            # Phương án khác
            rf"(?:một )?(?:{_NOUN}|ý kiến) khác",
        )
    )
)
_LETTER_WORDING = (
    "cả chỉ có và với cùng lẫn hoặc hay phương án đáp ý câu trả lời lựa chọn đều đúng sai là không các hai ba bốn "
    "trong gồm bao một trên"
)
_LETTER_WORDS = frozenset(_LETTER_WORDING.split())
_PARTS = re.compile(r"[^\W_]+")


def letters_named(text: str, count: int) -> tuple[int, ...]:
    """The options (from 0) that a text names by their letters or numbers, if it speaks of nothing else.

    "Cả A và B" of four options: (0, 1). A letter alone ("A") names nothing, "Chỉ A đúng" does.
    """
    words = _PARTS.findall(tidy(text).lower())
    named = [word for word in words if len(word) == 1 and ord("a") <= ord(word) < ord("a") + count]
    numbers = [word for word in words if word in "123456789"[:count]]
    others = [word for word in words if word not in named and word not in numbers]
    if any(word not in _LETTER_WORDS for word in others) or len(words) < 2:
        return ()
    if named:
        return tuple(sorted({ord(word) - ord("a") for word in named}))
    return tuple(sorted({int(word) - 1 for word in numbers})) if len(numbers) > 1 and others else ()


def is_about_others(text: str) -> bool:
    """Does an option speak of all or none of the others without naming them."""
    words = tidy(text).lower().strip(" .;:,!").strip()
    if words in {"tất cả", "cả hai", "cả ba", "cả bốn", "cả 2", "cả 3", "cả 4"}:
        return True
    return len(words.split()) > 1 and _WHOLE.fullmatch(words) is not None


def stays(texts: Sequence[str]) -> tuple[bool, ...]:
    """For each option whether it must keep its authored place.

    An option that names others keeps its place and so do those it names; after one that speaks of "the above"
    everything that follows keeps its place, else something would come to stand above it.
    """
    kept = [False] * len(texts)
    for at, text in enumerate(texts):
        named = letters_named(text, len(texts))
        if named:
            for one in (at, *named):
                kept[one] = True
        elif is_about_others(text):
            kept[at:] = [True] * (len(texts) - at)
    return tuple(kept)
