"""The instructor's screen of the room, the projector's view, and what came of it."""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from quizapp.centre.address import Doubt, site_address
from quizapp.cohorts.queries import cohort, groups
from quizapp.domain.errors import RuleBroken
from quizapp.domain.timing import time_left
from quizapp.formats.qr import qr_svg
from quizapp.quizzes import attempts, outcome, service, shown
from quizapp.quizzes.blueprint import bp
from quizapp.quizzes.forms import AddTimeForm, ReasonForm, ReopenForm
from quizapp.quizzes.held import decide_held, held_answers
from quizapp.quizzes.queries import QuizFacts, Stage, attempt_place, quiz, quiz_place
from quizapp.quizzes.results import last_end
from quizapp.quizzes.room import Where
from quizapp.quizzes.room import room as room_of
from quizapp.quizzes.words import clock_words
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer
from quizapp.web.wording import rule_sentence

READ = (Right.RUN_QUIZ, Right.READ_COHORT)


@bp.get("/quizzes/<int:quiz_id>/room")
@page(rights=READ, of=quiz_place)
def room(quiz_id: int) -> dict[str, Any]:
    """The room: who is there, how far they are; start, more time, end, release."""
    facts = _settled(quiz_id)
    form = AddTimeForm(formdata=None)
    there = room_of(facts, now())
    form.offer(
        ((one.id, one.name) for one in groups(facts.cohort_id)),
        ((seat.enrolment_id, seat.name) for seat in there.seats),
    )
    return _room_facts(facts, there) | {
        "cohort": cohort(facts.cohort_id),
        "may_run": viewer().may(Right.RUN_QUIZ, g.place),
        "form": form,
        "pool": service.pool_size(quiz_id),
    }


@bp.get("/quizzes/<int:quiz_id>/room/live")
@page(rights=READ, of=quiz_place)
def room_live(quiz_id: int) -> Response:
    """The moving part of the room's screen. stage: the page's; when it is another by now, the page is made anew."""
    facts = quiz(quiz_id)
    if request.args.get("stage") != _stage_word(facts):
        return _go_on(url_for("quizzes.room", quiz_id=quiz_id))
    may_run = viewer().may(Right.RUN_QUIZ, g.place)
    there = _room_facts(facts, room_of(facts, now())) | {"may_run": may_run}
    return _fragment("quizzes/room_live.html", there)


@bp.get("/quizzes/<int:quiz_id>/projector")
@page(rights=READ, of=quiz_place)
def projector(quiz_id: int) -> dict[str, Any]:
    """A window of its own for the projector: address, clock, number handed in; no names."""
    facts = quiz(quiz_id)
    return _room_facts(facts, room_of(facts, now())) | _address() | {"cohort": cohort(facts.cohort_id)}


@bp.get("/quizzes/<int:quiz_id>/projector/live")
@page(rights=READ, of=quiz_place)
def projector_live(quiz_id: int) -> Response:
    """The moving part of the projector's view."""
    facts = quiz(quiz_id)
    if request.args.get("stage") != _stage_word(facts):
        return _go_on(url_for("quizzes.projector", quiz_id=quiz_id))
    return _fragment("quizzes/projector_live.html", _room_facts(facts, room_of(facts, now())))


@bp.get("/quizzes/<int:quiz_id>/results")
@page(rights=READ, of=quiz_place)
def results(quiz_id: int) -> dict[str, Any] | Response:
    """Results by question as a picture, to talk over with the class, and the class by name; only after the end."""
    facts = _settled(quiz_id)
    moment = now()
    if facts.stage(moment) is not Stage.OVER:
        return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)
    return {
        "quiz": facts,
        "cohort": cohort(facts.cohort_id),
        "until": last_end(facts, moment),
        "questions": outcome.by_question(facts, moment),
        "learners": outcome.by_learner(facts, moment),
        "may_run": viewer().may(Right.RUN_QUIZ, g.place),
    }


def _act(quiz_id: int, command: Callable[[], object], sentence: str) -> Response:
    try:
        command()
    except RuleBroken as rule:
        flash(rule_sentence(rule), "problem")
    else:
        flash(sentence, "done")
    return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)


@bp.post("/quizzes/<int:quiz_id>/start")
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def start_for_all(quiz_id: int) -> Response:
    """ "Bắt đầu cho cả lớp"."""
    person = viewer().person_id
    return _act(
        quiz_id, lambda: service.start_for_all(quiz_id, now(), person), gettext("Cả lớp đã bắt đầu làm bài.")
    )  # fmt: skip


@bp.route("/quizzes/<int:quiz_id>/end", methods=["GET", "POST"])
@page("quizzes/end.html", rights=Right.RUN_QUIZ, of=quiz_place)
def end(quiz_id: int) -> dict[str, Any] | Response:
    """End for all; GET asks first."""
    if request.method == "GET":
        facts = quiz(quiz_id)
        return {"quiz": facts, "room": room_of(facts, now())}
    person = viewer().person_id
    return _act(
        quiz_id, lambda: service.end(quiz_id, now(), person), gettext("Đã kết thúc. Bài đang gửi dở vẫn được nhận.")
    )  # fmt: skip


@bp.post("/quizzes/<int:quiz_id>/pause")
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def pause(quiz_id: int) -> Response:
    """Let the room stand still."""
    person, reason = viewer().person_id, request.form.get("reason", "")
    return _act(
        quiz_id, lambda: service.pause(quiz_id, now(), reason, person), gettext("Đã tạm dừng. Thời gian được giữ lại.")
    )  # fmt: skip


