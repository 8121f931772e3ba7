"""The evidence gathers what every lower room has recorded, exactly."""

from datetime import timedelta
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.attendance.models import ClassSession
from quizapp.certificates import service
from quizapp.certificates.evidence import class_standing
from quizapp.certificates.requirement import LEVELS, Terms
from quizapp.db import db, transactional
from quizapp.domain.completion import Part
from quizapp.practice.models import MeetingMember, PracticeMeeting, RubricTemplate
from quizapp.quizzes import service as quizzes
from quizapp.quizzes.models import Attempt
from quizapp.reading import service as reading
from quizapp.reading.queries import lesson_states
from tests.certificates.worlds import taught_class
from tests.factories import NOW, ClassRoom

LATER = NOW + timedelta(days=1)


@transactional
def attempt(quiz_id: int, person: tuple[int, int], points: str) -> None:
    """A closed attempt with so many of 1,000 points."""
    db.session.add(
        Attempt(
            quiz_id=quiz_id, enrolment_id=person[0], person_id=person[1], seed="s", paper=[], slots=1,
            started_at=NOW, seen_at=NOW, handed_in_at=NOW, points=points, maximum="1000", marks=["1"],
        )
    )  # fmt: skip


@transactional
def practise(room: ClassRoom, level: str, *, locked: bool = True) -> None:
    """The meeting of the first learner's group, with its level."""
    rubric = RubricTemplate(
        code="thu", title="Thử", version="1", body={}, content_hash="x", state="approved", made_at=NOW
    )
    db.session.add(rubric)
    db.session.flush()
    meeting = PracticeMeeting(
        cohort_id=room.cohort_id, group_id=room.groups[0], rubric_id=rubric.id, position=1,
        state="locked" if locked else "open", locked_at=NOW, level=level, points="80", maximum="100",
    )  # fmt: skip
    db.session.add(meeting)
    db.session.flush()
    db.session.add(MeetingMember(meeting_id=meeting.id, enrolment_id=room.learners[0][0], counted=True))


def missing(room: ClassRoom) -> dict[int, list[Part]]:
    standing = class_standing(room.cohort_id, LATER)
    return {one.learner.enrolment_id: [check.code for check in one.missing] for one in standing.learners}


def test_a_required_quiz_is_passed_exactly_or_not_at_all(inside: Flask) -> None:
    room = taught_class(3)
    quiz = quizzes.make(room.cohort_id, quizzes.QuizDraft("Cuối khóa", pass_percent="80", required=True), NOW)
    quizzes.open_quiz(quiz, NOW)
    attempt(quiz, room.learners[0], "800")
    attempt(quiz, room.learners[1], "3999/5")
    found = missing(room)
    assert [found[one] for one, _ in room.learners] == [[], [Part.QUIZ], [Part.QUIZ]]


def test_a_quiz_that_does_not_count_asks_for_nothing(inside: Flask) -> None:
    room = taught_class(1)
    quiz = quizzes.make(room.cohort_id, quizzes.QuizDraft("Ôn tập", required=False), NOW)
    quizzes.open_quiz(quiz, NOW)
    assert missing(room) == {room.learners[0][0]: []}


@pytest.mark.parametrize(
    ("level", "needed", "met"),
    [("Tốt", "Khá", True), ("Khá", "Khá", True), ("Trung bình", "Khá", False)],
)
def test_the_level_of_the_practice_meeting_counts_for_its_members(
    inside: Flask, level: str, needed: str, met: bool
) -> None:
    room = taught_class(2)
    service.set_terms(room.cohort_id, Terms(practice_level=needed), NOW, None)
    practise(room, level)
    assert (missing(room)[room.learners[0][0]] == []) is met
    assert missing(room)[room.learners[1][0]] == [Part.PRACTICE]
    assert class_standing(room.cohort_id, LATER).requirement.practice_levels == LEVELS


def test_a_meeting_still_open_gives_no_level(inside: Flask) -> None:
    room = taught_class(1)
    service.set_terms(room.cohort_id, Terms(practice_level="Khá"), NOW, None)
    practise(room, "Tốt", locked=False)
    assert missing(room)[room.learners[0][0]] == [Part.PRACTICE]


def test_lessons_read_are_counted_where_they_are_asked_for(inside: Flask) -> None:
    room = taught_class(1)
    service.set_terms(room.cohort_id, Terms(lessons=True), NOW, None)
    assert missing(room)[room.learners[0][0]] == [Part.LESSONS]
    for slug in ("bai-1", "bai-2", "bai-3"):
        read(room, slug)
    assert missing(room)[room.learners[0][0]] == []


def read(room: ClassRoom, slug: str) -> None:
    lesson = next(one for one in lesson_states(room.course_id, None) if one.slug == slug)
    reading.finish(room.learners[0][1], lesson.id, NOW)


def test_a_session_whose_roll_was_not_called_counts_as_missed(inside: Flask) -> None:
    room = taught_class(1)
    db.session.execute(update(ClassSession).where(ClassSession.position == 2).values(called_at=None))
    standing = class_standing(room.cohort_id, LATER)
    assert (standing.periods_called, standing.periods_planned) == (5, 10)
    assert standing.learners[0].evidence.periods_attended == 5
    assert [check.code for check in standing.learners[0].missing] == [Part.ATTENDANCE]


def test_the_grade_is_given_by_the_thresholds_of_the_class(inside: Flask) -> None:
    room = taught_class(1, points=8999)
    assert class_standing(room.cohort_id, LATER).learners[0].grade == "Giỏi"
    assert class_standing(room.cohort_id, LATER).learners[0].evidence.paper_points == Fraction(8999, 1000)
