"""Pages about one meeting: parts, clock, sheets side by side, locking and unlocking."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.cohorts import queries as cohorts
from quizapp.domain.errors import MeetingLocked, SheetsMissing, TooManyGraders
from quizapp.practice import locking, meetings, queries, service, sheet_queries, sheets
from quizapp.practice.blueprint import bp
from quizapp.practice.forms import UnlockForm
from quizapp.practice.overview import overview
from quizapp.practice.rights import READING, RUNNING, SHEETS, holds
from quizapp.practice.words import (
    combination_words,
    held_words,
    numbers_of,
    points_words,
    score_words,
    slot_words,
    value_words,
)
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer
from quizapp.web.wording import rule_sentence

PARTS = ("Chủ trì", "Thư ký", "Người trình bày báo cáo", "Đại diện cấp ủy cấp trên")


@bp.get("/practice/<int:meeting_id>")
@page(rights=READING, of=queries.meeting_place)
def meeting(meeting_id: int) -> dict[str, Any]:
    """One meeting: who plays what, the sheets side by side, where graders lie apart, the mark."""
    facts = meetings.meeting(meeting_id)
    found = overview(facts.cohort_id, now())
    row = next(one for one in found.rows if one.meeting.id == meeting_id)
    filled = tuple(cell.sheet for cell in row.cells if cell.sheet)
    return {
        "cohort": cohorts.cohort(facts.cohort_id),
        "row": row,
        "found": found,
        "members": meetings.members(meeting_id),
        "parts": PARTS,
        "held": sheet_queries.held(sheet_ids=tuple(one.id for one in filled)),
        "changes": sheet_queries.changes(meeting_id),
        "may_run": holds(RUNNING),
        "rule": combination_words(row.meeting.combination),
        "held_back": numbers_of(row.rubric, row.meeting.held_back_by),
        "points_words": points_words,
        "slot_words": slot_words,
        "score_words": score_words,
        "value_words": value_words,
        "held_words": held_words,
    }


def _back(meeting_id: int) -> Response:
    return redirect(url_for("practice.meeting", meeting_id=meeting_id), 303)


@bp.post("/practice/<int:meeting_id>/members")
@page(rights=RUNNING, of=queries.meeting_place)
def save_members(meeting_id: int) -> Response:
    """Who plays which part, who did not come."""
    roles: dict[int, str] = {}
    for name, value in request.form.items():
        number = name.removeprefix("role-")
        if name != number and number.isascii() and number.isdigit():
            roles[int(number)] = value.strip()
    absent = {int(one) for one in request.form.getlist("absent") if one.isascii() and one.isdigit()}
    service.save_members(meeting_id, roles, absent, now())
    flash(gettext("Đã lưu phân công."), "done")
    return _back(meeting_id)


@bp.post("/practice/<int:meeting_id>/clock")
@page(rights=SHEETS, of=queries.meeting_place)
def clock(meeting_id: int) -> Response:
    """Start or stop the clock; `sheet` leads back to that sheet."""
    if request.form.get("act") == "end":
        service.end(meeting_id, now())
    else:
        service.begin(meeting_id, now())
    sheet = request.form.get("sheet", "")
    if sheet.isascii() and sheet.isdigit():
        cohort_id = meetings.meeting(meeting_id).cohort_id
        return redirect(url_for("practice.grading", cohort_id=cohort_id, _anchor=f"sheet-{sheet}"), 303)
    return _back(meeting_id)


@bp.route("/practice/<int:meeting_id>/lock", methods=["GET", "POST"])
@page(rights=RUNNING, of=queries.meeting_place)
def lock(meeting_id: int) -> dict[str, Any] | Response:
    """ "Chốt"; when sheets are missing the page says whose, and offers not to wait."""
    facts = meetings.meeting(meeting_id)
    found = overview(facts.cohort_id, now())
    row = next(one for one in found.rows if one.meeting.id == meeting_id)
    if request.method == "POST":
        try:
            locking.lock(meeting_id, now(), viewer().person_id, anyway=request.form.get("anyway") == "1")
        except SheetsMissing:
            return redirect(url_for("practice.lock", meeting_id=meeting_id), 303)
        flash(gettext("Đã chốt điểm %(group)s. Học viên của tổ xem được kết quả.", group=facts.group), "done")
        return _back(meeting_id)
    return {"cohort": cohorts.cohort(facts.cohort_id), "row": row, "points_words": points_words}


@bp.route("/practice/<int:meeting_id>/unlock", methods=["GET", "POST"])
@page(rights=RUNNING, of=queries.meeting_place)
def unlock(meeting_id: int) -> dict[str, Any] | Response:
    """Open the marks again, with a reason."""
    facts, form = meetings.meeting(meeting_id), UnlockForm()
    if form.validate_on_submit():
        locking.unlock(meeting_id, form.reason.data, now(), viewer().person_id)
        flash(gettext("Đã mở khóa điểm %(group)s. Lý do được ghi vào nhật ký.", group=facts.group), "done")
        return _back(meeting_id)
    return {"cohort": cohorts.cohort(facts.cohort_id), "meeting": facts, "form": form}


@bp.post("/practice/<int:meeting_id>/paper-sheet")
@page(rights=RUNNING, of=queries.meeting_place)
def paper_sheet(meeting_id: int) -> Response:
    """ "Nhập thay từ phiếu giấy": open the sheet of a named grader to type it in."""
    facts = meetings.meeting(meeting_id)
    planned = meetings.plan(facts.cohort_id)
    grader_id = request.form.get("grader", type=int)
    known = {one.person_id for one in meetings.graders(facts.cohort_id, planned.not_grading) if one.grading}
    if grader_id not in known:
        abort(404)
    try:
        sheet_id = sheets.enter_for(meeting_id, grader_id, now(), viewer().person_id or 0)
    except (MeetingLocked, TooManyGraders) as rule:
        flash(rule_sentence(rule), "problem")
        return _back(meeting_id)
    if not sheet_queries.sheet(sheet_id).entered_by:
        flash(gettext("Giám khảo này đang tự chấm trên máy, không nhập thay được."), "warning")
        return _back(meeting_id)
    return redirect(url_for("practice.sheet", sheet_id=sheet_id), 303)
