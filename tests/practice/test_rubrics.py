"""The shelf of rubrics: versions beside each other, nothing used before the centre approves it."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import roles
from quizapp.accounts.service import Scope
from quizapp.domain.errors import RubricNotApproved
from quizapp.domain.rubric import content_hash
from quizapp.practice import meetings, queries, service, sheets
from tests.factories import NOW, make_class, make_person
from tests.practice import factories
from tests.practice.factories import BODY, body

Browser = Callable[..., FlaskClient]


def test_loading_twice_changes_nothing(inside: Flask) -> None:
    assert service.load_rubrics([factories.draft()], NOW) == 1
    assert service.load_rubrics([factories.draft()], NOW) == 0
    assert [one.state for one in queries.rubrics()] == ["draft"]


def test_a_changed_file_is_a_new_draft_beside_the_approved_one(inside: Flask) -> None:
    old = factories.approved()
    service.load_rubrics([factories.draft(version="2")], NOW)
    newest, oldest = queries.rubrics()
    assert (newest.version, newest.state, newest.newer) == ("2", "draft", False)
    assert (oldest.id, oldest.state, oldest.newer) == (old, "approved", True)


def test_what_is_stored_reads_back_to_the_last_fraction(inside: Flask) -> None:
    draft = factories.draft(levels=[{"name": "Tốt", "from": 66.67}, {"name": "Kém", "from": 0}])
    rubric_id, _ = service.add_rubric(draft, NOW, None)
    assert content_hash(queries.rubric(rubric_id).rubric) == content_hash(draft.rubric)


def test_a_draft_cannot_be_used(inside: Flask) -> None:
    room = make_class(4, 1)
    rubric_id, _ = service.add_rubric(factories.draft(), NOW, None)
    with pytest.raises(RubricNotApproved):
        service.set_up(
            room.cohort_id,
            service.PlanDraft(),
            [service.MeetingDraft(room.groups[0], rubric_id, 1)],
            NOW,
            None,
        )
    assert meetings.meetings(room.cohort_id) == ()


def test_a_new_version_in_mid_session_changes_no_sheet(inside: Flask) -> None:
    made = factories.scene()
    sheet_id = factories.sheet_of(made, made.graders[0])
    sheets.save(sheet_id, body({"1": "8", "3": "Trên 50%"}), NOW, None)
    before = factories.points(sheet_id, made.rubric_id)
    newer = factories.approved(version="2", levels=[{"name": "Đạt", "from": 0}])
    drafts = [service.MeetingDraft(group, newer, 1) for group in made.room.groups]
    kept = service.set_up(made.room.cohort_id, service.PlanDraft(), drafts, NOW, None)
    assert kept == ("Tổ 1",)
    assert [one.rubric_id for one in meetings.meetings(made.room.cohort_id)] == [made.rubric_id, newer]
    assert factories.points(sheet_id, made.rubric_id) == before


@pytest.fixture
def staff(app: Flask, sign_in: Browser) -> FlaskClient:
    with app.app_context():
        person = make_person("Phạm Văn Vụ", roles.STAFF, Scope())
    return sign_in(person)


def test_staff_approve_once_and_the_record_says_so(app: Flask, staff: FlaskClient) -> None:
    with app.app_context():
        rubric_id, _ = service.add_rubric(factories.draft(), NOW, None)
    assert "Dự thảo - chờ trung tâm duyệt" in staff.get("/rubrics").text
    for _ in range(2):
        staff.post(f"/rubrics/{rubric_id}/approve")
    assert "Đã duyệt" in staff.get(f"/rubrics/{rubric_id}").text
    with app.app_context():
        assert queries.rubric(rubric_id).approved_by == "Phạm Văn Vụ"


def test_a_rubric_page_says_every_rule_in_words(app: Flask, staff: FlaskClient) -> None:
    with app.app_context():
        rubric_id = factories.approved()
    page = staff.get(f"/rubrics/{rubric_id}").text
    assert "từ 90% số điểm trở lên, với điều kiện tiêu chí 3 đạt điểm tối đa" in page
    assert "Trên 50%: <b>5</b>" in page
    assert "không áp dụng (không tính tiêu chí này)" in page


def test_the_file_goes_out_and_comes_back_unchanged(app: Flask, staff: FlaskClient) -> None:
    with app.app_context():
        rubric_id = factories.approved()
    content = staff.get(f"/rubrics/{rubric_id}.yaml").data
    answer = staff.post(
        "/rubrics/upload", data={"file": (BytesIO(content), "thu.yaml")}, follow_redirects=True
    )
    assert "Bản này đã có từ trước" in answer.text
    with app.app_context():
        assert len(queries.rubrics()) == 1


def test_an_unsound_file_names_every_problem_and_writes_nothing(app: Flask, staff: FlaskClient) -> None:
    wrong = yaml.safe_dump(
        BODY | {"sai": 1, "criteria": [{"id": "a", "text": "A", "kind": "number", "maximum": 0}]}
    )
    page = staff.post("/rubrics/upload", data={"file": (BytesIO(wrong.encode()), "sai.yaml")}).text
    assert "Phải lớn hơn 0." in page
    assert "Không có mục tên như vậy" in page
    assert "Không có tiêu chí này" in page
    with app.app_context():
        assert queries.rubrics() == ()


def test_the_empty_sheet_prints_on_one_page(app: Flask, staff: FlaskClient) -> None:
    with app.app_context():
        rubric_id, _ = service.add_rubric(factories.draft(), NOW, None)
    pages = pypdf.PdfReader(BytesIO(staff.get(f"/rubrics/{rubric_id}.pdf").data)).pages
    assert len(pages) == 1
    assert "Dự thảo" in pages[0].extract_text()


def test_learners_do_not_see_the_shelf(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        room = make_class(2)
    assert sign_in(room.learners[0][1]).get("/rubrics").status_code == 403


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, Path]:
    (tmp_path / "r.yaml").write_text(yaml.safe_dump(BODY, allow_unicode=True), encoding="utf-8")
    return str(tmp_path / "r.yaml"), tmp_path / "s.json"


def test_rubric_check_prints_the_shape(sqlite_app: Flask, files: tuple[str, Path]) -> None:
    result = sqlite_app.test_cli_runner().invoke(args=["rubric", "check", files[0], "--json"])
    told = json.loads(result.stdout)
    assert (result.exit_code, told["title"], told["maximum"], told["problems"]) == (0, "Phiếu thử", 20, [])
    assert [one["id"] for one in told["criteria"]] == ["a", "b", "c"]
    assert [one["name"] for one in told["levels"]] == ["Tốt", "Khá", "Trung bình", "Kém"]


def test_rubric_check_of_an_unsound_file_says_where_and_ends_with_one(
    sqlite_app: Flask, tmp_path: Path
) -> None:
    (tmp_path / "r.yaml").write_text("title: X\nversion: '1'\ncriteria: []\nlevels: []\n", encoding="utf-8")
    result = sqlite_app.test_cli_runner().invoke(args=["rubric", "check", str(tmp_path / "r.yaml"), "--json"])
    assert result.exit_code == 1
    assert {one["reason"] for one in json.loads(result.stdout)["problems"]} == {"Thiếu mục bắt buộc."}


@pytest.mark.parametrize(
    ("entries", "code", "shape"),
    [
        (
            {"a": 10, "b": True, "c": "Trên 50%"},
            0,
            {"points": 20, "level": "Tốt", "held_back_by": [], "missing": []},
        ),
        ({"a": 10, "b": True, "c": "Dưới 50%"}, 0, {"points": 17, "level": "Khá", "held_back_by": []}),
        ({"a": 10, "b": "n/a", "c": "Trên 50%"}, 0, {"points": 15, "maximum": 15, "percent": 100}),
        ({"a": 7.5}, 0, {"points": 7.5, "percent": 37.5, "level": "Kém", "missing": ["b", "c"]}),
        ({"a": 7.25, "b": True}, 1, {"points": 5, "missing": ["a", "c"]}),
        ({"a": 11}, 1, {"points": 0}),
    ],
)
def test_rubric_rate_gives_the_rule_by_itself(
    sqlite_app: Flask,
    files: tuple[str, Path],
    entries: dict[str, object],
    code: int,
    shape: dict[str, object],
) -> None:
    files[1].write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    result = sqlite_app.test_cli_runner().invoke(args=["rubric", "rate", files[0], str(files[1]), "--json"])
    told = json.loads(result.stdout)
    assert result.exit_code == code
    assert {name: told[name] for name in shape} == shape


def test_a_missing_file_is_wrong_usage(sqlite_app: Flask) -> None:
    assert sqlite_app.test_cli_runner().invoke(args=["rubric", "check", "nowhere.yaml"]).exit_code == 2
