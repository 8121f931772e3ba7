"""Pages of the tree of organisation units."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from quizapp.accounts import units as commands
from quizapp.accounts.blueprint import bp
from quizapp.accounts.forms import UnitForm
from quizapp.accounts.tree import UnitLine, kinds_of_units, unit_place, unit_tree
from quizapp.domain.errors import CodeAlreadyTaken, UnitInsideItself
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import ANYWHERE, page, viewer
from quizapp.web.wording import rule_sentence

MANAGE = Right.MANAGE_PEOPLE


@bp.get("/units")
@page(rights=MANAGE, of=ANYWHERE)
def units() -> dict[str, Any]:
    """The tree, or the part of it that one manages."""
    return {"units": unit_tree(viewer(), MANAGE), "may_add_top": viewer().may(MANAGE)}


@bp.route("/units/new", methods=["GET", "POST"])
@page(rights=MANAGE, of=ANYWHERE)
def new_unit() -> dict[str, Any] | Response:
    """Add a unit under another one, or at the top."""
    form = UnitForm(parent=request.args.get("parent", ""))
    _offer_parents(form, None)
    if form.validate_on_submit():
        parent = _parent(form)
        try:
            commands.found_unit(
                form.name.data,
                form.kind.data or "",
                parent,
                form.code.data or None,
                now(),
                viewer().person_id,
            )
        except CodeAlreadyTaken as rule:
            _say_taken(form, rule)
        else:
            flash(gettext("Đã thêm đơn vị %(name)s.", name=form.name.data), "done")
            return redirect(url_for("accounts.units"), 303)
    return {"form": form, "kinds": kinds_of_units()}


@bp.route("/units/<int:unit_id>", methods=["GET", "POST"])
@page(rights=MANAGE, of=unit_place)
def unit(unit_id: int) -> dict[str, Any] | Response:
    """Rename or move a unit."""
    line = _line(unit_id)
    form = UnitForm(
        data={"name": line.name, "kind": line.kind, "code": line.code, "parent": str(line.parent_id or "")}
    )
    _offer_parents(form, line)
    if form.validate_on_submit() and _changed(form, line):
        flash(gettext("Đã lưu đơn vị."), "done")
        return redirect(url_for("accounts.units"), 303)
    return {"form": form, "unit": line, "kinds": kinds_of_units()}


def _changed(form: UnitForm, line: UnitLine) -> bool:
    try:
        commands.change_unit(
            line.id,
            form.name.data,
            form.kind.data or "",
            _parent(form),
            form.code.data or None,
            now(),
            viewer().person_id,
        )
    except CodeAlreadyTaken as rule:
        _say_taken(form, rule)
    except UnitInsideItself as rule:
        form.parent.errors = [rule_sentence(rule)]
    else:
        return True
    return False


@bp.route("/units/<int:unit_id>/remove", methods=["GET", "POST"])
@page(rights=MANAGE, of=unit_place)
def remove_unit(unit_id: int) -> dict[str, Any] | Response:
    """Ask first, then take an empty unit out of the tree."""
    line = _line(unit_id)
    if request.method == "GET":
        return {"unit": line}
    commands.remove_unit(unit_id, now(), viewer().person_id)
    flash(gettext("Đã xóa đơn vị %(name)s.", name=line.name), "done")
    return redirect(url_for("accounts.units"), 303)


def _line(unit_id: int) -> UnitLine:
    found = next((line for line in unit_tree() if line.id == unit_id), None)
    if found is None:
        abort(404)
    return found


def _offer_parents(form: UnitForm, moving: UnitLine | None) -> None:
    """The units one manages, without what would hang under itself; the top only for the whole site."""
    lines = [
        line
        for line in unit_tree(viewer(), MANAGE)
        if moving is None or not line.path.startswith(moving.path)
    ]
    choices = [(str(line.id), line.indented) for line in lines]
    present = str(moving.parent_id or "") if moving else None
    if viewer().may(MANAGE):
        choices.insert(0, ("", gettext("Không trực thuộc đơn vị nào")))
    elif present is not None and present not in dict(choices):
        choices.insert(0, (present, gettext("Giữ nguyên")))
    form.parent.choices = [SelectChoice(value, label) for value, label in choices]


def _parent(form: UnitForm) -> int | None:
    return int(form.parent.data) if form.parent.data else None


def _say_taken(form: UnitForm, rule: CodeAlreadyTaken) -> None:
    field = form.code if rule.taken == form.code.data else form.name
    field.errors = [gettext("Đã có đơn vị mang tên hoặc mã này: %(taken)s.", taken=rule.taken)]
