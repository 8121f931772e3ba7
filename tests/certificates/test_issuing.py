"""Issuing: who gets a number, in which order, once only, and what stays frozen."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from flask import Flask, g
from sqlalchemy import select, update

from quizapp.accounts.models import Person
from quizapp.audit.models import AuditEntry
from quizapp.certificates import queries, service
from quizapp.certificates.candidates import State, preview
from quizapp.certificates.models import Certificate, RegisterBook
from quizapp.certificates.print_facts import Decision, Signing
from quizapp.certificates.requirement import Terms
from quizapp.certificates.service import IssueOrder
from quizapp.cohorts.models import Cohort, Enrolment
from quizapp.courses.models import Course
from quizapp.db import db, transactional
from quizapp.domain.errors import (
    CertificateAlreadyRevoked,
    DecisionFrozen,
    NotInThisCohort,
    NumberAlreadyTaken,
    ReasonMissing,
    RequirementNotMet,
)
from quizapp.domain.names import sort_key
from quizapp.papers.models import PaperMark
from tests.certificates.worlds import set_centre, taught_class, teach
from tests.factories import NOW, ClassRoom, make_class, make_course

DIRECTOR = Signing("Nguyễn Quốc Hùng", "GIÁM ĐỐC", "", "GIÁM ĐỐC TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN")
ORDER = IssueOrder(DIRECTOR)


@transactional
def set_points(enrolment_id: int, thousandths: int) -> None:
    db.session.get_one(PaperMark, enrolment_id).thousandths = thousandths


@transactional
def rename(person_id: int, name: str) -> None:
    db.session.execute(update(Person).where(Person.id == person_id).values(name=name))


def issue(room: ClassRoom, order: IssueOrder = ORDER) -> tuple[str, ...]:
    return service.issue(room.cohort_id, order, NOW, room.staff_id).numbers


def test_numbers_follow_the_vietnamese_order_of_names(inside: Flask) -> None:
    room = taught_class(5)
    for (_, person), name in zip(
        room.learners, ("Vũ Ân", "Trần Đài", "Lê An", "Ma Dũng", "Bàn Hoà"), strict=True
    ):
        rename_with_key(person, name)
    issue(room)
    names = [one.name for one in queries.certificates_of(room.cohort_id)]
    assert names == ["Lê An", "Vũ Ân", "Ma Dũng", "Trần Đài", "Bàn Hoà"]


@transactional
def rename_with_key(person_id: int, name: str) -> None:
    values = {"name": name, "name_key": sort_key(name)}
    db.session.execute(update(Person).where(Person.id == person_id).values(**values))


def test_only_those_who_completed_get_a_number(inside: Flask) -> None:
    room = taught_class(4, failing=[1])
    assert issue(room) == ("1/2026/GCN-TTCT", "2/2026/GCN-TTCT", "3/2026/GCN-TTCT")
    assert room.learners[1][0] not in {one.enrolment_id for one in queries.certificates_of(room.cohort_id)}


def test_issuing_again_issues_nothing_and_uses_no_number(inside: Flask) -> None:
    room = taught_class(3)
    assert len(issue(room)) == 3
    assert issue(room) == ()
    assert db.session.scalars(select(RegisterBook.last_number)).all() == [3]
    assert len(queries.batches_of(room.cohort_id)) == 1


def test_later_completers_come_in_a_second_batch_with_the_next_numbers(inside: Flask) -> None:
    room = taught_class(3, failing=[0])
    issue(room)
    set_points(room.learners[0][0], 5000)
    assert issue(room) == ("3/2026/GCN-TTCT",)
    assert [batch.count for batch in queries.batches_of(room.cohort_id)] == [2, 1]


def test_two_classes_share_the_book_of_the_year(inside: Flask) -> None:
    first, second = taught_class(2), make_class(2, course_id=make_course(code="KHAC"), code="L02")
    teach(second)
    issue(first)
    assert issue(second) == ("3/2026/GCN-TTCT", "4/2026/GCN-TTCT")


def test_a_new_year_begins_a_new_book(inside: Flask) -> None:
    room = taught_class(2, failing=[0])
    issue(room)
    set_points(room.learners[0][0], 9000)
    order = IssueOrder(DIRECTOR, Decision(dated=date(2027, 1, 8)))
    assert issue(room, order) == ("1/2027/GCN-TTCT",)


def test_a_book_begun_on_paper_goes_on_from_the_number_said(inside: Flask) -> None:
    room = taught_class(2)
    assert issue(room, IssueOrder(DIRECTOR, first_number=48)) == ("48/2026/GCN-TTCT", "49/2026/GCN-TTCT")


def test_a_first_number_is_ignored_once_the_book_is_in_use(inside: Flask) -> None:
    room = taught_class(2, failing=[0])
    issue(room)
    set_points(room.learners[0][0], 9000)
    assert issue(room, IssueOrder(DIRECTOR, first_number=48)) == ("2/2026/GCN-TTCT",)


def test_a_number_that_stands_in_another_book_is_refused(inside: Flask) -> None:
    room = taught_class(2, failing=[0])
    issue(room)
    set_points(room.learners[0][0], 9000)
    with pytest.raises(NumberAlreadyTaken):
        issue(room, IssueOrder(DIRECTOR, book="KHAC"))
    assert len(queries.certificates_of(room.cohort_id)) == 1


def test_somebody_asked_for_who_has_not_completed_stops_the_whole_issue(inside: Flask) -> None:
    room = taught_class(3, failing=[1])
    with pytest.raises(RequirementNotMet) as stopped:
        issue(room, IssueOrder(DIRECTOR, people=[one for one, _ in room.learners]))
    assert stopped.value.reasons == ("paper",)
    assert queries.certificates_of(room.cohort_id) == ()


def test_nobody_from_another_class_can_be_slipped_in(inside: Flask) -> None:
    room = taught_class(1)
    with pytest.raises(NotInThisCohort):
        issue(room, IssueOrder(DIRECTOR, people=[10_000]))


def test_a_name_that_cannot_be_printed_gets_no_number_and_stops_no_one_else(inside: Flask) -> None:
    room = taught_class(3)
    rename(room.learners[0][1], "Nguyễn Văn 安")
    seen = preview(room.cohort_id, NOW)
    assert [one.doubts[0].code for one in seen.of(State.BLOCKED)] == ["unprintable"]
    assert len(issue(room)) == 2


def test_a_text_too_long_for_the_page_is_found_before_a_number_is_given(inside: Flask) -> None:
    room = taught_class(2)
    rename(room.learners[0][1], "Nguyễn " * 16 + "Dài")
    lengthen(room)
    wordy = Signing(
        "Nguyễn Quốc Hùng", ("PHÓ GIÁM ĐỐC " * 16)[:200], ("K/T GIÁM ĐỐC " * 16)[:200], "GIÁM ĐỐC " * 27
    )
    seen = preview(room.cohort_id, NOW, wordy)
    codes = [{doubt.code for doubt in one.doubts} for one in seen.of(State.BLOCKED)]
    assert codes
    assert all("does_not_fit" in found for found in codes)
    assert len(issue(room, IssueOrder(wordy))) == len(seen.of(State.READY))


@transactional
def lengthen(room: ClassRoom) -> None:
    cell = {
        "cell": ("Chi bộ thôn " * 17)[:200],
        "unit": ("Đảng bộ xã " * 19)[:200],
        "post": ("Bí thư " * 18)[:120],
    }
    db.session.execute(update(Enrolment).where(Enrolment.id == room.learners[0][0]).values(**cell))
    db.session.execute(update(Course).values(title=("Nghiệp vụ công tác đảng " * 13)[:300]))
    db.session.execute(update(Cohort).values(place=("Nhà văn hóa thôn " * 12)[:200]))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Páo", "one_word"),
        ("NGUYỄN VĂN AN", "all_capitals"),
        ("lò thị hoa", "no_capitals"),
        ("Lê Hoa 2", "signs_in_name"),
    ],
)
def test_odd_names_are_pointed_out_and_do_not_stop(inside: Flask, name: str, code: str) -> None:
    room = taught_class(1)
    rename(room.learners[0][1], name)
    ready = preview(room.cohort_id, NOW).of(State.READY)
    assert code in {doubt.code for doubt in ready[0].doubts}


def test_people_of_the_same_name_are_pointed_out(inside: Flask) -> None:
    room = taught_class(2)
    rename(room.learners[0][1], "Lê Thị Hoà")
    rename(room.learners[1][1], "Lê Thị Hòa")
    doubts = [{doubt.code for doubt in one.doubts} for one in preview(room.cohort_id, NOW).of(State.READY)]
    assert doubts == [{"same_name"}, {"same_name"}]


def test_a_later_renaming_changes_no_certificate(inside: Flask) -> None:
    room = taught_class(1)
    issue(room)
    before = queries.certificates_of(room.cohort_id)[0].facts
    rename(room.learners[0][1], "Tên Khác Hẳn")
    set_centre(name="Trung tâm mới", signer_name="Người khác", heading="state")
    db.session.execute(update(Cohort).values(place="Nơi khác"))
    assert queries.certificates_of(room.cohort_id)[0].facts == before


def test_the_grade_follows_the_paper_as_it_was_at_issue(inside: Flask) -> None:
    room = taught_class(1, points=8990)
    issue(room)
    set_points(room.learners[0][0], 9500)
    certificate = queries.certificates_of(room.cohort_id)[0]
    assert certificate.facts["grade"] == "Giỏi"


def test_the_evidence_is_kept_with_the_certificate(inside: Flask) -> None:
    room = taught_class(1)
    issue(room)
    stored = db.session.scalars(select(Certificate.evidence)).one()
    assert stored["periods"] == [10, 10]
    assert stored["paper_points"] == "17/2"
    assert stored["terms"]["attendance_percent"] == "80"


def test_the_decision_is_filled_in_once_for_the_batch(inside: Flask) -> None:
    room = taught_class(2)
    batch_id = service.issue(room.cohort_id, ORDER, NOW, None).batch_id
    assert batch_id is not None
    given = Decision("25-QĐ/TTCT", date(2026, 10, 9), date(2026, 10, 10))
    assert service.fill_decision(batch_id, given, NOW, None)
    assert not service.fill_decision(batch_id, given, NOW, None)
    assert {one.decision for one in queries.certificates_of(room.cohort_id)} == {given}
    with pytest.raises(DecisionFrozen):
        service.fill_decision(batch_id, Decision("26-QĐ/TTCT"), NOW, None)
    with pytest.raises(DecisionFrozen):
        service.fill_decision(batch_id, Decision("25-QĐ/TTCT", date(2026, 10, 8)), NOW, None)


def test_what_is_still_open_can_be_filled_in_later(inside: Flask) -> None:
    room = taught_class(1)
    batch_id = service.issue(room.cohort_id, ORDER, NOW, None).batch_id or 0
    service.fill_decision(batch_id, Decision("25-QĐ/TTCT"), NOW, None)
    assert service.fill_decision(batch_id, Decision("25-QĐ/TTCT", None, date(2026, 10, 10)), NOW, None)
    assert queries.batch(batch_id).decision == Decision("25-QĐ/TTCT", None, date(2026, 10, 10))


def test_a_revoked_number_stays_in_the_register_and_its_holder_gets_no_other_by_itself(inside: Flask) -> None:
    room = taught_class(2)
    issue(room)
    first = queries.certificates_of(room.cohort_id)[0]
    service.take_back(first.id, "revoked", "Khai sai", NOW, None)
    assert issue(room) == ()
    assert [one.state for one in queries.certificates_of(room.cohort_id)] == ["revoked", "valid"]
    with pytest.raises(CertificateAlreadyRevoked):
        service.take_back(first.id, "revoked", "Lần nữa", NOW, None)


def test_a_misprinted_number_is_replaced_by_the_next_one(inside: Flask) -> None:
    room = taught_class(2)
    issue(room)
    first = queries.certificates_of(room.cohort_id)[0]
    service.take_back(first.id, "replaced", "In sai tên", NOW, None)
    assert issue(room) == ("3/2026/GCN-TTCT",)


def test_taking_back_and_reissuing_need_a_reason(inside: Flask) -> None:
    room = taught_class(1)
    issue(room)
    certificate = queries.certificates_of(room.cohort_id)[0]
    with pytest.raises(ReasonMissing):
        service.take_back(certificate.id, "revoked", "  ", NOW, None)
    with pytest.raises(ReasonMissing):
        service.reissue(certificate.id, "", NOW, None)
    assert service.reissue(certificate.id, "Bị ướt", NOW, None) == 1
    assert service.reissue(certificate.id, "Bị mất", NOW, None) == 2


def test_a_receipt_keeps_its_first_day(inside: Flask) -> None:
    room = taught_class(1)
    issue(room)
    number = queries.certificates_of(room.cohort_id)[0].id
    assert service.note_received(room.cohort_id, {number: "Lê Thị Vợ"}, date(2026, 10, 9), NOW, None) == 1
    assert service.note_received(room.cohort_id, {number: ""}, date(2026, 11, 9), NOW, None) == 0
    assert queries.certificate(number).received_on == date(2026, 10, 9)


def test_terms_are_set_and_recorded_with_what_stood_before(inside: Flask) -> None:
    room = taught_class(2)
    terms = Terms(attendance_percent=None, paper_points=Fraction(9), lessons=True)
    assert service.set_terms(room.cohort_id, terms, NOW, room.staff_id)
    assert not service.set_terms(room.cohort_id, terms, NOW, room.staff_id)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "certificates.set_terms")).one()
    assert (entry.facts["before"]["paper_points"], entry.facts["after"]["paper_points"]) == ("5", "9")
    assert issue(room) == ()


def test_harder_terms_later_take_no_certificate_away(inside: Flask) -> None:
    room = taught_class(2)
    issue(room)
    service.set_terms(room.cohort_id, Terms(paper_points=Fraction(10)), NOW, None)
    assert {one.state for one in queries.certificates_of(room.cohort_id)} == {"valid"}


def test_the_evidence_takes_as_many_queries_for_200_as_for_10(
    inside: Flask, counting: Callable[..., object]
) -> None:
    small = taught_class(10)
    large = make_class(200, course_id=make_course(code="TO"), code="L200")
    teach(large)
    counts = []
    for room in (small, large):
        g.pop("centre", None)
        with counting() as statements:  # type: ignore[attr-defined]
            preview(room.cohort_id, NOW)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20


def test_home_learns_who_waits(inside: Flask) -> None:
    room = taught_class(3, failing=[0])
    issue(room)
    due = queries.due_for_staff([room.cohort_id])
    assert [(one.learners, one.issued, one.waiting_decision) for one in due] == [(3, 2, 1)]
