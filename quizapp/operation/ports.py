"""Which port can be listened on."""

import socket
import sys
from collections.abc import Iterable

ROOM_PORTS = (80, *range(8080, 8100))  # 80 first: its address is the shortest to type


def is_free(host: str, port: int) -> bool:
    """Whether this process may listen there and nobody else does.

    Granian shares ports (SO_REUSEPORT), so a second site on a taken port would start and answer half the requests.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform == "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def first_free(host: str, ports: Iterable[int] = ROOM_PORTS) -> int | None:
    """The first of these ports that is free; None when none is."""
    return next((port for port in ports if is_free(host, port)), None)
