"""Pages of people: find, register, correct, passwords, roles."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from quizapp.accounts import people as commands
from quizapp.accounts import queries
from quizapp.accounts.blueprint import bp
from quizapp.accounts.forms import CorrectionForm, GrantForm, NewPersonForm, PersonForm, read_born
from quizapp.accounts.granting import GrantFacts, grants_of, hand_over, take_back, to_hand_over
from quizapp.accounts.people import PersonDraft
from quizapp.accounts.queries import ON_A_PAGE, person_place
from quizapp.accounts.scopes import chosen, roles_to_give, scope_choices, scope_words
from quizapp.accounts.service import Scope
from quizapp.accounts.tree import UnitLine, roles, unit_tree
from quizapp.domain.errors import GrantBeyondOwnRights
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import ANYWHERE, page, viewer
from quizapp.web.paging import page_links
from quizapp.web.wording import rule_sentence

MANAGE = Right.MANAGE_PEOPLE


@bp.get("/people")
@page(rights=MANAGE, of=ANYWHERE)
def people() -> dict[str, Any]:
    """The people one manages, searched without accents."""
    words, role = request.args.get("q", "")[:100], request.args.get("role", "")
    found = queries.people(viewer(), words, role, request.args.get("page", 1, type=int))
    links = page_links(
        found.number, found.pages, lambda number: url_for("accounts.people", q=words, role=role, page=number)
    )
    first = (found.number - 1) * ON_A_PAGE
    return {
        "found": found,
        "words": words,
        "role": role,
        "roles": roles(),
        "links": links,
        "first": first + 1,
        "last": first + len(found.lines),
    }


@bp.route("/people/new", methods=["GET", "POST"])
@page(rights=MANAGE, of=ANYWHERE)
def new_person() -> dict[str, Any] | str:
    """Register somebody who signs in with a password; the one-time password is shown once, right here."""
    form = NewPersonForm()
    choices = scope_choices(viewer())
    may_give = roles_to_give(choices)
    form.role.choices = [
        SelectChoice("", gettext("Chưa giao vai trò")),
        *(SelectChoice(str(one.id), one.name) for one in may_give),
    ]
    form.scope.choices = [SelectChoice(one.value, one.label) for one in choices] or [SelectChoice("site", "")]
    _offer_units(form)
    if form.validate_on_submit():
        picked = chosen(choices, form.scope.data)
        try:
            made = commands.register(
                _draft(form),
                now(),
                viewer(),
                role_id=int(form.role.data) if form.role.data else None,
                scope=picked.scope if picked else Scope(),
                place=picked.place if picked else None,
            )
        except GrantBeyondOwnRights as rule:
            form.role.errors = [rule_sentence(rule)]
        else:
            return render_template("accounts/first_password.html", made=made, is_new=True)
    same = queries.namesakes(form.name.data) if form.name.data else ()
    return {"form": form, "same": same, "has_scopes": bool(choices)}


@bp.get("/people/<int:person_id>")
@page(rights=MANAGE, of=person_place)
def person(person_id: int) -> dict[str, Any]:
    """Everything about one person."""
    choices = scope_choices(viewer())
    held = grants_of(person_id)
    return {
        "person": queries.person(person_id),
        "held": [(grant, scope_words(grant), _may_take(grant)) for grant in held],
        "slips": [
            (slip, viewer().rights_at(slip.place) & {MANAGE, Right.MANAGE_COHORT})
            for slip in queries.slips_of(person_id)
        ],
        "choices": choices,
        "roles": roles_to_give(choices),
        "may_reset": _may_reset(held),
        "is_self": viewer().person_id == person_id,
    }


def _may_take(grant: GrantFacts) -> bool:
    held = to_hand_over(viewer().rights_at(grant.place))
    return grant.rights <= held and Right.GRANT_ROLES in held


def _may_reset(held: tuple[GrantFacts, ...]) -> bool:
    return all(grant.rights <= to_hand_over(viewer().rights_at(grant.place)) for grant in held)


@bp.route("/people/<int:person_id>/correct", methods=["GET", "POST"])
@page(rights=MANAGE, of=person_place)
def correct_person(person_id: int) -> dict[str, Any] | Response:
    """Set the facts of a person right, with the reason."""
    facts = queries.person(person_id)
    form = CorrectionForm(
        data={
            "name": facts.name,
            "born": facts.born_shown,
            "sex": facts.sex or "",
            "ethnicity": facts.ethnicity,
            "phone": facts.phone,
            "post": facts.post,
            "unit": str(facts.unit_id or ""),
        }
    )
    _offer_units(form, (facts.unit_id, facts.unit))
    if form.validate_on_submit():
        changed = commands.correct(person_id, _draft(form), form.reason.data, now(), viewer().person_id)
        flash(gettext("Đã sửa hồ sơ.") if changed else gettext("Không có gì thay đổi."), "done")
        return redirect(url_for("accounts.person", person_id=person_id), 303)
    return {"form": form, "person": facts}


def _units() -> tuple[UnitLine, ...]:
    return unit_tree(viewer(), MANAGE)


def _offer_units(form: PersonForm, present: tuple[int | None, str] = (None, "")) -> None:
    """The units of one's own subtree, and the present one; none at all only for those who manage everybody."""
    units = [(str(unit.id), unit.indented) for unit in _units()]
    if present[0] is not None and str(present[0]) not in dict(units):
        units.insert(0, (str(present[0]), present[1]))
    if viewer().may(MANAGE) or (isinstance(form, CorrectionForm) and present[0] is None):
        units.insert(0, ("", gettext("Chưa rõ")))
    form.unit.choices = [SelectChoice(value, label) for value, label in units]


