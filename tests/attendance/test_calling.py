"""Sessions and roll calls in the database."""

import threading
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.attendance import queries, service
from quizapp.attendance.queries import Scope
from quizapp.attendance.roll import Entry, Mark, Sheet
from quizapp.attendance.service import SessionDraft, days_of_teaching
from quizapp.audit.models import AuditEntry
from quizapp.db import db
from quizapp.domain.errors import NotInThisCohort, SessionAlreadyCalled
from tests.factories import NOW, ClassRoom, make_class

PRESENT, ABSENT, LATE = Entry(Mark.PRESENT, 4), Entry(Mark.ABSENT, 0), Entry(Mark.LATE, 3)
MONDAY = date(2026, 10, 5)


@pytest.fixture
def room(inside: Flask) -> ClassRoom:
    made = make_class(learners=4)
    service.add_sessions(made.cohort_id, days_of_teaching(MONDAY, 2, ("morning",), 4, skip_weekends=True))
    return made


def first(room: ClassRoom) -> queries.SessionFacts:
    return queries.sessions(room.cohort_id)[0]


def ids(room: ClassRoom) -> list[int]:
    return [one for one, _ in room.learners]


def call(
    room: ClassRoom, after: dict[int, Entry], before: dict[int, Entry] | None = None, **more: object
) -> object:
    sheet = Sheet(before or {}, after)
    return service.call_roll(first(room).id, sheet, NOW, room.staff_id, **({"whole_class": True} | more))  # type: ignore[arg-type]


def test_days_of_teaching_leave_out_the_weekend() -> None:
    drafts = days_of_teaching(date(2026, 10, 9), 2, ("morning", "afternoon"), 4, skip_weekends=True)
    assert [(one.held_on.day, one.part_of_day) for one in drafts if one.held_on] == [
        (9, "morning"), (9, "afternoon"), (12, "morning"), (12, "afternoon"),
    ]  # fmt: skip


def test_sessions_are_made_once(room: ClassRoom) -> None:
    again = days_of_teaching(MONDAY, 3, ("morning",), 4, skip_weekends=True)
    assert service.add_sessions(room.cohort_id, again) == 1
    assert [one.number for one in queries.sessions(room.cohort_id)] == [1, 2, 3]


def test_sessions_count_by_day_and_part_of_the_day(room: ClassRoom) -> None:
    service.add_sessions(room.cohort_id, [SessionDraft(MONDAY, "evening"), SessionDraft(MONDAY, "afternoon")])
    parts = [(one.held_on, one.part_of_day) for one in queries.sessions(room.cohort_id)]
    assert [part for day, part in parts if day == MONDAY] == ["morning", "afternoon", "evening"]


def test_all_present_and_then_the_exceptions(room: ClassRoom) -> None:
    call(room, {ids(room)[0]: LATE}, rest_present=ids(room))
    assert sorted(queries.attended(room.cohort_id).values()) == [3, 4, 4, 4]
    assert (queries.periods_called(room.cohort_id), queries.periods_planned(room.cohort_id)) == (4, 8)


def test_all_present_leaves_what_was_called_before(room: ClassRoom) -> None:
    call(room, {ids(room)[0]: ABSENT})
    call(room, {}, rest_present=ids(room))
    assert ids(room)[0] not in queries.attended(room.cohort_id)


def test_two_people_saving_different_groups_lose_nothing(app: Flask) -> None:
    with app.app_context():
        made = make_class(learners=40, groups=4)
        service.add_sessions(made.cohort_id, [SessionDraft(MONDAY)])
        session_id = queries.sessions(made.cohort_id)[0].id
    start = threading.Barrier(4)

    def work(group: int) -> None:
        with app.app_context():
            sheet = Sheet({}, {one: PRESENT for n, (one, _) in enumerate(made.learners) if n % 4 == group})
            start.wait()
            service.call_roll(session_id, sheet, NOW, None, whole_class=False)
            db.session.remove()

    workers = [threading.Thread(target=work, args=(group,)) for group in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    with app.app_context():
        assert (len(queries.attended(made.cohort_id)), queries.periods_called(made.cohort_id)) == (40, 4)


def test_a_line_that_somebody_else_changed_is_not_overwritten(room: ClassRoom) -> None:
    one, other = ids(room)[:2]
    call(room, {one: ABSENT})
    written = call(room, {one: PRESENT, other: PRESENT})
    assert written == service.Written(1, {one: ABSENT})
    assert [
        line.entry
        for line in queries.roll(first(room), Scope(whole=True))
        if line.learner.enrolment_id == one
    ] == [ABSENT]


def test_a_group_alone_does_not_make_the_session_called(room: ClassRoom) -> None:
    call(room, {ids(room)[0]: PRESENT}, whole_class=False)
    assert first(room).called_at is None
    call(room, dict.fromkeys(ids(room)[1:], PRESENT), whole_class=False)
    assert first(room).called_at == NOW


def test_corrections_are_recorded_and_first_calls_are_not(room: ClassRoom) -> None:
    call(room, {}, rest_present=ids(room))
    one = ids(room)[0]
    call(room, {one: ABSENT}, {one: PRESENT})
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "attendance.correct")).all()
    assert [(e.facts["before"], e.facts["after"], e.actor_id) for e in entries] == [
        ({str(one): "present:4"}, {str(one): "absent:0"}, room.staff_id)
    ]


def test_a_learner_of_another_class_is_refused(room: ClassRoom) -> None:
    other = make_class(learners=1, code="L02", course_id=room.course_id)
    with pytest.raises(NotInThisCohort):
        call(room, {ids(other)[0]: PRESENT})


def test_other_periods_change_those_who_were_there_whole(room: ClassRoom) -> None:
    call(room, {ids(room)[0]: LATE, ids(room)[1]: ABSENT}, rest_present=ids(room))
    service.change_session(first(room).id, SessionDraft(MONDAY, "morning", 2), NOW, None)
    assert sorted(queries.attended(room.cohort_id).values()) == [2, 2, 2]


def test_a_called_session_stays(room: ClassRoom) -> None:
    called, other = queries.sessions(room.cohort_id)
    call(room, {ids(room)[0]: PRESENT})
    with pytest.raises(SessionAlreadyCalled):
        service.remove_session(called.id)
    for _ in range(2):
        service.remove_session(other.id)
    assert [one.id for one in queries.sessions(room.cohort_id)] == [called.id]


def test_todays_sessions_are_those_of_the_day(room: ClassRoom) -> None:
    assert [one.number for one in queries.todays_sessions([room.cohort_id], date(2026, 10, 6))] == [2]
