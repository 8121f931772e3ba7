"""flask cohort create, roster import, roster slips: exit codes and the promised JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.factories import make_class, make_course
from tests.rosters.lists import SAMPLES, expected, workbook

NGA = ("Bùi Thúy Nga", "13/12/1966", "Nữ", "Bí thư", "Chi bộ Khuổi Muồng", "Đảng bộ xã Yên Lâm", "", "")
WRONG = ("Nông Văn Mới", "31/2/1970", "Nam", "", "Chi bộ Nà Ỏ", "Đảng bộ xã Yên Lâm", "", "")


def run(app: Flask, *arguments: str) -> tuple[int, Any]:
    result = app.test_cli_runner().invoke(args=[*arguments, "--json"])
    return result.exit_code, json.loads(result.stdout) if result.stdout.startswith("{") else None


@pytest.fixture
def ready(app: Flask) -> Flask:
    with app.app_context():
        make_class(learners=0, groups=0, code="L01")
    return app


def test_a_class_is_opened_once(app: Flask) -> None:
    with app.app_context():
        make_course(code="NV")
    create = (
        "cohort",
        "create",
        "--course",
        "NV",
        "--code",
        "L1",
        "--title",
        "Lớp một",
        "--starts",
        "2026-10-05",
    )
    assert [run(app, *create)[1]["created"] for _ in range(2)] == [True, False]
    assert run(app, *create[:-4], "--title", "Lớp khác")[0] == 1
    assert run(app, "cohort", "create", "--course", "?", "--code", "L2", "--title", "x")[0] == 2


def test_class_94_is_told_as_expected(ready: Flask) -> None:
    code, told = run(ready, "roster", "import", str(SAMPLES / "class-94.xlsx"), "--cohort", "L01")
    people = [{**one, "name": one["name"].casefold()} for one in told["people"]]
    wanted = [{**one, "name": one["name"].casefold()} for one in expected()]
    assert [{key: one[key] for key in wanted[0]} for one in people] == wanted
    assert (code, told["rows"], told["new"], told["same"], told["problems"]) == (0, 94, 93, 1, [])
    assert [one["row"] for one in told["people"] if one["state"] == "same"] == [50]
    assert any(note["row"] == 50 for note in told["notes"])


def test_a_dry_run_writes_nothing(ready: Flask) -> None:
    arguments = ("roster", "import", str(SAMPLES / "class-94.xlsx"), "--cohort", "L01")
    assert run(ready, *arguments, "--dry-run")[1]["new"] == 93
    assert run(ready, *arguments)[1]["new"] == 93
    assert run(ready, *arguments)[1] | {"people": 0, "notes": 0} == {
        "rows": 94, "new": 0, "changed": 0, "same": 94, "doubtful": 0, "people": 0, "problems": [], "notes": 0,
    }  # fmt: skip


def test_one_problem_stops_the_whole_list_unless_told_otherwise(ready: Flask, tmp_path: Path) -> None:
    file = tmp_path / "lop.xlsx"
    file.write_bytes(workbook(NGA, WRONG))
    code, told = run(ready, "roster", "import", str(file), "--cohort", "L01")
    assert (code, told["problems"][0]["row"], told["problems"][0]["column"]) == (1, 3, "Ngày sinh")
    assert run(ready, "roster", "import", str(file), "--cohort", "L01", "--sound-only")[1]["new"] == 1
    assert run(ready, "roster", "import", str(file), "--cohort", "L01", "--sound-only")[1]["same"] == 1


def test_a_file_that_is_no_list_is_a_problem_of_the_input(ready: Flask, tmp_path: Path) -> None:
    file = tmp_path / "lop.xlsx"
    file.write_bytes(b"%PDF-1.7 ...")
    code, told = run(ready, "roster", "import", str(file), "--cohort", "L01", "--sound-only")
    assert (code, told["rows"], "PDF" in told["problems"][0]["reason"]) == (1, 0, True)
    assert run(ready, "roster", "import", str(file), "--cohort", "L99")[0] == 2


def test_slips_print_again_the_same_and_renewed_ones_otherwise(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        make_class(learners=3, code="L01")
    slips = ("roster", "slips", "--cohort", "L01", "--out", str(tmp_path / "phieu.pdf"))
    first, again = (run(app, *slips)[1]["slips"] for _ in range(2))
    assert first == again
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
    one = first[0]["code"]
    renewed = run(app, *slips, "--person", one, "--renew")[1]["slips"]
    assert (len(renewed), renewed[0]["name"], renewed[0]["code"] == one) == (1, first[0]["name"], False)
    assert [each["code"] for each in run(app, *slips)[1]["slips"]][1:] == [each["code"] for each in first][1:]
    assert run(app, *slips, "--only-new")[1] == {"slips": []}
