"""The paper of an attempt, drawn from a stored seed: which questions, in which order, and their options' order.

Chance is the order of SHA-256 digests of seed and wording, not `random`: the same seed gives the same paper on every
version of Python. Digests are taken of what learners see, never of an authored index, so that another authoring
order or another key leaves every learner's page as it is.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quizapp.domain.pinning import stays
from quizapp.domain.questions import Question, kind_of

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Slot:
    """One question of a paper. number from 1; order: the authored index of the option at each place."""

    number: int
    question: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """A question the blueprint may draw. level: 1 easy to 3 hard."""

    question: int
    topic: str
    level: int


@dataclass(frozen=True, slots=True)
class BlueprintRow:
    """So many questions of a topic and a level; None = any."""

    topic: str | None
    level: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A row for which the pool holds too few questions beside what the other rows need."""

    row: BlueprintRow
    found: int


def _rank(seed: str, use: str, thing: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{use}\0{thing}".encode()).digest()


def shuffled(things: Sequence[_T], seed: str, use: str, wording: Callable[[_T], str] = str) -> list[_T]:
    """The things in the seed's order for this use; depends on their wording, not on the order they come in."""
    return sorted(things, key=lambda thing: (_rank(seed, use, wording(thing)), wording(thing)))


def option_order(question: Question, seed: str, slot: int, *, shuffle: bool) -> tuple[int, ...]:
    """The authored index at each place. True/false never moves, ordering always, pinned options stay.

    `shuffle` is the quiz's setting; an author's pin (or its lifting) goes before what the wording suggests.
    """
    count = len(question.options)
    kind = kind_of(question)
    if not (shuffle if kind.shuffles is None else kind.shuffles):
        return tuple(range(count))
    kept = [False] * count if kind.shuffles else _kept(question)
    free = [index for index in range(count) if not kept[index]]
    use = f"options of {slot}"
    drawn = iter(shuffled(free, seed, use, lambda index: question.options[index].text))
    return tuple(index if kept[index] else next(drawn) for index in range(count))


def _kept(question: Question) -> list[bool]:
    found = stays([option.text for option in question.options])
    return [
        by_wording if option.pinned is None else option.pinned
        for option, by_wording in zip(question.options, found, strict=True)
    ]


def paper(
    drawn: Sequence[int],
    questions: Mapping[int, Question],
    seed: str,
    *,
    shuffle_questions: bool,
    shuffle_options: bool,
) -> tuple[Slot, ...]:
    """The paper of these questions (keys of `questions`), numbered from 1. Same arguments, same paper, always."""
    order = shuffled(drawn, seed, "questions") if shuffle_questions else list(drawn)
    return tuple(
        Slot(number, one, option_order(questions[one], seed, number, shuffle=shuffle_options))
        for number, one in enumerate(order, start=1)
    )


def _fits(row: BlueprintRow, one: PoolQuestion) -> bool:
    return row.topic in (None, one.topic) and row.level in (None, one.level)


def _fill(
    rows: Sequence[BlueprintRow], pool: Sequence[PoolQuestion], seed: str
) -> tuple[dict[int, int], list[int]]:
    """(place taken by each question, row of each place): a full matching when there is one (augmenting paths)."""
    places = [at for at, row in enumerate(rows) for _ in range(row.number)]
    candidates = [
        [one.question for one in shuffled(pool, seed, f"row {at}", lambda one: str(one.question)) if _fits(row, one)]
        for at, row in enumerate(rows)
    ]  # fmt: skip
    taken: dict[int, int] = {}

    def place(at: int, seen: set[int]) -> bool:
        for question in candidates[places[at]]:
            if question in seen:
                continue
            seen.add(question)
            if question not in taken or place(taken[question], seen):
                taken[question] = at
                return True
        return False

    for at in range(len(places)):
        place(at, set())
    return taken, places


def draw(
    rows: Sequence[BlueprintRow], pool: Sequence[PoolQuestion], seed: str
) -> tuple[int, ...] | tuple[Shortage, ...]:
    """The questions drawn for a blueprint, row by row and none twice; or the rows that cannot be filled.

    Fills every row whenever that is possible at all, also where rows overlap ("any level").
    """
    taken, places = _fill(rows, pool, seed)
    found = [0] * len(rows)
    for at in taken.values():
        found[places[at]] += 1
    short = tuple(
        Shortage(row, filled) for row, filled in zip(rows, found, strict=True) if filled < row.number
    )
    if short:
        return short
    return tuple(question for question, _ in sorted(taken.items(), key=lambda pair: pair[1]))
