"""What stands recorded of one learner and what is still missing: as certificates.evidence says it of the whole class.

Read for one person alone: in class a hundred phones ask for it at the same moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select

from quizapp.attendance.models import Attendance, ClassSession
from quizapp.attendance.queries import periods_called, periods_planned
from quizapp.certificates.evidence import levels_in_use, terms_in_force
from quizapp.certificates.requirement import LEVELS, requirement_of
from quizapp.cohorts.models import Enrolment
from quizapp.db import db
from quizapp.domain import scoring
from quizapp.domain.completion import Check, Evidence, QuizEvidence, checks
from quizapp.domain.decimals import of_thousandths
from quizapp.domain.scoring import AttemptRule, Score
from quizapp.papers.models import PaperMark
from quizapp.practice.models import MeetingMember, PracticeMeeting
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.queries import QuizFacts, quizzes_of
from quizapp.quizzes.results import closed_attempts
from quizapp.reading.queries import LessonState


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """One learner in one class: evidence, and every check of the requirement in order."""

    enrolment_id: int
    group_id: int | None
    evidence: Evidence
    checks: tuple[Check, ...]
    periods_called: int

    @property
    def missing(self) -> tuple[Check, ...]:
        """The checks not met; empty = completed."""
        return tuple(check for check in self.checks if not check.met)


def own_standing(
    cohort_id: int, person_id: int, lessons: Sequence[LessonState], now: datetime
) -> OwnStanding | None:
    """Of a person in a class, None when they are not (or no longer) in it. At most twelve queries."""
    enrolled = db.session.execute(
        select(Enrolment.id, Enrolment.group_id).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.person_id == person_id,
            Enrolment.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if enrolled is None:
        return None
    enrolment_id, group_id = enrolled
    terms = terms_in_force(cohort_id)
    quizzes = {one.id: one for one in quizzes_of(cohort_id)}
    counting = {
        key: one.title for key, one in sorted(quizzes.items()) if one.required and one.state != "draft"
    }
    levels = levels_in_use(cohort_id) if terms.practice_level else LEVELS
    known = Evidence(
        periods_attended=_attended(enrolment_id),
        periods_held=periods_planned(cohort_id),
        quizzes=_results(quizzes, enrolment_id, now),
        practice_level=_level(enrolment_id),
        paper_points=_points(enrolment_id),
        lessons_read=sum(1 for one in lessons if one.read_at),
        lessons_total=len(lessons),
    )
    asked = requirement_of(terms, counting, levels)
    return OwnStanding(enrolment_id, group_id, known, checks(known, asked), periods_called(cohort_id))


def _attended(enrolment_id: int) -> int:
    return int(
        db.session.scalar(
            select(func.coalesce(func.sum(Attendance.periods), 0))
            .join(ClassSession, ClassSession.id == Attendance.session_id)
            .where(Attendance.enrolment_id == enrolment_id, ClassSession.called_at.is_not(None))
        )
        or 0
    )


def _results(quizzes: Mapping[int, QuizFacts], enrolment_id: int, now: datetime) -> dict[int, QuizEvidence]:
    scores: dict[int, list[Score]] = {}
    for one in closed_attempts(quizzes, now, Attempt.enrolment_id == enrolment_id):
        scores.setdefault(one.quiz.id, []).append(one.score)
    found = {}
    for key, reached in scores.items():
        best = scoring.counting(reached, AttemptRule.BEST)
        if best is not None:
            percent = best.points * 100 / best.maximum if best.maximum else Fraction(0)
            found[key] = QuizEvidence(percent, scoring.is_passed(best, quizzes[key].threshold))
    return found


def _level(enrolment_id: int) -> str | None:
    return db.session.scalar(
        select(PracticeMeeting.level)
        .join(MeetingMember, MeetingMember.meeting_id == PracticeMeeting.id)
        .where(
            MeetingMember.enrolment_id == enrolment_id,
            MeetingMember.counted.is_(True),
            PracticeMeeting.state == "locked",
            PracticeMeeting.points.is_not(None),
        )
        .order_by(PracticeMeeting.locked_at.desc())
        .limit(1)
    )


def _points(enrolment_id: int) -> Fraction | None:
    row = db.session.execute(
        select(PaperMark.thousandths, PaperMark.redo_thousandths).where(
            PaperMark.enrolment_id == enrolment_id
        )
    ).one_or_none()
    if row is None:
        return None
    stored = row[0] if row[1] is None else row[1]
    return None if stored is None else of_thousandths(stored)
