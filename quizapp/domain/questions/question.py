"""What every kind of question shares: the authored question, the refusal of an answer, the shape of a kind.

A choice is remembered by identity, the authored index of an option (from 0), never by its place on a screen; the
order of an attempt says which authored index stands at which place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType

from quizapp.domain.flaws import Fact, Flaw

Token = int | str
Chosen = tuple[Token, ...]
"""What somebody answered: authored indexes (kinds with options) or texts (kinds without). () = not answered."""
Order = Sequence[int]
"""The authored index at each place of this attempt."""

ALL_OR_NOTHING = "all_or_nothing"
PROPORTIONAL = "proportional"
PROPORTIONAL_WITH_DEDUCTION = "proportional_with_deduction"


@dataclass(frozen=True, slots=True)
class Option:
    """pinned: stays in its authored place when options are shuffled; None = found out from the wording."""

    text: str
    pinned: bool | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as authored. key: what is right, in the terms of its kind; rule: how part of it is marked."""

    kind: str
    stem: str
    options: tuple[Option, ...]
    key: Chosen
    rule: str = ALL_OR_NOTHING


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that this question cannot have; it never stops the other answers."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question, as one module gives it to the registry.

    rules: the scoring rules it knows, the first by default. shuffles: True always, False never, None as the quiz
    says. right: an answer with full marks.
    """

    name: str
    rules: tuple[str, ...]
    shuffles: bool | None
    validate: Callable[[Question], tuple[Flaw, ...]]
    read: Callable[[Question, Sequence[str], Order], Chosen | Refusal]
    mark: Callable[[Question, Chosen], Fraction]
    right: Callable[[Question], Chosen] = attrgetter("key")


def read_places(value: Sequence[str], order: Order) -> tuple[int, ...] | Refusal:
    """The authored indexes at the places named ("1", "2", ...); empty texts, as forms send them, are left out."""
    chosen: list[int] = []
    for text in value:
        if text == "":
            continue
        if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= len(order)):
            return Refusal("place_unknown", {"value": text[:20], "places": len(order)})
        index = order[int(text) - 1]
        if index in chosen:
            return Refusal("place_twice", {"value": text})
        chosen.append(index)
    return tuple(chosen)


def places_of(chosen: Chosen, order: Order) -> tuple[str, ...]:
    """The value that stands for authored indexes in this attempt: the inverse of read_places."""
    place = {index: str(at) for at, index in enumerate(order, start=1)}
    return tuple(place[index] for index in chosen if isinstance(index, int) and index in place)


def check_options(question: Question, *, at_least: int = 2, at_most: int = 12) -> list[Flaw]:
    """Flaws that any question with options can have."""
    flaws = [] if question.stem.strip() else [Flaw("stem_missing")]
    count = len(question.options)
    if count < at_least:
        flaws.append(Flaw("options_too_few", facts={"found": count, "at_least": at_least}))
    if count > at_most:
        flaws.append(Flaw("options_too_many", facts={"found": count, "at_most": at_most}))
    seen: dict[str, int] = {}
    for number, option in enumerate(question.options, start=1):
        words = " ".join(option.text.split()).casefold()
        if not words:
            flaws.append(Flaw("option_empty", f"option {number}", {"number": number}))
        elif words in seen:
            flaws.append(Flaw("option_twice", f"option {number}", {"number": number, "first": seen[words]}))
        else:
            seen[words] = number
    return flaws


def check_key(question: Question) -> list[Flaw]:
    """Flaws of a key made of authored indexes."""
    if not question.key:
        return [Flaw("key_missing")]
    flaws = [
        Flaw("key_unknown", facts={"index": token})
        for token in question.key
        if not isinstance(token, int) or not 0 <= token < len(question.options)
    ]
    if len(set(question.key)) != len(question.key):
        flaws.append(Flaw("key_twice"))
    return flaws
