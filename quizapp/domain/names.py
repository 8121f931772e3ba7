"""Vietnamese names: tidied without correcting anybody's spelling, compared, searched and put in order.

Order (CLDR vi): a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư; no tone < huyền < hỏi < ngã < sắc < nặng. A word is
compared by its letters first and by its tone second; where in the syllable the tone sits does not count
(hoà = hòa, uỷ = ủy), nor does capital or small, nor NFC or NFD.
"""

import re
import unicodedata
from collections.abc import Iterator

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_OTHER_MARK = "6"
_SHAPES = {
    "a\u0306": "1", "a\u0302": "2", "e\u0302": "1", "o\u0302": "1", "o\u031b": "2", "u\u031b": "1",
}  # fmt: skip
_SHAPE_MARKS = "\u0302\u0306\u031b"
# Letters of other alphabets that old typing programs put in the place of đ.
_ETH = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_WORDS = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


def tidy(text: str) -> str:
    """NFC, one plain space where any blanks stood (no-break ones too), nothing invisible. Spelling is kept."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_ETH)
    return " ".join(plain.split())


def tidy_name(text: str) -> str:
    """A tidied name; one typed all in capitals becomes "Nguyễn Văn An", mixed letters stay as they are."""
    name = tidy(text)
    if any(letter.islower() for letter in name) or len(name) < 2:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0][0] + word[0][1:].lower(), name)


def split_name(name: str) -> tuple[str, str]:
    """(family and middle names, given name); a name of one word has only the given one.

    What stands in brackets after the name ("Nguyễn Thị Hoa (B)") stays with the given name.
    """
    words = tidy(name).split(" ")
    last = next((at for at, word in enumerate(words) if word.startswith("(")), len(words))
    last = max(last, 1)
    return " ".join(words[: last - 1]), " ".join(words[last - 1 :])


def _letters(word: str) -> Iterator[tuple[str, str]]:
    """Each letter of a word with the marks it carries, decomposed and small."""
    letter, marks = "", ""
    for sign in unicodedata.normalize("NFD", word.translate(_ETH).casefold()):
        if letter and unicodedata.combining(sign):
            marks += sign
            continue
        if letter:
            yield letter, marks
        letter, marks = sign, ""
    if letter:
        yield letter, marks


def _letter_key(letter: str, marks: str) -> tuple[str, str]:
    shape = next((mark for mark in marks if letter + mark in _SHAPES), "")
    if letter == "đ":
        coded = "d1"
    elif letter.isascii():
        coded = letter + _SHAPES.get(letter + shape, "0")
    else:
        coded = f"z9{ord(letter):06x}"
    rest = (mark for mark in marks if mark != shape)
    return coded, "".join(_TONES.get(mark, _OTHER_MARK) for mark in rest)


def _word_key(word: str) -> str:
    """Letters, an end, tones, an end: each letter two signs, so that a plain string comparison is right."""
    coded = [_letter_key(letter, marks) for letter, marks in _letters(word) if letter.isalnum()]
    return "".join(letter for letter, _ in coded) + "00" + "".join(sorted(tone for _, tone in coded)) + "0"


def _in_words(text: str) -> list[str]:
    return _WORDS.findall(tidy(text))


def sort_key(name: str) -> str:
    """The order of a roster: given name, then family and middle names from left to right, word by word.

    Only the signs a-z and 0-9: sorts alike in Python, SQLite and PostgreSQL under any collation. About four
    times as long as the name.
    """
    rest, given = split_name(name)
    return "".join(_word_key(word) for word in _in_words(given)) + "00" + text_key(rest)


def text_key(text: str) -> str:
    """The same order for any other text (units, classes), from its first word on."""
    return "".join(_word_key(word) for word in _in_words(text))


def canonical(text: str) -> str:
    """One spelling for comparing: small letters, tones moved to the end of their word, no punctuation.

    Equal for hoà and hòa, uỷ and ủy, NFC and NFD, capital and small. Accents count: "Thúy" is not "Thuy".
    """
    return " ".join(_word_key(word) for word in _in_words(text))


def same_name(one: str, other: str) -> bool:
    """Do both spell the same name. Says nothing about being the same person."""
    return canonical(one) == canonical(other)


def fold(text: str) -> str:
    """For searching without accents: small letters, no marks, đ as d, single spaces ("Đặng  Thị" -> "dang thi")."""
    decomposed = unicodedata.normalize("NFD", tidy(text).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).replace("đ", "d")
