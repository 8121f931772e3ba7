"""Results: what stands written, and what closed attempts nobody has looked at yet amount to (the same mark)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from quizapp.db import db
from quizapp.domain import scoring, sitting, timing
from quizapp.domain.scoring import AttemptRule, Score
from quizapp.quizzes.marking import Basis, Mark, mark, rulings_of, values_of, versions_of
from quizapp.quizzes.models import Attempt, Quiz
from quizapp.quizzes.queries import QUIZ, QuizFacts, facts_of
from quizapp.quizzes.sittings import sitting as sitting_of


class Result(NamedTuple):
    """Exact points out of a maximum, and the decision against the quiz's pass mark."""

    points: Fraction
    maximum: Fraction
    passed: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed attempt; mark None = written already (score says it). closed_at: hand-in, else the deadline."""

    attempt_id: int
    quiz: QuizFacts
    enrolment_id: int
    number: int
    paper: Sequence[Mapping[str, Any]]
    closed_at: datetime
    score: Score
    shares: tuple[Fraction, ...]
    mark: Mark | None


ATTEMPT = (
    Attempt.id, Attempt.quiz_id, Attempt.enrolment_id, Attempt.number, Attempt.paper, Attempt.started_at, Attempt.extra,
    Attempt.reopened_until, Attempt.handed_in_at, Attempt.points, Attempt.maximum, Attempt.marks,
)  # fmt: skip


def closed_attempts(
    quizzes: Mapping[int, QuizFacts], now: datetime, wanted: Any = None
) -> tuple[Closed, ...]:
    """Every closed attempt of these quizzes, marked. A constant number of queries, four more when marks are to be made.

    wanted: a further condition on Attempt.
    """
    chosen: Select[*tuple[Any, ...]] = select(*ATTEMPT).where(Attempt.quiz_id.in_(quizzes))
    if wanted is not None:
        chosen = chosen.where(wanted)
    rows = db.session.execute(chosen.order_by(Attempt.enrolment_id, Attempt.number)).all()
    shut = [(row, at) for row in rows if (at := _closed_at(row, quizzes[row.quiz_id], now))]
    fresh = [row for row, _ in shut if row.points is None]
    values = values_of([row.id for row in fresh]) if fresh else {}
    known = versions_of([row.paper for row in fresh]) if fresh else {}
    rulings = rulings_of(row.quiz_id for row in fresh) if fresh else {}
    found = []
    for row, at in shut:
        quiz = quizzes[row.quiz_id]
        if row.points is None:
            basis = Basis(known, quiz.scoring_rule, rulings[quiz.id])
            made = mark(row.id, row.paper, values.get(row.id, {}), basis)
            score, shares = made.score, made.shares
        else:
            made, score = None, Score(Fraction(row.points), Fraction(row.maximum))
            shares = tuple(Fraction(share) for share in row.marks)
        found.append(Closed(row.id, quiz, row.enrolment_id, row.number, row.paper, at, score, shares, made))
    return tuple(found)


def _closed_at(row: Any, quiz: QuizFacts, now: datetime) -> datetime | None:
    own = sitting_of(quiz.times, row.started_at, row.extra, row.reopened_until, row.handed_in_at)
    if sitting.state(own, now) is not timing.State.CLOSED:
        return None
    return row.handed_in_at or sitting.ends(own, now)


def last_end(quiz: QuizFacts, now: datetime) -> datetime | None:
    """The moment (grace included) at which the last open paper of a quiz closes; None when all are closed."""
    rows = db.session.execute(
        select(*ATTEMPT).where(Attempt.quiz_id == quiz.id, Attempt.handed_in_at.is_(None))
    ).all()
    own = [sitting_of(quiz.times, row.started_at, row.extra, row.reopened_until, None) for row in rows]
    open_ones = [one for one in own if sitting.state(one, now) is not timing.State.CLOSED]
    return max((sitting.ends(one, now) + one.table.grace for one in open_ones), default=None)


def best_results(cohort_id: int, now: datetime) -> Mapping[int, Mapping[int, Result]]:
    """The result that counts of each learner in each quiz: {enrolment: {quiz: Result}}; no entry = nothing closed.

    At most six queries, however many learners. Open attempts do not count yet; closed ones do, written or not.
    """
    rows = db.session.execute(select(*QUIZ).where(Quiz.cohort_id == cohort_id))
    return counting_results({row[0]: facts_of(row) for row in rows}, now)


def counting_results(quizzes: Mapping[int, QuizFacts], now: datetime) -> Mapping[int, Mapping[int, Result]]:
    """The same for chosen quizzes."""
    by_learner: dict[tuple[int, int], list[Score]] = {}
    for one in closed_attempts(quizzes, now):
        by_learner.setdefault((one.enrolment_id, one.quiz.id), []).append(one.score)
    found: dict[int, dict[int, Result]] = {}
    for (enrolment_id, quiz_id), scores in by_learner.items():
        best = scoring.counting(scores, AttemptRule.BEST)
        if best is not None:
            passed = scoring.is_passed(best, quizzes[quiz_id].threshold)
            found.setdefault(enrolment_id, {})[quiz_id] = Result(best.points, best.maximum, passed)
    return found
