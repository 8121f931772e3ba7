"""Register books and the numbers that come out of them, gap-free under any concurrency."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from quizapp.centre.queries import letterhead
from quizapp.certificates.models import Certificate, RegisterBook
from quizapp.certificates.queries import Book, book_by_code
from quizapp.db import db
from quizapp.domain.errors import NumberAlreadyTaken, NumberPatternUnsound
from quizapp.domain.flaws import Flaw
from quizapp.domain.numbering import NumberPattern, parse_pattern


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers taken: of which book, from which one on."""

    book_id: int
    first: int
    words: tuple[str, ...]


def sound_pattern(text: str) -> NumberPattern:
    """The pattern, or NumberPatternUnsound."""
    pattern = parse_pattern(text)
    if isinstance(pattern, Flaw):
        raise NumberPatternUnsound(pattern.code)
    return pattern


def usual_book_code(year: int) -> str:
    """A book a year where the number carries the year, else one book for good."""
    return f"GCN-{year}" if sound_pattern(letterhead().number_pattern).has_year else "GCN"


def next_number(code: str) -> tuple[int, NumberPattern]:
    """What the next certificate of this book would be called; nothing is taken."""
    book = book_by_code(code)
    if book is None:
        return 1, sound_pattern(letterhead().number_pattern)
    return book.last_number + 1, sound_pattern(book.pattern)


def open_book(code: str, year: int) -> Book:
    """The book with this code, begun with the centre's pattern when it is not there. Inside a command only."""
    pattern = sound_pattern(letterhead().number_pattern)
    title = f"Quyển {code}, năm {year}" if pattern.has_year else f"Quyển {code}"
    insert = insert_sqlite if db.engine.dialect.name == "sqlite" else insert_postgresql
    values = {"code": code, "title": title, "pattern": pattern.text, "last_number": 0}
    db.session.execute(insert(RegisterBook).values(**values).on_conflict_do_nothing(index_elements=["code"]))
    book = book_by_code(code)
    if book is None:
        raise LookupError(code)
    return book


def take_numbers(book: Book, count: int, year: int, first: int | None = None) -> Numbers:
    """Take so many numbers: one UPDATE of the counter row, which nobody else can read before the commit.

    first: where an untouched book begins (the centre has used the numbers before it on paper); ignored later.
    """
    if first is not None:
        untouched = ~select(Certificate.id).where(Certificate.book_id == RegisterBook.id).exists()
        db.session.execute(
            update(RegisterBook).where(RegisterBook.id == book.id, untouched).values(last_number=first - 1)
        )
    last = db.session.execute(
        update(RegisterBook)
        .where(RegisterBook.id == book.id)
        .values(last_number=RegisterBook.last_number + count)
        .returning(RegisterBook.last_number)
    ).scalar_one()
    pattern = sound_pattern(book.pattern)
    words = tuple(pattern.number(n, year) for n in range(last - count + 1, last + 1))
    taken = db.session.scalar(
        select(Certificate.number_words).where(Certificate.number_words.in_(words)).limit(1)
    )
    if taken is not None:
        raise NumberAlreadyTaken(taken)
    return Numbers(book.id, last - count + 1, words)
