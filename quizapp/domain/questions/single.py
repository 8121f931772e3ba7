"""Single choice: one option is chosen; right when it is the right one (the key may accept several)."""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.domain.flaws import Flaw
from quizapp.domain.questions.question import (
    ALL_OR_NOTHING,
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
    """Two to twelve options, all different, at least one of them right but not all."""
    flaws = check_options(question) + check_key(question)
    if question.options and len(set(question.key)) >= len(question.options):
        flaws.append(Flaw("everything_right"))
    return tuple(flaws)


def read(question: Question, value: Sequence[str], order: Order) -> Chosen | Refusal:
    """At most one place."""
    chosen = read_places(value, order)
    if not isinstance(chosen, Refusal) and len(chosen) > 1:
        return Refusal("only_one_place", {"found": len(chosen)})
    return chosen


def mark(question: Question, chosen: Chosen) -> Fraction:
    """1 for a right option, else 0."""
    return Fraction(int(len(chosen) == 1 and chosen[0] in question.key))


def _right(question: Question) -> Chosen:
    return question.key[:1]


KIND = Kind("single", (ALL_OR_NOTHING,), shuffles=None, validate=validate, read=read, mark=mark, right=_right)
