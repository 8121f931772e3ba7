"""Commands on attempts: start, take over, hand in, write the marks of those whose time is over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from quizapp.accounts.session_key import SessionKey
from quizapp.audit.service import record
from quizapp.bank.queries import versions
from quizapp.cohorts.models import Enrolment
from quizapp.db import db, transactional
from quizapp.domain import answers, drawing, timing
from quizapp.domain.answers import BadBatch
from quizapp.domain.errors import (
    AttemptLimitReached,
    AttemptNotClosed,
    NotInThisCohort,
    QuizNotOpen,
    ReasonMissing,
)
from quizapp.quizzes import hot_statements
from quizapp.quizzes.models import Attempt, Quiz, QuizVersion
from quizapp.quizzes.queries import QuizFacts, Stage, quiz
from quizapp.quizzes.results import Closed, closed_attempts
from quizapp.quizzes.saving import Denied, Receipt, attempt_standings, write


@transactional
def start(quiz_id: int, enrolment_id: int, now: datetime) -> int:
    """Start an attempt, or go on with the open one; gives its id. Twenty at once give one attempt.

    QuizNotOpen, AttemptLimitReached, NotInThisCohort. The paper is drawn here, once, from the stored seed.
    """
    learner = db.session.execute(
        select(Enrolment).where(Enrolment.id == enrolment_id).with_for_update()
    ).scalar_one()
    facts = quiz(quiz_id)
    if learner.cohort_id != facts.cohort_id or learner.withdrawn_at is not None:
        raise NotInThisCohort
    settle({quiz_id: facts}, now, Attempt.enrolment_id == enrolment_id)
    taken = db.session.execute(
        select(Attempt.id, Attempt.handed_in_at)
        .where(Attempt.quiz_id == quiz_id, Attempt.enrolment_id == enrolment_id)
        .order_by(Attempt.number)
    ).all()
    if taken and taken[-1].handed_in_at is None:
        return int(taken[-1].id)
    if facts.stage(now) is not Stage.RUNNING:
        raise QuizNotOpen(closed=facts.stage(now) is Stage.OVER)
    if len(taken) >= facts.attempts_allowed:
        raise AttemptLimitReached(facts.attempts_allowed)
    number = len(taken) + 1
    seed = f"{_quiz_seed(quiz_id)}:{enrolment_id}:{number}"
    paper = draw_paper(facts, seed)
    attempt = Attempt(
        quiz_id=quiz_id,
        enrolment_id=enrolment_id,
        person_id=learner.person_id,
        number=number,
        seed=seed,
        paper=paper,
        slots=len(paper),
        started_at=now,
        seen_at=now,
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt.id


def _quiz_seed(quiz_id: int) -> str:
    return str(db.session.scalar(select(Quiz.seed).where(Quiz.id == quiz_id)))


def draw_paper(facts: QuizFacts, seed: str) -> list[dict[str, Any]]:
    """The paper of a seed out of the quiz's frozen pool: versions, kinds and the order of options, slot by slot."""
    pooled = db.session.scalars(
        select(QuizVersion.version_id).where(QuizVersion.quiz_id == facts.id).order_by(QuizVersion.position)
    ).all()
    known = versions(pooled)
    drawn: tuple[Any, ...] = tuple(pooled)
    rows = blueprint(facts.plan)
    if rows:
        pool = [
            drawing.PoolQuestion(one, known[one].topic, LEVELS.get(known[one].level, 0)) for one in pooled
        ]
        drawn = drawing.draw(rows, pool, seed)
    asked = {one: known[one].question for one in drawn}
    slots = drawing.paper(drawn, asked, seed, shuffle_questions=facts.shuffle, shuffle_options=facts.shuffle)
    return [
        {"version": slot.question, "kind": asked[slot.question].kind, "order": list(slot.order)}
        for slot in slots
    ]


LEVELS: Mapping[str, int] = {"nhan_biet": 1, "thong_hieu": 2, "van_dung": 3}


def blueprint(plan: Mapping[str, Any]) -> tuple[drawing.BlueprintRow, ...]:
    """The rows of a stored plan in the terms of the rules; no rows = every question."""
    return tuple(
        drawing.BlueprintRow(row.get("topic"), LEVELS.get(row.get("level") or ""), row["number"])
        for row in plan.get("rows", ())
    )


