"""A lock between processes of one machine: held by an open file, given back by the system when a process dies."""

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class LockTaken(Exception):
    """Another process holds it."""


@contextlib.contextmanager
def only_one(path: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock; wait at most `patience` seconds for it, then raise LockTaken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + patience
    with path.open("a+b") as file:
        while not _take(file):
            if time.monotonic() >= end:
                raise LockTaken(str(path))
            time.sleep(0.1)
        try:
            yield
        finally:
            _give_back(file)


if sys.platform == "win32":

    def _take(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_back(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
