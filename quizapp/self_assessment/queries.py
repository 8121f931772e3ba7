"""Reads for self-assessment: what one person knows, their rounds, their days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from quizapp.accounts.models import Unit
from quizapp.bank.models import Question, QuestionVersion
from quizapp.cohorts.models import Cohort
from quizapp.cohorts.queries import learner_cohorts
from quizapp.db import db
from quizapp.domain.questions import KINDS
from quizapp.domain.self_testing import Choice, Recall
from quizapp.self_assessment.models import SelfAnswer, SelfReview, SelfRound
from quizapp.self_assessment.secret_versions import secret_versions
from quizapp.web.access import Place
from quizapp.web.clock import VIETNAM, local

DAYS = 14


@dataclass(frozen=True, slots=True)
class Pool:
    """What a person may practise of a course, and how many questions are kept secret for now."""

    recalls: tuple[Recall, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to a place of a round; value: places in this round."""

    position: int
    value: tuple[str, ...]
    is_right: bool
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """A round of questions of one person. paper as in models.SelfRound; answers by place, from 1."""

    id: int
    person_id: int
    cohort_id: int
    choice: Choice
    topic: str
    paper: tuple[Mapping[str, Any], ...]
    started_at: datetime
    answers: Mapping[int, GivenAnswer]

    @property
    def length(self) -> int:
        """How many questions it has."""
        return len(self.paper)

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(one.is_right for one in self.answers.values())

    def next_open(self, after: int, kept: frozenset[int]) -> int | None:
        """The next place to answer, after this one first, else from the start; those kept secret are passed over."""
        places = [*range(after + 1, self.length + 1), *range(1, after + 1)]
        return next((at for at in places if at not in self.answers and not self.is_kept(at, kept)), None)

    def is_kept(self, position: int, kept: frozenset[int]) -> bool:
        """Whether the question at this place is secret now."""
        return self.paper[position - 1]["question"] in kept


@dataclass(frozen=True, slots=True)
class Day:
    """What was practised on one day, on the clocks of Vietnam."""

    day: date
    answered: int
    right: int

    @property
    def wrong(self) -> int:
        """The rest."""
        return self.answered - self.right


def round_place(round_id: int, **others: object) -> Place | None:
    """Where a round stands, and whose it is."""
    row = db.session.execute(
        select(Cohort.id, Unit.path, SelfRound.person_id)
        .select_from(SelfRound)
        .join(Cohort, Cohort.id == SelfRound.cohort_id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(SelfRound.id == round_id)
    ).one_or_none()
    return Place(cohort_id=row[0], unit_path=row[1], owner_id=row[2]) if row else None


def kept_from(person_id: int, cohort_id: int, now: datetime) -> frozenset[int]:
    """Questions that this person may not practise now: those kept by any class they are in, not only by this one."""
    return secret_versions().questions_kept(_classes(person_id, cohort_id), now)


def keeping(person_id: int, cohort_id: int, now: datetime) -> tuple[str, ...]:
    """The titles of the quizzes that keep them."""
    return secret_versions().quizzes_keeping(_classes(person_id, cohort_id), now)


def _classes(person_id: int, cohort_id: int) -> frozenset[int]:
    return frozenset({cohort_id, *(one.id for one in learner_cohorts(person_id))})


def pool(course_id: int, person_id: int, kept: frozenset[int]) -> Pool:
    """The approved questions of a course with what this person knows of each; those kept are left out. One query."""
    rows = db.session.execute(
        select(
            Question.id,
            Question.topic,
            func.coalesce(SelfReview.times, 0),
            SelfReview.last_right,
            SelfReview.last_answer_at,
            SelfReview.due,
        )
        .join(QuestionVersion, _is_current())
        .outerjoin(SelfReview, and_(SelfReview.question_id == Question.id, SelfReview.person_id == person_id))
        .where(Question.course_id == course_id, Question.state == "approved", QuestionVersion.kind.in_(KINDS))
        .order_by(Question.id)
    ).all()
    open_ones = [row for row in rows if row[0] not in kept]
    recalls = tuple(Recall(*row[:3], bool(row[3]), *row[4:]) for row in open_ones)
    return Pool(recalls, len(rows) - len(open_ones))


def _is_current() -> ColumnElement[bool]:
    return and_(
        QuestionVersion.question_id == Question.id, QuestionVersion.number == Question.current_version
    )


def current_versions(question_ids: tuple[int, ...]) -> Mapping[int, int]:
    """{question: its present version}. One query."""
    rows = db.session.execute(
        select(Question.id, QuestionVersion.id)
        .join(QuestionVersion, _is_current())
        .where(Question.id.in_(question_ids))
    )
    return {row[0]: row[1] for row in rows}


ROUND = (
    SelfRound.id,
    SelfRound.person_id,
    SelfRound.cohort_id,
    SelfRound.choice,
    SelfRound.topic,
    SelfRound.paper,
    SelfRound.started_at,
)


def the_round(round_id: int) -> Round:
    """One round with its answers; LookupError when there is none. Two queries."""
    row = db.session.execute(select(*ROUND).where(SelfRound.id == round_id)).one_or_none()
    if row is None:
        raise LookupError(round_id)
    return _round(row)


def _round(row: Any) -> Round:
    given = db.session.execute(
        select(SelfAnswer.position, SelfAnswer.value, SelfAnswer.is_right, SelfAnswer.answered_at)
        .where(SelfAnswer.round_id == row.id)
        .order_by(SelfAnswer.position)
    )
    answers = {one[0]: GivenAnswer(one[0], tuple(one[1]), *one[2:]) for one in given}
    return Round(row[0], row[1], row[2], Choice(row[3]), row[4], tuple(row[5]), row[6], answers)


def last_round(person_id: int, cohort_id: int) -> Round | None:
    """The latest round of a person in a class. Two queries at most."""
    row = db.session.execute(
        select(*ROUND)
        .where(SelfRound.person_id == person_id, SelfRound.cohort_id == cohort_id)
        .order_by(SelfRound.id.desc())
        .limit(1)
    ).one_or_none()
    return _round(row) if row else None


def days(person_id: int, course_id: int, now: datetime) -> tuple[Day, ...]:
    """The last fourteen days, today last, also those without practice. One query."""
    today = local(now).date()
    listed = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    rows = db.session.execute(
        select(SelfAnswer.answered_at, SelfAnswer.is_right)
        .join(Question, Question.id == SelfAnswer.question_id)
        .where(
            SelfAnswer.person_id == person_id,
            SelfAnswer.answered_at >= datetime.combine(listed[0], time(), VIETNAM),
            Question.course_id == course_id,
        )
    )
    counts = {day: [0, 0] for day in listed}
    for answered_at, is_right in rows:
        count = counts.get(local(answered_at).date())
        if count is not None:
            count[0] += 1
            count[1] += is_right
    return tuple(Day(day, *count) for day, count in counts.items())
