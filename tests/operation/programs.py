"""`python app.py` as its user runs it: a program with an installation of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.sources import PROJECT

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Program:
    """A running site: its process, where it answers, where it keeps its data and what it printed."""

    process: subprocess.Popen[bytes]
    port: int
    instance: Path
    output: Path

    @property
    def url(self) -> str:
        """Its address on this machine."""
        return f"http://127.0.0.1:{self.port}"

    def printed(self) -> str:
        """Everything it printed so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal to the program alone and wait for its exit code."""
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running(
    folder: Path, arguments: Sequence[str] = (), project: Path = PROJECT, **environment: str
) -> Iterator[Program]:
    """Start the site in a process group of its own and wait until it announces itself; nothing is left afterwards."""
    port = free_port()
    output = folder / "output.txt"
    settings = {"PORT": str(port), "INSTANCE": str(folder / "instance"), "PYTHONIOENCODING": "utf-8"}
    inherited = {name: value for name, value in os.environ.items() if name not in {"HOST", "DATABASE_URL"}}
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "app.py", *arguments],
            cwd=project,
            env=inherited | settings | environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    program = Program(process, port, folder / "instance", output)
    try:
        wait_until(lambda: "Ctrl+C" in program.printed() or process.poll() is not None)
        yield program
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(SECONDS)


def wait_until(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Look again and again; an AssertionError when it does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Whether a site answers there that it is well."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def members(group: int) -> list[str]:
    """The living processes of a group (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            after_name = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(after_name[2]) == group and after_name[0] != "Z":
                found.append(stat.parent.name)
    return found
