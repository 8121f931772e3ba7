"""The record: read by filter, never changed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from quizapp.accounts.roles import ADMINISTRATOR
from quizapp.accounts.service import Scope
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.web.wording.audit import action_words, fact_lines
from tests import factories
from tests.factories import NOW


@pytest.fixture
def administrator(app: Flask) -> int:
    with app.app_context():
        return factories.make_person("Nguyễn Văn Quản", ADMINISTRATOR, Scope(), "NVQ-1")


@pytest.fixture
def others(app: Flask, administrator: int) -> tuple[int, int]:
    """Two people with one act each, one of them in a class and a day later."""
    with app.app_context():
        room = factories.make_class(2)
        first, second = (person for _, person in room.learners)
        write = transactional(record)
        write("people.correct", "person", first, now=NOW, actor_id=administrator, reason="theo căn cước", before={"name": "A"}, after={"name": "B"})  # fmt: skip
        write(
            "slips.renew",
            "person",
            second,
            now=NOW + timedelta(days=1),
            actor_id=None,
            cohort_id=room.cohort_id,
        )
        return first, second


def read(sign_in, who: int, query: str = "") -> str:
    answer = sign_in(who).get(f"/audit?{query}")
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True)).partition("<tbody>")[2].partition("</tbody>")[0]


def test_the_newest_stands_first_in_words(sign_in, administrator: int, others) -> None:
    rows = read(sign_in, administrator)
    assert rows.index("Cấp phiếu mới") < rows.index("Sửa hồ sơ")
    for said in ("Từ máy chủ", "Nguyễn Văn Quản", "Lý do: theo căn cước", "tên: A → B", "Lớp bồi dưỡng"):
        assert said in rows


@pytest.mark.parametrize(
    ("query", "renewed", "corrected"),
    [
        ("action=people.correct", False, True),
        ("action=slips", True, False),
        ("who=quan", False, True),
        ("who=nguyễn văn an", False, True),
        ("who=khong co ai", False, False),
        ("cohort=1", True, False),
        ("cohort=abc", True, True),
        ("day=2026-10-05", False, True),
        ("day=2026-10-06", True, False),
        ("day=hom nay", True, True),
        ("before=1", False, False),
        ("before=x&endpoint=y&_external=1", True, True),
    ],
)
def test_the_filter_finds(
    sign_in, administrator: int, others, query: str, renewed: bool, corrected: bool
) -> None:
    rows = read(sign_in, administrator, query)
    assert ("Cấp phiếu mới" in rows, "Sửa hồ sơ" in rows) == (renewed, corrected)


def test_a_person_s_own_history(sign_in, administrator: int, others) -> None:
    rows = read(sign_in, administrator, f"person={others[0]}")
    assert "Sửa hồ sơ" in rows
    assert "Cấp phiếu mới" not in rows


def test_long_records_are_paged_and_cost_the_same(app: Flask, sign_in, administrator: int, counting) -> None:
    sizes = []
    for number in (10, 200):
        with app.app_context():
            for one in range(number):
                transactional(record)(
                    "units.add", "unit", one, now=NOW, actor_id=administrator, name=f"Đơn vị {one}"
                )
        here = sign_in(administrator)
        with counting() as statements:
            page = here.get("/audit?action=units").get_data(as_text=True)
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]
    assert "Đơn vị 199" in page
    older = page.partition("before=")[2].partition('"')[0]
    second = read(sign_in, administrator, f"action=units&before={older}")
    assert "Đơn vị 149" in second
    assert "Đơn vị 150" not in second


def test_nobody_changes_the_record(app: Flask, others) -> None:
    for statement in ("UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"):
        with app.app_context(), pytest.raises(DatabaseError):
            db.session.execute(text(statement))


def test_only_those_with_the_right_read_it(app: Flask, sign_in, client) -> None:
    with app.app_context():
        staff = factories.make_person("Trần Thị Vụ", "staff", Scope())
    assert sign_in(staff).get("/audit").status_code == 403
    assert client.get("/audit").status_code == 303


def test_an_act_without_words_is_named_by_its_area() -> None:
    assert action_words("quizzes.some_new_act") == "Trắc nghiệm (quizzes.some_new_act)"
    assert action_words("unheard.of") == "unheard.of"


def test_facts_are_shown_side_by_side() -> None:
    facts = {"before": {"name": "A"}, "after": {"name": "B", "phone": None}, "number": 3}
    assert fact_lines(facts) == ("tên: A → B", "điện thoại: (trống)", "số: 3")
