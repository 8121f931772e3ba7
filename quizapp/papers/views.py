"""Pages of papers: the grid of marks."""

from fractions import Fraction
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.cohorts import queries as cohorts
from quizapp.domain.decimals import plain_number
from quizapp.papers import grid, queries, service
from quizapp.papers.forms import StepForm
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer

bp = Blueprint("papers", __name__)
READING = (Right.MARK_PAPERS, Right.READ_COHORT)


@bp.get("/cohorts/<int:cohort_id>/papers")
@page(rights=READING, of=cohorts.cohort_place)
def papers(cohort_id: int) -> dict[str, Any]:
    """The marks of a class; those who mark type them here, the others read them."""
    return _shown(cohort_id, grid.fresh(cohorts.class_list(cohort_id), queries.marks_of(cohort_id)))


@bp.post("/cohorts/<int:cohort_id>/papers")
@page("papers/papers.html", rights=Right.MARK_PAPERS, of=cohorts.cohort_place)
def save(cohort_id: int) -> dict[str, Any] | Response:
    """One save for the whole page: what is sound is written, the rest is shown again with its reason."""
    rows, changes = grid.read(cohorts.class_list(cohort_id), request.form, queries.step_of(cohort_id))
    saved = service.save(cohort_id, changes, now(), viewer().person_id)
    if not saved.conflicts and not any(row.errors for row in rows):
        if saved.changed:
            flash(gettext("Đã lưu %(n)s dòng.", n=saved.changed), "done")
        else:
            flash(gettext("Không có gì thay đổi."), "info")
        return redirect(url_for("papers.papers", cohort_id=cohort_id), 303)
    return _shown(cohort_id, grid.with_conflicts(rows, saved.conflicts), saved.changed)


@bp.post("/cohorts/<int:cohort_id>/papers/step")
@page(rights=Right.MARK_PAPERS, of=cohorts.cohort_place)
def set_step(cohort_id: int) -> Response:
    """Choose the step of the marks."""
    form = StepForm()
    if form.validate_on_submit():
        service.set_step(cohort_id, Fraction(form.step.data), now(), viewer().person_id)
        flash(gettext("Đã lưu bước điểm."), "done")
    return redirect(url_for("papers.papers", cohort_id=cohort_id), 303)


def _shown(cohort_id: int, rows: list[grid.Row], changed: int = 0) -> dict[str, Any]:
    step = queries.step_of(cohort_id)
    problems = [
        (f"{part}-{row.learner.enrolment_id}", f"{row.learner.name}: {sentence}")
        for row in rows
        for part, sentence in row.errors.items()
    ]
    problems += [
        (
            f"points-{row.learner.enrolment_id}",
            gettext("%(name)s: người khác vừa ghi %(theirs)s.", name=row.learner.name, theirs=row.theirs),
        )
        for row in rows
        if row.theirs
    ]
    return {
        "cohort": cohorts.cohort(cohort_id),
        "rows": rows,
        "problems": problems,
        "changed": changed,
        "step": step,
        "step_form": StepForm(formdata=None, step=f"{plain_number(step)}"),
        "marked": sum(1 for row in rows if row.seen["points"]),
    }
