"""Pages of self-assessment: what to practise, one question a page, the end of a round."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.cohorts import queries as cohorts
from quizapp.courses.queries import course
from quizapp.domain.self_testing import Choice, mastery
from quizapp.self_assessment import pictures, queries, service, shown
from quizapp.self_assessment.queries import Round
from quizapp.self_assessment.service import QUESTIONS_A_ROUND, Answered
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer

bp = Blueprint("self_assessment", __name__)


@bp.get("/cohorts/<int:cohort_id>/self-assessment")
@page(rights=Right.LEARN, of=cohorts.cohort_place)
def overview(cohort_id: int) -> dict[str, Any]:
    """What to practise, weak topics first, and how the last days went."""
    person_id, moment = _person(), now()
    cohort = cohorts.cohort(cohort_id)
    facts = course(cohort.course_id)
    kept = queries.kept_from(person_id, cohort_id, moment)
    pool = queries.pool(cohort.course_id, person_id, kept)
    latest = queries.last_round(person_id, cohort_id)
    going_on = latest.next_open(0, kept) if latest and latest.answers else None
    days = queries.days(person_id, cohort.course_id, moment)
    return {
        "cohort": cohort,
        "pool": pool,
        "due": sum(one.is_due(moment) for one in pool.recalls),
        "new": sum(not one.times for one in pool.recalls),
        "wrong": sum(one.was_wrong for one in pool.recalls),
        "next_due": min((one.due for one in pool.recalls if one.due), default=None),
        "topics": [
            pictures.topic_bar(one, facts.topics.get(one.topic, gettext("Câu hỏi chung")))
            for one in mastery(pool.recalls, tuple(facts.topics))
        ],
        "keeping": queries.keeping(person_id, cohort_id, moment) if pool.kept else (),
        "latest": latest,
        "going_on": going_on,
        "plot": pictures.plot(days),
        "number": QUESTIONS_A_ROUND,
    }


@bp.post("/cohorts/<int:cohort_id>/self-assessment")
@page(rights=Right.LEARN, of=cohorts.cohort_place)
def begin(cohort_id: int) -> Response:
    """Begin a round, or lead back when nothing is there to practise."""
    try:
        choice = Choice(request.form.get("choice", ""))
    except ValueError:
        abort(400)
    topic = request.form.get("topic", "")[:80] if choice is Choice.TOPIC else ""
    begun = service.begin(cohort_id, _person(), choice, now(), topic)
    if begun is None:
        flash(gettext("Mục này hiện không có câu nào để ôn. Đồng chí chọn mục khác."), "info")
        return redirect(url_for("self_assessment.overview", cohort_id=cohort_id), 303)
    return redirect(url_for("self_assessment.question", round_id=begun, position=1), 303)


@bp.get("/self-assessment/<int:round_id>/<int:position>")
@page(rights=Right.LEARN, of=queries.round_place, own=True)
def question(round_id: int, position: int) -> dict[str, Any]:
    """One question; once it is answered: right or wrong, the right answer, why, and on what it rests."""
    one = _round(round_id, position)
    kept = queries.kept_from(one.person_id, one.cohort_id, now())
    given, is_kept = one.answers.get(position), one.is_kept(position, kept)
    return {
        "round": one,
        "position": position,
        "is_kept": is_kept,
        "asked": None if is_kept or given else shown.asked_question(one, position),
        "feedback": shown.feedback(one, given) if given and not is_kept else None,
        "following": one.next_open(position, kept),
    }


@bp.post("/self-assessment/<int:round_id>/<int:position>")
@page(rights=Right.LEARN, of=queries.round_place, own=True)
def answer(round_id: int, position: int) -> Response:
    """Take an answer; a second one, as by a double click, changes nothing."""
    _round(round_id, position)
    value = [one for name in _names(position) for one in request.form.getlist(name) if one]
    if service.answer(round_id, position, value, now()) is Answered.INCOMPLETE:
        flash(gettext("Đồng chí chọn câu trả lời trước rồi bấm “Trả lời”."), "warning")
    return redirect(url_for("self_assessment.question", round_id=round_id, position=position), 303)


@bp.get("/self-assessment/<int:round_id>")
@page(rights=Right.LEARN, of=queries.round_place, own=True)
def summary(round_id: int) -> dict[str, Any]:
    """The end of a round: how many were right, question by question, and what comes next."""
    one, moment = queries.the_round(round_id), now()
    cohort = cohorts.cohort(one.cohort_id)
    kept = queries.kept_from(one.person_id, one.cohort_id, moment)
    pool = queries.pool(cohort.course_id, one.person_id, kept)
    return {
        "round": one,
        "kept": kept,
        "stems": shown.stems(one),
        "following": one.next_open(0, kept),
        "wrong": sum(recall.was_wrong for recall in pool.recalls),
        "more": sum(recall.is_due(moment) or not recall.times for recall in pool.recalls),
        "next_due": min((recall.due for recall in pool.recalls if recall.due), default=None),
    }


def _names(position: int) -> list[str]:
    """The fields of a choice question, and those of the steps of an ordering."""
    return [f"slot-{position}", *(f"slot-{position}-{part}" for part in range(1, 17))]


def _round(round_id: int, position: int) -> Round:
    one = queries.the_round(round_id)
    if not 1 <= position <= one.length:
        abort(404)
    return one


def _person() -> int:
    person_id = viewer().person_id
    assert person_id is not None
    return person_id
