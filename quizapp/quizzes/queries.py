"""Reads quizzes and attempts; gives the place of each for the check of rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, func, select

from quizapp.accounts.models import Unit
from quizapp.cohorts.models import Cohort, Enrolment
from quizapp.db import db
from quizapp.domain import timing
from quizapp.domain.decimals import read_decimal
from quizapp.domain.sitting import room_ends
from quizapp.quizzes.models import Attempt, Quiz
from quizapp.quizzes.sittings import RoomTimes, timetable
from quizapp.web.access import Place


class Stage(StrEnum):
    """How far a quiz is. OVER: ended by the instructor, or the common clock has run out (computed)."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class QuizFacts:
    """A quiz as pages show it. time_limit, grace, extra in seconds; plan as in models.Quiz."""

    id: int
    cohort_id: int
    title: str
    state: str
    plan: Mapping[str, Any]
    time_limit: int
    grace: int
    extra: int
    attempts_allowed: int
    one_at_a_time: bool
    shuffle: bool
    common_end: bool
    pass_percent: str
    scoring_rule: str
    required: bool
    show_result: bool
    pauses: tuple[Any, ...]
    opened_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    review_released_at: datetime | None
    is_demo: bool

    @property
    def threshold(self) -> Fraction:
        """The pass mark in percent, exact."""
        return read_decimal(self.pass_percent) or Fraction(0)

    @property
    def minutes(self) -> int:
        """Time for the paper as people say it."""
        return self.time_limit // 60

    @property
    def times(self) -> RoomTimes:
        """For domain.timing."""
        return RoomTimes(
            self.started_at, self.time_limit, self.grace, self.common_end, self.extra, self.ended_at, self.pauses
        )  # fmt: skip

    def paused(self, now: datetime) -> bool:
        """Whether the room stands still."""
        return self.stage(now) is Stage.RUNNING and timing.is_running(timetable(self.times).pauses, now)

    def clock_ends(self, now: datetime) -> datetime | None:
        """When the room's clock stands at zero: for those who came on time."""
        ends = room_ends(timetable(self.times), self.started_at, now)
        return min(ends, self.ended_at) if ends and self.ended_at else ends

    def stage(self, now: datetime) -> Stage:
        """Computed from what the instructor did and from the clock."""
        if self.ended_at is not None:
            return Stage.OVER
        if self.started_at is None:
            return Stage.WAITING if self.opened_at is not None else Stage.DRAFT
        ends = self.clock_ends(now)
        over = self.common_end and timing.is_over(ends, now, timetable(self.times).grace)
        return Stage.OVER if over else Stage.RUNNING


QUIZ = tuple(getattr(Quiz, name) for name in QuizFacts.__dataclass_fields__)


def facts_of(row: Any) -> QuizFacts:
    """From a row of QUIZ."""
    return QuizFacts(*row)


def quiz(quiz_id: int) -> QuizFacts:
    """One quiz; LookupError when there is none."""
    row = db.session.execute(select(*QUIZ).where(Quiz.id == quiz_id)).one_or_none()
    if row is None:
        raise LookupError(quiz_id)
    return QuizFacts(*row)


def quizzes_of(cohort_id: int) -> tuple[QuizFacts, ...]:
    """The quizzes of a class, the newest first. One query."""
    rows = db.session.execute(select(*QUIZ).where(Quiz.cohort_id == cohort_id).order_by(Quiz.id.desc()))
    return tuple(QuizFacts(*row) for row in rows)


