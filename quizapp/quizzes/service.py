"""Commands on quizzes: make, change, open the waiting room, start for all, pause, add time, end, release."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from quizapp.audit.service import record
from quizapp.bank.queries import drawable
from quizapp.cohorts.models import Enrolment
from quizapp.cohorts.queries import cohort
from quizapp.db import db, transactional
from quizapp.domain import drawing
from quizapp.domain.errors import (
    QuestionsTooFew,
    QuizAlreadyStarted,
    QuizHasNoQuestions,
    QuizNotOpen,
    ReasonMissing,
)
from quizapp.domain.sitting import PapersUnderWay
from quizapp.quizzes.attempts import LEVELS, blueprint, settle
from quizapp.quizzes.models import Attempt, Quiz, QuizVersion, WaitingLearner
from quizapp.quizzes.queries import Stage, quiz
from quizapp.quizzes.results import last_end

QUIET = timedelta(seconds=12)


@dataclass(frozen=True, slots=True)
class QuizDraft:
    """What is said when a quiz is made or changed. Lengths in seconds; plan and pass_percent as in models.Quiz."""

    title: str
    plan: dict[str, Any] = field(default_factory=lambda: {"rows": []})
    time_limit: int = 30 * 60
    grace: int = 60
    attempts_allowed: int = 1
    one_at_a_time: bool = True
    shuffle: bool = True
    common_end: bool = True
    pass_percent: str = "50"  # noqa: S105
    scoring_rule: str = "all_or_nothing"
    required: bool = True
    show_result: bool = True


@transactional
def make(
    cohort_id: int, draft: QuizDraft, now: datetime, actor_id: int | None = None, *, is_demo: bool = False
) -> int:
    """Make a quiz as a draft and give its id. QuestionsTooFew when the bank cannot fill the plan."""
    _check_plan(cohort_id, draft.plan)
    made = Quiz(
        cohort_id=cohort_id, seed=secrets.token_hex(16), made_at=now, is_demo=is_demo, pauses=[], **_columns(draft)
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(
        "quizzes.make", "quiz", made.id, now=now, actor_id=actor_id, cohort_id=cohort_id, title=draft.title
    )
    return made.id


@transactional
def change(quiz_id: int, draft: QuizDraft, now: datetime, actor_id: int | None = None) -> None:
    """Change a quiz that has not been started; one that is waiting gets a fresh pool. QuizAlreadyStarted."""
    row = _locked(quiz_id)
    if row.started_at is not None:
        raise QuizAlreadyStarted(row.started_at)
    _check_plan(row.cohort_id, draft.plan)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    if row.state == "waiting":
        _freeze_pool(row)
    record("quizzes.change", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id)


@transactional
def discard(quiz_id: int, now: datetime, actor_id: int | None = None) -> None:
    """Take back a draft that was never started. QuizAlreadyStarted."""
    row = _locked(quiz_id)
    if row.started_at is not None:
        raise QuizAlreadyStarted(row.started_at)
    for table in (WaitingLearner, QuizVersion):
        db.session.execute(delete(table).where(table.quiz_id == quiz_id))
    record("quizzes.discard", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id)
    db.session.delete(row)


@transactional
def open_quiz(quiz_id: int, now: datetime, actor_id: int | None = None) -> None:
    """Open the waiting room; the pool of question versions is frozen here. Again: nothing changes.

    QuizHasNoQuestions, QuestionsTooFew.
    """
    row = _locked(quiz_id)
    if row.opened_at is not None:
        return
    _freeze_pool(row)
    row.state, row.opened_at = "waiting", now
    record("quizzes.open", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id)


@transactional
def start_for_all(quiz_id: int, now: datetime, actor_id: int | None = None) -> None:
    """Start the clock of the room: whoever waits gets the paper. Again: nothing changes. QuizNotOpen."""
    row = _locked(quiz_id)
    if row.started_at is not None:
        return
    if row.opened_at is None:
        raise QuizNotOpen
    row.state, row.started_at = "running", now
    record("quizzes.start", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id)


@transactional
def end(quiz_id: int, now: datetime, actor_id: int | None = None) -> None:
    """End the quiz for all; what is under way still arrives within the grace. Again: nothing changes. QuizNotOpen."""
    row = _locked(quiz_id)
    if row.ended_at is not None:
        return
    if row.started_at is None:
        raise QuizNotOpen
    _resume(row, now)
    row.state, row.ended_at = "ended", now
    record("quizzes.end", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id)


@transactional
def pause(quiz_id: int, now: datetime, reason: str, actor_id: int | None = None) -> None:
    """Let the room stand still (power cut); the minutes come back with `resume`. QuizNotOpen."""
    row = _locked(quiz_id)
    if quiz(quiz_id).stage(now) is not Stage.RUNNING:
        raise QuizNotOpen(closed=row.ended_at is not None)
    if not (row.pauses and row.pauses[-1][1] is None):
        row.pauses = [*row.pauses, [now.isoformat(), None]]
        record(
            "quizzes.pause", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id, reason=reason
        )  # fmt: skip


@transactional
def resume(quiz_id: int, now: datetime, actor_id: int | None = None) -> None:
    """Go on after a pause; everybody's end moves by its length, also for phones that never heard of it."""
    row = _locked(quiz_id)
    if _resume(row, now):
        record("quizzes.resume", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id)


