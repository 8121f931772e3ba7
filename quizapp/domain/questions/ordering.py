"""Ordering: all steps are put in their right order; the key is the authored indexes in that order.

all_or_nothing: every step in its place. proportional: the share of neighbouring pairs of the right order that also
follow each other directly in the answer, so that one step moved does not cost everything after it.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from quizapp.domain.flaws import Flaw
from quizapp.domain.questions.question import (
    ALL_OR_NOTHING,
    PROPORTIONAL,
    Chosen,
    Kind,
    Order,
    Question,
    Refusal,
    check_key,
    check_options,
    read_places,
)


def validate(question: Question) -> tuple[Flaw, ...]:
    """Three to twelve different steps, each once in the key."""
    flaws = check_options(question, at_least=3) + check_key(question)
    if question.key and set(question.key) != set(range(len(question.options))):
        flaws.append(Flaw("key_not_every_step", facts={"found": len(set(question.key))}))
    return tuple(flaws)


def read(question: Question, value: Sequence[str], order: Order) -> Chosen | Refusal:
    """All places once, in the order chosen; or nothing."""
    chosen = read_places(value, order)
    if not isinstance(chosen, Refusal) and chosen and len(chosen) != len(order):
        return Refusal("not_every_step", {"found": len(chosen), "places": len(order)})
    return chosen


def mark(question: Question, chosen: Chosen) -> Fraction:
    """By the rule of the question, see above; nothing for an answer that leaves steps out."""
    if sorted(map(str, chosen)) != sorted(map(str, question.key)) or not chosen:
        return Fraction(0)
    if question.rule == PROPORTIONAL and len(chosen) > 1:
        right = set(pairwise(question.key))
        return Fraction(len(right.intersection(pairwise(chosen))), len(right))
    return Fraction(int(chosen == question.key))


KIND = Kind(
    "ordering", (ALL_OR_NOTHING, PROPORTIONAL), shuffles=True, validate=validate, read=read, mark=mark
)
