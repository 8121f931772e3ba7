"""Classes that have been taught to their end, for tests of completion and certificates."""

from collections.abc import Collection
from datetime import date

from flask import g

from quizapp.attendance.models import Attendance, ClassSession
from quizapp.centre.models import Centre
from quizapp.db import db, transactional
from quizapp.papers.models import PaperMark
from tests.factories import NOW, ClassRoom, make_class

CENTRE = {
    "name": "Trung tâm chính trị xã Hàm Yên",
    "parent_name": "Đảng ủy xã Hàm Yên",
    "heading": "party",
    "place": "Hàm Yên",
    "signer_authority": "",
    "signer_position": "GIÁM ĐỐC",
    "signer_name": "Nguyễn Quốc Hùng",
}


def taught_class(
    learners: int = 10, failing: Collection[int] = (), code: str = "L01", points: int = 8500
) -> ClassRoom:
    """A class in which everybody has completed but those at the given places of the list."""
    set_centre()
    room = make_class(learners, code=code)
    teach(room, failing, points)
    return room


@transactional
def teach(room: ClassRoom, failing: Collection[int] = (), points: int = 8500) -> None:
    """Two sessions of five periods, all present; a paper of so many thousandths, 4 points for those who fail."""
    for place in (1, 2):
        session = ClassSession(
            cohort_id=room.cohort_id,
            position=place,
            title=f"Buổi {place}",
            held_on=date(2026, 10, 4 + place),
            periods=5,
            called_at=NOW,
        )
        db.session.add(session)
        db.session.flush()
        for enrolment, _ in room.learners:
            db.session.add(
                Attendance(session_id=session.id, enrolment_id=enrolment, mark="present", periods=5, at=NOW)
            )
    for number, (enrolment, _) in enumerate(room.learners):
        mark = 4000 if number in failing else points
        db.session.add(PaperMark(enrolment_id=enrolment, thousandths=mark, note="", at=NOW))


@transactional
def set_centre(**changes: object) -> None:
    """The centre's row, as set for a test."""
    row = db.session.get(Centre, 1) or Centre(id=1)
    db.session.add(row)
    for name, value in {**CENTRE, **changes}.items():
        setattr(row, name, value)
    g.pop("centre", None)
