"""Marks of papers: the grid, its errors, and nobody's mark overwritten unseen."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.audit.models import AuditEntry
from quizapp.db import db
from quizapp.domain.errors import NotInThisCohort, PointsOutOfRange
from quizapp.papers import queries, service
from quizapp.papers.queries import NO_MARK, Mark
from quizapp.papers.service import Change
from tests.factories import NOW, ClassRoom, make_class, make_course


@pytest.fixture
def room(app: Flask) -> ClassRoom:
    with app.app_context():
        return make_class(3)


@pytest.fixture
def marker(room: ClassRoom, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    return sign_in(room.instructor_id)


def sent(
    room: ClassRoom, *marks: str, seen: tuple[str, ...] = ("", "", ""), part: str = "points"
) -> dict[str, str]:
    """The form of the page: one text a learner, in the order of the list."""
    form = {}
    for place, (enrolment, _) in enumerate(room.learners):
        for name in ("points", "redo", "note"):
            typed = marks[place] if name == part and place < len(marks) else ""
            form[f"{name}-{enrolment}"] = typed
            form[f"seen-{name}-{enrolment}"] = seen[place] if name == part else ""
    return form


def points(app: Flask, room: ClassRoom) -> list[Fraction | None]:
    with app.app_context():
        found = queries.points_of(room.cohort_id)
        return [found.get(enrolment) for enrolment, _ in room.learners]


def test_comma_and_point_are_the_same_mark(app: Flask, room: ClassRoom, marker: FlaskClient) -> None:
    answer = marker.post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "7,5", "7.5", "10"))
    assert answer.status_code == 303
    assert points(app, room) == [Fraction(15, 2), Fraction(15, 2), Fraction(10)]


@pytest.mark.parametrize("typed", ["11", "-1", "bảy", "7,53", "7,5,5", "1e1", "０"])
def test_a_wrong_mark_is_named_beside_its_cell_and_the_others_are_saved(
    app: Flask, room: ClassRoom, marker: FlaskClient, typed: str
) -> None:
    answer = marker.post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "8", typed, "9"))
    enrolment = room.learners[1][0]
    assert answer.status_code == 200
    assert f'href="#points-{enrolment}"' in answer.text
    assert f'id="points-{enrolment}-error"' in answer.text
    assert points(app, room) == [Fraction(8), None, Fraction(9)]


def test_a_mark_changed_meanwhile_is_shown_beside_and_not_overwritten(
    app: Flask, room: ClassRoom, marker: FlaskClient, sign_in: Callable[..., FlaskClient]
) -> None:
    sign_in(room.staff_id).post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "6"))
    answer = marker.post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "8"))
    assert answer.status_code == 200
    assert "người khác đã ghi: 6" in answer.text
    assert 'value="8"' in answer.text
    assert points(app, room)[0] == 6


def test_sent_again_after_the_warning_it_replaces_the_other_mark(
    app: Flask, room: ClassRoom, marker: FlaskClient, sign_in: Callable[..., FlaskClient]
) -> None:
    sign_in(room.staff_id).post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "6"))
    marker.post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "8"))
    again = sent(room, "8", seen=("6", "", ""))
    assert marker.post(f"/cohorts/{room.cohort_id}/papers", data=again).status_code == 303
    assert points(app, room)[0] == 8


def test_the_same_page_sent_twice_writes_once(app: Flask, room: ClassRoom, marker: FlaskClient) -> None:
    for _ in range(2):
        answer = marker.post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "8"))
        assert answer.status_code == 303
    with app.app_context():
        acts = db.session.scalars(select(AuditEntry.facts).where(AuditEntry.action == "papers.mark")).all()
    assert [(act["before"]["points"], act["after"]["points"]) for act in acts] == [(None, "8")]


def test_the_mark_of_the_repetition_counts(inside: Flask) -> None:
    room = make_class(1)
    enrolment = room.learners[0][0]
    change = Change(enrolment, NO_MARK, Mark(Fraction(4), Fraction(6)))
    service.save(room.cohort_id, [change], NOW, room.staff_id)
    assert queries.points_of(room.cohort_id) == {enrolment: 6}


def test_a_repetition_without_a_first_mark_is_refused(room: ClassRoom, marker: FlaskClient) -> None:
    answer = marker.post(f"/cohorts/{room.cohort_id}/papers", data=sent(room, "6", part="redo"))
    assert "Chưa có điểm lần đầu." in answer.text


def test_marks_off_the_step_of_the_class_are_refused_and_old_ones_stay(
    app: Flask, room: ClassRoom, marker: FlaskClient
) -> None:
    address = f"/cohorts/{room.cohort_id}/papers"
    marker.post(address, data=sent(room, "7,1"))
    marker.post(address + "/step", data={"step": "0.5"})
    answer = marker.post(address, data=sent(room, "7,1", "7,1", "7,5", seen=("7,1", "", "")))
    assert answer.text.count("Điểm chấm theo bước 0,5") == 2
    assert points(app, room) == [Fraction(71, 10), None, Fraction(15, 2)]


def test_the_service_refuses_what_the_page_would_refuse(inside: Flask) -> None:
    room = make_class(1)
    enrolment = room.learners[0][0]
    with pytest.raises(PointsOutOfRange):
        service.save(room.cohort_id, [Change(enrolment, NO_MARK, Mark(Fraction(11)))], NOW, None)
    other = make_class(1, course_id=make_course(code="KHAC"), code="L02")
    with pytest.raises(NotInThisCohort):
        service.save(other.cohort_id, [Change(enrolment, NO_MARK, Mark(Fraction(8)))], NOW, None)


def test_learners_do_not_see_the_marks_of_the_class(
    room: ClassRoom, sign_in: Callable[..., FlaskClient]
) -> None:
    learner = sign_in(room.learners[0][1])
    assert learner.get(f"/cohorts/{room.cohort_id}/papers").status_code == 403
    assert learner.post(f"/cohorts/{room.cohort_id}/papers").status_code == 403


def test_the_grid_takes_as_many_queries_for_200_as_for_10(
    app: Flask, sign_in: Callable[..., FlaskClient], counting: Callable[..., object]
) -> None:
    with app.app_context():
        small, large = make_class(10), make_class(200, course_id=make_course(code="TO"), code="L200")
    counts = []
    for room in (small, large):
        browser = sign_in(room.staff_id)
        with counting() as statements:  # type: ignore[attr-defined]
            assert browser.get(f"/cohorts/{room.cohort_id}/papers").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] < 15
