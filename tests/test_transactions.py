"""Nothing that was read can change before it is written; half a command leaves nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.certificates.models import RegisterBook
from quizapp.db import db, transactional
from quizapp.domain.errors import ReasonMissing

THREADS, TIMES = 6, 12


@pytest.fixture
def book(inside: Flask) -> int:
    row = RegisterBook(code="B", title="Sổ", pattern="{n}")
    db.session.add(row)
    db.session.commit()
    return row.id


@transactional
def next_number(book_id: int) -> int:
    """Read n, write n + 1: what a counter does, in the most breakable way."""
    book = db.session.scalars(select(RegisterBook).filter_by(id=book_id).with_for_update()).one()
    book.last_number += 1
    return book.last_number


def test_a_number_is_given_once_however_many_ask(app: Flask, book: int) -> None:
    db.session.remove()

    def ask(_: int) -> list[int]:
        with app.app_context():
            return [next_number(book) for _ in range(TIMES)]

    with ThreadPoolExecutor(THREADS) as pool:
        given = sorted(number for numbers in pool.map(ask, range(THREADS)) for number in numbers)
    assert given == list(range(1, THREADS * TIMES + 1))


@transactional
def _half(book_id: int) -> None:
    next_number(book_id)
    raise ReasonMissing


def test_a_command_that_stops_half_way_leaves_nothing(book: int) -> None:
    with pytest.raises(ReasonMissing):
        _half(book)
    assert next_number(book) == 1


def test_what_a_page_left_unsaved_never_slips_into_a_command(book: int) -> None:
    db.session.get_one(RegisterBook, book).title = "chưa lưu"
    next_number(book)
    assert db.session.scalar(select(RegisterBook.title).filter_by(id=book)) == "Sổ"