@transactional
def take_over(attempt_id: int, sender: SessionKey, now: datetime) -> int | Denied:
    """Another device goes on with the attempt: the epoch rises, what the old one still sends is held."""
    attempt = attempt_standings(attempt_id, sender, now, hot_statements.READ_TO_CLOSE)
    if isinstance(attempt, Denied):
        return attempt
    if attempt.state(now) is timing.State.CLOSED:
        return attempt.epoch
    db.session.execute(
        update(Attempt).where(Attempt.id == attempt_id).values(epoch=attempt.epoch + 1, seen_at=now)
    )
    return attempt.epoch + 1


@transactional
def hand_in(
    attempt_id: int, sender: SessionKey, body: object, now: datetime
) -> Receipt | Denied | BadBatch | None:
    """Close an attempt and mark it, with the last answers it may carry; twice gives the same result.

    None: nothing was carried. After the deadline the mark is that of the deadline, whoever asks for it.
    """
    attempt = attempt_standings(attempt_id, sender, now, hot_statements.READ_TO_CLOSE)
    if isinstance(attempt, Denied):
        return attempt
    receipt: Receipt | None = None
    if body is not None:
        batch = answers.read_batch(body, attempt.epoch)
        if isinstance(batch, BadBatch):
            return batch
        receipt = write(attempt, batch, now)
    if attempt.state(now) is not timing.State.CLOSED:
        db.session.execute(
            update(Attempt)
            .where(Attempt.id == attempt_id)
            .values(handed_in_at=now, handed_in_how="learner", seen_at=now)
        )
    settle({attempt.quiz_id: quiz(attempt.quiz_id)}, now, Attempt.id == attempt_id)
    return receipt


@transactional
def settle(quizzes: Mapping[int, QuizFacts], now: datetime, wanted: Any = None) -> tuple[Closed, ...]:
    """Write the marks of closed attempts that have none yet, and give all closed ones.

    Idempotent: whoever comes first writes what anybody would have written. The attempts are locked first, so that no
    answer is acknowledged that the mark does not know.
    """
    closed = closed_attempts(quizzes, now, wanted)
    unwritten = [one.attempt_id for one in closed if one.mark is not None]
    if not unwritten:
        return closed
    db.session.execute(
        select(Attempt.id).where(Attempt.id.in_(unwritten)).order_by(Attempt.id).with_for_update()
    ).all()
    for one in closed_attempts(quizzes, now, Attempt.id.in_(unwritten)):
        if one.mark is not None:
            _write_mark(one)
    return closed


def _write_mark(one: Closed) -> None:
    assert one.mark is not None
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == one.attempt_id, Attempt.points.is_(None))
        .values(
            points=str(one.score.points),
            maximum=str(one.score.maximum),
            marks=[str(share) for share in one.shares],
            receipt=one.mark.receipt,
            handed_in_at=one.closed_at,
        )
    )
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == one.attempt_id, Attempt.handed_in_how == "")
        .values(handed_in_how="time")
    )


@transactional
def reopen(attempt_id: int, minutes: int, reason: str, now: datetime, actor_id: int | None) -> None:
    """Let a learner go on with a closed attempt for some minutes; it is marked afresh afterwards. ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    attempt = db.session.execute(
        select(Attempt).where(Attempt.id == attempt_id).with_for_update()
    ).scalar_one()
    facts = quiz(attempt.quiz_id)
    settle({facts.id: facts}, now, Attempt.id == attempt_id)
    db.session.refresh(attempt)
    if attempt.handed_in_at is None:
        raise AttemptNotClosed
    was = {"points": attempt.points, "handed_in_at": attempt.handed_in_at.isoformat()}
    attempt.handed_in_at, attempt.handed_in_how = None, ""
    attempt.points = attempt.maximum = attempt.marks = None
    attempt.reopened_until = now + timedelta(minutes=minutes)
    record(
        "quizzes.reopen", "attempt", attempt_id, now=now, actor_id=actor_id, cohort_id=facts.cohort_id,
        reason=reason, minutes=minutes, before=was,
    )  # fmt: skip


@transactional
def seen(attempt_id: int, now: datetime, at_slot: int | None = None) -> None:
    """Note that a device asked how things stand, and where it is; written at most every fifteen seconds."""
    quiet_since = now - timedelta(seconds=15)
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.seen_at < quiet_since)
        .values({"seen_at": now} | ({"at_slot": at_slot} if at_slot is not None else {}))
    )


@transactional
def settle_one(attempt_id: int, now: datetime) -> None:
    """Write the mark of one attempt if its time is over and nobody did so yet."""
    quiz_id = db.session.scalar(select(Attempt.quiz_id).where(Attempt.id == attempt_id))
    if quiz_id is not None:
        settle({quiz_id: quiz(quiz_id)}, now, Attempt.id == attempt_id)
