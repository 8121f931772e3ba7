"""Pages about groups (tổ)."""

import secrets
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.cohorts import grouping, queries, service
from quizapp.cohorts.blueprint import bp
from quizapp.cohorts.forms import GroupNameForm, GroupsForm
from quizapp.domain.errors import CodeAlreadyTaken
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer


@bp.get("/cohorts/<int:cohort_id>/groups")
@page(rights=(Right.READ_COHORT, Right.MANAGE_COHORT), of=queries.cohort_place)
def groups(cohort_id: int) -> dict[str, Any]:
    """The groups with their members."""
    members: dict[int | None, list[queries.Learner]] = {}
    for learner in queries.class_list(cohort_id):
        members.setdefault(learner.group_id, []).append(learner)
    return {"cohort": queries.cohort(cohort_id), "groups": queries.groups(cohort_id), "members": members}


@bp.route("/cohorts/<int:cohort_id>/groups/form", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=queries.cohort_place)
def form_groups(cohort_id: int) -> dict[str, Any] | Response:
    """Form groups for the whole class; the page says that the present ones are changed."""
    form = GroupsForm()
    learners = queries.class_list(cohort_id)
    if form.validate_on_submit():
        number = min(form.number.data, max(1, len(learners)))
        seed = request.form.get("seed", "")[:40] or secrets.token_hex(8)
        service.form_groups(
            cohort_id, grouping.evenly(learners, number, form.how.data, seed), now(), viewer().person_id
        )
        flash(gettext("Đã chia lớp thành %(number)s tổ.", number=number), "done")
        return redirect(url_for("cohorts.groups", cohort_id=cohort_id), 303)
    return {
        "cohort": queries.cohort(cohort_id),
        "form": form,
        "learners": len(learners),
        "grouped": sum(1 for one in learners if one.group_id),
        "seed": secrets.token_hex(8),
    }


@bp.route("/groups/<int:group_id>", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=queries.group_place)
def group(group_id: int) -> dict[str, Any] | Response:
    """One group: its name, and who belongs to it, chosen by hand."""
    facts = queries.group(group_id)
    form = GroupNameForm(obj=facts)
    if form.validate_on_submit():
        chosen = tuple(int(one) for one in request.form.getlist("member") if one.isascii() and one.isdigit())
        try:
            service.save_group(group_id, form.name.data, chosen, now(), viewer().person_id)
        except CodeAlreadyTaken:
            form.name.errors = [gettext("Lớp đã có tổ mang tên này.")]
        else:
            flash(gettext("Đã lưu tổ."), "done")
            return redirect(url_for("cohorts.groups", cohort_id=facts.cohort_id), 303)
    return {
        "cohort": queries.cohort(facts.cohort_id),
        "group": facts,
        "form": form,
        "learners": queries.class_list(facts.cohort_id),
    }


@bp.post("/cohorts/<int:cohort_id>/groups/new")
@page(rights=Right.MANAGE_COHORT, of=queries.cohort_place)
def new_group(cohort_id: int) -> Response:
    """Add an empty group and go on to choose its members."""
    number = len(queries.groups(cohort_id)) + 1
    group_id = service.ensure_group(cohort_id, f"Tổ {number}")
    return redirect(url_for("cohorts.group", group_id=group_id), 303)
