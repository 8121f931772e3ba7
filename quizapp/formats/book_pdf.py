"""A course as an A5 book: cover, contents, a chapter a lesson, the documents it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.formats.lesson_blocks import lesson_blocks
from quizapp.formats.pdf import Plain, typeset


@dataclass(frozen=True, slots=True)
class BookLesson:
    """markdown: as the lesson is written; objectives: what the learner can do afterwards; citations: each ready to be read, document and article named."""

    title: str
    markdown: str
    summary: str = ""
    objectives: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """subtitle: one line under the title; note: what stands at the foot of the cover ("Hàm Yên, năm 2026")."""

    title: str
    centre: str
    lessons: tuple[BookLesson, ...]
    superior: str = ""
    subtitle: str = ""
    summary: str = ""
    note: str = ""


def book_pdf(book: Book, timestamp: datetime) -> bytes:
    """The course to send or to hand out: body 12 pt, bookmarks, page numbers, Markdown read as data only."""
    facts: dict[str, Plain] = {
        "title": book.title,
        "author": book.centre,
        "superior": book.superior,
        "subtitle": book.subtitle,
        "summary": book.summary,
        "note": book.note,
        "lessons": _lessons(book.lessons),
    }
    return typeset("book", facts, timestamp)


def _lessons(lessons: Sequence[BookLesson]) -> list[Plain]:
    return [
        {
            "title": lesson.title,
            "summary": lesson.summary,
            "objectives": lesson.objectives,
            "blocks": lesson_blocks(lesson.markdown),
            "citations": lesson.citations,
        }
        for lesson in lessons
    ]
