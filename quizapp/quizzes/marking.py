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
from quizapp.domain import answers, questions, scoring
from quizapp.domain.questions import ALL_OR_NOTHING, Question, Refusal, kind_of
from quizapp.quizzes.models import Answer

Values = Mapping[int, Sequence[str]]


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


def mark(
    attempt_id: int,
    paper: Sequence[Mapping[str, Any]],
    values: Values,
    known: Mapping[int, Version],
    rule: str,
) -> Mark:
    """Every slot is worth one point; what was not answered earns nothing."""
    shares = []
    for number, slot in enumerate(paper, start=1):
        question = asked(known[slot["version"]], rule)
        chosen = questions.read(question, values.get(number, ()), slot["order"])
        shares.append(Fraction(0) if isinstance(chosen, Refusal) else questions.mark(question, chosen))
    score = scoring.total(scoring.Item(Fraction(1), share) for share in shares)
    return Mark(score, tuple(shares), answers.receipt(str(attempt_id), values))


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
