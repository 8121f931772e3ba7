"""The learner's pages: waiting room, paper, result, review."""

from typing import Any

from flask import g, make_response, redirect, render_template, request, session, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response

from quizapp.accounts.session_key import SessionKey
from quizapp.cohorts.queries import enrolment_of
from quizapp.domain import scoring, timing
from quizapp.domain.errors import AttemptLimitReached, AttemptNotClosed, ResultsNotReleased
from quizapp.domain.timing import time_left
from quizapp.quizzes import attempts, hot_statements, saving, service, shown
from quizapp.quizzes.blueprint import bp
from quizapp.quizzes.forms import RULES
from quizapp.quizzes.queries import Stage, attempt_place, attempts_of, quiz, quiz_place
from quizapp.quizzes.saving import Denied, Standings
from quizapp.quizzes.upload_token import upload_token
from quizapp.quizzes.words import clock_words
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer

STAFF = (Right.RUN_QUIZ, Right.READ_COHORT)


def _enrolment(cohort_id: int) -> int | None:
    person_id = viewer().person_id
    learns = viewer().may(Right.LEARN, g.place)
    return enrolment_of(cohort_id, person_id) if person_id and learns else None


@bp.get("/quizzes/<int:quiz_id>")
@page(rights=(Right.LEARN, *STAFF), of=quiz_place)
def waiting_room(quiz_id: int) -> dict[str, Any] | Response:
    """The door of a quiz for a learner; whoever runs it is led to the room's screen."""
    facts, moment = quiz(quiz_id), now()
    enrolment_id = _enrolment(facts.cohort_id)
    if enrolment_id is None:
        return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)
    stage = facts.stage(moment)
    if stage is Stage.WAITING:
        service.wait(quiz_id, enrolment_id, moment)
    taken = attempts_of(quiz_id, enrolment_id)
    left = facts.attempts_allowed - len(taken)
    is_open = bool(taken) and taken[-1].handed_in_at is None
    return {
        "quiz": facts,
        "stage": stage,
        "taken": taken,
        "goes_on": is_open,
        "may_start": stage is Stage.RUNNING and (is_open or left > 0),
        "rule_words": dict(RULES)[facts.scoring_rule],
        "by_itself": stage is Stage.RUNNING and not taken and request.args.get("from") == "waiting",
    }


@bp.get("/quizzes/<int:quiz_id>/waiting")
@page(rights=Right.LEARN, of=quiz_place)
def waiting_fragment(quiz_id: int) -> Response:
    """Asked every few seconds from the waiting room; X-Next leads on once the room has been started."""
    facts, moment = quiz(quiz_id), now()
    enrolment_id = _enrolment(facts.cohort_id)
    if facts.stage(moment) is Stage.WAITING and enrolment_id is not None:
        service.wait(quiz_id, enrolment_id, moment)
        answer = make_response(render_template("quizzes/waiting_fragment.html", quiz=facts))
        answer.add_etag()
        return answer.make_conditional(request)
    answer = make_response("", 200)
    answer.headers["X-Next"] = f"{url_for('quizzes.waiting_room', quiz_id=quiz_id)}?from=waiting"
    return answer


@bp.post("/quizzes/<int:quiz_id>/attempts")
@page(rights=Right.LEARN, of=quiz_place)
def start(quiz_id: int) -> Response:
    """Start, or go on with what is open; on this device from now on, if it is the first."""
    facts = quiz(quiz_id)
    enrolment_id = _enrolment(facts.cohort_id)
    if enrolment_id is None:
        return redirect(url_for("quizzes.waiting_room", quiz_id=quiz_id), 303)
    before = attempts_of(quiz_id, enrolment_id)
    try:
        attempt_id = attempts.start(quiz_id, enrolment_id, now())
    except AttemptLimitReached:
        last = attempts_of(quiz_id, enrolment_id)[-1]
        return redirect(url_for("quizzes.result", attempt_id=last.id), 303)
    if attempt_id not in {one.id for one in before}:
        session[f"epoch-{attempt_id}"] = 1
    return redirect(url_for("quizzes.paper", attempt_id=attempt_id), 303)


