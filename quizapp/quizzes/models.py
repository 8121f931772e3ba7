"""Quizzes, attempts, answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class Quiz(Model):
    """A quiz of a cohort. All lengths in seconds, all moments in UTC.

    state: draft | waiting (learners gather) | running | ended. one_at_a_time: one question a screen.
    common_end: the room ends together; else everyone has time_limit from their own start. extra: granted to all.
    pauses: [[began, ended or null]] as ISO times. pass_percent: an exact decimal text such as "80" or "66.7".
    required: counts for completion. plan: {"rows": [{"topic", "level", "number"}]}, null = any; no rows = every
    approved question. seed: with enrolment and number of the attempt it fixes each paper.
    """

    __tablename__ = "quiz"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    plan: Mapped[dict[str, Any]]
    time_limit: Mapped[int]
    grace: Mapped[int] = mapped_column(default=60)
    extra: Mapped[int] = mapped_column(default=0)
    attempts_allowed: Mapped[int] = mapped_column(default=1)
    one_at_a_time: Mapped[bool] = mapped_column(default=True)
    shuffle: Mapped[bool] = mapped_column(default=True)
    common_end: Mapped[bool] = mapped_column(default=True)
    pass_percent: Mapped[str] = mapped_column(String(10), default="50")
    scoring_rule: Mapped[str] = mapped_column(String(40), default="all_or_nothing")
    required: Mapped[bool] = mapped_column(default=False)
    seed: Mapped[str] = mapped_column(String(40))
    show_result: Mapped[bool] = mapped_column(default=True)
    pauses: Mapped[list[Any]] = mapped_column(default=list)
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    review_released_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)


class QuizVersion(Model):
    """A question version that this quiz may ask; fixed when the quiz opens."""

    __tablename__ = "quiz_version"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), primary_key=True, index=True)
    position: Mapped[int]


class WaitingLearner(Model):
    """Who has come into the waiting room, and when last heard of."""

    __tablename__ = "waiting_learner"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True, index=True)
    seen_at: Mapped[datetime]


class Attempt(Model):
    """One learner's go at a quiz. paper: [{"version", "kind", "order"}] slot by slot (slot 1 first), order =
    authored indexes in the order shown. epoch rises when another device takes over. extra: seconds granted to this
    learner. at_slot: the question the device last said it shows, 0 = not said. points and maximum are exact
    fractions ("7/2"), marks one for each slot: a cache written by hand-in and re-marking alone. handed_in_how:
    learner | time | staff. receipt: the checksum of what was handed in.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("quiz_id", "enrolment_id", "number"),
        Index("ix_attempt_enrolment_id", "enrolment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int] = mapped_column(default=1)
    seed: Mapped[str] = mapped_column(String(80))
    paper: Mapped[list[Any]]
    slots: Mapped[int]
    epoch: Mapped[int] = mapped_column(default=1)
    extra: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    at_slot: Mapped[int] = mapped_column(default=0)
    reopened_until: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    handed_in_how: Mapped[str] = mapped_column(String(20), default="")
    points: Mapped[str | None] = mapped_column(String(40))
    maximum: Mapped[str | None] = mapped_column(String(40))
    marks: Mapped[list[Any] | None]
    receipt: Mapped[str] = mapped_column(String(20), default="")


class Answer(Model):
    """The latest accepted value of one slot; value is a JSON list of strings (places in this attempt)."""

    __tablename__ = "answer"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    epoch: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    saved_at: Mapped[datetime]
    age: Mapped[int] = mapped_column(BigInteger, default=0)


class QuizRuling(Model):
    """How a question of one quiz is marked after its key was found wrong (domain.regrading); the version stays as it is.

    key: authored indexes. One ruling at a time stands on a version; those undone or replaced are kept.
    """

    __tablename__ = "quiz_ruling"
    __table_args__ = (
        Index(
            "uq_quiz_ruling_standing",
            "quiz_id",
            "version_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class HeldAnswer(Model):
    """An answer that came late or from an old device: kept, for the instructor to decide.

    reason: late | old_epoch | epoch_unknown. decided: "" | accepted | left.
    """

    __tablename__ = "held_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "slot", "epoch", "seq", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    slot: Mapped[int]
    value: Mapped[str] = mapped_column(String(500))
    epoch: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    age: Mapped[int] = mapped_column(BigInteger, default=0)
    reason: Mapped[str] = mapped_column(String(20))
    came_at: Mapped[datetime]
    decided: Mapped[str] = mapped_column(String(10), default="")
