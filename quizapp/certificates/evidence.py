"""What stands recorded of every learner of a class, gathered in a constant number of queries, and what it lacks."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select

from quizapp.attendance.queries import attended, periods_called, periods_planned
from quizapp.certificates.models import CohortRequirement
from quizapp.certificates.requirement import LEVELS, Terms, requirement_of, terms_of
from quizapp.cohorts.queries import Learner, class_list
from quizapp.db import db
from quizapp.domain.completion import Check, Evidence, QuizEvidence, Requirement, checks, grade
from quizapp.papers.queries import points_of
from quizapp.practice.models import PracticeMeeting, RubricTemplate
from quizapp.practice.results import levels_of
from quizapp.quizzes.queries import required_quizzes
from quizapp.quizzes.results import Result, best_results
from quizapp.reading.queries import lesson_total, lessons_read


@dataclass(frozen=True, slots=True)
class Standing:
    """One learner: the evidence, every check of the requirement in order, and the grade of the paper."""

    learner: Learner
    evidence: Evidence
    checks: tuple[Check, ...]
    grade: str | None

    @property
    def missing(self) -> tuple[Check, ...]:
        """The checks not met; empty = completed."""
        return tuple(check for check in self.checks if not check.met)


@dataclass(frozen=True, slots=True)
class ClassStanding:
    """A class by given name. periods_called: of the sessions whose roll has been called; periods_planned: of all."""

    terms: Terms
    requirement: Requirement
    learners: tuple[Standing, ...]
    periods_called: int
    periods_planned: int


def class_standing(cohort_id: int, now: datetime) -> ClassStanding:
    """Every learner now in the class. Constant number of queries."""
    terms = terms_in_force(cohort_id)
    quizzes = {one.id: one.title for one in required_quizzes(cohort_id)}
    requirement = requirement_of(terms, quizzes, levels_in_use(cohort_id))
    called, planned = periods_called(cohort_id), periods_planned(cohort_id)
    gathered = Gathered(cohort_id, planned, now)
    standings = []
    for learner in class_list(cohort_id):
        known = gathered.of(learner)
        standings.append(
            Standing(learner, known, checks(known, requirement), grade(known.paper_points, terms.grades))
        )
    return ClassStanding(terms, requirement, tuple(standings), called, planned)


def terms_in_force(cohort_id: int) -> Terms:
    """As set for this class, else the usual ones. One query."""
    return terms_of(
        db.session.scalar(
            select(CohortRequirement.requirement).where(CohortRequirement.cohort_id == cohort_id)
        )
    )


def levels_in_use(cohort_id: int) -> tuple[str, ...]:
    """The levels that the rubrics of this class name, from the best down. One query."""
    bodies = db.session.scalars(
        select(RubricTemplate.body)
        .join(PracticeMeeting, PracticeMeeting.rubric_id == RubricTemplate.id)
        .where(PracticeMeeting.cohort_id == cohort_id)
        .order_by(PracticeMeeting.position)
        .limit(1)
    ).all()
    named = [level for body in bodies for level in body.get("levels", ()) if isinstance(level, dict)]
    named.sort(key=lambda level: Fraction(str(level.get("from", 0))), reverse=True)
    return tuple(str(level["name"]) for level in named if "name" in level) or LEVELS


class Gathered:
    """The records of a whole class, read once."""

    def __init__(self, cohort_id: int, planned: int, now: datetime) -> None:
        self.planned = planned
        self.attended = attended(cohort_id)
        self.read = lessons_read(cohort_id)
        self.lessons = lesson_total(cohort_id)
        self.results = best_results(cohort_id, now)
        self.levels = levels_of(cohort_id)
        self.points = points_of(cohort_id)

    def of(self, learner: Learner) -> Evidence:
        """What stands recorded of one learner."""
        number = learner.enrolment_id
        return Evidence(
            periods_attended=self.attended.get(number, 0),
            periods_held=self.planned,
            quizzes={key: _reached(result) for key, result in self.results.get(number, {}).items()},
            practice_level=self.levels.get(number),
            paper_points=self.points.get(number),
            lessons_read=self.read.get(number, 0),
            lessons_total=self.lessons,
        )


def _reached(result: Result) -> QuizEvidence:
    percent = result.points * 100 / result.maximum if result.maximum else Fraction(0)
    return QuizEvidence(percent, result.passed)
