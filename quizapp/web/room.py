"""The site in the room: the addresses of this machine, and "Mở cho lớp" while it otherwise serves only itself.

A web process cannot open a port for the room by itself: it leaves a wish in the instance folder, the program that
started it (python app.py) opens or closes a second listener and leaves word of it. Each file has one writer.
"""

import contextlib
import ipaddress
import json
import re
import secrets
import socket
import time
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import ifaddr

WISH = "class_open.json"
WORD = "class_state.json"
WORD_IS_OLD = 15.0  # seconds without a sign of life: nobody serves from this folder
VIRTUAL = re.compile(
    r"^(docker|podman|veth|br-|virbr|vmnet|vboxnet|lxc|lxd|cni|flannel|cali|tun|tap|wg|zt|tailscale|utun)"
    r"|virtual|hyper-v|vethernet|vmware|wsl|bluetooth|tap-windows|wintun",
    re.IGNORECASE,
)
HOTSPOT = re.compile(r"wi-?fi direct", re.IGNORECASE)  # Windows calls its own hotspot a virtual adapter


class Door(StrEnum):
    """Whether phones in the room reach the site."""

    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"
    CLOSING = "closing"
    FAILED = "failed"  # no port could be opened
    ALWAYS_OPEN = "always_open"  # started for the room (make class, HOST): nothing to open or close here
    NOT_HERE = "not_here"  # served by something else (several hosts, a proxy): the button does not apply


class Serving(StrEnum):
    """For whom the program that serves the site was started."""

    THIS_MACHINE = "this_machine"
    ROOM = "room"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class LanAddress:
    """One address under which others in the room reach this machine."""

    ip: str
    interface: str
    url: str


@dataclass(frozen=True, slots=True)
class Word:
    """What the serving program last said: port of its own listener, port of the room's listener if open."""

    serving: Serving
    port: int
    room_port: int | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """The state of the door, and the addresses to show when it is open (best first)."""

    door: Door
    port: int | None
    addresses: tuple[LanAddress, ...]

    @property
    def can_be_opened(self) -> bool:
        """Whether a button to open makes sense now."""
        return self.door in (Door.CLOSED, Door.FAILED)


def request_open(instance: Path) -> None:
    """Ask the serving program to open the site to the room; again is harmless. It happens within a second."""
    _write(instance / WISH, {"open": True})


def request_close(instance: Path) -> None:
    """Ask the serving program to close the site to the room; again is harmless."""
    _write(instance / WISH, {"open": False})


def is_open_wanted(instance: Path) -> bool:
    """What staff asked for last; False when nobody asked since the site was started."""
    return _read(instance / WISH).get("open") is True


def forget_wish(instance: Path) -> None:
    """A site that starts is closed until somebody opens it."""
    (instance / WISH).unlink(missing_ok=True)


def leave_word(instance: Path, word: Word) -> None:
    """For the serving program: say what is open; also its sign of life, so repeat it every few seconds."""
    _write(instance / WORD, asdict(word))


def forget_word(instance: Path) -> None:
    """For the serving program when it stops."""
    (instance / WORD).unlink(missing_ok=True)


def open_state(instance: Path) -> Room:
    """Whether the room reaches the site now, with addresses found afresh (an empty tuple: no network)."""
    word = _last_word(instance)
    if word is None:
        return Room(Door.NOT_HERE, None, ())
    if word.serving is not Serving.THIS_MACHINE:
        return Room(Door.ALWAYS_OPEN, word.port, addresses(word.port))
    wanted = is_open_wanted(instance)
    if word.room_port is not None:
        return Room(Door.OPEN if wanted else Door.CLOSING, word.room_port, addresses(word.room_port))
    if not wanted:
        return Room(Door.CLOSED, None, ())
    return Room(Door.FAILED if word.failed else Door.OPENING, None, ())


def addresses(port: int = 80) -> tuple[LanAddress, ...]:
    """IPv4 addresses of this machine for others in the room, found afresh: private and real networks first.

    Loopback and self-assigned addresses are never given; virtual networks only when there is nothing else.
    """
    found = [
        (adapter.nice_name, str(address.ip))
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
        if address.is_IPv4 and _is_reachable(str(address.ip))
    ]
    real = [pair for pair in found if not _is_virtual(pair[0])] or found
    real.sort(
        key=lambda pair: (
            not ipaddress.ip_address(pair[1]).is_private,
            pair[0],
            ipaddress.IPv4Address(pair[1]),
        )
    )
    suffix = "" if port == 80 else f":{port}"
    return tuple(LanAddress(ip, interface, f"http://{ip}{suffix}") for interface, ip in real)


def is_loopback(host: str) -> bool:
    """Whether this host name or address (with or without brackets and zone) means the machine itself only."""
    bare = _bare(host)
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def is_own_address(host: str) -> bool:
    """Whether this host is an address or the name of this machine, now; asks no name server."""
    bare = _bare(host)
    if is_loopback(bare) or bare == socket.gethostname().casefold():
        return True
    return any(bare == _text(address.ip) for adapter in ifaddr.get_adapters() for address in adapter.ips)


def _text(ip: str | tuple[str, int, int]) -> str:
    return ip if isinstance(ip, str) else ip[0]


def _bare(host: str) -> str:
    return host.strip().removeprefix("[").removesuffix("]").partition("%")[0].rstrip(".").casefold()


def _is_reachable(ip: str) -> bool:
    address = ipaddress.IPv4Address(ip)
    return not (
        address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast
    )


def _is_virtual(interface: str) -> bool:
    return VIRTUAL.search(interface) is not None and HOTSPOT.search(interface) is None


def _last_word(instance: Path) -> Word | None:
    content = _read(instance / WORD)
    try:
        if time.time() - (instance / WORD).stat().st_mtime > WORD_IS_OLD:
            return None
        return Word(
            serving=Serving(str(content["serving"])),
            port=int(str(content["port"])),
            room_port=int(str(content["room_port"])) if content.get("room_port") else None,
            failed=content.get("failed") is True,
        )
    except (OSError, KeyError, ValueError):
        return None


def _read(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(path: Path, content: dict[str, object]) -> None:
    """Replace the file as a whole: a reader sees the old or the new one."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh.write_text(json.dumps(content), encoding="ascii")
    for attempt in range(5):
        try:
            fresh.replace(path)
        except PermissionError:  # Windows: somebody is reading it this very moment
            time.sleep(0.05 * (attempt + 1))
        else:
            return
    with contextlib.suppress(OSError):
        fresh.unlink()
