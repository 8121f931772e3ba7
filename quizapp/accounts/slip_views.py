"""Slips of one person: print the same one again, or end it with a new one."""

from typing import Any

from flask import abort, flash, make_response, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.accounts import queries
from quizapp.accounts.blueprint import bp
from quizapp.accounts.classes import classes
from quizapp.accounts.queries import SlipLine, person_place
from quizapp.accounts.slip_printing import slips_file
from quizapp.accounts.slips import renew, slip_cards
from quizapp.centre.address import site_address
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer


def _slip(person_id: int, slip_id: int) -> SlipLine:
    """The slip, when it is this person's and the viewer manages people or the class where it holds."""
    line = next((slip for slip in queries.slips_of(person_id) if slip.id == slip_id), None)
    if line is None or not viewer().rights_at(line.place) & {Right.MANAGE_PEOPLE, Right.MANAGE_COHORT}:
        abort(404)
    return line


@bp.get("/people/<int:person_id>/slips/<int:slip_id>.pdf")
@page(rights=Right.MANAGE_PEOPLE, of=person_place)
def print_slip(person_id: int, slip_id: int) -> Response:
    """The same slip again, as a PDF."""
    line = _slip(person_id, slip_id)
    if line.ended_at is not None:
        abort(404)
    seats = classes().seats(line.cohort_id, [person_id])
    address = site_address()
    cards = slip_cards(line.cohort_id, [person_id], seats, address.url, kind=line.kind)
    response = make_response(slips_file(line.title, cards, address.short, now()))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="phieu-dang-nhap-{slip_id}.pdf"'
    return response


@bp.route("/people/<int:person_id>/slips/<int:slip_id>/renew", methods=["GET", "POST"])
@page(rights=Right.MANAGE_PEOPLE, of=person_place)
def renew_slip(person_id: int, slip_id: int) -> dict[str, Any] | Response:
    """Ask first, then end the old slip and what it opened."""
    line = _slip(person_id, slip_id)
    if request.method == "GET":
        return {"person": queries.person(person_id), "slip": line}
    if request.form.get("generation", type=int) == line.generation:  # pressed twice: renewed once
        renew([line.id], now(), viewer().person_id)
    flash(gettext("Đã cấp phiếu mới. Phiếu cũ không dùng được nữa."), "done")
    return redirect(url_for("accounts.person", person_id=person_id, _anchor="slips"), 303)
