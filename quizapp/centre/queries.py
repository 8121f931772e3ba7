"""Reads the centre's facts."""

from dataclasses import dataclass

from flask import g
from sqlalchemy import select

from quizapp.centre.models import Centre
from quizapp.db import db


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """What the centre's row says (see models.Centre)."""

    name: str
    parent_name: str
    heading: str
    place: str
    signer_authority: str
    signer_position: str
    signer_name: str
    learner_word: str
    wifi_name: str
    wifi_password: str
    site_address: str
    verification_on: bool
    number_pattern: str


COLUMNS = tuple(getattr(Centre, name) for name in CentreFacts.__dataclass_fields__)


def letterhead() -> CentreFacts:
    """The centre, read once a request; an installation without its row gets the usual words."""
    if "centre" not in g:
        row = db.session.execute(select(*COLUMNS).where(Centre.id == 1)).one_or_none()
        g.centre = CentreFacts(*row) if row else UNNAMED
    facts: CentreFacts = g.centre
    return facts


UNNAMED = CentreFacts(
    name="Trung tâm chính trị",
    parent_name="",
    heading="party",
    place="",
    signer_authority="",
    signer_position="GIÁM ĐỐC",
    signer_name="",
    learner_word="đồng chí",
    wifi_name="",
    wifi_password="",
    site_address="",
    verification_on=False,
    number_pattern="{n}/{year}/GCN-TTCT",
)
