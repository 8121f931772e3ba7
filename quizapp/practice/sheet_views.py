"""A grader's own sheets on a phone, and the protocol that saves them (addresses and shapes are fixed: surface)."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import abort, flash, jsonify, redirect, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from quizapp.cohorts import queries as cohorts
from quizapp.domain.answers import BadBatch
from quizapp.domain.errors import MeetingLocked, SheetIncomplete
from quizapp.domain.rubric import rate
from quizapp.practice import meetings, queries, sheet_queries, sheets
from quizapp.practice.blueprint import bp
from quizapp.practice.rights import SHEETS, device, may_fill
from quizapp.practice.sheet_queries import SheetFacts, entries_of
from quizapp.practice.sheet_saving import Receipt, form_answers
from quizapp.practice.shown import ShownSheet, show
from quizapp.practice.words import (
    held_words,
    numbers_of,
    points_words,
    slot_words,
    strengths,
    value_words,
    weaknesses,
)
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.errors import wants_json
from quizapp.web.pages import page, viewer
from quizapp.web.wording import rule_sentence

LARGEST = 64 * 1024
Answer = Response | tuple[Response, int]


@bp.route("/cohorts/<int:cohort_id>/grading", methods=["GET", "POST"])
@page(rights=Right.GRADE, of=cohorts.cohort_place)
def grading(cohort_id: int) -> dict[str, Any] | Response:
    """All own sheets of a class in one answer, in the running order; made when first asked for.

    Who may grade without being one of the graders (an administrator, say) is asked first: POST joins.
    """
    me = viewer().person_id or 0
    planned, held = meetings.plan(cohort_id), meetings.meetings(cohort_id)
    if request.method == "POST":
        sheets.open_sheets(cohort_id, me, device(), now())
        return redirect(url_for("practice.grading", cohort_id=cohort_id), 303)
    people = meetings.graders(cohort_id, planned.not_grading)
    joined = any(one.person_id == me and one.grading for one in people)
    mine = sheet_queries.sheets(cohort_id=cohort_id, grader_id=me)
    there = {one.meeting_id for one in mine if one.device}
    if joined and any(not one.is_locked and one.id not in there for one in held):
        sheets.open_sheets(cohort_id, me, device(), now())
        mine = sheet_queries.sheets(cohort_id=cohort_id, grader_id=me)
    return _sheet_words() | {
        "cohort": cohorts.cohort(cohort_id),
        "joined": joined,
        "held_meetings": held,
        "shown": _shown(cohort_id, held, planned, mine),
        "alone": False,
    }


def _shown(
    cohort_id: int,
    held: tuple[meetings.MeetingFacts, ...],
    planned: meetings.PlanFacts,
    mine: tuple[SheetFacts, ...],
) -> tuple[ShownSheet, ...]:
    by_id = {one.id: one for one in held}
    rubrics = queries.rubrics_by_id({one.rubric_id for one in held})
    slots = meetings.schedule(planned, held, now())
    parts = meetings.parts(cohort_id)
    waiting = sheet_queries.held(sheet_ids=tuple(one.id for one in mine))
    return tuple(
        show(
            one,
            by_id[one.meeting_id],
            rubrics[by_id[one.meeting_id].rubric_id],
            device(),
            slots.get(one.meeting_id),
            tuple(score for score in waiting if score.sheet_id == one.id),
            parts.get(one.meeting_id, ()),
        )
        for one in mine
    )


def _sheet_words() -> dict[str, Any]:
    return {
        "now": now(),
        "timedelta": timedelta,
        "points_words": points_words,
        "numbers_of": numbers_of,
        "slot_words": slot_words,
        "value_words": value_words,
        "held_words": held_words,
        "phrases": {"strengths": strengths(), "weaknesses": weaknesses()},
    }


@bp.get("/practice/<int:meeting_id>/sheet")
@page(rights=Right.GRADE, of=queries.meeting_place)
def own_sheet(meeting_id: int) -> Response:
    """A grader's own sheet of one meeting: leads to its place among all of them."""
    facts, me = meetings.meeting(meeting_id), viewer().person_id or 0
    mine = sheet_queries.sheets(meeting_id=meeting_id, grader_id=me)
    anchor = f"sheet-{mine[0].id}" if mine else f"meeting-{meeting_id}"
    return redirect(url_for("practice.grading", cohort_id=facts.cohort_id, _anchor=anchor), 303)


