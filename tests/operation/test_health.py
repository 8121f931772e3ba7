"""`doctor`: what is wrong, with the way out."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from quizapp.operation.health import Severity, findings


def severity(app: Flask, check: str, **changes: Path) -> Severity:
    with app.app_context():
        found = findings(replace(app.extensions["settings"], **changes))
        return next(one.severity for one in found if one.check == check)


def test_a_sound_database_is_said_to_be_sound(app: Flask) -> None:
    assert severity(app, "database") is Severity.FINE


def test_a_site_without_administrator_is_warned(app: Flask) -> None:
    assert severity(app, "administrator") is Severity.WARNING


def test_a_data_folder_that_synchronises_itself_is_warned(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Trường"
    folder.mkdir()
    assert severity(app, "synchronised", instance=folder) is Severity.WARNING


def test_keys_that_others_can_read_are_an_error(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("{}", encoding="ascii")
    (tmp_path / "keys.json").chmod(0o644)
    assert severity(app, "keys", instance=tmp_path) is Severity.ERROR


def test_a_full_disk_is_an_error(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.operation.health.LITTLE_SPACE", 1 << 60)
    assert severity(app, "space") is Severity.ERROR


def test_the_command_gives_one_json_object(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["doctor", "--json"])
    checks = {one["check"] for one in json.loads(result.stdout)["findings"]}
    assert {"database", "administrator", "bank", "space", "network"} <= checks
