"""The one way facts become a PDF: a fixed Typst file of ours, and the facts beside it as JSON.

What people typed is data and is never read as Typst source, so it prints literally, whatever it holds.
The same facts and the same moment give the same bytes, so a file can be known again by its hash.

Size: a document is made in one piece (joining files would need one more library). Measured on certificates
with a QR code: 94 pages 0.6 s and 90 MB, a batch of 200 pages 1.3 s and 140 MB, 1,100 pages in one document
8 s and 520 MB. `in_batches` cuts a long list for those who write several files.
"""

import json
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

import typst

from quizapp.formats.fonts import FACES, FONTS_FOLDER

LAYOUTS_FOLDER = Path(__file__).resolve().parent / "typst"
BATCH = 200
AT_ONCE = 2

Item = TypeVar("Item")
Plain = str | int | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]


class DoesNotFit(ValueError):
    """A text is too long for its place even in the smallest size; what stands in args[0] names it."""


def typeset(layout: str, facts: Mapping[str, Plain], timestamp: datetime) -> bytes:
    """Print facts with a shipped layout ("certificate" for typst/certificate.typ): a tagged PDF in Vietnamese.

    Safe from any number of threads: at most two documents are made at a time in a process, the others wait.
    timestamp: aware; becomes the file's date. Raises DoesNotFit when the layout says so.
    """
    if timestamp.tzinfo is None:
        raise ValueError("The moment of a document must know its time zone")
    payload = json.dumps(_composed(facts), ensure_ascii=False)
    with _pool(layout).lent() as compiler:
        try:
            content = compiler.compile(
                format="pdf",
                sys_inputs={"facts": payload},
                timestamp=timestamp.astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise _translated(error) from error
    if not isinstance(content, bytes):
        raise TypeError("Typst did not give one PDF")
    return content


def in_batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    """A long list in pieces of at most `size`, in order: one file each keeps memory low."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _composed(value: Plain) -> Plain:
    """The same facts with every string in NFC (letters and their marks as one character)."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: _composed(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_composed(inner) for inner in value]
    return value


def _translated(error: typst.TypstError) -> Exception:
    """Layouts say `panic("does not fit: ...")`; anything else is a fault of ours and stays what it is."""
    text = str(error)
    _, found, rest = text.partition("does not fit: ")
    return DoesNotFit(rest.split('"')[0].strip("\\ ")) if found else error


class _Compilers:
    """Typst's compiler serves one thread at a time and is worth keeping: a first compile costs twice the time."""

    def __init__(self, layout: Path) -> None:
        self._layout = layout
        self._free: list[typst.Compiler] = []

    @contextmanager
    def lent(self) -> Iterator[typst.Compiler]:
        """A compiler for this thread alone, given back afterwards."""
        with _turns:
            compiler = self._taken()
            try:
                yield compiler
            finally:
                with _guard:
                    self._free.append(compiler)

    def _taken(self) -> typst.Compiler:
        with _guard:
            if self._free:
                return self._free.pop()
        return typst.Compiler(
            self._layout, root=LAYOUTS_FOLDER, font_paths=_fonts(), ignore_system_fonts=True
        )


_guard = threading.Lock()
_turns = threading.BoundedSemaphore(AT_ONCE)
_pools: dict[str, _Compilers] = {}


def _pool(layout: str) -> _Compilers:
    with _guard:
        if layout not in _pools:
            _pools[layout] = _Compilers(LAYOUTS_FOLDER / f"{layout}.typ")
        return _pools[layout]


@cache
def _fonts() -> typst.Fonts:
    """Only fonts that travel with the product: a machine's own fonts never change what is printed."""
    absent = [face for face in FACES if not (FONTS_FOLDER / face).is_file()]
    if absent:
        raise FileNotFoundError(f"Fonts are missing in static/fonts: {', '.join(absent)}")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS_FOLDER])
