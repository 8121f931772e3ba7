"""`python app.py`: serves, opens to the room on request, refuses in words, stops with every process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.web import room
from quizapp.web.room import Door
from tests.architecture.sources import PROJECT
from tests.operation.programs import Program, answers, free_port, members, running, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="process groups and signals of Linux"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(tmp_path_factory.mktemp("site")) as program:
        yield program


def door(program: Program) -> Door:
    return room.open_state(program.instance).door


def test_it_makes_its_database_and_answers(site: Program) -> None:
    assert answers(site.url), site.printed()
    assert (site.instance / "quizapp.sqlite").exists()


def test_it_says_where_it_is_and_where_the_first_administrator_is_made(site: Program) -> None:
    assert f"Trang đang chạy tại  {site.url}" in site.printed()
    assert f"{site.url}/first-run" in site.printed()


def test_it_opens_to_the_room_on_request_and_closes_again(site: Program) -> None:
    wait_until(lambda: door(site) is Door.CLOSED)
    room.request_open(site.instance)
    wait_until(lambda: door(site) is Door.OPEN)
    port = room.open_state(site.instance).port
    assert answers(f"http://127.0.0.1:{port}")
    room.request_close(site.instance)
    wait_until(lambda: door(site) is Door.CLOSED)
    assert not answers(f"http://127.0.0.1:{port}")
    assert answers(site.url)


def test_a_second_site_on_the_same_port_is_refused_in_words(site: Program, tmp_path: Path) -> None:
    with running(tmp_path, PORT=str(site.port)) as second:
        assert second.process.wait(30) == 1
    assert second.printed().startswith(f"Cổng {site.port} tại 127.0.0.1 đang được chương trình khác dùng")


def test_silent_and_half_sent_connections_hold_nobody_up(site: Program) -> None:
    half = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    silent = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(200)]
    for connection in silent[:20]:
        connection.sendall(half + b"Content-Length: 1000\r\n\r\ncode=12")
    try:
        assert answers(site.url)
    finally:
        for connection in silent:
            connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_a_signal_and_leaves_no_process(tmp_path: Path, number: int) -> None:
    with running(tmp_path) as program:
        assert program.stop(number) == 0
        wait_until(lambda: members(program.process.pid) == [], 5)
    assert program.printed().rstrip().endswith("Stopped.")


def test_when_it_is_killed_its_listeners_end_too(tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.stop(signal.SIGKILL)
        wait_until(lambda: members(program.process.pid) == [], 15)


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    with running(tmp_path) as program:
        before = set(members(program.process.pid))
        worker = max(map(int, before))
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: len(set(members(program.process.pid)) - {str(worker)}) >= len(before))
        assert answers(program.url)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_without_vietnamese_still_shows_the_addresses(tmp_path: Path, encoding: str) -> None:
    with running(tmp_path, ["--class"], PYTHONIOENCODING=encoding) as program:
        assert answers(program.url)
    assert f"Trang dang chay tai  {program.url}" in program.printed()
    assert all(f"http://{address.ip}:{program.port}" in program.printed() for address in room.addresses())


def test_a_database_of_its_own_choice_is_not_migrated_without_being_asked(tmp_path: Path) -> None:
    with running(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'other.sqlite'}") as program:
        assert program.process.wait(30) == 1
    assert "-m flask --app app init" in program.printed()


def test_a_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    with running(tmp_path, DATABASE_URL=url) as program:
        assert program.process.wait(60) == 1
    assert program.printed().startswith("Không kết nối được cơ sở dữ liệu")


def test_it_runs_from_a_folder_with_spaces_and_vietnamese_letters(tmp_path: Path) -> None:
    project = tmp_path / "Lớp học 1 đ"
    for name in ("quizapp", "templates", "static", "question_bank"):
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "app.py", project)
    with running(tmp_path, project=project, INSTANCE="") as program:
        assert answers(program.url), program.printed()
    assert (project / "instance" / "quizapp.sqlite").exists()


def test_a_python_without_packages_is_sent_to_the_start_file(tmp_path: Path) -> None:
    for name in ("app.py", "quizapp/__init__.py", "quizapp/operation"):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (PROJECT / name).is_dir() else shutil.copy)(PROJECT / name, target)
    (tmp_path / "quizapp" / "application.py").write_text("import flask\n", encoding="ascii")
    bare = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        "import runpy, sys; sys.path[:0] = ['.']; runpy.run_path('app.py', run_name='__main__')",
    ]
    result = subprocess.run(bare, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 1
    assert "bấm đúp tệp chay.bat" in result.stderr
