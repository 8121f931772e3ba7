"""How the tests read a printed file: text and facts of a PDF, by a reader that is not the writer."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from pypdf import PdfReader

MOMENT = datetime(2026, 11, 5, 8, 30, tzinfo=UTC)


def pages_of(content: bytes) -> list[str]:
    """The text of each page with white space made single, as a reader copies it out."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def page_sizes(content: bytes) -> set[tuple[int, int]]:
    """Width and height in whole millimetres of all pages."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(content)).pages]
    return {(round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) for box in boxes}


def heights_of(content: bytes, words: Sequence[str]) -> list[float]:
    """How high above the foot of the first page each of the words stands, in points; 0 when it is not there."""
    found = dict.fromkeys(words, 0.0)

    def keep(text: str, matrix: list[float], place: list[float], _font: object, _size: float) -> None:
        height = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        found.update({word: height for word in words if word in text})

    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=keep)
    return list(found.values())
