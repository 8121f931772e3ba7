"""What the room is shown: the state of the door, the address, the Wi-Fi, as text and as QR codes."""

import hashlib
import ipaddress
from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext
from markupsafe import Markup

from quizapp.centre.address import SiteAddress, site_address
from quizapp.centre.queries import letterhead
from quizapp.formats.qr import qr_svg, wifi_qr
from quizapp.settings import Settings
from quizapp.web import room
from quizapp.web.room import Door, LanAddress
from quizapp.web.wording.addresses import doubt_sentence
from quizapp.web.wording.centre import DOOR


@dataclass(frozen=True, slots=True)
class Doorway:
    """Everything the pages about the room say. others: further addresses of this machine, when none is set."""

    door: Door
    words: str
    address: SiteAddress
    doubt: str
    others: tuple[LanAddress, ...]
    wifi_name: str
    wifi_password: str

    @property
    def is_open(self) -> bool:
        """Whether phones can be sent to the address now."""
        reachable = self.door in (Door.OPEN, Door.ALWAYS_OPEN) or (
            self.door is Door.NOT_HERE and self.address.is_set
        )
        return reachable and self.has_address

    @property
    def has_address(self) -> bool:
        """Whether there is an address to show at all."""
        return self.address.is_set or self.address.doubt not in ("closed", "nowhere")

    @property
    def tag(self) -> str:
        """Changes when anything shown changes: the ETag of what is polled."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:20]

    @property
    def address_svg(self) -> Markup:
        """The address as a QR code."""
        return Markup(qr_svg(self.address.url, gettext("Mã QR mở trang của lớp")))  # noqa: S704  (escaped there)

    @property
    def wifi_svg(self) -> Markup:
        """The Wi-Fi as a QR code: phones join without typing."""
        title = gettext("Mã QR để vào Wi-Fi")
        return Markup(wifi_qr(self.wifi_name, self.wifi_password, title))  # noqa: S704  (escaped there)


def doorway() -> Doorway:
    """As things stand now; addresses are found afresh each time."""
    settings: Settings = current_app.extensions["settings"]
    state, address, centre = room.open_state(settings.instance), site_address(), letterhead()
    return Doorway(
        door=state.door,
        words=str(DOOR[state.door]),
        address=address,
        doubt=doubt_sentence(address.doubt, address.short),
        others=() if address.is_set else state.addresses[1:],
        wifi_name=centre.wifi_name,
        wifi_password=centre.wifi_password,
    )


def is_asked_from_the_room() -> bool:
    """Whether this request comes from the machine itself or its network: only there the Wi-Fi password is shown.

    A proxy that nobody declared trusted stands between: then the address is the proxy's, and the answer is no.
    """
    settings: Settings = current_app.extensions["settings"]
    if not settings.trusted_proxies and any(
        name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")
    ):
        return False
    try:
        asker = ipaddress.ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return False
    plain = getattr(asker, "ipv4_mapped", None) or asker
    return bool(plain.is_loopback or plain.is_private)
