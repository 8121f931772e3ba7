"""Slips: the same again, renewed alone, unreadable in the database, worth one class only."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from quizapp.accounts import service, signing_in, slips
from quizapp.accounts.classes import Seat
from quizapp.accounts.models import Slip
from quizapp.accounts.roles import ADMINISTRATOR, GRADER, GUEST_GRADER, LEARNER, MONITOR, STAFF
from quizapp.accounts.service import Scope
from quizapp.accounts.viewers import viewer
from quizapp.cohorts import service as cohorts
from quizapp.db import db
from quizapp.domain import slips as rules
from quizapp.domain.errors import CodeMistyped, CodeUnknown
from quizapp.web.access import Place, Right
from tests import factories
from tests.factories import NOW, ClassRoom


def person(room: ClassRoom, number: int = 0) -> int:
    return room.learners[number][1]


def test_the_same_slip_prints_again(inside: Flask, room: ClassRoom) -> None:
    everybody = [one for _, one in room.learners]
    first = slips.ensure_slips(room.cohort_id, everybody)
    again = slips.ensure_slips(room.cohort_id, everybody)
    assert first == again
    assert [slip.person_id for slip in first] == everybody
    assert len({slip.code for slip in first}) == len(everybody)


def test_two_hundred_slips_cost_as_many_statements_as_ten(inside: Flask, counting) -> None:
    sizes = []
    for number, code in ((10, "A"), (200, "B")):
        room = factories.make_class(number, code=code, course_id=factories.make_course(code=code))
        with counting() as statements:
            slips.slip_cards(room.cohort_id, [one for _, one in room.learners], {}, "http://x")
        sizes.append(len(statements))
    assert sizes[0] == sizes[1] <= 8


def test_the_database_shows_neither_code_nor_token(inside: Flask, room: ClassRoom) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    row = " ".join(str(value) for value in db.session.execute(text("SELECT * FROM slip")).one())
    assert slip.code not in row
    assert slip.token not in row


def test_a_renewal_ends_only_its_own_slip_and_sessions(inside: Flask, room: ClassRoom) -> None:
    mine, other = slips.ensure_slips(room.cohort_id, [person(room), person(room, 1)])
    my_key = signing_in.slip_holder(mine.token, NOW).key
    other_key = signing_in.slip_holder(other.token, NOW).key
    renewed = slips.renew([mine.id], NOW, None)[0]
    assert viewer(str(my_key), NOW) is None
    assert viewer(str(other_key), NOW) is not None
    assert signing_in.slip_holder(mine.token, NOW) is None
    assert signing_in.slip_holder(renewed.token, NOW).person_id == person(room)
    with pytest.raises(CodeUnknown):
        signing_in.token_of_code(mine.code, "10.0.0.1", NOW)
    assert signing_in.token_of_code(renewed.code, "10.0.0.1", NOW) == renewed.token


def test_a_renewal_leaves_the_password_session_of_the_same_person(inside: Flask, room: ClassRoom) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    slips.renew([slip.id], NOW, None)
    assert viewer(f"p.{person(room)}.1", NOW) is not None


def test_an_ended_slip_opens_nothing_and_comes_back_with_another_code(inside: Flask, room: ClassRoom) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    slips.end(slip.id, NOW, None)
    slips.end(slip.id, NOW, None)
    assert signing_in.slip_holder(slip.token, NOW) is None
    fresh = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    assert (fresh.id, fresh.generation) == (slip.id, 2)
    assert fresh.code != slip.code
    assert signing_in.slip_holder(fresh.token, NOW) is not None


def test_a_code_that_is_taken_is_passed_over(inside: Flask, room: ClassRoom, monkeypatch) -> None:
    def same_for_all(key: bytes, slip: int, kind: str, generation: int, attempt: int = 0) -> str:
        return rules.slip_code(key, 1, "learner", 1, attempt)

    monkeypatch.setattr(slips, "slip_code", same_for_all)
    made = slips.ensure_slips(room.cohort_id, [person(room, n) for n in range(3)])
    later = slips.ensure_slips(room.cohort_id, [person(room, 3)])
    assert len({slip.code for slip in (*made, *later)}) == 4
    assert db.session.scalars(select(Slip.code_try).order_by(Slip.id)).all() == [0, 1, 2, 3]


@pytest.mark.parametrize("shape", ["{}", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}-{0[6]}{0[7]}.{0[8]}"])
def test_a_code_is_read_with_or_without_gaps(inside: Flask, room: ClassRoom, shape: str) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    assert signing_in.token_of_code(shape.format(slip.code), "10.0.0.1", NOW) == slip.token


def test_a_slip_of_the_finger_is_told_from_an_unknown_code(inside: Flask, room: ClassRoom) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    wrong = slip.code[:-1] + str((int(slip.code[-1]) + 1) % 10)
    for typed in (wrong, "12345", "", "abc"):
        with pytest.raises(CodeMistyped):
            signing_in.token_of_code(typed, "10.0.0.1", NOW)


def test_a_staff_member_with_a_learner_s_slip_is_a_learner_of_that_class_only(
    inside: Flask, room: ClassRoom
) -> None:
    other = factories.make_class(2, code="L02", course_id=room.course_id)
    me = person(room)
    for role, scope in (
        (STAFF, Scope()),
        (ADMINISTRATOR, Scope()),
        (STAFF, Scope(unit_id=room.unit_id)),
        (GRADER, Scope(cohort_id=room.cohort_id)),
        (MONITOR, Scope(cohort_id=room.cohort_id)),
    ):
        service.give_role(me, role, scope, NOW)
    cohorts.enrol(other.cohort_id, me, NOW)
    slip = slips.ensure_slips(room.cohort_id, [me])[0]
    seen = viewer(str(signing_in.slip_holder(slip.token, NOW).key), NOW)
    assert seen.everywhere == {Right.LEARN}
    assert seen.cohorts == {room.cohort_id: frozenset({Right.LEARN})}
    assert not seen.site
    assert not seen.units
    assert seen.rights_at(Place(cohort_id=other.cohort_id, unit_path=f"/{room.unit_id}/")) == frozenset()
    assert seen.slip_cohort_id == room.cohort_id


def test_who_left_the_class_comes_in_no_more(inside: Flask, room: ClassRoom) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    key = signing_in.slip_holder(slip.token, NOW).key
    cohorts.withdraw(room.learners[0][0], NOW)
    assert signing_in.slip_holder(slip.token, NOW) is None
    assert viewer(str(key), NOW) is None
    with pytest.raises(CodeUnknown):
        signing_in.token_of_code(slip.code, "10.0.0.1", NOW)


def test_a_guest_grader_comes_in_until_the_last_moment_and_only_grades(
    inside: Flask, room: ClassRoom
) -> None:
    guest = factories.make_person("Đinh Văn Khách", GUEST_GRADER, Scope(cohort_id=room.cohort_id))
    service.give_role(guest, STAFF, Scope(), NOW)
    until = NOW + timedelta(hours=8)
    slip = slips.ensure_slips(room.cohort_id, [guest], slips.GUEST, valid_until=until)[0]
    key = str(signing_in.slip_holder(slip.token, NOW).key)
    assert viewer(key, NOW).everywhere == {Right.GRADE}
    assert viewer(key, until) is None
    assert signing_in.slip_holder(slip.token, until) is None
    later = until + timedelta(hours=1)
    longer = slips.ensure_slips(room.cohort_id, [guest], slips.GUEST, valid_until=later)[0]
    assert longer.code == slip.code
    assert viewer(key, until) is not None


def test_a_guest_s_slip_does_not_work_by_the_learner_s_role(inside: Flask, room: ClassRoom) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room)], slips.GUEST)[0]
    assert signing_in.slip_holder(slip.token, NOW) is None
    assert viewer(f"s.{person(room)}.1.{slip.id}.1", NOW) is None


def test_the_learner_s_role_elsewhere_does_not_open_this_class(inside: Flask, room: ClassRoom) -> None:
    stranger = factories.make_person("Đinh Văn Lạ", LEARNER, Scope())
    slip = slips.ensure_slips(room.cohort_id, [stranger])[0]
    assert signing_in.slip_holder(slip.token, NOW) is None


def test_somebody_else_s_slip_in_the_session_key_opens_nothing(inside: Flask, room: ClassRoom) -> None:
    slip = slips.ensure_slips(room.cohort_id, [person(room, 1)])[0]
    assert viewer(f"s.{person(room)}.1.{slip.id}.1", NOW) is None


def test_a_card_says_what_is_printed(inside: Flask, room: ClassRoom) -> None:
    seats = {person(room): Seat("Chi bộ thôn 1", "Tổ 1")}
    card = slips.slip_cards(room.cohort_id, [person(room)], seats, "http://192.168.1.2/")[0]
    assert (card.name, card.year, card.cell, card.group) == ("Nguyễn Văn An", 1955, "Chi bộ thôn 1", "Tổ 1")
    slip = slips.ensure_slips(room.cohort_id, [person(room)])[0]
    assert (card.code, card.link) == (slip.code, f"http://192.168.1.2/s/{slip.token}")
