"""Pages about classes: the list, opening one, its learners, its groups."""

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from quizapp.accounts.tree import unit_tree
from quizapp.cohorts import group_views, queries, service, slip_views
from quizapp.cohorts.blueprint import bp
from quizapp.cohorts.forms import CohortForm, LearnerForm, WithdrawForm, birth_of
from quizapp.courses import queries as courses
from quizapp.domain.errors import CodeAlreadyTaken, DatesReversed
from quizapp.domain.names import tidy_name
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import ANYWHERE, page, viewer

SEEING = (Right.READ_COHORT, Right.MANAGE_COHORT)


@bp.get("/cohorts")
@page(rights=SEEING, of=ANYWHERE)
def cohorts() -> dict[str, Any]:
    """The classes a person has to do with."""
    return {
        "lines": queries.cohort_lines(viewer(), *SEEING),
        "may_open": viewer().may_anywhere(Right.MANAGE_COHORT),
    }


@bp.route("/cohorts/new", methods=["GET", "POST"])
@page("cohorts/edit.html", rights=Right.MANAGE_COHORT)
def new() -> dict[str, Any] | Response:
    """Open a class."""
    form = _cohort_form(CohortForm())
    if form.validate_on_submit():
        cohort_id = _saved(form, None)
        if cohort_id:
            flash(gettext("Đã mở lớp. Việc tiếp theo: tải danh sách học viên lên."), "done")
            return redirect(url_for("cohorts.learners", cohort_id=cohort_id), 303)
    return {"form": form, "cohort": None, "without_course": not form.course_id.choices}


@bp.route("/cohorts/<int:cohort_id>/edit", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=queries.cohort_place)
def edit(cohort_id: int) -> dict[str, Any] | Response:
    """Change the facts of a class."""
    cohort = queries.cohort(cohort_id)
    form = _cohort_form(CohortForm(obj=cohort))
    if form.validate_on_submit() and _saved(form, cohort_id):
        flash(gettext("Đã lưu."), "done")
        return redirect(url_for("home.cohort", cohort_id=cohort_id), 303)
    return {"form": form, "cohort": cohort, "without_course": False}


def _cohort_form(form: CohortForm) -> CohortForm:
    form.course_id.choices = [SelectChoice(one.id, one.title) for one in courses.courses()]
    form.unit_id.choices = [SelectChoice(0, gettext("Cả trung tâm"))]
    form.unit_id.choices += [SelectChoice(unit.id, unit.indented) for unit in unit_tree()]
    if form.unit_id.data is None:
        form.unit_id.data = 0
    return form


def _saved(form: CohortForm, cohort_id: int | None) -> int | None:
    facts = {
        field.name: field.data for field in form if field.name in service.CohortDraft.__dataclass_fields__
    }
    draft = service.CohortDraft(**{**facts, "unit_id": form.unit_id.data or None})
    try:
        if cohort_id is None:
            return service.open_cohort(draft, now())
        service.change_cohort(cohort_id, draft)
    except CodeAlreadyTaken:
        form.code.errors = [gettext("Mã lớp này đã có. Hãy đặt mã khác.")]
        return None
    except DatesReversed:
        form.ends.errors = [gettext("Ngày bế giảng phải sau ngày khai giảng.")]
        return None
    return cohort_id


@bp.get("/cohorts/<int:cohort_id>/learners")
@page(rights=SEEING, of=queries.cohort_place)
def learners(cohort_id: int) -> dict[str, Any]:
    """The class list by given name."""
    return {"cohort": queries.cohort(cohort_id), "learners": queries.class_list(cohort_id)}


@bp.route("/cohorts/<int:cohort_id>/learners/new", methods=["GET", "POST"])
@page("cohorts/add.html", rights=Right.MANAGE_COHORT, of=queries.cohort_place)
def add(cohort_id: int) -> dict[str, Any] | Response:
    """Add one learner by hand: somebody who came without standing on the list."""
    form = LearnerForm()
    if form.validate_on_submit():
        born = birth_of(form.born.data) if form.born.data else None
        name = tidy_name(form.name.data)
        service.enrol_new(
            cohort_id,
            service.NewLearner(
                name=name,
                sex=form.sex.data or None,
                born=str(born) if born else None,
                post=form.post.data,
                cell=form.cell.data,
                unit=form.unit.data,
                phone=form.phone.data,
            ),
            now(),
            viewer().person_id,
        )
        flash(gettext("Đã thêm đồng chí %(name)s vào lớp.", name=name), "done")
        return redirect(url_for("cohorts.learners", cohort_id=cohort_id), 303)
    return {"form": form, "cohort": queries.cohort(cohort_id)}


@bp.route("/enrolments/<int:enrolment_id>/withdraw", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=queries.enrolment_place)
def withdraw(enrolment_id: int) -> dict[str, Any] | Response:
    """Take a learner off the list, with a reason; everything recorded stays."""
    cohort_id, name, cell = queries.enrolment(enrolment_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        service.withdraw_with_reason(enrolment_id, form.reason.data, now(), viewer().person_id)
        flash(gettext("Đã đưa đồng chí %(name)s ra khỏi danh sách lớp.", name=name), "done")
        return redirect(url_for("cohorts.learners", cohort_id=cohort_id), 303)
    return {"form": form, "cohort": queries.cohort(cohort_id), "name": name, "cell": cell}


__all__ = ["bp", "group_views", "slip_views"]