@bp.post("/quizzes/<int:quiz_id>/resume")
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def resume(quiz_id: int) -> Response:
    """Go on; the minutes come back."""
    person = viewer().person_id
    return _act(quiz_id, lambda: service.resume(quiz_id, now(), person), gettext("Cả lớp làm tiếp."))


@bp.post("/quizzes/<int:quiz_id>/add-time")
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def add_time(quiz_id: int) -> Response:
    """More time for all, a group or one learner."""
    facts, form, person = quiz(quiz_id), AddTimeForm(), viewer().person_id
    learners = ((seat.enrolment_id, seat.name) for seat in room_of(facts, now()).seats)
    form.offer(((one.id, one.name) for one in groups(facts.cohort_id)), learners)
    if not form.validate():
        flash(form.summary[0][1], "problem")
        return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)
    minutes = form.minutes.data
    return _act(
        quiz_id,
        lambda: service.add_time(quiz_id, minutes, form.reason.data, now(), person, **form.target),
        gettext("Đã thêm %(minutes)s phút.", minutes=minutes),
    )


@bp.post("/quizzes/<int:quiz_id>/release")
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def release(quiz_id: int) -> Response:
    """Let learners see the right answers."""
    person = viewer().person_id
    return _act(
        quiz_id, lambda: service.release_review(quiz_id, now(), person), gettext("Đã công bố đáp án cho học viên.")
    )  # fmt: skip


@bp.post("/quizzes/<int:quiz_id>/take-back")
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def take_back(quiz_id: int) -> Response:
    """Close the review again."""
    person = viewer().person_id
    return _act(
        quiz_id, lambda: service.take_back_review(quiz_id, now(), person), gettext("Đã thôi công bố đáp án.")
    )  # fmt: skip


@bp.route("/attempts/<int:attempt_id>/reopen", methods=["GET", "POST"])
@page(rights=Right.RUN_QUIZ, of=attempt_place)
def reopen(attempt_id: int) -> dict[str, Any] | Response:
    """Let a learner go on with a closed attempt."""
    facts, form, person = shown.attempt(attempt_id), ReopenForm(), viewer().person_id
    if request.method == "POST" and form.validate():
        return _act(
            facts.quiz.id,
            lambda: attempts.reopen(attempt_id, form.minutes.data, form.reason.data, now(), person),
            gettext("Đã mở lại bài."),
        )
    seats = room_of(facts.quiz, now()).seats
    name = next((seat.name for seat in seats if seat.enrolment_id == facts.enrolment_id), "")
    return {"attempt": facts, "quiz": facts.quiz, "form": form, "name": name}


@bp.route("/quizzes/<int:quiz_id>/held", methods=["GET", "POST"])
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def held(quiz_id: int) -> dict[str, Any] | Response:
    """Late answers and those of old devices, decided for the room in one act."""
    form, person = ReasonForm(), viewer().person_id
    if request.method == "POST" and form.validate():
        accept, reason = request.form.get("decision") == "accept", form.reason.data
        return _act(
            quiz_id,
            lambda: decide_held(quiz_id, accept=accept, reason=reason, now=now(), actor_id=person),
            gettext("Đã nhận các câu gửi muộn và chấm lại.")
            if accept
            else gettext("Đã để ngoài bài các câu gửi muộn."),
        )
    return {"quiz": quiz(quiz_id), "form": form, "lines": held_answers(quiz_id)}


def _settled(quiz_id: int) -> QuizFacts:
    """The quiz; once it is over, the marks of those whose time ran out are written by whoever looks first."""
    facts = quiz(quiz_id)
    if facts.stage(now()) is Stage.OVER:
        attempts.settle({quiz_id: facts}, now())
    return facts


def _stage_word(facts: QuizFacts) -> str:
    return "paused" if facts.paused(now()) else facts.stage(now()).value


def _room_facts(facts: QuizFacts, there: Any) -> dict[str, Any]:
    moment = now()
    ends = facts.clock_ends(moment)
    return {
        "quiz": facts,
        "stage": facts.stage(moment),
        "stage_word": _stage_word(facts),
        "paused": facts.paused(moment),
        "room": there,
        "ends": ends.isoformat() if ends else "",
        "now": moment.isoformat(),
        "left": clock_words(time_left(ends, moment)),
        "Stage": Stage,
        "Where": Where,
    }


def _fragment(template: str, facts: dict[str, Any]) -> Response:
    """The ETag leaves the running second out: a clock that goes by itself is no change."""
    answer = make_response(render_template(template, **facts))
    still = render_template(template, **(facts | {"now": "", "left": ""}))
    answer.set_etag(hashlib.sha256(still.encode()).hexdigest()[:16])
    return answer.make_conditional(request)


def _go_on(address: str) -> Response:
    answer = make_response("", 200)
    answer.headers["X-Next"] = address
    return answer


def _address() -> dict[str, Any]:
    """Where phones find the site; doubt: why they may not get there (centre.address)."""
    there = site_address()
    usable = there.doubt not in (Doubt.NOWHERE, Doubt.LOOPBACK)
    svg = Markup(qr_svg(there.url, gettext("Mã QR của trang"))) if usable else ""  # noqa: S704
    return {"address": there.short if usable else "", "qr": svg, "closed": there.doubt is Doubt.CLOSED}
