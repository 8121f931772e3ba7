"""Results of a class as they leave the centre."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
from flask import Flask
from flask.testing import FlaskClient

from quizapp.certificates import service
from quizapp.certificates.service import IssueOrder
from tests.certificates.test_issuing import DIRECTOR, rename
from tests.certificates.worlds import taught_class
from tests.factories import NOW


def test_one_row_a_learner_with_what_is_missing(inside: Flask, tmp_path: Path) -> None:
    room = taught_class(5, failing=[2])
    service.issue(room.cohort_id, IssueOrder(DIRECTOR), NOW, None)
    out = tmp_path / "ket qua.xlsx"
    done = inside.test_cli_runner().invoke(
        args=["results", "export", "--cohort", "L01", "--out", str(out), "--json"]
    )
    assert json.loads(done.output)["rows"] == 5
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    heads, *rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    missing = [row[heads.index("Còn thiếu")] for row in rows]
    assert sorted(missing) == ["", "", "", "", "Bài thu hoạch từ 5 điểm: 4 điểm"]
    assert sum(1 for row in rows if row[heads.index("Số giấy chứng nhận")]) == 4


def test_no_name_becomes_a_formula(inside: Flask, tmp_path: Path) -> None:
    room = taught_class(1)
    rename(room.learners[0][1], '=HYPERLINK("http://x")')
    out = tmp_path / "x.csv"
    inside.test_cli_runner().invoke(args=["results", "export", "--cohort", "L01", "--out", str(out)])
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[1][1].startswith("'=")


def test_another_kind_of_file_is_wrong_usage_and_an_unknown_class_a_problem(inside: Flask) -> None:
    run = inside.test_cli_runner().invoke
    assert run(args=["results", "export", "--cohort", "L01", "--out", "x.pdf"]).exit_code == 2
    assert run(args=["results", "export", "--cohort", "KHONG", "--out", "x.csv"]).exit_code == 1


def test_the_page_and_its_files(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    with app.app_context():
        room = taught_class(3, failing=[1])
    staff = sign_in(room.staff_id)
    assert staff.get(f"/cohorts/{room.cohort_id}/results").text.count("Chưa hoàn thành") == 1
    answer = staff.get(f"/cohorts/{room.cohort_id}/results.docx")
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs)
    assert "KẾT QUẢ HỌC TẬP" in text
    for kind in ("xlsx", "csv"):
        assert staff.get(f"/cohorts/{room.cohort_id}/results.{kind}").status_code == 200
