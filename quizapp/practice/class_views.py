"""Pages of a class: how the meetings stand, setting them up, graders, the projector, papers."""

from datetime import UTC, datetime, time
from typing import Any

from flask import Response, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from quizapp.centre.address import site_address
from quizapp.cohorts import queries as cohorts
from quizapp.domain.errors import RubricNotApproved, TooManyGraders
from quizapp.formats.qr import qr_svg
from quizapp.practice import guests, meetings, queries, service, setting_up, sheet_queries
from quizapp.practice.blueprint import bp
from quizapp.practice.forms import GuestForm
from quizapp.practice.overview import overview
from quizapp.practice.printing import scores_xlsx, sheets_pdf
from quizapp.practice.rights import READING, RUNNING, SEEING, holds
from quizapp.practice.words import combination_words, points_words
from quizapp.web.access import Right
from quizapp.web.clock import VIETNAM, local, now, today
from quizapp.web.pages import page, viewer
from quizapp.web.wording import rule_sentence
from quizapp.web.wording.addresses import doubt_sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/cohorts/<int:cohort_id>/practice")
@page(rights=SEEING, of=cohorts.cohort_place)
def practice(cohort_id: int) -> str | Answer:
    """For those who run or follow the class: every group; for a learner: the own group; a guest goes to grading."""
    if holds(READING):
        return render_template("practice/practice.html", **_progress_facts(cohort_id))
    if holds((Right.GRADE,)):
        return redirect(url_for("practice.grading", cohort_id=cohort_id), 303)
    return render_template("practice/own_group.html", **_own_group(cohort_id))


def _progress_facts(cohort_id: int) -> dict[str, Any]:
    found = overview(cohort_id, now())
    return {
        "cohort": cohorts.cohort(cohort_id),
        "groups": cohorts.groups(cohort_id),
        "found": found,
        "points_words": points_words,
        "may_run": holds(RUNNING),
        "may_grade": holds((Right.GRADE,)),
        "is_grading": viewer().person_id in {one.person_id for one in found.grading},
        "rubrics": queries.approved_rubrics() if holds(RUNNING) and not found.rows else (),
    }


@bp.get("/cohorts/<int:cohort_id>/practice/progress")
@page(rights=READING, of=cohorts.cohort_place)
def progress(cohort_id: int) -> Answer:
    """The moving part of the page."""
    return _live("practice/_progress.html", _progress_facts(cohort_id))


def _live(template: str, facts: dict[str, Any]) -> Answer:
    answer = make_response(render_template(template, **facts))
    answer.add_etag()
    return answer.make_conditional(request)


def _own_group(cohort_id: int) -> dict[str, Any]:
    enrolment_id = cohorts.enrolment_of(cohort_id, viewer().person_id or 0)
    if enrolment_id is None:
        abort(404)
    meeting = meetings.own_meeting(enrolment_id)
    facts: dict[str, Any] = {
        "cohort": cohorts.cohort(cohort_id),
        "meeting": meeting,
        "enrolment_id": enrolment_id,
    }
    if meeting is None:
        return facts
    members = meetings.members(meeting.id)
    mine = next((one for one in members if one.enrolment_id == enrolment_id), None)
    facts |= {
        "slot": meetings.schedule(meetings.plan(cohort_id), meetings.meetings(cohort_id), now()).get(
            meeting.id
        ),
        "parts": [one for one in members if one.role],
        "mine": mine,
        "told": meeting.is_locked and mine is not None and mine.counted,
        "points": points_words(meeting.points),
        "maximum": points_words(meeting.maximum),
        "sheets": (),
    }
    if facts["told"]:
        left_out = set(meeting.left_out)
        filled = sheet_queries.sheets(meeting_id=meeting.id)
        facts["sheets"] = [one for one in filled if one.is_finished and one.grader not in left_out]
        facts["rubric"] = queries.rubrics_by_id({meeting.rubric_id})[meeting.rubric_id]
    return facts


