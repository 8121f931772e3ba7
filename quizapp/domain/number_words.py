"""Vietnamese cardinal numbers in words, as lists and certificates spell them: 94 is "chín mươi tư"."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
LARGEST = 999_999_999


def _tens(tens: int, ones: int) -> list[str]:
    if tens == 0:
        return ["linh", _DIGITS[ones]] if ones else []
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 0:
        return words
    if ones == 5:
        return [*words, "lăm"]
    if tens > 1 and ones in (1, 4):
        return [*words, "mốt" if ones == 1 else "tư"]
    return [*words, _DIGITS[ones]]


def _below_thousand(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if leading and not hundreds:
        return _tens(tens, ones) if tens else [_DIGITS[ones]]
    return [_DIGITS[hundreds], "trăm", *_tens(tens, ones)]


def number_words(number: int) -> str:
    """In words, small letters; 0 to 999 999 999, ValueError beyond."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return _DIGITS[0]
    groups = [number // 1000**power % 1000 for power in (2, 1, 0)]
    words: list[str] = []
    for power, group in zip((2, 1, 0), groups, strict=True):
        if group:
            words += _below_thousand(group, leading=not words)
            words += [_GROUPS[power]] if power else []
    return " ".join(words)
