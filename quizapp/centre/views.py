"""The centre's own facts: one page that says them all, and a page for each part to change it."""

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.centre import address, room_views, service
from quizapp.centre.blueprint import bp
from quizapp.centre.forms import CertificatesForm, NamesForm, PapersForm, RoomForm
from quizapp.centre.queries import letterhead
from quizapp.domain.numbering import NumberPattern, parse_pattern
from quizapp.web.access import Right
from quizapp.web.clock import now, today
from quizapp.web.forms import Form
from quizapp.web.pages import page, viewer
from quizapp.web.wording.addresses import doubt_sentence


@bp.get("/centre")
@page(rights=Right.MANAGE_CENTRE)
def centre() -> dict[str, Any]:
    """Everything that is set, with a way to each part."""
    return {"number_example": _number_example(letterhead().number_pattern), **_about_address()}


@bp.route("/centre/names", methods=["GET", "POST"])
@page(rights=Right.MANAGE_CENTRE)
def names() -> dict[str, Any] | Response:
    """The centre's name, its superior, its place, how it addresses learners."""
    return _section(NamesForm(obj=letterhead()))


@bp.route("/centre/papers", methods=["GET", "POST"])
@page(rights=Right.MANAGE_CENTRE)
def papers() -> dict[str, Any] | Response:
    """The heading of papers and who signs them."""
    return _section(PapersForm(obj=letterhead()))


@bp.route("/centre/room", methods=["GET", "POST"])
@page(rights=Right.MANAGE_CENTRE)
def wifi() -> dict[str, Any] | Response:
    """Wi-Fi and the lasting address."""
    return _section(RoomForm(obj=letterhead()))


@bp.route("/centre/certificates", methods=["GET", "POST"])
@page(rights=Right.MANAGE_CENTRE)
def certificates() -> dict[str, Any] | Response:
    """The number pattern, and verification by strangers."""
    form = CertificatesForm(obj=letterhead())
    return _section(form, number_example=_number_example(form.number_pattern.data or ""))


def _section(form: Form, **facts: Any) -> dict[str, Any] | Response:
    if not form.validate_on_submit():
        return {"form": form, **_about_address(), **facts}
    wanted = {field.name: field.data for field in form if field.name != "csrf_token"}
    changed = service.change(wanted, now(), viewer().person_id, given_address=address.given_address())
    flash(gettext("Đã lưu.") if changed else gettext("Không có gì thay đổi."), "done" if changed else "info")
    return redirect(url_for("centre.centre"), 303)


def _about_address() -> dict[str, Any]:
    """What the pages say of the address: as set, its doubt in words, whether strangers can be sent there."""
    given = address.given_address()
    wanted = given or letterhead().site_address
    doubt = address.doubt_of(wanted) if wanted else address.Doubt.NONE
    return {
        "given_address": given,
        "doubt": doubt_sentence(doubt, wanted),
        "is_public": bool(wanted) and address.is_public(wanted),
    }


def _number_example(pattern: str) -> str:
    read = parse_pattern(pattern)
    return read.number(7, today().year) if isinstance(read, NumberPattern) else ""


__all__ = ["bp", "room_views"]
