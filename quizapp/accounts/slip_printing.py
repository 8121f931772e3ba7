"""Slips on paper: the address that goes on them, and the PDF."""

from collections.abc import Sequence
from datetime import datetime

from quizapp.accounts.slips import SlipCard
from quizapp.centre.queries import letterhead
from quizapp.formats import slips_pdf
from quizapp.settings import Settings
from quizapp.web import room


def site_for_links(settings: Settings) -> str:
    """The address printed on slips: the site's own, else the first of this machine in the room, else loopback.

    Never taken from a request. A loopback address is of no use to phones: room.is_loopback tells.
    """
    fixed = settings.site_address or letterhead().site_address
    if fixed:
        return fixed.rstrip("/")
    word = room.open_state(settings.instance)
    found = word.addresses or room.addresses(word.port or 8000)
    return found[0].url if found else "http://localhost:8000"


def slips_file(class_title: str, cards: Sequence[SlipCard], site: str, moment: datetime) -> bytes:
    """The PDF, eight slips a page, in the order given."""
    centre = letterhead()
    in_room = slips_pdf.Room(
        centre=centre.name,
        class_title=class_title,
        address=site.removeprefix("http://").removeprefix("https://"),
        ssid=centre.wifi_name,
        password=centre.wifi_password,
    )
    honorific = "Học viên" if centre.learner_word.casefold() == "học viên" else "Đồng chí"
    slips = [
        slips_pdf.Slip(
            name=card.name,
            code=card.code,
            link=card.link,
            year=card.year,
            cell=card.cell,
            group=card.group,
            guest=card.guest,
            honorific=honorific,
        )
        for card in cards
    ]
    return slips_pdf.slips_pdf(in_room, slips, moment)
