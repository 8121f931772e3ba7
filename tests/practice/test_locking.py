"""Locking: one mark out of several sheets, for those who were there; unlocking needs a reason."""

from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.audit.models import AuditEntry
from quizapp.cohorts import service as cohorts
from quizapp.db import db
from quizapp.domain.errors import MeetingLocked, ReasonMissing, SheetsMissing
from quizapp.practice import guests, locking, meetings, results, service, sheets
from quizapp.practice.overview import overview
from tests.factories import NOW
from tests.practice import factories


def test_two_sheets_make_the_mean_and_halves_stay(inside: Flask) -> None:
    made = factories.scene()
    factories.finished(made, made.graders[0], s1="7")
    factories.finished(made, made.graders[1], s1="8")
    locking.lock(made.meetings[0], NOW, None)
    found = meetings.meeting(made.meetings[0])
    assert (found.points, found.maximum, found.level) == (Fraction(35, 2), 20, "Khá")


@pytest.mark.parametrize(("how", "points"), [("mean", Fraction(46, 3)), ("median", 17), ("trimmed", 17)])
def test_the_combination_chosen_before_counts(inside: Flask, how: str, points: Fraction) -> None:
    made = factories.scene(graders=3, combination=how)
    for grader, given in zip(made.graders, ("1", "7", "8"), strict=True):
        factories.finished(made, grader, s1=given)
    locking.lock(made.meetings[0], NOW, None)
    assert meetings.meeting(made.meetings[0]).points == points


def test_an_unfinished_sheet_is_waited_for_and_named(inside: Flask) -> None:
    made = factories.scene()
    factories.finished(made, made.graders[0])
    with pytest.raises(SheetsMissing) as rule:
        locking.lock(made.meetings[0], NOW, None)
    assert rule.value.graders == ("Giám khảo 2",)


def test_not_waiting_locks_with_what_is_there_and_keeps_whose_is_missing(inside: Flask) -> None:
    made = factories.scene()
    factories.finished(made, made.graders[0])
    locking.lock(made.meetings[0], NOW, None, anyway=True)
    found = meetings.meeting(made.meetings[0])
    assert (found.level, found.left_out) == ("Tốt", ("Giám khảo 2",))


def test_without_any_finished_sheet_nothing_is_locked(inside: Flask) -> None:
    made = factories.scene()
    factories.sheet_of(made, made.graders[0])
    with pytest.raises(SheetsMissing):
        locking.lock(made.meetings[0], NOW, None, anyway=True)


def test_a_grader_set_aside_is_neither_waited_for_nor_counted(inside: Flask) -> None:
    made = factories.scene()
    factories.finished(made, made.graders[0])
    factories.finished(made, made.graders[1], s1="0")
    guests.choose_graders(made.room.cohort_id, {made.graders[0]}, NOW, None)
    locking.lock(made.meetings[0], NOW, None)
    assert meetings.meeting(made.meetings[0]).points == 18


def test_every_member_present_gets_the_level_and_nobody_else(inside: Flask) -> None:
    made = factories.scene(learners=5, graders=1)
    first = [enrolment for enrolment, _ in made.room.learners[::2]]
    service.save_members(made.meetings[0], {first[0]: "Chủ trì"}, {first[1]}, NOW)
    factories.finished(made, made.graders[0])
    locking.lock(made.meetings[0], NOW, None)
    assert {one for one, level in results.levels_of(made.room.cohort_id).items() if level} == {
        first[0],
        first[2],
    }


def test_moving_to_another_group_afterwards_moves_no_mark(inside: Flask) -> None:
    made = factories.scene(learners=4, graders=1)
    factories.finished(made, made.graders[0])
    locking.lock(made.meetings[0], NOW, None)
    there, elsewhere = made.room.learners[0][0], made.room.learners[1][0]
    cohorts.put_into_group((there,), made.room.groups[1])
    cohorts.put_into_group((elsewhere,), made.room.groups[0])
    levels = results.levels_of(made.room.cohort_id)
    assert (levels[there], levels[elsewhere]) == ("Tốt", None)


def test_locking_twice_is_one_lock(inside: Flask) -> None:
    made = factories.scene(graders=1)
    factories.finished(made, made.graders[0])
    for _ in range(2):
        locking.lock(made.meetings[0], NOW, made.room.staff_id)
    acts = list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.action == "practice.lock")))
    assert len(acts) == 1


def test_unlocking_needs_a_reason_which_stays_with_the_old_mark(inside: Flask) -> None:
    made = factories.scene(graders=1)
    factories.finished(made, made.graders[0])
    locking.lock(made.meetings[0], NOW, None)
    with pytest.raises(ReasonMissing):
        locking.unlock(made.meetings[0], "  ", NOW, None)
    locking.unlock(made.meetings[0], "Cộng nhầm", NOW, made.room.staff_id)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "practice.unlock")).one()
    assert (entry.reason, entry.facts["points"], entry.facts["level"]) == ("Cộng nhầm", "18", "Tốt")
    assert not meetings.meeting(made.meetings[0]).is_locked
    assert set(results.levels_of(made.room.cohort_id).values()) == {None}


def test_a_locked_meeting_takes_no_new_parts(inside: Flask) -> None:
    made = factories.scene(graders=1)
    factories.finished(made, made.graders[0])
    locking.lock(made.meetings[0], NOW, None)
    with pytest.raises(MeetingLocked):
        service.save_members(made.meetings[0], {}, set(), NOW)


def test_graders_far_apart_are_named_criterion_by_criterion(inside: Flask) -> None:
    made = factories.scene()
    factories.finished(made, made.graders[0], s1="9")
    factories.finished(made, made.graders[1], s1="5")
    row = overview(made.room.cohort_id, NOW).rows[0]
    assert [(one.criterion.id, one.spread) for one in row.apart] == [("a", 4)]


def test_due_grading_ends_with_the_last_finished_sheet(inside: Flask) -> None:
    made = factories.scene(graders=1)
    cohort_id, grader = made.room.cohort_id, made.graders[0]
    assert [(one.open, one.all) for one in results.grading_due(grader, (cohort_id,))] == [(2, 2)]
    factories.finished(made, grader, 0)
    factories.finished(made, grader, 1)
    assert results.grading_due(grader, (cohort_id,)) == ()


def test_the_meetings_of_a_day_come_in_the_order_of_time(inside: Flask) -> None:
    made = factories.scene()
    found = results.meetings_today((made.room.cohort_id,), NOW.date(), NOW)
    assert [(one.group, one.topic) for one in found] == [("Tổ 1", "Chủ đề 1"), ("Tổ 2", "Chủ đề 2")]
    assert (found[1].starts - found[0].starts).total_seconds() == 35 * 60


def test_a_paper_sheet_is_typed_in_only_where_the_grader_has_not_begun(inside: Flask) -> None:
    made = factories.scene()
    sheet_id = factories.sheet_of(made, made.graders[0])
    assert sheets.enter_for(made.meetings[0], made.graders[0], NOW, made.room.staff_id) == sheet_id
    other = factories.finished(made, made.graders[1])
    assert sheets.enter_for(made.meetings[0], made.graders[1], NOW, made.room.staff_id) == other
    cells = overview(made.room.cohort_id, NOW).rows[0].cells
    assert {one.sheet.id: one.sheet.entered_by for one in cells if one.sheet} == {
        sheet_id: "Phạm Văn Vụ",
        other: "",
    }