def _draft(form: PersonForm) -> PersonDraft:
    return PersonDraft(
        name=form.name.data,
        born=read_born(form.born.data or ""),
        sex=form.sex.data or None,
        ethnicity=form.ethnicity.data or "",
        phone=form.phone.data or "",
        post=form.post.data or "",
        unit_id=int(form.unit.data) if form.unit.data else None,
    )


@bp.route("/people/<int:person_id>/password", methods=["GET", "POST"])
@page(rights=MANAGE, of=person_place)
def reset_password(person_id: int) -> dict[str, Any] | str:
    """Ask first, then give a one-time password, shown once. Pressed twice, the last one counts."""
    if request.method == "GET":
        return {"person": queries.person(person_id)}
    made = commands.reset_password(person_id, now(), viewer())
    return render_template("accounts/first_password.html", made=made, is_new=False)


@bp.route("/people/<int:person_id>/sign-out-everywhere", methods=["GET", "POST"])
@page(rights=MANAGE, of=person_place)
def sign_out_everywhere(person_id: int) -> dict[str, Any] | Response:
    """Ask first, then end every session of the person."""
    if request.method == "GET":
        return {"person": queries.person(person_id)}
    commands.sign_out_everywhere(person_id, now(), viewer().person_id)
    flash(gettext("Đã đăng xuất người này khỏi mọi thiết bị."), "done")
    return redirect(url_for("accounts.person", person_id=person_id), 303)


@bp.post("/people/<int:person_id>/roles")
@page(rights=MANAGE, of=person_place)
def give_role(person_id: int) -> Response:
    """Give a role; again: nothing changes."""
    form = GrantForm()
    choices = scope_choices(viewer())
    form.role.choices = [SelectChoice(str(one.id), one.name) for one in roles_to_give(choices)]
    form.scope.choices = [SelectChoice(one.value, one.label) for one in choices]
    picked = chosen(choices, form.scope.data or "")
    if form.validate_on_submit() and picked:
        hand_over(viewer(), person_id, int(form.role.data), picked.scope, picked.place, now())
        flash(gettext("Đã giao vai trò."), "done")
    else:
        flash(gettext("Hãy chọn vai trò và phạm vi có trong danh sách."), "problem")
    return redirect(url_for("accounts.person", person_id=person_id, _anchor="roles"), 303)


@bp.route("/people/<int:person_id>/roles/<int:grant_id>/take", methods=["GET", "POST"])
@page(rights=MANAGE, of=person_place)
def take_role(person_id: int, grant_id: int) -> dict[str, Any] | Response:
    """Ask first, then take a role away; again: nothing changes."""
    grant = next((held for held in grants_of(person_id) if held.id == grant_id), None)
    if request.method == "POST":
        if grant is not None:
            take_back(viewer(), person_id, grant.role_id, grant.scope, grant.place, now())
        flash(gettext("Đã thu vai trò."), "done")
        return redirect(url_for("accounts.person", person_id=person_id, _anchor="roles"), 303)
    if grant is None:
        abort(404)
    return {"person": queries.person(person_id), "grant": grant, "where": scope_words(grant)}
