"""When a question is due again, by FSRS: whole days, no chance, the moment is an argument.

Its steps of minutes are switched off: people practise at home once a day, not ten minutes later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fsrs import Card, Rating, Scheduler

LONGEST_DAYS = 180
SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a question is to be asked again; state: what the scheduler wants to be told next time, as JSON."""

    due: datetime
    state: dict[str, Any]


def rating_of(is_right: bool) -> Rating:
    """Right is "good", wrong is "again"; how fast somebody answers says nothing about people of sixty."""
    return Rating.Good if is_right else Rating.Again


def after_answer(
    question_id: int, state: Mapping[str, Any] | None, now: datetime, *, is_right: bool
) -> Schedule:
    """The schedule after an answer given now; state: that of the schedule before, None for the first answer."""
    moment = now.astimezone(UTC)
    if state is None:
        card = Card(card_id=question_id, due=moment)
    else:
        card = Card.from_dict({**state, "card_id": question_id})  # type: ignore[typeddict-item]
    reviewed, _ = SCHEDULER.review_card(card, rating_of(is_right), moment)
    kept: dict[str, Any] = {name: value for name, value in reviewed.to_dict().items() if name != "card_id"}
    return Schedule(reviewed.due, kept)
