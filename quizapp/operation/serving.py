"""`python app.py`: prepare the database, serve, open the site to the room on request, stop with every process."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.exc import OperationalError

from quizapp.accounts.administrators import administrator_code
from quizapp.operation import announcing
from quizapp.operation.console import say
from quizapp.operation.initialise import initialise, is_behind
from quizapp.operation.ports import first_free, is_free
from quizapp.operation.where import EVERYWHERE, Where
from quizapp.settings import PROJECT, Settings
from quizapp.web import room
from quizapp.web.clock import now
from quizapp.web.room import Serving, Word

WINDOWS = sys.platform == "win32"
SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 12.0
TICK = 0.5  # seconds between two looks at the wish of staff
SIGN_OF_LIFE = 4.0  # seconds between two words in the instance folder
SHORT_LIFE = 5.0  # a listener that ends sooner is not started again


class Refused(Exception):
    """The site cannot be served; the message is the sentence for whoever started it."""


class Listener:
    """A running listener with its workers."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port, self.born = host, port, time.monotonic()
        command = [sys.executable, "-m", "quizapp.operation.listener", host, str(port)]
        flags = int(
            getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        )  # Windows: it can be stopped by itself
        self.process = subprocess.Popen(command, cwd=PROJECT, creationflags=flags)

    def is_alive(self) -> bool:
        """Whether its process still runs."""
        return self.process.poll() is None

    def has_started(self, stopping: threading.Event) -> bool:
        """Wait until it answers; False when it ended, when the site is being stopped, or after a minute."""
        end = time.monotonic() + SECONDS_TO_START
        while self.is_alive() and not stopping.is_set() and time.monotonic() < end:
            if _answers(self.host, self.port):
                return True
            stopping.wait(0.1)
        return False

    def stop(self) -> None:
        """End it with its workers; what is under way may finish within a few seconds. Again is harmless."""
        if self.is_alive():
            self.process.send_signal(_stop_signal())
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(app: Flask, arguments: Sequence[str]) -> int:
    """Serve until SIGTERM or Ctrl+C; the exit code: 0 stopped on request, 1 refused or broken down."""
    settings: Settings = app.extensions["settings"]
    where = Where.wanted(arguments, settings.host, settings.port)
    stopping = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stopping.set())
    try:
        port = _choose_port(where)
        first_run = prepare(app, settings) is None
        return _run(where, port, settings.instance, stopping, first_run=first_run)
    except Refused as reason:
        say(str(reason), sys.stderr)
        return 1


def prepare(app: Flask, settings: Settings) -> str | None:
    """Without DATABASE_URL do what `init` does; with it refuse when the schema is behind or the database away.

    Gives the code of the first administrator, None when there is none yet.
    """
    with app.app_context():
        if settings.embedded:
            done = initialise(settings, now())
            for folder, problem in done.bank.problems:
                say(
                    f"question_bank/{folder}: {problem.place}, dòng {problem.row or '?'}: {problem.code}",
                    sys.stderr,
                )
            return done.administrator
        try:
            behind = is_behind()
        except OperationalError as away:
            raise Refused(
                "Không kết nối được cơ sở dữ liệu ghi trong DATABASE_URL: hãy kiểm tra địa chỉ, mật khẩu và máy chủ. "
                "/ The database of DATABASE_URL does not answer."
            ) from away
        if behind:
            raise Refused(
                "Cơ sở dữ liệu ghi trong DATABASE_URL chưa theo kịp phiên bản này: hãy sao lưu rồi chạy "
                f"{announcing.python_name()} -m flask --app app init. / The schema is behind: run init first."
            )
        return administrator_code()


def _choose_port(where: Where) -> int:
    if where.port is None:
        found = first_free(where.host)
        if found is None:
            raise Refused(
                "Không còn cổng nào trống (80, 8080-8099) để mở cho lớp. / No free port for the room."
            )
        return found
    if not is_free(where.host, where.port):
        raise Refused(
            f"Cổng {where.port} tại {where.host} đang được chương trình khác dùng (có thể trang đã chạy rồi), hoặc máy "
            f"không cho phép dùng: hãy đóng chương trình đó hoặc chọn cổng khác, ví dụ PORT={where.port + 1}. "
            f"/ Port {where.port} is taken or not allowed."
        )
    return where.port


def _run(where: Where, port: int, instance: Path, stopping: threading.Event, *, first_run: bool) -> int:
    room.forget_wish(instance)
    main = Listener(where.host, port)
    door = RoomDoor(instance, stopping)
    try:
        if not main.has_started(stopping):
            return 0 if stopping.is_set() else _broken("Trang không khởi động được; lý do ở các dòng trên.")
        announcing.announce(where, port, first_run=first_run)
        return _watch(main, door, where, stopping)
    finally:
        room.forget_word(instance)
        door.close()
        main.stop()
        room.forget_wish(instance)
        say("Đã dừng. / Stopped.")


def _watch(main: Listener, door: "RoomDoor", where: Where, stopping: threading.Event) -> int:
    said: tuple[Word, float] | None = None
    while not stopping.is_set():
        if not main.is_alive():
            if time.monotonic() - main.born < SHORT_LIFE:
                return _broken("Máy chủ web dừng đột ngột; lý do ở các dòng trên.")
            main = Listener(main.host, main.port)
        if where.serving is Serving.THIS_MACHINE:
            door.obey()
        word = Word(where.serving, main.port, door.port, door.failed)
        if said is None or said[0] != word or time.monotonic() - said[1] > SIGN_OF_LIFE:
            room.leave_word(door.instance, word)
            said = (word, time.monotonic())
        stopping.wait(TICK)
    return 0


class RoomDoor:
    """The second listener, for the room: opened and closed as staff wish."""

    def __init__(self, instance: Path, stopping: threading.Event) -> None:
        self.instance = instance
        self.stopping = stopping
        self.listener: Listener | None = None
        self.failed = False

    @property
    def port(self) -> int | None:
        """The port that phones use, when it is open."""
        return self.listener.port if self.listener is not None and self.listener.is_alive() else None

    def obey(self) -> None:
        """Bring the listener to what staff wish; when no port can be had, the failure stands until they ask anew."""
        wanted = room.is_open_wanted(self.instance)
        if not wanted:
            self.failed = False
            self.close()
        elif self.port is None and not self.failed:
            self._open()

    def close(self) -> None:
        """Close it; the machine's own listener goes on."""
        if self.listener is not None:
            self.listener.stop()
            self.listener = None

    def _open(self) -> None:
        port = first_free(EVERYWHERE)
        if port is None:
            self.failed = True
            return
        listener = Listener(EVERYWHERE, port)
        if listener.has_started(self.stopping):
            self.listener = listener
            announcing.announce_room(port)
        else:
            listener.stop()
            self.failed = True


def _answers(host: str, port: int) -> bool:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not opened
    connection = http.client.HTTPConnection(near, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop_signal() -> Any:
    return getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM) if WINDOWS else signal.SIGTERM


def _broken(sentence: str) -> int:
    say(sentence, sys.stderr)
    return 1
