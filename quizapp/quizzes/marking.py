"""The mark of an attempt, computed from its paper, its answers and the versions it was asked."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from quizapp.bank.queries import Version, versions
from quizapp.db import db
from quizapp.domain import answers, questions, regrading, scoring
from quizapp.domain.questions import ALL_OR_NOTHING, Question, Refusal, kind_of
from quizapp.domain.regrading import Judged, Ruling, RulingKind
from quizapp.quizzes.models import Answer, QuizRuling

Values = Mapping[int, Sequence[str]]
Rulings = Mapping[int, Ruling]
"""The rulings that stand on versions of one quiz, by version."""


@dataclass(frozen=True, slots=True)
class Mark:
    """shares: of each slot's point, exact; receipt: the checksum over the answers that were marked."""

    score: scoring.Score
    shares: tuple[Fraction, ...]
    receipt: str


def asked(version: Version, rule: str) -> Question:
    """The question as this quiz marks it: its scoring rule where the kind knows it, else all or nothing."""
    known = rule in kind_of(version.question).rules
    return replace(version.question, rule=rule if known else ALL_OR_NOTHING)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the papers of one quiz are marked by: versions with their keys, its scoring rule, its rulings."""

    known: Mapping[int, Version]
    rule: str
    rulings: Rulings


def judged(paper: Sequence[Mapping[str, Any]], values: Values, basis: Basis) -> tuple[Judged, ...]:
    """Every slot of a paper, for the score and the review alike; what was not answered earns nothing."""
    found = []
    for number, slot in enumerate(paper, start=1):
        question = asked(basis.known[slot["version"]], basis.rule)
        chosen = questions.read(question, values.get(number, ()), slot["order"])
        given = () if isinstance(chosen, Refusal) else chosen
        found.append(regrading.judge(question, given, basis.rulings.get(slot["version"])))
    return tuple(found)


def mark(attempt_id: int, paper: Sequence[Mapping[str, Any]], values: Values, basis: Basis) -> Mark:
    """The mark of a paper with its receipt."""
    slots = judged(paper, values, basis)
    score = scoring.total(slot.item for slot in slots)
    return Mark(score, tuple(slot.item.share for slot in slots), answers.receipt(str(attempt_id), values))


def rulings_of(quiz_ids: Iterable[int]) -> Mapping[int, Rulings]:
    """The rulings that stand now, by quiz and version; every quiz asked for is in it. One query."""
    wanted = set(quiz_ids)
    found: dict[int, dict[int, Ruling]] = {quiz_id: {} for quiz_id in wanted}
    rows = db.session.execute(
        select(QuizRuling.quiz_id, QuizRuling.version_id, QuizRuling.kind, QuizRuling.key).where(
            QuizRuling.quiz_id.in_(wanted), QuizRuling.undone_at.is_(None)
        )
    )
    for quiz_id, version_id, kind, key in rows:
        found[quiz_id][version_id] = Ruling(RulingKind(kind), tuple(key))
    return found


def values_of(attempt_ids: Iterable[int]) -> Mapping[int, Values]:
    """The committed answers of attempts, by attempt and slot. One query."""
    found: dict[int, dict[int, Sequence[str]]] = defaultdict(dict)
    wanted = select(Answer.attempt_id, Answer.slot, Answer.value).where(
        Answer.attempt_id.in_(set(attempt_ids))
    )
    for attempt_id, slot, value in db.session.execute(wanted):
        found[attempt_id][slot] = tuple(json.loads(value))
    return found


def versions_of(papers: Iterable[Sequence[Mapping[str, Any]]]) -> Mapping[int, Version]:
    """The versions that papers ask, with their keys: a constant number of queries."""
    return versions({slot["version"] for paper in papers for slot in paper})
