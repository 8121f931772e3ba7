"""Pages about the sessions of a class: making, changing, removing them."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.attendance import queries, service
from quizapp.attendance.blueprint import bp
from quizapp.attendance.forms import ScheduleForm, SessionForm
from quizapp.attendance.service import SessionDraft, days_of_teaching
from quizapp.cohorts.queries import cohort, cohort_place
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer


@bp.route("/cohorts/<int:cohort_id>/sessions/new", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=cohort_place)
def schedule(cohort_id: int) -> dict[str, Any] | Response:
    """Make the sessions of a class: so many days, these parts of the day, so many periods each."""
    facts = cohort(cohort_id)
    form = ScheduleForm()
    if form.validate_on_submit() and form.first.data:
        drafts = days_of_teaching(
            form.first.data,
            form.days.data,
            form.parts_wanted,
            form.periods.data,
            skip_weekends=form.skip_weekends.data,
        )
        made = service.add_sessions(cohort_id, drafts)
        flash(gettext("Đã lập %(number)s buổi học.", number=made), "done")
        return redirect(url_for("attendance.attendance", cohort_id=cohort_id), 303)
    if not form.is_submitted():
        form.first.data = facts.starts
        form.days.data = min(30, (facts.ends - facts.starts).days + 1) if facts.starts and facts.ends else 5
    return {"cohort": facts, "form": form}


@bp.route("/cohorts/<int:cohort_id>/sessions/add", methods=["GET", "POST"])
@page("attendance/edit.html", rights=Right.MANAGE_COHORT, of=cohort_place)
def add(cohort_id: int) -> dict[str, Any] | Response:
    """Add one session."""
    form = SessionForm()
    if form.validate_on_submit():
        made = service.add_sessions(cohort_id, [_draft(form)])
        words = gettext("Đã thêm buổi học.") if made else gettext("Lớp đã có buổi học này.")
        flash(words, "done" if made else "info")
        return redirect(url_for("attendance.attendance", cohort_id=cohort_id), 303)
    return {"cohort": cohort(cohort_id), "form": form, "session_facts": None}


@bp.route("/sessions/<int:session_id>/edit", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=queries.session_place)
def edit(session_id: int) -> dict[str, Any] | Response:
    """Change one session."""
    facts = queries.session(session_id)
    form = SessionForm(obj=facts)
    if form.validate_on_submit():
        service.change_session(session_id, _draft(form), now(), viewer().person_id)
        flash(gettext("Đã lưu buổi học."), "done")
        return redirect(url_for("attendance.attendance", cohort_id=facts.cohort_id), 303)
    return {"cohort": cohort(facts.cohort_id), "form": form, "session_facts": facts}


@bp.route("/sessions/<int:session_id>/remove", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=queries.session_place)
def remove(session_id: int) -> dict[str, Any] | Response:
    """Remove a session that nobody has called the roll of."""
    facts = queries.session(session_id)
    if request.method == "GET":
        return {"cohort": cohort(facts.cohort_id), "session_facts": facts}
    service.remove_session(session_id)
    flash(gettext("Đã xóa buổi học."), "done")
    return redirect(url_for("attendance.attendance", cohort_id=facts.cohort_id), 303)


def _draft(form: SessionForm) -> SessionDraft:
    return SessionDraft(
        form.held_on.data, form.part_of_day.data or "", form.periods.data, form.title.data or ""
    )
