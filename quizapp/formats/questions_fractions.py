"""Marks of options as Moodle gives them (percentages, negative ones too) and our rules of marking."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from quizapp.domain.questions import (
    ALL_OR_NOTHING,
    PROPORTIONAL,
    PROPORTIONAL_WITH_DEDUCTION,
    Question,
)

SHARES = tuple(
    Decimal(share)
    for share in ("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10")
)
"""The share of each right option when there are one to ten: Moodle refuses percentages outside its fixed list."""
_ROUNDING = Decimal("0.02")


def rule_of(marks: Sequence[Decimal]) -> str:
    """The rule that percentages of a multiple choice stand for.

    Every wrong option takes everything: all_or_nothing; some take something: with deduction; none: proportional.
    """
    wrong = [mark for mark in marks if mark <= 0]
    if wrong and all(mark <= -100 for mark in wrong):
        return ALL_OR_NOTHING
    return PROPORTIONAL_WITH_DEDUCTION if any(mark < 0 for mark in wrong) else PROPORTIONAL


def is_uneven(marks: Iterable[Decimal]) -> bool:
    """Whether right options are worth different shares, or wrong ones: our rules know no such thing."""
    right, wrong = [mark for mark in marks if mark > 0], [mark for mark in marks if mark <= 0]
    return any(max(side) - min(side) > _ROUNDING for side in (right, wrong) if side)


def marks_of(question: Question) -> tuple[Decimal, ...]:
    """The percentage of each option: the inverse of rule_of as far as Moodle's list allows."""
    if question.kind != "multiple":
        return tuple(Decimal(100 if place in question.key else 0) for place in range(len(question.options)))
    right = set(question.key)
    share = SHARES[min(len(right), len(SHARES)) - 1]
    deduction = {ALL_OR_NOTHING: Decimal(-100), PROPORTIONAL_WITH_DEDUCTION: -share}.get(
        question.rule, Decimal(0)
    )
    return tuple(share if place in right else deduction for place in range(len(question.options)))


def is_rule_kept(question: Question) -> bool:
    """Whether rule_of gives the question's own rule back."""
    return question.kind != "multiple" or rule_of(marks_of(question)) == question.rule
