"""Marks changed for everybody because a key was wrong: preview, apply with a reason, undo. Papers stay as they were."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from quizapp.accounts.models import Person
from quizapp.audit.service import record
from quizapp.bank.queries import Version, versions
from quizapp.cohorts.queries import class_list
from quizapp.db import db, transactional
from quizapp.domain import regrading, scoring
from quizapp.domain.errors import ReasonMissing
from quizapp.domain.regrading import NothingLeftToMark, QuizStillRunning, Ruling, RulingKind
from quizapp.domain.scoring import AttemptRule, Score
from quizapp.quizzes.attempts import settle
from quizapp.quizzes.certified import certificate_numbers
from quizapp.quizzes.marking import Basis, mark, rulings_of, values_of, versions_of
from quizapp.quizzes.models import Attempt, Quiz, QuizRuling, QuizVersion
from quizapp.quizzes.queries import QuizFacts, Stage, quiz
from quizapp.quizzes.results import Closed, closed_attempts


@dataclass(frozen=True, slots=True)
class Change:
    """A ruling put on a version, or (None) lifted from it."""

    version_id: int
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A learner whose result that counts becomes another. certificate: the number of the one that stands, or ""."""

    enrolment_id: int
    name: str
    before: Score
    after: Score
    passed_before: bool
    passed_after: bool
    certificate: str


@dataclass(frozen=True, slots=True)
class RemarkPreview:
    """What a change would do. asked: closed papers with the question; moved: by name, only those who change."""

    asked: int
    moved: tuple[Moved, ...]

    @property
    def newly_passed(self) -> int:
        """How many reach the pass mark by the change."""
        return sum(one.passed_after and not one.passed_before for one in self.moved)

    @property
    def newly_failed(self) -> int:
        """How many no longer reach it."""
        return sum(one.passed_before and not one.passed_after for one in self.moved)


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A ruling in the history of a quiz's question. by: who decided, "" when nobody signed in did."""

    id: int
    version_id: int
    ruling: Ruling
    reason: str
    by: str
    at: datetime
    undone_at: datetime | None


def asked_version(quiz_id: int, version_id: int) -> Version | None:
    """A version that this quiz may ask, with its key; None for any other."""
    pooled = select(QuizVersion.version_id).where(
        QuizVersion.quiz_id == quiz_id, QuizVersion.version_id == version_id
    )
    return versions([version_id])[version_id] if db.session.scalar(pooled) is not None else None


def rulings(quiz_id: int) -> tuple[RulingLine, ...]:
    """Every ruling of a quiz, the latest first. One query."""
    rows = db.session.execute(
        select(QuizRuling, Person.name)
        .outerjoin(Person, Person.id == QuizRuling.by_id)
        .where(QuizRuling.quiz_id == quiz_id)
        .order_by(QuizRuling.id.desc())
    )
    return tuple(
        RulingLine(
            row.id, row.version_id, Ruling(RulingKind(row.kind), tuple(row.key)), row.reason, name or "", row.at,
            row.undone_at,
        )
        for row, name in rows
    )  # fmt: skip


def remark_preview(quiz_id: int, change: Change, now: datetime) -> RemarkPreview:
    """Who would change from what to what. Writes nothing; a constant number of queries.

    RulingUnsound, NothingLeftToMark, QuizStillRunning.
    """
    facts = quiz(quiz_id)
    _check(facts, change, now)
    closed = closed_attempts({quiz_id: facts}, now)
    fresh = _fresh_scores(facts, closed, change)
    before = _counting(closed, lambda one: one.score)
    after = _counting(closed, lambda one: fresh.get(one.attempt_id, one.score))
    changed = [enrolment for enrolment, score in before.items() if score != after[enrolment]]
    held = certificate_numbers(changed) if changed else {}
    moved = tuple(
        Moved(
            one.enrolment_id,
            one.name,
            before[one.enrolment_id],
            after[one.enrolment_id],
            scoring.is_passed(before[one.enrolment_id], facts.threshold),
            scoring.is_passed(after[one.enrolment_id], facts.threshold),
            held.get(one.enrolment_id, ""),
        )
        for one in class_list(facts.cohort_id)
        if one.enrolment_id in changed
    )
    return RemarkPreview(len(fresh), moved)


