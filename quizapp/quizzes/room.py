"""The room as its screen shows it: who waits, works, was last heard of when, has handed in. Constant queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from quizapp.cohorts.queries import Learner, class_list
from quizapp.db import db
from quizapp.domain import sitting, timing
from quizapp.quizzes.models import Answer, Attempt, HeldAnswer, WaitingLearner
from quizapp.quizzes.queries import QuizFacts, Stage
from quizapp.quizzes.sittings import sitting as sitting_of

PRESENT = timedelta(seconds=60)
QUIET = timedelta(seconds=90)


class Where(StrEnum):
    """Where a learner is in the quiz. OUT: time ran out without a hand-in; AWAY: not seen yet, or gone again."""

    AWAY = "away"
    WAITING = "waiting"
    WORKING = "working"
    HANDED_IN = "handed_in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Seat:
    """One learner's line. quiet_minutes: since the last contact, None when in contact (or never seen)."""

    enrolment_id: int
    name: str
    number: int
    group: str
    where: Where
    attempt_id: int | None = None
    answered: int = 0
    slots: int = 0
    at_slot: int = 0
    quiet_minutes: int | None = None
    held: int = 0
    extra_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """The whole room. present: waiting or further."""

    seats: tuple[Seat, ...]
    waiting: int
    working: int
    handed_in: int
    quiet: int
    held: int

    @property
    def size(self) -> int:
        """How many learners the class has."""
        return len(self.seats)


def room(quiz: QuizFacts, now: datetime) -> Room:
    """The present state of the room. Five queries."""
    learners = class_list(quiz.cohort_id)
    waits: dict[int, datetime] = {
        row.enrolment_id: row.seen_at
        for row in db.session.execute(
            select(WaitingLearner.enrolment_id, WaitingLearner.seen_at).where(
                WaitingLearner.quiz_id == quiz.id
            )
        )
    }
    latest = _latest_attempts(quiz.id)
    answers = _answer_counts(quiz.id)
    held = _held_counts(quiz.id)
    seats = tuple(
        _seat(one, quiz, latest.get(one.enrolment_id), waits.get(one.enrolment_id), answers, held, now)
        for one in learners
    )
    count = {where: sum(seat.where is where for seat in seats) for where in Where}
    return Room(
        seats,
        count[Where.WAITING],
        count[Where.WORKING],
        count[Where.HANDED_IN] + count[Where.OUT],
        sum(seat.quiet_minutes is not None for seat in seats),
        sum(seat.held for seat in seats),
    )


def _latest_attempts(quiz_id: int) -> Mapping[int, Any]:
    rows = db.session.execute(
        select(
            Attempt.id, Attempt.enrolment_id, Attempt.slots, Attempt.started_at, Attempt.seen_at, Attempt.extra,
            Attempt.at_slot, Attempt.reopened_until, Attempt.handed_in_at, Attempt.handed_in_how,
        )
        .where(Attempt.quiz_id == quiz_id)
        .order_by(Attempt.number)
    )  # fmt: skip
    return {row.enrolment_id: row for row in rows}


def _answer_counts(quiz_id: int) -> Mapping[int, Any]:
    rows = db.session.execute(
        select(Answer.attempt_id, func.count().label("answered"), func.max(Answer.saved_at).label("last"))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.quiz_id == quiz_id, Answer.value != "[]")
        .group_by(Answer.attempt_id)
    )
    return {row.attempt_id: row for row in rows}


def _held_counts(quiz_id: int) -> Mapping[int, int]:
    rows = db.session.execute(
        select(HeldAnswer.attempt_id, func.count().label("held"))
        .join(Attempt, Attempt.id == HeldAnswer.attempt_id)
        .where(Attempt.quiz_id == quiz_id, HeldAnswer.decided == "")
        .group_by(HeldAnswer.attempt_id)
    )
    return {row.attempt_id: row.held for row in rows}


def _seat(
    learner: Learner,
    quiz: QuizFacts,
    attempt: Any,
    waits_since: datetime | None,
    answers: Mapping[int, Any],
    held: Mapping[int, int],
    now: datetime,
) -> Seat:
    who = (learner.enrolment_id, learner.name, learner.number, learner.group)
    if attempt is None:
        waits = waits_since is not None and (now - waits_since < PRESENT or quiz.stage(now) is Stage.RUNNING)
        return Seat(*who, Where.WAITING if waits and quiz.stage(now) is not Stage.OVER else Where.AWAY)
    own = sitting_of(
        quiz.times, attempt.started_at, attempt.extra, attempt.reopened_until, attempt.handed_in_at
    )
    closed = sitting.state(own, now) is timing.State.CLOSED
    counted = answers.get(attempt.id)
    heard = max(attempt.seen_at, counted.last) if counted else attempt.seen_at
    quiet = None if closed or now - heard < QUIET else (now - heard) // timedelta(minutes=1)
    by_hand = attempt.handed_in_how in ("learner", "staff")
    where = Where.WORKING if not closed else Where.HANDED_IN if by_hand else Where.OUT
    return Seat(
        *who,
        where,
        attempt.id,
        counted.answered if counted else 0,
        attempt.slots,
        attempt.at_slot,
        quiet,
        held.get(attempt.id, 0),
        attempt.extra // 60,
    )
