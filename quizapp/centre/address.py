"""The address that printed things and projectors show: as set, else as the machine's network gives it now.

Never the Host of a request: that is what the caller says, not where the site is.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from flask import current_app

from quizapp.centre.queries import letterhead
from quizapp.settings import Settings
from quizapp.web import room


class Doubt(StrEnum):
    """Why an address may not work on a phone. nowhere: no network and nothing set."""

    NONE = "none"
    LOOPBACK = "loopback"
    NOT_THIS_MACHINE = "not_this_machine"
    CLOSED = "closed"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """url without a slash at the end; short: as one types it; is_set: by staff or SITE_ADDRESS, not found out."""

    url: str
    short: str
    is_set: bool
    doubt: Doubt


def site_address() -> SiteAddress:
    """Where the site is for phones. An https address is believed; an http one must be one of this machine's."""
    settings: Settings = current_app.extensions["settings"]
    wanted = settings.site_address or letterhead().site_address.rstrip("/")
    if wanted:
        return SiteAddress(wanted, _short(wanted), is_set=True, doubt=_doubt(wanted))
    now = room.open_state(settings.instance)
    if now.addresses:
        return SiteAddress(now.addresses[0].url, _short(now.addresses[0].url), is_set=False, doubt=Doubt.NONE)
    found = room.addresses()
    if found:
        return SiteAddress(found[0].url, _short(found[0].url), is_set=False, doubt=Doubt.CLOSED)
    return SiteAddress("http://127.0.0.1:8000", "127.0.0.1:8000", is_set=False, doubt=Doubt.NOWHERE)


def _short(url: str) -> str:
    return url.removeprefix("http://").removeprefix("https://")


def _doubt(url: str) -> Doubt:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if room.is_loopback(host):
        return Doubt.LOOPBACK
    if parts.scheme == "https" or room.is_own_address(host):
        return Doubt.NONE
    return Doubt.NOT_THIS_MACHINE