@bp.route("/cohorts/<int:cohort_id>/practice/setup", methods=["GET", "POST"])
@page(rights=RUNNING, of=cohorts.cohort_place)
def setup(cohort_id: int) -> dict[str, Any] | Answer:
    """One page for all groups: rubric, topic, order; times are computed."""
    groups, held = cohorts.groups(cohort_id), meetings.meetings(cohort_id)
    rubrics = queries.approved_rubrics()
    cohort = cohorts.cohort(cohort_id)
    typed = setting_up.present(groups, held, meetings.plan(cohort_id), rubrics, cohort.ends or today())
    if request.method == "POST":
        typed = setting_up.read(request.form, groups)
        if not typed.problems:
            try:
                kept = service.set_up(cohort_id, typed.plan, typed.meetings, now(), viewer().person_id)
            except RubricNotApproved as rule:
                typed.problems.append(("rubric_id", rule_sentence(rule)))
            else:
                _tell_kept(kept)
                return redirect(url_for("practice.practice", cohort_id=cohort_id), 303)
    return {
        "cohort": cohort,
        "groups": groups,
        "typed": typed,
        "rubrics": rubrics,
        "locked": {one.group_id for one in held if one.is_locked},
        "combination_words": combination_words,
    }


def _tell_kept(kept: tuple[str, ...]) -> None:
    flash(gettext("Đã lưu các buổi thực hành."), "done")
    if kept:
        words = gettext("%(groups)s đã có điểm nên giữ nguyên mẫu chấm đang dùng.", groups=", ".join(kept))
        flash(words, "warning")


@bp.route("/cohorts/<int:cohort_id>/practice/guests/new", methods=["GET", "POST"])
@page(rights=RUNNING, of=cohorts.cohort_place)
def new_guest(cohort_id: int) -> dict[str, Any] | Answer:
    """Add a guest grader: name, position, and the QR code at once."""
    form = GuestForm()
    if form.validate_on_submit():
        try:
            person_id = guests.add_guest(
                cohort_id,
                g.place,
                form.name.data,
                form.position.data or "",
                _last_moment(cohort_id),
                now(),
                viewer(),
            )
        except TooManyGraders as rule:
            form.name.errors = [rule_sentence(rule)]
        else:
            return redirect(url_for("practice.guest", cohort_id=cohort_id, person_id=person_id), 303)
    return {"cohort": cohorts.cohort(cohort_id), "form": form}


def _last_moment(cohort_id: int) -> datetime:
    """The end of the practice day, or of today when that is later: a guest's slip is good until then."""
    starts = meetings.plan(cohort_id).starts_at
    day = max(today(), local(starts).date()) if starts else today()
    return datetime.combine(day, time(23, 59, 59), VIETNAM).astimezone(UTC)


def _guest_or_404(cohort_id: int, person_id: int) -> meetings.GraderFacts:
    found = next(
        (one for one in meetings.graders(cohort_id, ()) if one.person_id == person_id and one.guest), None
    )
    if found is None:
        abort(404)
    return found


@bp.get("/cohorts/<int:cohort_id>/practice/guests/<int:person_id>")
@page(rights=RUNNING, of=cohorts.cohort_place)
def guest(cohort_id: int, person_id: int) -> dict[str, Any]:
    """A guest's QR code and typed code."""
    found = _guest_or_404(cohort_id, person_id)
    slip = guests.slip_of(cohort_id, person_id)
    address = site_address()
    link = f"{address.url}/s/{slip.token}?next={url_for('practice.grading', cohort_id=cohort_id)}"
    return {
        "cohort": cohorts.cohort(cohort_id),
        "guest": found,
        "slip": slip,
        "qr": Markup(qr_svg(link, gettext("Mã QR để vào chấm điểm"))),  # noqa: S704  (our own SVG, title escaped)
        "address": address,
        "doubt": doubt_sentence(address.doubt, address.short),
    }


