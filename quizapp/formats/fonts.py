"""The printed letters: which characters the shipped Tinos faces hold, read from the font files themselves."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS_FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts"
FACES = ("Tinos-Regular.ttf", "Tinos-Italic.ttf", "Tinos-Bold.ttf", "Tinos-BoldItalic.ttf")

_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs"}


def unprintable(text: str) -> set[str]:
    """The characters of a text that a certificate could not show truly; empty means that all can be printed.

    Asked before anything is promised on paper: Typst prints a missing glyph as a box and does not say so.
    The text is looked at in NFC, as it will be printed. Line ends are fine; tabs, zero-width and other
    invisible characters are not, since nobody could see that they are there.
    """
    composed = unicodedata.normalize("NFC", text)
    return {mark for mark in composed if mark != "\n" and not _is_printable(mark)}


def _is_printable(mark: str) -> bool:
    return unicodedata.category(mark) not in _INVISIBLE and ord(mark) in printable_by_every_face()


@cache
def printable_by_every_face() -> frozenset[int]:
    """Code points for which regular, italic, bold and bold italic all have a glyph."""
    return frozenset.intersection(*(code_points(FONTS_FOLDER / face) for face in FACES))


def code_points(font: Path) -> frozenset[int]:
    """Code points with a glyph in a TrueType file that has a Windows Unicode (3, 1) table of format 4.

    Source: OpenType specification, table "cmap". Raises ValueError for a font without such a table.
    """
    content = font.read_bytes()
    table = _unicode_table(content)
    if table is None:
        raise ValueError(f"{font.name} has no Unicode character map of format 4")
    return frozenset(_mapped(content, table))


def _unicode_table(content: bytes) -> int | None:
    """Where the character map for the basic plane begins in the file."""
    for entry in range(struct.unpack_from(">H", content, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", content, 12 + 16 * entry)
        if tag != b"cmap":
            continue
        for record in range(struct.unpack_from(">H", content, offset + 2)[0]):
            platform, encoding, place = struct.unpack_from(">HHL", content, offset + 4 + 8 * record)
            is_format_4 = struct.unpack_from(">H", content, offset + place)[0] == 4
            if (platform, encoding) == (3, 1) and is_format_4:
                return int(offset + place)
    return None


def _mapped(content: bytes, table: int) -> Iterator[int]:
    """Each code point whose glyph is not number 0 (the box for "missing")."""
    count = struct.unpack_from(">H", content, table + 6)[0] // 2
    ends_at = table + 14
    starts_at = ends_at + 2 * count + 2
    deltas_at = starts_at + 2 * count
    ranges_at = deltas_at + 2 * count
    for segment in range(count):
        end, start, delta, jump = (
            struct.unpack_from(">H", content, at + 2 * segment)[0]
            for at in (ends_at, starts_at, deltas_at, ranges_at)
        )
        for code in range(start, min(end, 0xFFFE) + 1):
            if jump == 0:
                glyph = (code + delta) & 0xFFFF
            else:
                at = ranges_at + 2 * segment + jump + 2 * (code - start)
                glyph = struct.unpack_from(">H", content, at)[0]
            if glyph:
                yield code
