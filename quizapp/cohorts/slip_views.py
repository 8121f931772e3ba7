"""Sign-in slips of a class: what to print, with a warning when phones could not reach the address on them."""

from typing import Any

from flask import Response, abort, request
from flask_babel import gettext

from quizapp.accounts.classes import Seat
from quizapp.accounts.slips import slip_cards
from quizapp.centre.address import SiteAddress, site_address
from quizapp.centre.queries import letterhead
from quizapp.cohorts import queries
from quizapp.cohorts.blueprint import bp
from quizapp.formats.slips_pdf import Room, Slip, slips_pdf
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page
from quizapp.web.wording.addresses import doubt_sentence


@bp.get("/cohorts/<int:cohort_id>/slips")
@page(rights=Right.MANAGE_COHORT, of=queries.cohort_place)
def slips(cohort_id: int) -> dict[str, Any]:
    """What to print: everyone, one group, or one person; and whether phones will find the site."""
    address = site_address()
    return {
        "cohort": queries.cohort(cohort_id),
        "groups": queries.groups(cohort_id),
        "learners": queries.class_list(cohort_id),
        "address": address,
        "doubt": doubt_sentence(address.doubt, address.short),
    }


@bp.get("/cohorts/<int:cohort_id>/slips.pdf")
@page(rights=Right.MANAGE_COHORT, of=queries.cohort_place)
def slips_file(cohort_id: int) -> Response:
    """The slips, eight a page: by group, then by name. `group` and `person` narrow it down."""
    learners = queries.class_list(cohort_id, group_id=request.args.get("group", type=int))
    person = request.args.get("person", type=int)
    chosen = tuple(one for one in learners if person is None or one.person_id == person)
    if not chosen:
        abort(404)
    content = slips_of(cohort_id, chosen, site_address())
    return Response(
        content,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="phieu-{queries.cohort(cohort_id).code}.pdf"'},
    )


def slips_of(cohort_id: int, learners: tuple[queries.Learner, ...], address: SiteAddress) -> bytes:
    """The slips of these learners as a PDF; made where there are none, else the same ones again."""
    ordered = sorted(
        learners, key=lambda one: (one.group_position or 10_000, one.unit, one.name_key, one.number)
    )
    seats = {one.person_id: Seat(one.cell, one.group) for one in ordered}
    cards = slip_cards(cohort_id, [one.person_id for one in ordered], seats, address.url)
    centre, cohort = letterhead(), queries.cohort(cohort_id)
    room = Room(
        centre=centre.name,
        class_title=cohort.title,
        address=address.short,
        ssid=centre.wifi_name,
        password=centre.wifi_password,
    )
    printed = [
        Slip(
            name=card.name,
            code=card.code,
            link=card.link,
            year=card.year,
            cell=card.cell,
            group=gettext("%(group)s của lớp", group=card.group) if card.group else "",
            honorific=centre.learner_word[:1].upper() + centre.learner_word[1:],
        )
        for card in cards
    ]
    return slips_pdf(room, printed, now())
