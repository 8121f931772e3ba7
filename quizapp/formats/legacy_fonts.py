"""Texts in the letters of old Vietnamese fonts (TCVN3 or "ABC", VNI): told by their font, converted letter for letter.

Only text that stands in such a font is converted. Where nothing names the font, `suspect` says what the text may
be, for a question to the user with before and after; nothing is converted on a guess.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from quizapp.formats.legacy_tables import TCVN3, VNI_ALONE, VNI_PAIRS

SAMPLE_LENGTH = 80


class Letters(StrEnum):
    """How the letters of a font are laid out."""

    UNICODE = ""
    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3_capitals"
    VNI = "vni"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Text without a telling font that reads as Vietnamese only after conversion."""

    letters: Letters
    before: str
    after: str


_TCVN3_UNDOTTED = re.compile(
    r"vn(?:time|arial|avant|courier|book|helve|south|aristote|presenth?|times?|univers)h?"
)
_UNKNOWN = re.compile(r"(?:vntimes? new roman|vps |vps-|vietware|vnu[- ]|bk[ -]?hcm|vni-?win|visc)")


def letters_of(font: str) -> Letters:
    """The letters of a font by its name: ".VnTime" and kin TCVN3, those ending in H its capitals, "VNI-..." VNI."""
    name = " ".join(font.split()).casefold()
    if name.startswith(("vni-", "vni ")) or name == "vni":
        return Letters.VNI
    if _UNKNOWN.match(name):
        return Letters.UNKNOWN
    if name.startswith(".vn") or _TCVN3_UNDOTTED.fullmatch(name):
        bare = re.sub(r"[ -](?:bold|italic|normal)$", "", name)
        return Letters.TCVN3_CAPITALS if bare.endswith("h") and not bare.endswith("truth") else Letters.TCVN3
    return Letters.UNICODE


def is_unicode_vietnamese(text: str) -> bool:
    """Holds letters that no old font has: so the text is Unicode, whatever its font is called."""
    return any("\u0102" <= sign <= "\u01b0" or "\u1ea0" <= sign <= "\u1ef9" for sign in text)


def convert(text: str, letters: Letters) -> str:
    """The text in Unicode, NFC; unchanged for unicode and unknown letters."""
    if letters in (Letters.TCVN3, Letters.TCVN3_CAPITALS):
        plain = "".join(TCVN3.get(sign, sign) for sign in text)
        return plain.upper() if letters is Letters.TCVN3_CAPITALS else plain
    if letters is Letters.VNI:
        return _from_vni(text)
    return text


def _from_vni(text: str) -> str:
    parts: list[str] = []
    at = 0
    while at < len(text):
        pair = VNI_PAIRS.get(text[at : at + 2])
        if pair is not None:
            parts.append(pair)
            at += 2
            continue
        parts.append(VNI_ALONE.get(text[at], text[at]))
        at += 1
    return "".join(parts)


_INITIAL = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_FINAL = r"(?:ch|ng|nh|[cmnpt])?"
_NUCLEUS = (
    r"(?:iê|yê|uyê|uô|ươ|uâ|oă|oe|oa|uê|uya|uy|ia|ya|ua|ưa|[aăâeêioôơuưy])(?:[iouy])?"
)  # fmt: skip
_SYLLABLE = re.compile(rf"{_INITIAL}{_NUCLEUS}{_FINAL}")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _share_of_syllables(words: list[str]) -> float:
    """How many of the words with other than plain letters are possible Vietnamese syllables."""
    telling = [word for word in words if not word.isascii()]
    if not telling:
        return 0.0
    return sum(map(_is_syllable, telling)) / len(telling)


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    tones = _TONES.findall(decomposed)
    bare = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def suspect(text: str) -> Suspicion | None:
    """What text without a telling font may be; None for Unicode, for other languages and for too little text."""
    sample = text[:20_000]
    if is_unicode_vietnamese(sample):
        return None
    telling = [word for word in re.findall(r"[^\s\d.,;:!?()\"'/]+", sample) if not word.isascii()]
    if len(telling) < 4 or len(telling) * 12 < len(sample.split()):
        return None
    now = _share_of_syllables(telling)
    best = max((Letters.TCVN3, Letters.VNI), key=lambda each: _reads(telling, each))
    then = _reads(telling, best)
    if then < 0.85 or then < now + 0.3:
        return None
    place = next((at for at, sign in enumerate(sample) if sign > "\x7f"), 0)
    before = sample[max(0, place - 20) : place - 20 + SAMPLE_LENGTH if place > 20 else SAMPLE_LENGTH].strip()
    return Suspicion(best, before, convert(before, best))


def _reads(words: list[str], letters: Letters) -> float:
    converted = [convert(word, letters) for word in words]
    vietnamese = sum(is_unicode_vietnamese(word) for word in converted)
    return _share_of_syllables(converted) if vietnamese * 4 >= len(words) else 0.0
