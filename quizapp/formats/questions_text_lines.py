"""A line of a question file with the look of its signs: what every reader of written questions works on."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from quizapp.formats.question_drafts import ImageDraft

LINE_LIMIT = 200_000
LENGTH_LIMIT = 20_000

T = TypeVar("T", bound=Hashable)


class Look(NamedTuple):
    """How signs are set. color and shade: "" for black on white, else a word; near-black counts as black."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""
    shade: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it.

    looks: (first sign, look) in order, the first at 0. label: how many signs at the beginning were numbered by
    Word itself. images: (sign, picture). formulas: how many formulas stand in it. heading: set in a heading style.
    """

    text: str
    number: int
    place: str
    looks: tuple[tuple[int, Look], ...] = ((0, PLAIN),)
    label: int = 0
    images: tuple[tuple[int, ImageDraft], ...] = ()
    formulas: int = 0
    heading: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and not self.images


class Stretch(NamedTuple):
    """A part of a line: the signs from start to end (not included)."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def images(self) -> tuple[ImageDraft, ...]:
        last = self.end if self.end < len(self.line.text) else self.end + 1
        return tuple(image for at, image in self.line.images if self.start <= at < last)


# Signs of the wide forms that East Asian keyboards give, and odd blanks: one for one, so that places keep.
_NARROW = str.maketrans(
    {wide: chr(ord(wide) - 0xFEE0) for wide in "．：；，）（／＊＃［］？！－＝＞＜"}
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u000b\u000c", " ")
    | {"。": ".", "\u2011": "-", "\u2010": "-"}
)
# Longer gaps say no more, and would cost the patterns a long time.
_WIDE_GAP = re.compile(r"[ \t]{9,}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0000-\u0008\u000e-\u001f]")


def narrowed(text: str) -> str:
    """NFC text without invisible signs, wide punctuation and odd blanks made plain; a soft hyphen goes too."""
    plain = _INVISIBLE.sub("", text.replace("\u00ad", "")).translate(_NARROW)
    plain = _WIDE_GAP.sub(lambda gap: "\t" if "\t" in gap[0] else " " * 8, plain)
    return unicodedata.normalize("NFC", plain)


def plain_lines(text: str, *, word: str = "line") -> list[Line]:
    """Lines of a plain text, numbered from 1; too long ones are cut, and too many left out."""
    cut = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    return [
        Line(narrowed(each[:LENGTH_LIMIT]).rstrip(), number, f"{word} {number}")
        for number, each in enumerate(cut[:LINE_LIMIT], 1)
    ]


def share_of(stretches: Iterable[Stretch], of: Callable[[Look], T]) -> dict[T, int]:
    """How many letters and digits of the stretches have each value of a look."""
    counts: dict[T, int] = {}
    for line, start, end in stretches:
        bounds = [at for at, _ in line.looks[1:]] + [len(line.text)]
        for (first, look), last in zip(line.looks, bounds, strict=True):
            low, high = max(first, start), min(last, end)
            if low < high:
                weight = sum(map(str.isalnum, line.text[low:high]))
                if weight:
                    value = of(look)
                    counts[value] = counts.get(value, 0) + weight
    return counts


def mostly(stretches: Sequence[Stretch], of: Callable[[Look], T], default: T) -> T:
    """The value that more than half of the letters and digits have; the default for none."""
    counts = share_of(stretches, of)
    if not counts:
        return default
    best = max(counts, key=lambda value: counts[value])
    return best if counts[best] * 2 > sum(counts.values()) else default
