"""Commands on the centre's row."""

from collections.abc import Mapping
from datetime import datetime

from flask import g
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.audit.service import record
from quizapp.centre.address import is_public
from quizapp.centre.models import Centre
from quizapp.db import db, transactional

Value = str | bool
HIDDEN = "•••"


@transactional
def change(
    facts: Mapping[str, Value], now: datetime, actor_id: int | None, *, given_address: str | None = None
) -> bool:
    """Write what differs, with its record; True when something did. Again: nothing changes.

    facts: columns of models.Centre. given_address: SITE_ADDRESS, which counts before the row's address.
    Verification goes off with the public address: without one its codes lead nowhere. The Wi-Fi password is
    never written into the record, only that it changed.
    """
    row = _row()
    wanted = dict(facts)
    address = given_address or str(wanted.get("site_address", row.site_address))
    if not is_public(address):
        wanted["verification_on"] = False
    before = {name: getattr(row, name) for name, value in wanted.items() if getattr(row, name) != value}
    if not before:
        return False
    for name in before:
        setattr(row, name, wanted[name])
    record(
        "centre.change",
        "centre",
        1,
        now=now,
        actor_id=actor_id,
        before=_told(before),
        after=_told({name: wanted[name] for name in before}),
    )
    db.session.flush()
    g.pop("centre", None)
    return True


@transactional
def note_door(action: str, now: datetime, actor_id: int | None) -> None:
    """Write down that somebody opened or closed the site to the room. action: "open_room" or "close_room"."""
    record(f"centre.{action}", "centre", 1, now=now, actor_id=actor_id)


def _row() -> Centre:
    """The one row, made with the usual words where it is missing, and held for this command."""
    insert = sqlite.insert if db.session.connection().dialect.name == "sqlite" else postgresql.insert
    db.session.execute(insert(Centre).values(id=1).on_conflict_do_nothing())
    return db.session.execute(
        select(Centre).where(Centre.id == 1).with_for_update().execution_options(populate_existing=True)
    ).scalar_one()


def _told(facts: Mapping[str, Value]) -> dict[str, Value]:
    return {name: HIDDEN if name == "wifi_password" and value else value for name, value in facts.items()}