def _resume(row: Quiz, now: datetime) -> bool:
    if not (row.pauses and row.pauses[-1][1] is None):
        return False
    row.pauses = [*row.pauses[:-1], [row.pauses[-1][0], now.isoformat()]]
    return True


@transactional
def add_time(
    quiz_id: int,
    minutes: int,
    reason: str,
    now: datetime,
    actor_id: int | None,
    *,
    enrolment_id: int | None = None,
    group_id: int | None = None,
) -> None:
    """Give more time during the quiz: to one learner, a group of the class, or (neither named) to all.

    Whose time had just run out may go on; who handed in stays handed in. QuizNotOpen, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    row = _locked(quiz_id)
    if row.started_at is None or row.ended_at is not None:
        raise QuizNotOpen(closed=row.ended_at is not None)
    seconds = minutes * 60
    whose = Attempt.quiz_id == quiz_id
    if enrolment_id is not None:
        whose &= Attempt.enrolment_id == enrolment_id
    elif group_id is not None:
        whose &= Attempt.enrolment_id.in_(select(Enrolment.id).where(Enrolment.group_id == group_id))
    else:
        row.extra += seconds
    if enrolment_id is not None or group_id is not None:
        db.session.execute(update(Attempt).where(whose).values(extra=Attempt.extra + seconds))
    reopened = {"handed_in_at": None, "handed_in_how": "", "points": None, "maximum": None, "marks": None}
    db.session.execute(update(Attempt).where(whose, Attempt.handed_in_how == "time").values(**reopened))
    record(
        "quizzes.add_time", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id, reason=reason,
        minutes=minutes, enrolment=enrolment_id, group=group_id,
    )  # fmt: skip


@transactional
def release_review(quiz_id: int, now: datetime, actor_id: int | None = None) -> None:
    """Let learners see the right answers with explanation and citation. QuizNotOpen before the end.

    PapersUnderWay while somebody may still work: the keys would travel through the room.
    """
    row = _locked(quiz_id)
    if row.review_released_at is not None:
        return
    facts = quiz(quiz_id)
    if facts.stage(now) is not Stage.OVER:
        raise QuizNotOpen
    settle({quiz_id: facts}, now)
    latest = last_end(facts, now)
    if latest is not None:
        raise PapersUnderWay(latest)
    row.review_released_at = now
    record("quizzes.release", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id)


@transactional
def take_back_review(quiz_id: int, now: datetime, actor_id: int | None = None) -> None:
    """Close the review again."""
    row = _locked(quiz_id)
    if row.review_released_at is not None:
        row.review_released_at = None
        record(
            "quizzes.take_back_review", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=row.cohort_id
        )


@transactional
def wait(quiz_id: int, enrolment_id: int, now: datetime) -> None:
    """Note that a learner is in the waiting room; written at most every twelve seconds."""
    there = db.session.get(WaitingLearner, (quiz_id, enrolment_id))
    if there is None:
        db.session.execute(select(Enrolment.id).where(Enrolment.id == enrolment_id).with_for_update())
        there = db.session.get(WaitingLearner, (quiz_id, enrolment_id))
    if there is None:
        db.session.add(WaitingLearner(quiz_id=quiz_id, enrolment_id=enrolment_id, seen_at=now))
    elif now - there.seen_at > QUIET:
        there.seen_at = now


def _columns(draft: QuizDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in QuizDraft.__dataclass_fields__}


def _locked(quiz_id: int) -> Quiz:
    return db.session.execute(select(Quiz).where(Quiz.id == quiz_id).with_for_update()).scalar_one()


def _check_plan(cohort_id: int, plan: dict[str, Any]) -> None:
    """QuestionsTooFew for the first row that the approved questions cannot fill."""
    rows = blueprint(plan)
    if not rows:
        return
    pool = [
        drawing.PoolQuestion(one.version_id, one.topic, LEVELS.get(one.level, 0))
        for one in drawable(cohort(cohort_id).course_id)
    ]
    for one in drawing.draw(rows, pool, "check"):
        if isinstance(one, drawing.Shortage):
            raise QuestionsTooFew(one.row.topic, one.row.level, one.row.number, one.found)


def _freeze_pool(row: Quiz) -> None:
    _check_plan(row.cohort_id, row.plan)
    pool = drawable(cohort(row.cohort_id).course_id)
    if not pool:
        raise QuizHasNoQuestions
    db.session.execute(delete(QuizVersion).where(QuizVersion.quiz_id == row.id))
    for position, one in enumerate(pool, start=1):
        db.session.add(QuizVersion(quiz_id=row.id, version_id=one.version_id, position=position))
    db.session.flush()


def pool_size(quiz_id: int) -> int:
    """How many versions a paper of this quiz is drawn from; 0 before it was opened."""
    wanted = select(func.count()).select_from(QuizVersion).where(QuizVersion.quiz_id == quiz_id)
    return db.session.scalar(wanted) or 0
