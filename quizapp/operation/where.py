"""On which address and port the serving program listens: given on the command line, else HOST and PORT, else ours."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.web.room import Serving, is_loopback

EVERYWHERE = "0.0.0.0"  # noqa: S104  the room is invited: make class, or HOST set by whoever runs the server
USUAL_PORT = 8000


@dataclass(frozen=True, slots=True)
class Where:
    """The wish of whoever started the site; port None: the first free one for a room."""

    host: str
    port: int | None
    serving: Serving

    @classmethod
    def wanted(cls, arguments: Sequence[str], host: str = "", port: str = "") -> "Where":
        """Read the command line, which goes before the settings; wrong usage ends the program with exit code 2."""
        parser = argparse.ArgumentParser(prog="app.py", description="Phục vụ trang. / Serve the site.")
        parser.add_argument(
            "--class", dest="room", action="store_true", help="mở cho cả lớp / open to the room"
        )
        parser.add_argument("--host", default=host or None)
        parser.add_argument("--port", default=port or None)
        options = parser.parse_args(arguments)
        number = _port(parser, options.port)
        if options.room:
            return cls(options.host or EVERYWHERE, number, Serving.ROOM)
        listens = options.host or "127.0.0.1"
        serving = Serving.THIS_MACHINE if is_loopback(listens) else Serving.NETWORK
        return cls(listens, number or USUAL_PORT, serving)


def _port(parser: argparse.ArgumentParser, given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and 0 < int(given) < 65536):
        parser.error(f"PORT: {given!r}")
    return int(given)
