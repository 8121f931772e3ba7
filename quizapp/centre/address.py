"""The address that printed things and projectors show: as set, else as the machine's network gives it now.

Never the Host of a request: that is what the caller says, not where the site is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from flask import current_app

from quizapp.centre.queries import letterhead
from quizapp.settings import Settings
from quizapp.web import room

_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


class Doubt(StrEnum):
    """Why an address may not work on a phone. nowhere: no network and nothing set."""

    NONE = "none"
    LOOPBACK = "loopback"
    NOT_THIS_MACHINE = "not_this_machine"
    CLOSED = "closed"
    NOWHERE = "nowhere"


class AddressFault(StrEnum):
    """Why a typed address cannot be the site's."""

    SCHEME = "scheme"  # neither http nor https
    HOST = "host"  # no name of a machine, or one with letters that addresses do not have
    PORT = "port"
    MORE = "more"  # a path, a question mark, a user name: links would not lead anywhere


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """url without a slash at the end; short: as one types it; is_set: by staff or SITE_ADDRESS, not found out."""

    url: str
    short: str
    is_set: bool
    doubt: Doubt


def site_address() -> SiteAddress:
    """Where the site is for phones. An https address is believed; an http one must be one of this machine's."""
    wanted = given_address() or letterhead().site_address.rstrip("/")
    if wanted:
        return SiteAddress(wanted, _short(wanted), is_set=True, doubt=doubt_of(wanted))
    now = room.open_state(_settings().instance)
    if now.addresses:
        return SiteAddress(now.addresses[0].url, _short(now.addresses[0].url), is_set=False, doubt=Doubt.NONE)
    found = room.addresses()
    if found:
        return SiteAddress(found[0].url, _short(found[0].url), is_set=False, doubt=Doubt.CLOSED)
    return SiteAddress("http://127.0.0.1:8000", "127.0.0.1:8000", is_set=False, doubt=Doubt.NOWHERE)


def given_address() -> str | None:
    """What SITE_ADDRESS says when the site was started with it: then the centre's own setting does not count."""
    return _settings().site_address


def read_address(typed: str) -> str | AddressFault:
    """A typed address as it is kept ("" stays ""): http:// added when no scheme was typed, no slash at the end."""
    text = typed.strip()
    if not text:
        return ""
    if not _SCHEME.match(text):
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return AddressFault.PORT
    if parts.scheme not in ("http", "https"):
        return AddressFault.SCHEME
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc or "?" in text:
        return AddressFault.MORE
    host = parts.hostname or ""
    if not text.isprintable() or not _HOST.fullmatch(host):
        return AddressFault.HOST
    if port == 0 or parts.netloc.endswith(":"):
        return AddressFault.PORT
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def is_public(url: str) -> bool:
    """Whether strangers can be sent there to check a certificate: only an https address."""
    return url.startswith("https://")


def doubt_of(url: str) -> Doubt:
    """What makes one doubt that phones reach this address. Asks no name server."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if room.is_loopback(host):
        return Doubt.LOOPBACK
    if parts.scheme == "https" or room.is_own_address(host):
        return Doubt.NONE
    return Doubt.NOT_THIS_MACHINE


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _short(url: str) -> str:
    return url.removeprefix("http://").removeprefix("https://")
