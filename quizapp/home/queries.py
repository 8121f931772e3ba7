"""How far classes are: the records of several classes at once, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from quizapp.accounts.models import Slip, Unit
from quizapp.attendance.models import ClassSession
from quizapp.attendance.queries import PARTS_OF_DAY
from quizapp.certificates.models import Certificate, CertificateBatch
from quizapp.cohorts.models import ClassGroup, Cohort, Enrolment
from quizapp.courses.models import Lesson
from quizapp.db import db
from quizapp.papers.models import PaperMark
from quizapp.practice.models import PracticeMeeting, RubricTemplate
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import QUIZ, QuizFacts, facts_of
from quizapp.reading.models import LessonProgress
from quizapp.web.access import Place, Right, Viewer

Counts = Mapping[int, int]
NO_MEETINGS = (0, 0)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session of a class; number: its place by day and part of the day; is_called: its roll has been called."""

    id: int
    cohort_id: int
    number: int
    title: str
    held_on: date | None
    part_of_day: str
    is_called: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """What stands recorded of one class. slips: learners who have one; lessons_read: (learner, lesson) pairs;

    papers: learners with a mark; issued: learners with a certificate that counts; open_batches: decisions open.
    """

    cohort_id: int
    code: str
    title: str
    place: Place
    starts: date | None
    ends: date | None
    learners: int
    groups: int
    grouped: int
    slips: int
    sessions: tuple[SessionLine, ...]
    lessons: int
    lessons_read: int
    quizzes: tuple[QuizFacts, ...]
    meetings: int
    meetings_locked: int
    papers: int
    issued: int
    open_batches: int

    @property
    def called(self) -> int:
        """Sessions whose roll has been called."""
        return sum(1 for one in self.sessions if one.is_called)

    def uncalled(self, today: date) -> tuple[SessionLine, ...]:
        """Sessions of today and before whose roll is missing, the earliest first."""
        return tuple(
            one for one in self.sessions if not one.is_called and one.held_on and one.held_on <= today
        )

    def sessions_on(self, day: date) -> tuple[SessionLine, ...]:
        """The sessions of one day."""
        return tuple(one for one in self.sessions if one.held_on == day)

    def is_on(self, day: date) -> bool:
        """Whether the class meets in these days."""
        if self.sessions_on(day):
            return True
        return self.starts is not None and self.starts <= day <= (self.ends or self.starts)


def progress_of(viewer: Viewer, rights: Sequence[Right], most: int) -> tuple[Progress, ...]:
    """The open classes in which the viewer holds one of the rights, the latest first, at most so many."""
    wanted = _cohorts().where(Cohort.closed_at.is_(None)).limit(most)
    if not viewer.site & set(rights):
        theirs: list[ColumnElement[bool]] = [Cohort.id.in_(viewer.cohort_ids(*rights))]
        theirs += [Unit.path.startswith(path, autoescape=True) for path in viewer.unit_paths(*rights)]
        theirs += [Cohort.id.in_(_of_groups(viewer, rights))]
        wanted = wanted.where(or_(*theirs))
    return _progress(wanted)


def class_progress(cohort_id: int) -> Progress:
    """One class, open or closed; LookupError when there is none."""
    for found in _progress(_cohorts().where(Cohort.id == cohort_id)):
        return found
    raise LookupError(cohort_id)


def _of_groups(viewer: Viewer, rights: Sequence[Right]) -> Select[int]:
    held = [group for group, granted in viewer.groups.items() if granted & set(rights)]
    return select(ClassGroup.cohort_id).where(ClassGroup.id.in_(held))


