"""Words and QR codes on any console, also one that cannot print Vietnamese. Standard library only: the first install uses it."""

import sys
import unicodedata
from collections.abc import Iterable
from typing import TextIO

_UPPER, _LOWER, _FULL = "▀", "▄", "█"


def say(text: str, out: TextIO | None = None) -> None:
    """Print a sentence; letters that the console does not know lose their marks instead of stopping the program."""
    stream = out or sys.stdout
    try:
        stream.write(printable(text, stream.encoding) + "\n")
        stream.flush()
    except (BrokenPipeError, ValueError):  # nobody reads any more: the site goes on serving
        return


def printable(text: str, encoding: str | None) -> str:
    """The text as this encoding can hold it: whole if possible, else without marks, else with question marks."""
    if _fits(text, encoding):
        return text
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = plain.translate({ord("–"): "-", ord("—"): "-", ord("“"): '"', ord("”"): '"', ord("…"): "..."})
    name = encoding or "ascii"
    return plain.encode(name, "replace").decode(name)


def qr_lines(matrix: Iterable[Iterable[int]], encoding: str | None) -> list[str]:
    """Rows of a QR code for light letters on a dark console: half blocks, or pairs of "#" where there are none.

    matrix: rows of 0 (light) and 1 (dark), quiet zone included.
    """
    rows = [[not dark for dark in row] for row in matrix]
    if not _fits(_UPPER + _LOWER + _FULL, encoding):
        return ["".join("##" if light else "  " for light in row) for row in rows]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    signs = {(True, True): _FULL, (True, False): _UPPER, (False, True): _LOWER, (False, False): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(signs[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]


def _fits(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
