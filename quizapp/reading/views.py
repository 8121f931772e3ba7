"""Lessons: the list, a page to read, the place kept, the course as a book."""

import functools
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from quizapp.centre.queries import letterhead
from quizapp.cohorts import queries as cohorts
from quizapp.courses import queries as courses
from quizapp.documents.queries import cited, documents
from quizapp.formats.book_pdf import Book, BookLesson, book_pdf
from quizapp.reading import queries, service
from quizapp.web.access import Right
from quizapp.web.clock import VIETNAM, now, today
from quizapp.web.pages import page, viewer

bp = Blueprint("reading", __name__)
READERS = (Right.LEARN, Right.READ_COHORT, Right.MANAGE_COHORT)


@bp.get("/cohorts/<int:cohort_id>/lessons")
@page(rights=READERS, of=cohorts.cohort_place)
def lessons(cohort_id: int) -> dict[str, Any]:
    """The lessons of a class's course, and how far this person is."""
    cohort = cohorts.cohort(cohort_id)
    states = queries.lesson_states(cohort.course_id, viewer().person_id)
    read = sum(1 for state in states if state.read_at)
    begun = next((one for one in states if one.opened_at and not one.read_at), None)
    following = begun or next((one for one in states if not one.read_at), None)
    return {
        "cohort": cohort,
        "course": courses.course(cohort.course_id),
        "lessons": states,
        "read": read,
        "following": following,
    }


@bp.get("/cohorts/<int:cohort_id>/lessons/<slug>")
@page(rights=READERS, of=cohorts.cohort_place)
def lesson(cohort_id: int, slug: str) -> dict[str, Any]:
    """One lesson; the place where one stopped is offered."""
    cohort = cohorts.cohort(cohort_id)
    found = courses.lesson(cohort.course_id, slug)
    if found is None:
        abort(404)
    states = queries.lesson_states(cohort.course_id, viewer().person_id)
    mine = next(state for state in states if state.slug == slug)
    stopped = next((one for one in found.sections if one["id"] == mine.section), None)
    return {
        "cohort": cohort,
        "lesson": found,
        "html": Markup(found.html),  # noqa: S704  (sanitised by formats.lesson_markdown when it was loaded)
        "citations": cited(found.citations, documents()),
        "mine": mine,
        "stopped": stopped if mine.permille < 950 else None,
        "total": len(states),
        "following": next((one for one in states if one.position > found.position), None),
        "is_learner": viewer().may(Right.LEARN, g.place),
    }


@bp.post("/cohorts/<int:cohort_id>/lessons/<slug>/place")
@page(rights=READERS, of=cohorts.cohort_place, json=True)
def place(cohort_id: int, slug: str) -> tuple[str, int]:
    """Keep the place: JSON {"section", "permille"}; sent by the page while one reads."""
    sent = request.get_json(silent=True) or {}
    permille, section = sent.get("permille"), sent.get("section", "")
    if not isinstance(permille, int) or not isinstance(section, str):
        return "", 400
    service.remember_place(_person(), _lesson_id(cohort_id, slug), section, permille, now())
    return "", 204


@bp.post("/cohorts/<int:cohort_id>/lessons/<slug>/read")
@page(rights=READERS, of=cohorts.cohort_place)
def finish(cohort_id: int, slug: str) -> Answer:
    """ "Tôi đã đọc xong": on to the next lesson, or back to the list after the last."""
    cohort = cohorts.cohort(cohort_id)
    service.finish(_person(), _lesson_id(cohort_id, slug), now())
    states = queries.lesson_states(cohort.course_id, viewer().person_id)
    following = next((one for one in states if not one.read_at), None)
    flash(gettext("Đã ghi nhận đồng chí đọc xong bài."), "done")
    if following is None:
        return redirect(url_for("reading.lessons", cohort_id=cohort_id), 303)
    return redirect(url_for("reading.lesson", cohort_id=cohort_id, slug=following.slug), 303)


@bp.get("/cohorts/<int:cohort_id>/course.pdf")
@page(rights=READERS, of=cohorts.cohort_place)
def book(cohort_id: int) -> Response:
    """The course as an A5 book, to send or to hand out."""
    cohort = cohorts.cohort(cohort_id)
    facts = courses.course(cohort.course_id)
    known, head = documents(), letterhead()
    whole = Book(
        title=facts.title,
        centre=head.name,
        superior=head.parent_name,
        summary=facts.summary,
        note=f"{head.place}, {today().year}" if head.place else str(today().year),
        lessons=tuple(
            BookLesson(
                title=one.title,
                markdown=one.markdown,
                citations=tuple(f"{cite.place}, {cite.document}" for cite in cited(one.citations, known)),
            )
            for one in courses.lessons(cohort.course_id)
        ),
    )
    content = _typeset_once_a_day(whole, today().toordinal())
    name = f"{facts.code}.pdf"
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@functools.lru_cache(maxsize=4)
def _typeset_once_a_day(whole: Book, ordinal: int) -> bytes:
    """A class of a hundred asks for the same book at once: it is set once."""
    return book_pdf(whole, now().astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0))


def _person() -> int:
    person = viewer().person_id
    assert person is not None
    return person


def _lesson_id(cohort_id: int, slug: str) -> int:
    found = courses.lesson(cohorts.cohort(cohort_id).course_id, slug)
    if found is None:
        abort(404)
    return found.id