@bp.post("/cohorts/<int:cohort_id>/practice/guests/<int:person_id>/remove")
@page(rights=RUNNING, of=cohorts.cohort_place)
def remove_guest(cohort_id: int, person_id: int) -> Answer:
    """End a guest's slip."""
    found = _guest_or_404(cohort_id, person_id)
    guests.remove_guest(cohort_id, person_id, now(), viewer().person_id)
    flash(gettext("Đã kết thúc quyền chấm của %(name)s.", name=found.name), "done")
    return redirect(url_for("practice.graders", cohort_id=cohort_id), 303)


@bp.route("/cohorts/<int:cohort_id>/practice/graders", methods=["GET", "POST"])
@page(rights=RUNNING, of=cohorts.cohort_place)
def graders(cohort_id: int) -> dict[str, Any] | Answer:
    """Who grades in this class."""
    if request.method == "POST":
        chosen = {int(one) for one in request.form.getlist("grader") if one.isascii() and one.isdigit()}
        try:
            guests.choose_graders(cohort_id, chosen, now(), viewer().person_id)
            flash(gettext("Đã lưu danh sách giám khảo."), "done")
        except TooManyGraders as rule:
            flash(rule_sentence(rule), "problem")
        return redirect(url_for("practice.graders", cohort_id=cohort_id), 303)
    people = meetings.graders(cohort_id, meetings.plan(cohort_id).not_grading)
    return {"cohort": cohorts.cohort(cohort_id), "people": people}


@bp.get("/cohorts/<int:cohort_id>/practice/board")
@page(rights=READING, of=cohorts.cohort_place)
def board(cohort_id: int) -> dict[str, Any]:
    """The projector: groups with their levels; no rank unless asked for."""
    return _board_facts(cohort_id)


@bp.get("/cohorts/<int:cohort_id>/practice/board/live")
@page(rights=READING, of=cohorts.cohort_place)
def board_live(cohort_id: int) -> Answer:
    """The moving part of the projector's page."""
    return _live("practice/_board.html", _board_facts(cohort_id))


def _board_facts(cohort_id: int) -> dict[str, Any]:
    found = overview(cohort_id, now())
    ranked = request.args.get("rank") == "1"
    rows = list(found.rows)
    if ranked:
        rows.sort(key=lambda row: -(row.meeting.points or 0) / (row.meeting.maximum or 1))
    return {
        "cohort": cohorts.cohort(cohort_id), "rows": rows, "ranked": ranked, "points_words": points_words,
        "now": now(),
    }  # fmt: skip


@bp.get("/cohorts/<int:cohort_id>/practice/sheets.pdf")
@page(rights=READING, of=cohorts.cohort_place)
def sheets_file(cohort_id: int) -> Response:
    """Paper sheets, one for each grader and group; `meeting` narrows it down, `rubric` when the class uses several."""
    found = overview(cohort_id, now())
    meeting_id, rubric_id = request.args.get("meeting", type=int), request.args.get("rubric", type=int)
    rows = [row for row in found.rows if meeting_id in (None, row.meeting.id)]
    rubric_id = rubric_id or (rows[0].meeting.rubric_id if rows else None)
    rows = [row for row in rows if row.meeting.rubric_id == rubric_id]
    if not rows or rubric_id is None:
        abort(404)
    cohort = cohorts.cohort(cohort_id)
    starts = found.plan.starts_at
    content = sheets_pdf(
        queries.rubric(rubric_id),
        cohort.title,
        combination_words(rows[0].meeting.combination),
        rows,
        local(starts).date() if starts else None,
        now(),
    )
    return _file(content, "application/pdf", f"phieu-cham-{cohort.code}.pdf", inline=True)


@bp.get("/cohorts/<int:cohort_id>/practice/scores.xlsx")
@page(rights=READING, of=cohorts.cohort_place)
def scores_file(cohort_id: int) -> Response:
    """Every score as a table."""
    code = cohorts.cohort(cohort_id).code
    return _file(scores_xlsx(overview(cohort_id, now())), XLSX, f"diem-thuc-hanh-{code}.xlsx", inline=False)


def _file(content: bytes, kind: str, name: str, *, inline: bool) -> Response:
    how = "inline" if inline else "attachment"
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'{how}; filename="{name}"'})
