"""The register of certificates (sổ gốc) on A4 landscape: a row for each number, void ones included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quizapp.formats.letterhead import Letterhead, Signature, letterhead_facts, signature_facts
from quizapp.formats.pdf import Plain, typeset


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One number of the book. organisation: post, cell, unit as one text; void: a number that counts no more,
    shown struck through with its note; issued and received stay empty where they are open."""

    number: str
    name: str
    born: date | int | None = None
    organisation: str = ""
    course: str = ""
    grade: str = ""
    issued: date | None = None
    received: date | None = None
    note: str = ""
    void: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """book: what the book is called ("Quyển số 01, năm 2026"); closing: the sentence that ends it, with the
    count in words, or nothing while it is open; signature: who signs the closing."""

    letterhead: Letterhead
    rows: tuple[RegisterRow, ...]
    book: str = ""
    title: str = "SỔ GỐC CẤP GIẤY CHỨNG NHẬN"
    closing: str = ""
    signature: Signature | None = None


def register_pdf(register: Register, timestamp: datetime) -> bytes:
    """Rows at least 12 mm high to sign in, the heading row on every page, "Trang x/y" at the foot."""
    facts: dict[str, Plain] = {
        "title": register.title,
        "author": register.letterhead.issuer.replace("\n", " "),
        "letterhead": letterhead_facts(register.letterhead),
        "book": register.book,
        "closing": register.closing,
        "signature": signature_facts(register.signature) if register.signature else None,
        "rows": _rows(register.rows),
    }
    return typeset("register", facts, timestamp)


def _rows(rows: Sequence[RegisterRow]) -> list[Plain]:
    return [
        {
            "number": row.number,
            "name": row.name,
            "born": str(row.born) if isinstance(row.born, int) else _day(row.born),
            "organisation": row.organisation,
            "course": row.course,
            "grade": row.grade,
            "issued": _day(row.issued),
            "received": _day(row.received),
            "note": row.note,
            "void": row.void,
        }
        for row in rows
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