def _fillable(sheet_id: int) -> SheetFacts:
    """The sheet, when the viewer may fill it; another grader's is as if it were not there."""
    found = sheet_queries.sheet(sheet_id)
    if not may_fill(found):
        abort(404)
    return found


@bp.get("/sheets/<int:sheet_id>")
@page(rights=SHEETS, of=queries.sheet_place)
def sheet(sheet_id: int) -> dict[str, Any]:
    """One sheet by itself: typed in from paper, or one's own."""
    found = _fillable(sheet_id)
    facts = meetings.meeting(found.meeting_id)
    held, planned = meetings.meetings(facts.cohort_id), meetings.plan(facts.cohort_id)
    if not found.device:
        sheets.take_over(sheet_id, device())
        found = _fillable(sheet_id)
    return _sheet_words() | {
        "cohort": cohorts.cohort(facts.cohort_id),
        "one": _shown(facts.cohort_id, held, planned, (found,))[0],
        "alone": True,
    }


@bp.put("/sheets/<int:sheet_id>")
@page(rights=SHEETS, of=queries.sheet_place, json=True)
def save(sheet_id: int) -> Answer:
    """Save a batch of scores by the protocol of answers."""
    if (request.content_length or 0) > LARGEST:
        return jsonify(problem="too_large"), 413
    if not may_fill(sheet_queries.sheet(sheet_id)):
        return jsonify(problem="missing"), 404
    body = request.get_json(force=True, silent=True)
    return _told(sheets.save(sheet_id, body, now(), viewer().person_id))


def _told(result: Receipt | BadBatch, *, finishing: bool = False) -> Answer:
    if isinstance(result, BadBatch):
        status = 413 if result.code == "too_many_answers" else 400
        return jsonify(problem=result.code, path=result.path), status
    body: dict[str, Any] = {
        "saved": result.saved,
        "held": result.held,
        "refused": result.refused,
        "stale": {slot: asdict(standing) for slot, standing in result.stale.items()},
        "now": result.now.isoformat(),
        "deadline": None,
        "state": result.state,
    }
    if result.rubric is not None:
        rating = rate(result.rubric, entries_of(result.rubric, result.values))
        body["rating"] = rating.shape
    return jsonify(body), 409 if result.state == "closed" and not finishing else 200


@bp.get("/sheets/<int:sheet_id>/state")
@page(rights=SHEETS, of=queries.sheet_place, json=True)
def state(sheet_id: int) -> Answer:
    """How the sheet stands: asked before a queue is sent and on coming back to the page."""
    found = sheet_queries.sheet(sheet_id)
    if not may_fill(found):
        return jsonify(problem="missing"), 404
    closed = found.is_finished or meetings.meeting(found.meeting_id).is_locked
    return jsonify(
        epoch=found.epoch,
        seqs=found.seqs,
        now=now().isoformat(),
        deadline=None,
        state="closed" if closed else "open",
        csrf=generate_csrf(),
    )


@bp.post("/sheets/<int:sheet_id>")
@page(rights=SHEETS, of=queries.sheet_place)
def save_form(sheet_id: int) -> Answer:
    """ "Lưu" and "Chấm xong" of the plain form: what was typed is saved first, then the sheet may be finished."""
    found = _fillable(sheet_id)
    if request.is_json:
        return _finished(sheet_id, request.get_json(silent=True))
    body = form_answers(request.form, found.values, found.seqs)
    result = sheets.save(sheet_id, body, now(), viewer().person_id)
    refused = result.refused if isinstance(result, Receipt) else {}
    if refused:
        places = ", ".join(slot_words(slot) for slot in refused)
        flash(
            gettext(
                "Chưa lưu được: %(places)s. Điểm phải đúng bước và không quá điểm tối đa.", places=places
            ),
            "problem",
        )
    elif isinstance(result, Receipt) and result.held:
        flash(
            gettext("Phiếu đã chấm xong hoặc đang mở trên máy khác. Điểm vừa gửi được giữ lại, chưa tính."),
            "warning",
        )
    elif request.form.get("finish"):
        _finish(found, None)
    else:
        flash(gettext("Đã lưu phiếu."), "done")
    return _to_sheet(sheet_id)


