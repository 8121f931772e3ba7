"""One listener: granian with the site on one address. Started by `serving`: python -m quizapp.operation.listener HOST PORT.

Two workers of 32 threads each by measurement: silent phones and half-sent forms must not hold the others up.
Granian has only one worker on Windows, which therefore gets 64 threads.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian._internal import load_target
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from quizapp.settings import PROJECT

WINDOWS = sys.platform == "win32"
WORKERS = 1 if WINDOWS else 2
THREADS = 64 if WINDOWS else 32
SECONDS_TO_FINISH = 8  # a request under way may end before its worker is stopped
PR_SET_PDEATHSIG = 1


def load_site(target: str) -> Callable[..., Any]:
    """Load the application in a worker, which ends with the process that started it."""
    end_with_parent()
    site: Callable[..., Any] = load_target(target)
    return site


def end_with_parent() -> None:
    """Nothing keeps the port when the program that started this process is killed (Linux; elsewhere no effect)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main(host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl+C; a worker that dies is replaced."""
    end_with_parent()
    os.chdir(PROJECT)
    server = Granian(
        "app:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        backlog=2048,
        backpressure=2048,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )
    server.serve(target_loader=load_site)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
