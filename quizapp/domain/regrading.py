"""Rulings on a question whose key was wrong: what they make of an answer, for the score and the review alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from quizapp.domain import questions
from quizapp.domain.errors import RuleBroken
from quizapp.domain.questions import Chosen, Question
from quizapp.domain.scoring import Item

WHOLE = Fraction(1)
NOTHING = Fraction(0)


class RulingKind(StrEnum):
    """KEY: another right answer stands instead. ACCEPT: another full answer counts beside the authored one.
    VOID: out of points and maximum for everybody. FULL: full marks for everybody who was asked.
    """

    KEY = "key"
    ACCEPT = "accept"
    VOID = "void"
    FULL = "full"


NEEDS_KEY = frozenset({RulingKind.KEY, RulingKind.ACCEPT})


@dataclass(frozen=True, slots=True)
class Ruling:
    """key: authored indexes of one full answer (single: all that count); empty where the kind needs none."""

    kind: RulingKind
    key: Chosen = ()


class RulingUnsound(RuleBroken):
    """The new answer cannot be the key of this question, or is the key it has already."""

    code_of_flaw: str


class NothingLeftToMark(RuleBroken):
    """A paper would be left without a single question that counts."""


class QuizStillRunning(RuleBroken):
    """Marks are changed for everybody only once the quiz has ended."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one slot. right: the key that the mark stands on; () where no answer is right or wrong."""

    item: Item
    right: Chosen


def judge(question: Question, chosen: Chosen, ruling: Ruling | None) -> Judged:
    """The points of a slot and what was earned of them, exact. A slot is worth one point, a void one none."""
    if ruling is None:
        return Judged(Item(WHOLE, questions.mark(question, chosen)), question.key)
    if ruling.kind is RulingKind.VOID:
        return Judged(Item(NOTHING, NOTHING), ())
    if ruling.kind is RulingKind.FULL:
        return Judged(Item(WHOLE, WHOLE), ())
    other = replace(question, key=ruling.key)
    share = questions.mark(other, chosen)
    if ruling.kind is RulingKind.KEY:
        return Judged(Item(WHOLE, share), ruling.key)
    authored = questions.mark(question, chosen)
    return Judged(Item(WHOLE, max(authored, share)), _accepted(question, ruling, authored >= share))


def right_under(question: Question, ruling: Ruling | None) -> frozenset[int | str]:
    """Every option that is part of a right answer, for the picture of the class."""
    if ruling is None:
        return frozenset(question.key)
    if ruling.kind is RulingKind.ACCEPT:
        return frozenset(question.key) | frozenset(ruling.key)
    return frozenset(ruling.key)


def check(question: Question, ruling: Ruling) -> None:
    """RulingUnsound when the ruling cannot be put on this question."""
    if ruling.kind not in NEEDS_KEY:
        return
    flaws = questions.validate(replace(question, key=ruling.key))
    if flaws:
        raise RulingUnsound(flaws[0].code)
    if _same(question, question.key, ruling.key):
        raise RulingUnsound("same_key")


def _accepted(question: Question, ruling: Ruling, by_authored: bool) -> Chosen:
    if question.kind in ("single", "true_false"):
        return (*question.key, *(one for one in ruling.key if one not in question.key))
    return question.key if by_authored else ruling.key


def _same(question: Question, one: Sequence[int | str], other: Sequence[int | str]) -> bool:
    return tuple(one) == tuple(other) if question.kind == "ordering" else set(one) == set(other)