def quiz_place(quiz_id: int, **others: object) -> Place | None:
    """Where a quiz stands: its class."""
    row = db.session.execute(
        select(Cohort.id, Unit.path)
        .join(Quiz, Quiz.cohort_id == Cohort.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(Quiz.id == quiz_id)
    ).one_or_none()
    return Place(cohort_id=row[0], unit_path=row[1]) if row else None


def attempt_place(attempt_id: int, **others: object) -> Place | None:
    """Where an attempt stands, and whose it is."""
    row = db.session.execute(
        select(Cohort.id, Unit.path, Attempt.person_id)
        .select_from(Attempt)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(Cohort, Cohort.id == Quiz.cohort_id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(Attempt.id == attempt_id)
    ).one_or_none()
    return Place(cohort_id=row[0], unit_path=row[1], owner_id=row[2]) if row else None


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt in a list of one learner's; handed_in_at is also set when time ran out and somebody looked."""

    id: int
    number: int
    handed_in_at: datetime | None


def attempts_of(quiz_id: int, enrolment_id: int) -> tuple[AttemptLine, ...]:
    """A learner's attempts at a quiz, in order. One query."""
    rows = db.session.execute(
        select(Attempt.id, Attempt.number, Attempt.handed_in_at)
        .where(Attempt.quiz_id == quiz_id, Attempt.enrolment_id == enrolment_id)
        .order_by(Attempt.number)
    )
    return tuple(AttemptLine(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class RequiredQuiz:
    """A quiz that completion asks for; threshold in percent, exact."""

    id: int
    title: str
    threshold: Fraction


def required_quizzes(cohort_id: int) -> tuple[RequiredQuiz, ...]:
    """The quizzes of a class that count for completion and have been opened. One query."""
    rows = db.session.execute(
        select(Quiz.id, Quiz.title, Quiz.pass_percent)
        .where(Quiz.cohort_id == cohort_id, Quiz.required, Quiz.state != "draft")
        .order_by(Quiz.id)
    )
    return tuple(RequiredQuiz(*row[:2], read_decimal(row[2]) or Fraction(0)) for row in rows)


@dataclass(frozen=True, slots=True)
class OpenQuiz:
    """A quiz a learner can enter now, for today's page. attempt_id: their open or last attempt, if any.

    may_enter: waiting or working is possible; False = all attempts are handed in.
    """

    quiz: QuizFacts
    enrolment_id: int
    attempt_id: int | None
    may_enter: bool


def open_quizzes_for(person_id: int, cohort_ids: Iterable[int], now: datetime) -> tuple[OpenQuiz, ...]:
    """The quizzes waiting or running in a learner's classes. One query."""
    used = func.count(Attempt.id)
    rows = db.session.execute(
        _with_attempts(person_id, used)
        .where(Quiz.cohort_id.in_(set(cohort_ids)), Quiz.state.in_(("waiting", "running")))
        .group_by(Quiz.id, Enrolment.id)
        .order_by(Quiz.id)
    )
    found = []
    for *columns, enrolment_id, attempt_id, done, taken in rows:
        facts = QuizFacts(*columns)
        if facts.stage(now) in (Stage.WAITING, Stage.RUNNING):
            may_enter = done < taken or taken < facts.attempts_allowed
            found.append(OpenQuiz(facts, enrolment_id, attempt_id, may_enter))
    return tuple(found)


def _with_attempts(person_id: int, used: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*QUIZ, Enrolment.id, func.max(Attempt.id), func.count(Attempt.handed_in_at), used)
        .join(
            Enrolment,
            (Enrolment.cohort_id == Quiz.cohort_id)
            & (Enrolment.person_id == person_id)
            & Enrolment.withdrawn_at.is_(None),
        )
        .outerjoin(Attempt, (Attempt.quiz_id == Quiz.id) & (Attempt.enrolment_id == Enrolment.id))
    )


def running_quizzes(cohort_ids: Iterable[int]) -> tuple[QuizFacts, ...]:
    """Quizzes now waiting or running in these classes, for the instructor's page of today. One query."""
    rows = db.session.execute(
        select(*QUIZ)
        .where(Quiz.cohort_id.in_(set(cohort_ids)), Quiz.state.in_(("waiting", "running")))
        .order_by(Quiz.id.desc())
    )
    return tuple(QuizFacts(*row) for row in rows)