def _finished(sheet_id: int, body: object) -> Answer:
    try:
        result = sheets.finish(sheet_id, body, now(), viewer().person_id)
    except SheetIncomplete as rule:
        rubric = queries.rubrics_by_id({_rubric_id(sheet_id)})[_rubric_id(sheet_id)]
        places = [place for place, one in enumerate(rubric.criteria, 1) if one.id in rule.missing]
        return jsonify(problem="incomplete", missing=places), 409
    except MeetingLocked as rule:
        return jsonify(problem=rule_sentence(rule)), 409
    return _told(result, finishing=True)


def _rubric_id(sheet_id: int) -> int:
    return meetings.meeting(sheet_queries.sheet(sheet_id).meeting_id).rubric_id


def _finish(found: SheetFacts, body: object) -> None:
    try:
        sheets.finish(found.id, body, now(), viewer().person_id)
    except SheetIncomplete as rule:
        rubric_id = _rubric_id(found.id)
        numbers = numbers_of(queries.rubrics_by_id({rubric_id})[rubric_id], rule.missing)
        flash(gettext("Chưa xong được: còn tiêu chí %(numbers)s chưa chấm.", numbers=numbers), "problem")
    except MeetingLocked as rule:
        flash(rule_sentence(rule), "problem")
    else:
        facts = meetings.meeting(found.meeting_id)
        flash(gettext("Đã chấm xong %(group)s.", group=facts.group), "done")


def _to_sheet(sheet_id: int) -> Response:
    """Back to the sheet, where it came from: alone, or among all of one's own."""
    found = sheet_queries.sheet(sheet_id)
    if found.grader_id != viewer().person_id or request.form.get("alone"):
        return redirect(url_for("practice.sheet", sheet_id=sheet_id), 303)
    cohort_id = meetings.meeting(found.meeting_id).cohort_id
    return redirect(url_for("practice.grading", cohort_id=cohort_id, _anchor=f"sheet-{sheet_id}"), 303)


@bp.post("/sheets/<int:sheet_id>/finish")
@page(rights=SHEETS, of=queries.sheet_place)
def finish(sheet_id: int) -> Answer:
    """ "Chấm xong": refuses an incomplete sheet and names what is missing."""
    found = _fillable(sheet_id)
    if wants_json():
        return _finished(sheet_id, request.get_json(silent=True))
    _finish(found, None)
    return _to_sheet(sheet_id)


@bp.post("/sheets/<int:sheet_id>/reopen")
@page(rights=SHEETS, of=queries.sheet_place)
def reopen(sheet_id: int) -> Response:
    """Open a finished sheet again; once locked, no more."""
    _fillable(sheet_id)
    try:
        sheets.reopen(sheet_id, now())
        flash(gettext("Đã mở lại phiếu. Điểm cũ và điểm mới đều được lưu."), "done")
    except MeetingLocked as rule:
        flash(rule_sentence(rule), "problem")
    return _to_sheet(sheet_id)


@bp.post("/sheets/<int:sheet_id>/take-over")
@page(rights=SHEETS, of=queries.sheet_place)
def take_over(sheet_id: int) -> Answer:
    """Go on with the sheet on this device."""
    _fillable(sheet_id)
    epoch = sheets.take_over(sheet_id, device())
    return jsonify(epoch=epoch) if wants_json() else _to_sheet(sheet_id)


@bp.post("/sheets/<int:sheet_id>/held/<int:held_id>")
@page(rights=SHEETS, of=queries.sheet_place)
def decide_held(sheet_id: int, held_id: int) -> Response:
    """Take or drop a score that came late or from an older device."""
    _fillable(sheet_id)
    take = request.form.get("decision") == "take"
    try:
        sheets.decide_held(held_id, sheet_id, take, now(), viewer().person_id)
        flash(gettext("Đã dùng điểm gửi sau.") if take else gettext("Đã bỏ điểm gửi sau."), "done")
    except MeetingLocked as rule:
        flash(rule_sentence(rule), "problem")
    return _to_sheet(sheet_id)
