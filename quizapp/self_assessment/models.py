"""Self-assessment: rounds of questions, the answers given in them, and what is remembered of each question."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class SelfRound(Model):
    """One round of up to ten questions. choice: due | topic | wrong; topic: its key when the choice is a topic.

    paper: [{"question", "version", "order"}] place by place, order = authored indexes in the order shown.
    """

    __tablename__ = "self_round"
    __table_args__ = (Index("ix_self_round_person_id_cohort_id", "person_id", "cohort_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    choice: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(80), default="")
    seed: Mapped[str] = mapped_column(String(40))
    paper: Mapped[list[Any]]
    started_at: Mapped[datetime]


class SelfAnswer(Model):
    """The one answer to a place of a round, never changed; value: places in this round, as sent."""

    __tablename__ = "self_answer"
    __table_args__ = (Index("ix_self_answer_person_id_answered_at", "person_id", "answered_at"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("self_round.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    value: Mapped[list[Any]]
    is_right: Mapped[bool]
    answered_at: Mapped[datetime]


class SelfReview(Model):
    """How a person knows a question: when it is due again, with the state of the scheduler (scheduling.Schedule)."""

    __tablename__ = "self_review"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, index=True)
    due: Mapped[datetime]
    state: Mapped[dict[str, Any]]
    last_answer_at: Mapped[datetime]
    last_right: Mapped[bool]
    times: Mapped[int] = mapped_column(default=0)
    right_times: Mapped[int] = mapped_column(default=0)
