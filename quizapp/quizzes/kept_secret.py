"""What quizzes keep secret from those who practise at home (self_assessment.secret_versions.SecretVersions)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from quizapp.bank.models import QuestionVersion
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Quiz, QuizVersion
from quizapp.quizzes.queries import QUIZ, QuizFacts, Stage

STILL_GOING_ON = timedelta(hours=1)  # a reopened paper may be on its way for that long after its time is over


class KeptSecret:
    """A quiz keeps every question it may ask, from the opening of its waiting room until its review is released."""

    def questions_kept(self, cohort_ids: Collection[int], now: datetime) -> frozenset[int]:
        """Questions, whatever their version. At most three queries."""
        quizzes = _keeping(cohort_ids, now)
        if not quizzes:
            return frozenset()
        wanted = (
            select(QuestionVersion.question_id)
            .join(QuizVersion, QuizVersion.version_id == QuestionVersion.id)
            .where(QuizVersion.quiz_id.in_(quizzes))
            .distinct()
        )
        return frozenset(db.session.scalars(wanted))

    def quizzes_keeping(self, cohort_ids: Collection[int], now: datetime) -> tuple[str, ...]:
        """Their titles, the oldest first. At most two queries."""
        return tuple(_keeping(cohort_ids, now).values())


def _keeping(cohort_ids: Collection[int], now: datetime) -> Mapping[int, str]:
    rows = db.session.execute(
        select(*QUIZ).where(Quiz.cohort_id.in_(cohort_ids), Quiz.opened_at.is_not(None)).order_by(Quiz.id)
    )
    opened = [QuizFacts(*row) for row in rows]
    released = {one.id for one in opened if _is_released(one, now)}
    if released:
        released -= _reopened(released, now)
    return {one.id: one.title for one in opened if one.id not in released}


def _is_released(quiz: QuizFacts, now: datetime) -> bool:
    return quiz.review_released_at is not None and quiz.stage(now) is Stage.OVER


def _reopened(quiz_ids: Collection[int], now: datetime) -> frozenset[int]:
    """Quizzes of which somebody has a paper again after the release."""
    wanted = select(Attempt.quiz_id).where(
        Attempt.quiz_id.in_(quiz_ids),
        Attempt.handed_in_at.is_(None),
        Attempt.reopened_until > now - STILL_GOING_ON,
    )
    return frozenset(db.session.scalars(wanted.distinct()))
