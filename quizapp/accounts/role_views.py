"""Pages of roles: bundles of rights, in words."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.accounts.blueprint import bp
from quizapp.accounts.forms import RoleForm
from quizapp.accounts.granting import add_role, change_role, is_administrator
from quizapp.accounts.tree import role as one_role
from quizapp.accounts.tree import roles as all_roles
from quizapp.domain.errors import CodeAlreadyTaken
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer
from quizapp.web.wording.accounts import RIGHTS


@bp.get("/roles")
@page(rights=Right.GRANT_ROLES)
def roles() -> dict[str, Any]:
    """Every role with its rights; administrators may change them."""
    return {"roles": all_roles(), "rights": RIGHTS, "may_edit": is_administrator(viewer())}


@bp.route("/roles/new", methods=["GET", "POST"])
@page(rights=Right.GRANT_ROLES)
def new_role() -> dict[str, Any] | Response:
    """Make a role of one's own. For administrators."""
    _only_administrators()
    form = RoleForm()
    if form.validate_on_submit():
        try:
            add_role(viewer(), form.name.data, _rights(form), now())
        except CodeAlreadyTaken:
            form.name.errors = [gettext("Đã có vai trò mang tên này.")]
        else:
            flash(gettext("Đã thêm vai trò %(name)s.", name=form.name.data), "done")
            return redirect(url_for("accounts.roles"), 303)
    return {"form": form}


@bp.route("/roles/<int:role_id>", methods=["GET", "POST"])
@page(rights=Right.GRANT_ROLES)
def role(role_id: int) -> dict[str, Any] | Response:
    """Rename a role, choose its rights. For administrators."""
    _only_administrators()
    facts = one_role(role_id)
    if facts is None:
        abort(404)
    form = RoleForm(data={"name": facts.name, "rights": [str(right) for right in facts.rights]})
    if form.validate_on_submit():
        change_role(viewer(), role_id, form.name.data, _rights(form), now())
        flash(gettext("Đã lưu vai trò."), "done")
        return redirect(url_for("accounts.roles"), 303)
    return {"form": form, "role": facts, "rights": RIGHTS}


def _only_administrators() -> None:
    if not is_administrator(viewer()):
        abort(403)


def _rights(form: RoleForm) -> list[Right]:
    return [Right(word) for word in form.rights.data or ()]
