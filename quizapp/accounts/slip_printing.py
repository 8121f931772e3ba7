"""Slips of single people on paper."""

from collections.abc import Sequence
from datetime import datetime

from quizapp.accounts.slips import SlipCard
from quizapp.centre.queries import letterhead
from quizapp.formats import slips_pdf


def slips_file(class_title: str, cards: Sequence[SlipCard], address: str, moment: datetime) -> bytes:
    """The PDF, eight slips a page, in the order given. address: as one types it."""
    centre = letterhead()
    in_room = slips_pdf.Room(
        centre=centre.name,
        class_title=class_title,
        address=address,
        ssid=centre.wifi_name,
        password=centre.wifi_password,
    )
    honorific = centre.learner_word[:1].upper() + centre.learner_word[1:]
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
