"""Words and QR codes on any console, also one that cannot print Vietnamese. Standard library only: the first install uses it."""

import codecs
import io
import sys
import unicodedata
from collections.abc import Iterable
from typing import TextIO

_UPPER, _LOWER, _FULL = "▀", "▄", "█"
PLAIN = str.maketrans({"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "…": "..."})


def make_safe(*streams: object) -> None:
    """From now on letters that these consoles do not know lose their marks: no command stops half-way for them."""
    codecs.register_error("without_marks", _without_marks)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="without_marks")


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
    name = encoding or "ascii"
    return _plain(text).encode(name, "replace").decode(name)


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


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(PLAIN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _without_marks(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    plain = _plain(error.object[error.start : error.end])
    return plain.encode("ascii", "replace").decode("ascii"), error.end


def _fits(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
