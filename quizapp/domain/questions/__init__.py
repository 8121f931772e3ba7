"""Kinds of question: read an answer, mark it. A new kind is one module with its KIND, and one word in _ALL."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from quizapp.domain.flaws import Flaw
from quizapp.domain.questions import multiple, ordering, single, true_false
from quizapp.domain.questions.question import (
    ALL_OR_NOTHING,
    PROPORTIONAL,
    PROPORTIONAL_WITH_DEDUCTION,
    Chosen,
    Kind,
    Option,
    Order,
    Question,
    Refusal,
    places_of,
)

__all__ = [
    "ALL_OR_NOTHING",
    "KINDS",
    "PROPORTIONAL",
    "PROPORTIONAL_WITH_DEDUCTION",
    "Chosen",
    "Kind",
    "Option",
    "Order",
    "Question",
    "Refusal",
    "from_body",
    "kind_of",
    "mark",
    "places_of",
    "read",
    "right_answer",
    "to_body",
    "to_key",
    "validate",
]

_ALL = (single, multiple, true_false, ordering)
KINDS: Mapping[str, Kind] = MappingProxyType({module.KIND.name: module.KIND for module in _ALL})


def kind_of(question: Question) -> Kind:
    """The kind of a stored question; KeyError for one that was never validated."""
    return KINDS[question.kind]


def validate(question: Question) -> tuple[Flaw, ...]:
    """Everything that keeps the question from being asked; empty = sound."""
    kind = KINDS.get(question.kind)
    if kind is None:
        return (Flaw("kind_unknown", facts={"kind": question.kind}),)
    flaws = kind.validate(question)
    if question.rule not in kind.rules:
        flaws += (Flaw("rule_unknown", facts={"rule": question.rule, "kind": question.kind}),)
    return flaws


def read(question: Question, value: Sequence[str], order: Order) -> Chosen | Refusal:
    """An answer out of the places of this attempt; () when it was taken back."""
    return kind_of(question).read(question, value, order)


def mark(question: Question, chosen: Chosen) -> Fraction:
    """The exact share of the question's points, 0 to 1; nothing chosen is 0. The one rule for score and review."""
    return kind_of(question).mark(question, chosen)


def right_answer(question: Question) -> Chosen:
    """An answer with full marks, for the review (single: the first accepted one)."""
    return kind_of(question).right(question)


def to_body(question: Question) -> dict[str, object]:
    """What may be stored beside the paper: kind, stem, options, rule. Never the key."""
    options: list[dict[str, object]] = []
    for option in question.options:
        pin = {} if option.pinned is None else {"pinned": option.pinned}
        options.append({"text": option.text, **pin})
    return {"kind": question.kind, "stem": question.stem, "options": options, "rule": question.rule}


def to_key(question: Question) -> list[int | str]:
    """The key by itself, for a column of its own."""
    return list(question.key)


def from_body(body: Mapping[str, object], key: Sequence[int | str] = ()) -> Question:
    """The question back from to_body and to_key; without the key for everything that a learner may fetch."""
    listed = body["options"]
    assert isinstance(listed, list)
    options = tuple(Option(str(one["text"]), one.get("pinned")) for one in listed)
    return Question(
        str(body["kind"]), str(body["stem"]), options, tuple(key), str(body.get("rule", ALL_OR_NOTHING))
    )
