"""Which questions a learner practises next: what was wrong comes first, then what is due, then what is new.

The moment at which a question is due is somebody else's business (self_assessment.scheduling); here it is a fact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from quizapp.domain.drawing import shuffled


class Choice(StrEnum):
    """What a learner asks to practise: what is due (filled up with new questions), one topic, what was wrong."""

    DUE = "due"
    TOPIC = "topic"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Recall:
    """A question and how one person knows it. times 0: never answered, then answered_at and due are None."""

    question: int
    topic: str
    times: int = 0
    last_right: bool = False
    answered_at: datetime | None = None
    due: datetime | None = None

    @property
    def was_wrong(self) -> bool:
        """Answered, and wrong the last time."""
        return self.times > 0 and not self.last_right

    def is_due(self, now: datetime) -> bool:
        """Answered before, and to be asked again by now."""
        return self.due is not None and self.due <= now


@dataclass(frozen=True, slots=True)
class Mastery:
    """A topic: how many questions it has, how many were ever answered, how many right the last time."""

    topic: str
    total: int
    seen: int
    right: int

    @property
    def strength(self) -> Fraction:
        """0 to 1, exact; a topic never touched stands at one half, and one lucky answer does not make it strong."""
        return Fraction(self.right + 1, self.seen + 2)


def mastery(recalls: Iterable[Recall], topics: Sequence[str]) -> tuple[Mastery, ...]:
    """The topics that have questions, the weakest first; equals in the order of `topics`, unknown ones last."""
    counts: dict[str, list[int]] = {}
    for one in recalls:
        count = counts.setdefault(one.topic, [0, 0, 0])
        count[0] += 1
        count[1] += one.times > 0
        count[2] += one.times > 0 and one.last_right
    place = {topic: at for at, topic in enumerate(topics)}
    found = [Mastery(topic, *count) for topic, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (one.strength, place.get(one.topic, len(place)), one.topic)))


def in_order(recalls: Iterable[Recall], now: datetime, seed: str) -> tuple[Recall, ...]:
    """The order of practice; the same for the same arguments, in whatever order they come.

    1. wrong the last time, the latest mistake first; 2. due, the longest overdue first; 3. never answered, of weak
    topics first, within a topic in the seed's order; 4. known and not yet due, the soonest due first.
    """
    drawn = shuffled(
        sorted(recalls, key=lambda one: one.question), seed, "practice", lambda one: str(one.question)
    )
    weakness = {one.topic: one.strength for one in mastery(drawn, ())}
    return tuple(sorted(drawn, key=lambda one: _rank(one, now, weakness)))


def _rank(one: Recall, now: datetime, weakness: Mapping[str, Fraction]) -> tuple[int, float | Fraction]:
    if one.was_wrong:
        return 1, -one.answered_at.timestamp() if one.answered_at else 0.0
    if one.is_due(now):
        return 2, one.due.timestamp() if one.due else 0.0
    if not one.times:
        return 3, weakness[one.topic]
    return 4, one.due.timestamp() if one.due else 0.0


def to_practise(
    choice: Choice, recalls: Iterable[Recall], now: datetime, seed: str, number: int, topic: str = ""
) -> tuple[int, ...]:
    """At most so many questions for this choice, in the order of practice; () when there is nothing."""
    listed = tuple(recalls)
    if choice is Choice.WRONG:
        wanted = [one for one in listed if one.was_wrong]
    elif choice is Choice.TOPIC:
        wanted = [one for one in listed if one.topic == topic]
    else:
        wanted = [one for one in listed if one.is_due(now) or not one.times]
    return tuple(one.question for one in in_order(wanted, now, seed)[:number])
