"""Answers that came late or from an old device: shown, and decided for the room in one act."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from quizapp.accounts.models import Person
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.answers import Standing
from quizapp.domain.errors import ReasonMissing
from quizapp.domain.timing import claimed_time
from quizapp.quizzes.attempts import settle
from quizapp.quizzes.models import Answer, Attempt, HeldAnswer
from quizapp.quizzes.queries import quiz


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One held answer. claimed_at: when the phone says it was chosen: shown, never believed."""

    name: str
    slot: int
    reason: str
    came_at: datetime
    claimed_at: datetime


def held_answers(quiz_id: int) -> tuple[HeldLine, ...]:
    """The undecided ones by learner and slot. One query."""
    rows = db.session.execute(
        select(
            Person.name, HeldAnswer.slot, HeldAnswer.reason, HeldAnswer.came_at, HeldAnswer.age, Attempt.started_at
        )
        .join(Attempt, Attempt.id == HeldAnswer.attempt_id)
        .join(Person, Person.id == Attempt.person_id)
        .where(Attempt.quiz_id == quiz_id, HeldAnswer.decided == "")
        .order_by(Person.name_key, HeldAnswer.slot, HeldAnswer.id)
    )  # fmt: skip
    return tuple(
        HeldLine(name, slot, reason, came, claimed_time(came, age, started))
        for name, slot, reason, came, age, started in rows
    )


@transactional
def decide_held(quiz_id: int, *, accept: bool, reason: str, now: datetime, actor_id: int | None) -> int:
    """Accept every held answer of the room that is newer than what stands, or leave them all; gives how many count.

    Closed attempts that gain an answer are marked afresh. ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    facts = quiz(quiz_id)
    attempts = select(Attempt.id).where(Attempt.quiz_id == quiz_id)
    undecided = HeldAnswer.decided == ""
    touched = select(HeldAnswer.attempt_id).where(undecided, HeldAnswer.attempt_id.in_(attempts))
    locked = select(Attempt.id).where(Attempt.id.in_(touched)).order_by(Attempt.id).with_for_update()
    ids = list(db.session.scalars(locked))
    rows = db.session.scalars(
        select(HeldAnswer)
        .where(HeldAnswer.attempt_id.in_(ids), undecided)
        .order_by(HeldAnswer.epoch, HeldAnswer.seq)
    ).all()
    counted = {row.attempt_id: 0 for row in rows}
    for row in rows:
        row.decided = "accepted" if accept else "left"
        counted[row.attempt_id] += accept and _put(row, now)
    changed = [attempt for attempt, number in counted.items() if number]
    db.session.flush()
    unmarked: dict[str, Any] = {"points": None, "maximum": None, "marks": None}
    db.session.execute(update(Attempt).where(Attempt.id.in_(changed)).values(**unmarked))
    settle({quiz_id: facts}, now, Attempt.id.in_(changed))
    record(
        "quizzes.decide_held", "quiz", quiz_id, now=now, actor_id=actor_id, cohort_id=facts.cohort_id,
        reason=reason, accepted=accept, answers=len(rows), counted=sum(counted.values()),
    )  # fmt: skip
    return sum(counted.values())


def _put(row: HeldAnswer, now: datetime) -> bool:
    """Whether the held answer is newer than what stands, and now stands itself."""
    there = db.session.get(Answer, (row.attempt_id, row.slot))
    if there is not None and not _is_newer(
        row, Standing(tuple(json.loads(there.value)), there.epoch, there.seq)
    ):
        return False
    db.session.merge(
        Answer(
            attempt_id=row.attempt_id, slot=row.slot, value=row.value, epoch=row.epoch, seq=row.seq,
            saved_at=now, age=min(row.age, int(timedelta(days=30).total_seconds() * 1000)),
        )
    )  # fmt: skip
    return True


def _is_newer(row: HeldAnswer, standing: Standing) -> bool:
    return (row.epoch, row.seq) > (standing.epoch, standing.seq)