def _cohorts() -> Select[*tuple[Any, ...]]:
    return (
        select(Cohort.id, Cohort.code, Cohort.title, Unit.path, Cohort.starts, Cohort.ends, Cohort.course_id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .order_by(Cohort.starts.desc().nulls_last(), Cohort.id.desc())
    )


def _progress(wanted: Select[*tuple[Any, ...]]) -> tuple[Progress, ...]:
    rows = db.session.execute(wanted).all()
    ids = [row[0] for row in rows]
    if not ids:
        return ()
    people, groups, slips = _people(ids), _groups(ids), _slips(ids)
    sessions, quizzes, meetings = _sessions(ids), _quizzes(ids), _meetings(ids)
    lessons, read = _lessons([row[6] for row in rows]), _lessons_read(ids)
    papers, issued, batches = _papers(ids), _issued(ids), _open_batches(ids)
    return tuple(
        Progress(
            cohort_id=key,
            code=code,
            title=title,
            place=Place(key, path),
            starts=starts,
            ends=ends,
            learners=people.get(key, (0, 0))[0],
            groups=groups.get(key, 0),
            grouped=people.get(key, (0, 0))[1],
            slips=slips.get(key, 0),
            sessions=tuple(sessions.get(key, ())),
            lessons=lessons.get(course_id, 0),
            lessons_read=read.get(key, 0),
            quizzes=tuple(quizzes.get(key, ())),
            meetings=meetings.get(key, NO_MEETINGS)[0],
            meetings_locked=meetings.get(key, NO_MEETINGS)[1],
            papers=papers.get(key, 0),
            issued=issued.get(key, 0),
            open_batches=batches.get(key, 0),
        )
        for key, code, title, path, starts, ends, course_id in rows
    )


PRESENT = Enrolment.withdrawn_at.is_(None)


def _counts(wanted: Select[*tuple[Any, ...]]) -> Counts:
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _people(ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    rows = db.session.execute(
        select(Enrolment.cohort_id, func.count(), func.count(Enrolment.group_id))
        .where(Enrolment.cohort_id.in_(ids), PRESENT)
        .group_by(Enrolment.cohort_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _groups(ids: Collection[int]) -> Counts:
    wanted = select(ClassGroup.cohort_id, func.count()).where(ClassGroup.cohort_id.in_(ids))
    return _counts(wanted.group_by(ClassGroup.cohort_id))


def _slips(ids: Collection[int]) -> Counts:
    learner = (Enrolment.cohort_id == Slip.cohort_id) & (Enrolment.person_id == Slip.person_id) & PRESENT
    wanted = select(Slip.cohort_id, func.count()).join(Enrolment, learner)
    return _counts(
        wanted.where(Slip.cohort_id.in_(ids), Slip.kind == "learner", Slip.ended_at.is_(None)).group_by(
            Slip.cohort_id
        )
    )


def _sessions(ids: Collection[int]) -> Mapping[int, list[SessionLine]]:
    found: dict[int, list[SessionLine]] = defaultdict(list)
    rows = db.session.execute(
        select(
            ClassSession.id,
            ClassSession.cohort_id,
            ClassSession.title,
            ClassSession.held_on,
            ClassSession.part_of_day,
            ClassSession.called_at,
        )
        .where(ClassSession.cohort_id.in_(ids))
        .order_by(ClassSession.position)
    ).all()
    for row in sorted(rows, key=lambda row: (row.held_on or date.max, _part(row.part_of_day))):
        of_class = found[row.cohort_id]
        of_class.append(SessionLine(row[0], row[1], len(of_class) + 1, *row[2:5], row.called_at is not None))
    return found


def _part(word: str) -> int:
    return PARTS_OF_DAY.index(word) if word in PARTS_OF_DAY else -1


def _quizzes(ids: Collection[int]) -> Mapping[int, list[QuizFacts]]:
    found: dict[int, list[QuizFacts]] = defaultdict(list)
    for row in db.session.execute(select(*QUIZ).where(Quiz.cohort_id.in_(ids)).order_by(Quiz.id)):
        quiz = facts_of(row)
        found[quiz.cohort_id].append(quiz)
    return found


def _meetings(ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    rows = db.session.execute(
        select(PracticeMeeting.cohort_id, func.count(), func.count(PracticeMeeting.locked_at))
        .where(PracticeMeeting.cohort_id.in_(ids))
        .group_by(PracticeMeeting.cohort_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _lessons(course_ids: Collection[int]) -> Counts:
    wanted = select(Lesson.course_id, func.count()).where(
        Lesson.course_id.in_(course_ids), Lesson.retired.is_(False)
    )
    return _counts(wanted.group_by(Lesson.course_id))


def _lessons_read(ids: Collection[int]) -> Counts:
    return _counts(
        select(Enrolment.cohort_id, func.count())
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(LessonProgress, LessonProgress.person_id == Enrolment.person_id)
        .join(
            Lesson,
            (Lesson.id == LessonProgress.lesson_id)
            & (Lesson.course_id == Cohort.course_id)
            & Lesson.retired.is_(False),
        )
        .where(Enrolment.cohort_id.in_(ids), PRESENT, LessonProgress.read_at.is_not(None))
        .group_by(Enrolment.cohort_id)
    )


def _papers(ids: Collection[int]) -> Counts:
    return _counts(
        select(Enrolment.cohort_id, func.count())
        .join(PaperMark, PaperMark.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id.in_(ids), PRESENT, PaperMark.thousandths.is_not(None))
        .group_by(Enrolment.cohort_id)
    )


def _issued(ids: Collection[int]) -> Counts:
    return _counts(
        select(Enrolment.cohort_id, func.count())
        .join(Certificate, Certificate.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id.in_(ids), PRESENT, Certificate.state == "valid")
        .group_by(Enrolment.cohort_id)
    )


def _open_batches(ids: Collection[int]) -> Counts:
    is_open = (
        CertificateBatch.decision.is_(None)
        | CertificateBatch.decided_on.is_(None)
        | CertificateBatch.dated_on.is_(None)
    )
    wanted = select(CertificateBatch.cohort_id, func.count()).where(
        CertificateBatch.cohort_id.in_(ids), is_open
    )
    return _counts(wanted.group_by(CertificateBatch.cohort_id))


def drafts_of_rubrics() -> int:
    """How many rubrics wait for the centre's approval. One query."""
    wanted = select(func.count()).select_from(RubricTemplate)
    return (
        db.session.scalar(wanted.where(RubricTemplate.state == "draft", RubricTemplate.retired.is_(False)))
        or 0
    )
