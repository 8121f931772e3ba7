"""One object of each kind that a route can name, in one class; another class beside it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from quizapp.accounts import slips
from quizapp.accounts.models import Grant, Role
from quizapp.attendance.queries import sessions
from quizapp.bank.models import Question
from quizapp.certificates import service as certificates
from quizapp.certificates.print_facts import Signing
from quizapp.certificates.queries import batches_of, certificates_of
from quizapp.db import db
from quizapp.domain.self_testing import Choice
from quizapp.practice import meetings, service, sheets
from quizapp.practice.models import HeldScore
from quizapp.practice.sheet_queries import sheets as sheets_of
from quizapp.quizzes import attempts
from quizapp.quizzes import service as quizzes
from quizapp.quizzes.models import Attempt
from quizapp.rosters.models import RosterImport
from quizapp.self_assessment.service import begin
from tests.certificates.worlds import set_centre, teach
from tests.factories import NOW, ClassRoom, make_class, make_course
from tests.practice.factories import approved, body
from tests.rosters.lists import bring_in, workbook


@dataclass(frozen=True, slots=True)
class World:
    """arguments: a value for each name that a route takes."""

    arguments: dict[str, Any]
    cohort_id: int
    other_cohort_id: int
    learner_id: int
    other_learner_id: int
    staff_id: int


def make_world() -> World:
    """Made through the services of each feature. Needs an application context."""
    set_centre()
    room = make_class(4)
    other = make_class(2, course_id=make_course(code="KHAC"), code="L02")
    learner = room.learners[0][1]
    arguments = {
        "cohort_id": room.cohort_id,
        "group_id": room.groups[0],
        "enrolment_id": room.learners[0][0],
        "person_id": learner,
        "unit_id": room.unit_id,
        "role_id": db.session.scalar(select(func.min(Role.id))),
        "grant_id": db.session.scalar(select(Grant.id).where(Grant.person_id == learner)),
        "slug": "bai-1",
        "course_id": room.course_id,
        "question_id": db.session.scalar(select(func.min(Question.id))),
        "kind": "xlsx",
    }
    practising = begin(room.cohort_id, learner, Choice.DUE, NOW)
    arguments |= {"round_id": practising, "position": 1}
    return World(
        arguments=arguments
        | _slip(room)
        | _taught(room)
        | _quiz(room)
        | _practice(room)
        | _imported(room.cohort_id),
        cohort_id=room.cohort_id,
        other_cohort_id=other.cohort_id,
        learner_id=learner,
        other_learner_id=room.learners[1][1],
        staff_id=room.staff_id,
    )


def _slip(room: ClassRoom) -> dict[str, Any]:
    slip = slips.ensure_slips(room.cohort_id, [room.learners[0][1]])[0]
    return {"slip_id": slip.id, "token": slip.token}


def _taught(room: ClassRoom) -> dict[str, Any]:
    """Sessions with their roll calls, marks of papers, and the certificates that follow from them."""
    teach(room)
    order = certificates.IssueOrder(Signing("Nguyễn Quốc Hùng"))
    certificates.issue(room.cohort_id, order, NOW, room.staff_id)
    return {
        "session_id": sessions(room.cohort_id)[0].id,
        "batch_id": batches_of(room.cohort_id)[0].id,
        "certificate_id": certificates_of(room.cohort_id)[0].id,
    }


def _quiz(room: ClassRoom) -> dict[str, Any]:
    quiz = quizzes.make(room.cohort_id, quizzes.QuizDraft("Kiểm tra"), NOW)
    quizzes.open_quiz(quiz, NOW)
    quizzes.start_for_all(quiz, NOW)
    attempt = attempts.start(quiz, room.learners[0][0], NOW)
    asked = db.session.get_one(Attempt, attempt).paper[0]["version"]
    return {"quiz_id": quiz, "attempt_id": attempt, "version_id": asked}


def _practice(room: ClassRoom) -> dict[str, Any]:
    """A meeting with a finished sheet, to which a device sent a score too late."""
    rubric = approved()
    drafts = [service.MeetingDraft(group, rubric, place) for place, group in enumerate(room.groups, 1)]
    service.set_up(room.cohort_id, service.PlanDraft(), drafts, NOW, None)
    meeting = meetings.meetings(room.cohort_id)[0].id
    sheets.open_sheets(room.cohort_id, room.instructor_id, "device", NOW)
    sheet = sheets_of(meeting_id=meeting)[0].id
    sheets.finish(sheet, body({"1": "8", "2": "true", "3": "Trên 50%"}), NOW, room.instructor_id)
    sheets.save(sheet, body({"1": "9"}, seq=2), NOW, room.instructor_id)
    held = db.session.scalar(select(func.min(HeldScore.id)))
    return {"rubric_id": rubric, "meeting_id": meeting, "sheet_id": sheet, "held_id": held}


def _imported(cohort_id: int) -> dict[str, Any]:
    row = ("Ma Thị Mới", "1970", "Nữ", "Bí thư", "Chi bộ thôn 1", "Đảng bộ xã Yên Phú", "", "")
    import_id = bring_in(cohort_id, workbook(row))
    assert import_id is not None
    return {"import_id": import_id, "sha256": db.session.get_one(RosterImport, import_id).file_sha256}
