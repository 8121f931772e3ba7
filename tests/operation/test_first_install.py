"""The first install: what it says when something is missing, and that it is done once."""

import sys
from pathlib import Path

import pytest

from quizapp.operation import first_install

PINS = ("requirements.txt", "requirements-dev.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in PINS:
        Path(name).write_text("# nothing yet\n", encoding="ascii")
    return tmp_path


def test_an_old_python_is_named_in_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert first_install.main([]) == 1
    assert capsys.readouterr().err.startswith("Cần Python 3.11, 3.12 hoặc 3.13, máy này đang dùng 3.9")


def test_a_missing_venv_is_named_with_the_command_that_brings_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(first_install, "_has_venv", lambda: False)
    assert first_install.main([]) == 1
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in capsys.readouterr().err


def test_an_empty_wheelhouse_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "wheels").mkdir()
    assert first_install.main(["--wheelhouse", "wheels"]) == 1
    assert "không có tệp .whl nào" in capsys.readouterr().err


def test_it_installs_again_only_when_the_pins_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Path] = []
    monkeypatch.setattr(first_install, "_install_packages", lambda pins, wheelhouse: installed.append(pins))
    for content in ("# nothing yet\n", "# nothing yet\n", "# something else\n"):
        Path("requirements.txt").write_text(content, encoding="ascii")
        assert first_install.main([]) == 0
    assert len(installed) == 2
