"""Commands of self-assessment: begin a round, answer a question."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from quizapp.accounts.models import Person
from quizapp.bank.queries import versions
from quizapp.cohorts.queries import cohort
from quizapp.db import db, transactional
from quizapp.domain import questions
from quizapp.domain.drawing import option_order
from quizapp.domain.self_testing import Choice, to_practise
from quizapp.self_assessment.models import SelfAnswer, SelfReview, SelfRound
from quizapp.self_assessment.queries import current_versions, kept_from, pool, the_round
from quizapp.self_assessment.scheduling import after_answer

QUESTIONS_A_ROUND = 10


class Answered(StrEnum):
    """What became of an answer. again: one stands already, nothing was written; kept: the question is secret now.

    incomplete: nothing chosen, or not every step of an ordering in its one place.
    """

    SAVED = "saved"
    AGAIN = "again"
    KEPT = "kept"
    INCOMPLETE = "incomplete"


@transactional
def begin(cohort_id: int, person_id: int, choice: Choice, now: datetime, topic: str = "") -> int | None:
    """Begin a round of at most ten questions; None when nothing can be practised for this choice.

    Again before the first answer (a double click): the same round, drawn afresh from its own seed.
    """
    _one_at_a_time(person_id)
    made = _untouched(cohort_id, person_id, choice, topic)
    seed = made.seed if made else secrets.token_hex(8)
    open_ones = pool(cohort(cohort_id).course_id, person_id, kept_from(person_id, cohort_id, now))
    drawn = to_practise(choice, open_ones.recalls, now, seed, QUESTIONS_A_ROUND, topic)
    if not drawn:
        return None
    paper = _paper(drawn, seed)
    if made is None:
        made = SelfRound(
            person_id=person_id,
            cohort_id=cohort_id,
            choice=choice.value,
            topic=topic,
            seed=seed,
            started_at=now,
        )
        db.session.add(made)
    made.paper, made.started_at = paper, now
    db.session.flush()
    return made.id


@transactional
def answer(round_id: int, position: int, value: Sequence[str], now: datetime) -> Answered:
    """Take the answer to one place of a round; only the first counts, also of two sent at once.

    Whether it is right moves the day on which the question is due again. LookupError for a place that is not there.
    """
    row = db.session.execute(select(SelfRound).where(SelfRound.id == round_id)).scalar_one()
    _one_at_a_time(row.person_id)
    facts = the_round(round_id)
    if not 1 <= position <= facts.length:
        raise LookupError(position)
    if position in facts.answers:
        return Answered.AGAIN
    if facts.is_kept(position, kept_from(row.person_id, row.cohort_id, now)):
        return Answered.KEPT
    asked = facts.paper[position - 1]
    question = versions([asked["version"]])[asked["version"]].question
    chosen = questions.read(question, value, asked["order"])
    if isinstance(chosen, questions.Refusal) or not chosen:
        return Answered.INCOMPLETE
    is_right = questions.mark(question, chosen) == 1
    db.session.add(
        SelfAnswer(
            round_id=round_id,
            position=position,
            person_id=row.person_id,
            question_id=asked["question"],
            value=list(questions.places_of(chosen, asked["order"])),
            is_right=is_right,
            answered_at=now,
        )
    )
    _remember(row.person_id, asked["question"], now, is_right=is_right)
    return Answered.SAVED


def _one_at_a_time(person_id: int) -> None:
    """Two commands of one person never run side by side (PostgreSQL; SQLite has one writer anyway)."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def _untouched(cohort_id: int, person_id: int, choice: Choice, topic: str) -> SelfRound | None:
    """The person's latest round of the class, if it is this very choice and nothing was answered in it."""
    latest = db.session.scalar(
        select(SelfRound)
        .where(SelfRound.person_id == person_id, SelfRound.cohort_id == cohort_id)
        .order_by(SelfRound.id.desc())
        .limit(1)
    )
    if latest is None or (latest.choice, latest.topic) != (choice, topic):
        return None
    begun = db.session.scalar(select(SelfAnswer.position).where(SelfAnswer.round_id == latest.id).limit(1))
    return latest if begun is None else None


def _paper(drawn: tuple[int, ...], seed: str) -> list[dict[str, Any]]:
    current = current_versions(drawn)
    known = versions(current.values())
    return [
        {
            "question": one,
            "version": current[one],
            "order": list(option_order(known[current[one]].question, seed, place, shuffle=True)),
        }
        for place, one in enumerate(drawn, start=1)
    ]


def _remember(person_id: int, question_id: int, now: datetime, *, is_right: bool) -> None:
    review = db.session.get(SelfReview, (person_id, question_id))
    following = after_answer(question_id, review.state if review else None, now, is_right=is_right)
    if review is None:
        review = SelfReview(person_id=person_id, question_id=question_id, times=0, right_times=0)
    review.due, review.state = following.due, following.state
    review.last_answer_at, review.last_right = now, is_right
    review.times += 1
    review.right_times += is_right
    db.session.add(review)