@transactional
def remark(quiz_id: int, change: Change, reason: str, now: datetime, actor_id: int | None) -> int:
    """Put the ruling on the question, or lift it, and mark every closed paper that asked it afresh.

    Gives how many papers changed their mark. The same again changes nothing and gives 0. ReasonMissing, RulingUnsound,
    NothingLeftToMark, QuizStillRunning.
    """
    if not reason.strip():
        raise ReasonMissing
    db.session.execute(select(Quiz.id).where(Quiz.id == quiz_id).with_for_update()).one()
    facts = quiz(quiz_id)
    standing = rulings_of([quiz_id])[quiz_id].get(change.version_id)
    if standing == change.ruling:
        return 0
    _check(facts, change, now)
    _lock_papers(quiz_id)
    before = settle({quiz_id: facts}, now)
    _replace(quiz_id, change, reason, now, actor_id)
    papers = [one.attempt_id for one in before if _asks(one, change.version_id)]
    unmarked: dict[str, Any] = {"points": None, "maximum": None, "marks": None}
    db.session.execute(update(Attempt).where(Attempt.id.in_(papers)).values(**unmarked))
    after = {one.attempt_id: one.score for one in settle({quiz_id: facts}, now, Attempt.id.in_(papers))}
    told = {
        one.attempt_id: f"{scoring.points_words(one.score)} → {scoring.points_words(after[one.attempt_id])}"
        for one in before
        if one.attempt_id in after and after[one.attempt_id] != one.score
    }
    record(
        "quizzes.remark" if change.ruling else "quizzes.undo_remark", "quiz", quiz_id, now=now, actor_id=actor_id,
        cohort_id=facts.cohort_id, reason=reason, version=change.version_id, papers=len(papers), changed=told,
        ruling=change.ruling.kind.value if change.ruling else "", key=list(change.ruling.key) if change.ruling else [],
    )  # fmt: skip
    return len(told)


def _check(facts: QuizFacts, change: Change, now: datetime) -> None:
    if facts.stage(now) is not Stage.OVER:
        raise QuizStillRunning
    version = asked_version(facts.id, change.version_id)
    if version is None:
        raise LookupError(change.version_id)
    if change.ruling is None:
        return
    regrading.check(version.question, change.ruling)
    if change.ruling.kind is RulingKind.VOID:
        standing = rulings_of([facts.id])[facts.id]
        void = {one for one, ruling in standing.items() if ruling.kind is RulingKind.VOID} | {
            change.version_id
        }
        for paper in db.session.scalars(select(Attempt.paper).where(Attempt.quiz_id == facts.id)):
            if all(slot["version"] in void for slot in paper):
                raise NothingLeftToMark


def _lock_papers(quiz_id: int) -> None:
    db.session.execute(
        select(Attempt.id).where(Attempt.quiz_id == quiz_id).order_by(Attempt.id).with_for_update()
    ).all()


def _replace(quiz_id: int, change: Change, reason: str, now: datetime, actor_id: int | None) -> None:
    db.session.execute(
        update(QuizRuling)
        .where(
            QuizRuling.quiz_id == quiz_id,
            QuizRuling.version_id == change.version_id,
            QuizRuling.undone_at.is_(None),
        )
        .values(undone_at=now)
    )
    if change.ruling is not None:
        db.session.add(
            QuizRuling(
                quiz_id=quiz_id, version_id=change.version_id, kind=change.ruling.kind.value,
                key=list(change.ruling.key), reason=reason, by_id=actor_id, at=now,
            )
        )  # fmt: skip
    db.session.flush()


def _asks(one: Closed, version_id: int) -> bool:
    return any(slot["version"] == version_id for slot in one.paper)


def _fresh_scores(facts: QuizFacts, closed: Sequence[Closed], change: Change) -> Mapping[int, Score]:
    """The score that each closed paper with the question would have, by attempt."""
    papers = [one for one in closed if _asks(one, change.version_id)]
    standing = dict(rulings_of([facts.id])[facts.id])
    standing.pop(change.version_id, None)
    if change.ruling is not None:
        standing[change.version_id] = change.ruling
    basis = Basis(versions_of(one.paper for one in papers), facts.scoring_rule, standing)
    values = values_of(one.attempt_id for one in papers)
    return {
        one.attempt_id: mark(one.attempt_id, one.paper, values.get(one.attempt_id, {}), basis).score
        for one in papers
    }


def _counting(closed: Sequence[Closed], score_of: Callable[[Closed], Score]) -> dict[int, Score]:
    by_learner: dict[int, list[Score]] = {}
    for one in closed:
        by_learner.setdefault(one.enrolment_id, []).append(score_of(one))
    counted = {learner: scoring.counting(scores, AttemptRule.BEST) for learner, scores in by_learner.items()}
    return {learner: score for learner, score in counted.items() if score is not None}
