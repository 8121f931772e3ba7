"""Lists become classes: the samples, the traps, twice the same, two at once, undone."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.accounts.models import Grant, Person, Unit
from quizapp.attendance import service as attendance
from quizapp.attendance.roll import Sheet
from quizapp.audit.models import AuditEntry
from quizapp.cohorts import queries as cohorts
from quizapp.cohorts import service as classes
from quizapp.cohorts.models import ClassGroup, Enrolment
from quizapp.db import db
from quizapp.domain.errors import ImportAlreadyUndone, ImportHasRecords
from quizapp.files import service as files
from quizapp.rosters import queries, service, undoing
from quizapp.rosters.matching import Decision
from quizapp.rosters.models import RosterImport
from tests.factories import NOW, make_class, make_course
from tests.rosters.lists import bring_in, counts, expected, read, sample, workbook

NGA = (
    "Bùi Thúy Nga",
    "13/12/1966",
    "Nữ",
    "Phó Bí thư",
    "Chi bộ Khuổi Muồng",
    "Đảng bộ xã Yên Lâm",
    "0912345678",
    "1",
)
LUC = ("Ma Công Lực", "1963", "Nam", "Chi ủy viên", "Chi bộ Tân Tiến", "Đảng bộ xã Thành Long", "", "")


def empty_class(code: str = "L01", course_id: int | None = None) -> int:
    return make_class(learners=0, groups=0, code=code, course_id=course_id).cohort_id


def amount(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_class_94_comes_out_as_expected(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, sample("class-94.xlsx"))
    found = {
        (one.name.casefold(), one.born, one.sex, one.post, one.cell, one.unit)
        for one in cohorts.class_list(cohort_id)
    }
    wanted = {
        (e["name"].casefold(), e["born"], e["sex"], e["post"], e["cell"], e["unit"]) for e in expected()
    }
    assert (found, len(cohorts.class_list(cohort_id))) == (wanted, 93)


def test_class_1032_gives_everybody_and_merges_nobody(inside: Flask, counting: Callable[..., object]) -> None:
    cohort_id = empty_class()
    with counting() as statements:  # type: ignore[attr-defined]
        bring_in(cohort_id, sample("class-1032.xlsx"))
    assert (len(cohorts.class_list(cohort_id)), len(cohorts.groups(cohort_id))) == (1032, 40)
    assert len(statements) < 60


def test_the_same_list_again_changes_nothing(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, sample("class-1032.xlsx"))
    assert counts(cohort_id, sample("class-1032.xlsx")) == {"same": 1032}
    assert bring_in(cohort_id, sample("class-1032.xlsx")) is None
    assert (amount(Enrolment), amount(RosterImport)) == (1032, 1)


def test_cells_stand_below_their_party_organisation(inside: Flask) -> None:
    bring_in(empty_class(), workbook(NGA, LUC))
    names = {row.id: row.name for row in db.session.execute(select(Unit.id, Unit.name))}
    chains = {
        tuple(names[int(part)] for part in path.strip("/").split("/"))
        for path in db.session.scalars(select(Unit.path).where(Unit.kind == "Chi bộ"))
    }
    assert ("Trung tâm chính trị", "Đảng bộ xã Yên Lâm", "Chi bộ Khuổi Muồng") in chains


def test_learners_of_a_list_hold_the_right_to_learn(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, workbook(NGA, LUC))
    held = select(func.count()).where(
        Grant.cohort_id == cohort_id, Grant.person_id.in_(select(Enrolment.person_id))
    )
    assert db.session.scalar(held) == 2


def test_a_changed_post_is_shown_and_written(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, workbook(NGA, LUC))
    later = workbook((*NGA[:3], "Bí thư", *NGA[4:]), LUC)
    assert counts(cohort_id, later) == {"changed": 1, "same": 1}
    bring_in(cohort_id, later)
    assert {one.post for one in cohorts.class_list(cohort_id)} == {"Bí thư", "Chi ủy viên"}


def test_an_empty_cell_of_the_list_takes_nothing_away(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, workbook(NGA))
    assert counts(cohort_id, workbook((*NGA[:6], "", ""))) == {"same": 1}


def test_who_learned_in_another_class_stays_one_person(inside: Flask) -> None:
    first = empty_class()
    bring_in(first, workbook(NGA))
    second = empty_class("L02", make_course(code="HAI"))
    before = amount(Person)
    bring_in(second, workbook(NGA))
    assert (amount(Person), amount(Enrolment)) == (before, 2)


@pytest.mark.parametrize(
    ("decision", "learners", "cell"),
    [
        (Decision.SAME, 1, "Chi bộ Nà Ỏ"),
        (Decision.OTHER, 2, "Chi bộ Nà Ỏ"),
        (Decision.OUT, 1, "Chi bộ Khuổi Muồng"),
    ],
)
def test_a_doubtful_row_is_written_as_decided(
    inside: Flask, decision: Decision, learners: int, cell: str
) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, workbook(NGA))
    moved = workbook((*NGA[:4], "Chi bộ Nà Ỏ", *NGA[5:]), LUC)
    assert counts(cohort_id, moved) == {"doubtful": 1, "new": 1}
    bring_in(cohort_id, moved, {0: decision})
    nga = [one for one in cohorts.class_list(cohort_id) if one.name == NGA[0]]
    assert (len(nga), cell in {one.cell for one in nga}) == (learners, True)
    assert decision is Decision.OUT or counts(cohort_id, moved) == {"same": 2}


def test_a_row_with_a_problem_is_never_written(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, workbook(NGA, ("Nông Văn Mới", "31/2/1970", "Nam", "", "", "", "", "")))
    assert [one.name for one in cohorts.class_list(cohort_id)] == ["Bùi Thúy Nga"]


def test_what_was_shown_is_not_written_when_the_class_has_changed_since(inside: Flask) -> None:
    cohort_id = empty_class()
    content = workbook(NGA, LUC)
    shown = queries.plan_of(cohort_id, read(content), {}).fingerprint
    bring_in(cohort_id, workbook(NGA))
    draft = service.ImportDraft(cohort_id, files.keep(content, "x", NOW), "x", shown)
    assert service.confirm(draft, read(content), NOW, None) is None
    assert len(cohorts.class_list(cohort_id)) == 1


def test_two_members_of_staff_at_once_enrol_nobody_twice(app: Flask) -> None:
    with app.app_context():
        cohort_id = empty_class()
    content = sample("class-94.xlsx")
    start = threading.Barrier(4)

    def work() -> None:
        with app.app_context():
            start.wait()
            bring_in(cohort_id, content)
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    with app.app_context():
        assert (len(cohorts.class_list(cohort_id)), amount(RosterImport)) == (93, 1)


def test_an_import_can_be_undone_without_a_trace(inside: Flask) -> None:
    cohort_id = empty_class()
    before = (amount(Person), amount(Unit), amount(ClassGroup), amount(Grant))
    import_id = bring_in(cohort_id, workbook(NGA, LUC))
    assert import_id
    undoing.undo(import_id, NOW, None)
    assert (amount(Person), amount(Unit), amount(ClassGroup), amount(Grant)) == before
    assert amount(Enrolment) == 0
    assert db.session.scalar(select(AuditEntry.action).order_by(AuditEntry.id.desc())) == "rosters.undo"
    with pytest.raises(ImportAlreadyUndone):
        undoing.undo(import_id, NOW, None)


def test_a_long_list_is_undone_by_few_statements(inside: Flask, counting: Callable[..., object]) -> None:
    cohort_id = empty_class()
    import_id = bring_in(cohort_id, sample("class-1032.xlsx"))
    with counting() as statements:  # type: ignore[attr-defined]
        undoing.undo(import_id or 0, NOW, None)
    assert len(statements) < 60
    assert amount(Enrolment) == 0


def test_undoing_puts_changed_facts_back(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, workbook(NGA, LUC))
    changed = bring_in(cohort_id, workbook((*NGA[:3], "Bí thư", *NGA[4:6], "0987654321", "2"), LUC))
    undoing.undo(changed or 0, NOW, None)
    nga = next(one for one in cohorts.class_list(cohort_id) if one.name == NGA[0])
    assert (nga.post, nga.phone, nga.group) == ("Phó Bí thư", "0912345678", "Tổ 1")


def test_undoing_keeps_whom_another_class_knows(inside: Flask) -> None:
    first, second = empty_class(), None
    import_id = bring_in(first, workbook(NGA, LUC))
    second = empty_class("L02", make_course(code="HAI"))
    bring_in(second, workbook(NGA))
    undoing.undo(import_id or 0, NOW, None)
    assert [one.name for one in cohorts.class_list(second)] == ["Bùi Thúy Nga"]
    assert db.session.scalar(select(func.count()).where(Person.name == "Ma Công Lực")) == 0


def test_an_import_with_records_is_not_undone(inside: Flask) -> None:
    cohort_id = empty_class()
    import_id = bring_in(cohort_id, workbook(NGA, LUC))
    attendance.add_sessions(cohort_id, [attendance.SessionDraft(None)])
    session_id = db.session.scalar(select(attendance.ClassSession.id)) or 0
    someone = cohorts.class_list(cohort_id)[0].enrolment_id
    attendance.call_roll(session_id, Sheet({}, {}), NOW, None, whole_class=True, rest_present=[someone])
    with pytest.raises(ImportHasRecords) as refused:
        undoing.undo(import_id or 0, NOW, None)
    assert (refused.value.people, len(cohorts.class_list(cohort_id))) == (1, 2)


def test_who_had_left_comes_back_with_the_list(inside: Flask) -> None:
    cohort_id = empty_class()
    bring_in(cohort_id, workbook(NGA, LUC))
    classes.withdraw(cohorts.class_list(cohort_id)[0].enrolment_id, NOW)
    assert counts(cohort_id, workbook(NGA, LUC)) == {"changed": 1, "same": 1}
    bring_in(cohort_id, workbook(NGA, LUC))
    assert len(cohorts.class_list(cohort_id)) == 2