@bp.get("/attempts/<int:attempt_id>")
@page(rights=Right.LEARN, of=attempt_place, own=True)
def paper(attempt_id: int) -> dict[str, Any] | Response:
    """The whole paper in one answer. Another device than the one that works on it asks first."""
    moment, key = now(), SessionKey.parse(viewer().session_key)
    standings = _standings(attempt_id, key)
    if standings is None or key is None or standings.state(moment) is timing.State.CLOSED:
        return redirect(url_for("quizzes.result", attempt_id=attempt_id), 303)
    attempts.seen(attempt_id, moment)
    here = session.get(f"epoch-{attempt_id}")
    if here is None and standings.epoch == 1 and not standings.standing:
        session[f"epoch-{attempt_id}"] = here = 1
    facts = shown.attempt(attempt_id)
    ends = standings.deadline(moment)
    return {
        "attempt": facts,
        "quiz": facts.quiz,
        "questions": shown.shown_questions(facts),
        "asks": here != standings.epoch,
        "now": moment.isoformat(),
        "deadline": ends.isoformat(),
        "left": clock_words(time_left(ends, moment)),
        "state": standings.state(moment),
        "token_text": upload_token(attempt_id, key),
    }


def _standings(attempt_id: int, key: SessionKey | None) -> Standings | None:
    found = saving.attempt_standings(attempt_id, key, now(), hot_statements.READ) if key else None
    return None if isinstance(found, Denied) else found


def _closed(attempt_id: int) -> shown.AttemptFacts:
    """The attempt with its mark written; AttemptNotClosed while it is open."""
    facts = shown.attempt(attempt_id)
    if facts.score is None:
        attempts.settle_one(attempt_id, now())
        facts = shown.attempt(attempt_id)
    if facts.score is None:
        raise AttemptNotClosed
    return facts


@bp.get("/attempts/<int:attempt_id>/result")
@page(rights=Right.LEARN, of=attempt_place, own=True)
def result(attempt_id: int) -> dict[str, Any] | Response:
    """The receipt, and the score when this quiz shows it at hand-in."""
    try:
        facts = _closed(attempt_id)
    except AttemptNotClosed:
        return redirect(url_for("quizzes.paper", attempt_id=attempt_id), 303)
    assert facts.score is not None
    moment = now()
    taken = attempts_of(facts.quiz.id, facts.enrolment_id)
    return {
        "attempt": facts,
        "quiz": facts.quiz,
        "points": scoring.points_words(facts.score),
        "percents": scoring.percent_words(facts.score, facts.quiz.threshold),
        "passed": scoring.is_passed(facts.score, facts.quiz.threshold),
        "questions": shown.shown_questions(facts),
        "again": facts.quiz.stage(moment) is Stage.RUNNING and len(taken) < facts.quiz.attempts_allowed,
    }


@bp.get("/attempts/<int:attempt_id>/review")
@page(rights=Right.LEARN, of=attempt_place, own=True)
def review(attempt_id: int) -> dict[str, Any]:
    """One's own choices beside the right ones, with explanation and citation, once released."""
    facts = _closed(attempt_id)
    if facts.quiz.review_released_at is None:
        raise ResultsNotReleased
    assert facts.score is not None
    return {
        "attempt": facts,
        "quiz": facts.quiz,
        "questions": shown.review(facts),
        "points": scoring.points_words(facts.score),
    }


@bp.post("/attempts/<int:attempt_id>/hand-over")
@page(rights=Right.LEARN, of=attempt_place, own=True)
def hand_over(attempt_id: int) -> Response:
    """ "Xong, đưa máy cho người khác": signs out; what still waits in the device goes out from the next page."""
    logout_user()
    session.clear()
    return redirect(url_for("quizzes.handed_over"), 303)


@bp.get("/handed-over")
@page(public=True)
def handed_over() -> dict[str, Any]:
    """The phone is free for the next learner; the device's queue is sent from here with its own tokens."""
    return {}


@bp.get("/try-out")
@page()
def try_out() -> dict[str, Any]:
    """ "Làm thử": two questions that count for nothing and leave nothing behind."""
    return {
        "chosen": {name: request.args.getlist(name) for name in ("slot-1", "slot-2")},
        "sent": bool(request.args),
    }
