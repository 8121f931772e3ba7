"""Multiple choice: every right option is to be chosen and no other.

all_or_nothing: exactly the right ones. proportional: right ones chosen over the number of right ones, or over the
number chosen when more were chosen than are right, so that choosing everything is no way to full marks.
proportional_with_deduction: right ones minus wrong ones over the number of right ones, never below nothing.
"""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.domain.flaws import Flaw
from quizapp.domain.questions.question import (
    ALL_OR_NOTHING,
    PROPORTIONAL,
    PROPORTIONAL_WITH_DEDUCTION,
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
    """Two to twelve options, all different, at least one right (all may be)."""
    return tuple(check_options(question) + check_key(question))


def read(question: Question, value: Sequence[str], order: Order) -> Chosen | Refusal:
    """Any places, each once; kept in authored order, since the order of ticking means nothing."""
    chosen = read_places(value, order)
    return chosen if isinstance(chosen, Refusal) else tuple(sorted(chosen))


def mark(question: Question, chosen: Chosen) -> Fraction:
    """By the rule of the question, see above."""
    right, picked = set(question.key), set(chosen)
    hits, misses = len(right & picked), len(picked - right)
    if not right or not picked:
        return Fraction(0)
    if question.rule == PROPORTIONAL:
        return Fraction(hits, max(len(right), len(picked)))
    if question.rule == PROPORTIONAL_WITH_DEDUCTION:
        return Fraction(max(hits - misses, 0), len(right))
    return Fraction(int(picked == right))


KIND = Kind(
    "multiple",
    (ALL_OR_NOTHING, PROPORTIONAL, PROPORTIONAL_WITH_DEDUCTION),
    shuffles=None,
    validate=validate,
    read=read,
    mark=mark,
)
