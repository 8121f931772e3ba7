"""Pictures of progress: numbers ready for the attributes of an SVG, without styles or scripts."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.self_testing import Mastery
from quizapp.self_assessment.queries import Day

HEIGHT = 100  # of the plot, in its own units
STEP = 20  # from one day to the next
WIDTH = 14  # of a column
LEAST_TOP = 10  # the scale of a quiet fortnight: one answer is not a full column


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the plot: the right answers from the ground, the wrong ones standing on them. x from the left."""

    day: Day
    x: int
    right_y: float
    right_height: float
    wrong_y: float
    wrong_height: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns under a top line of so many answers."""

    columns: tuple[Column, ...]
    top: int
    width: int


def plot(days: Sequence[Day]) -> Plot:
    """The days as columns on one scale."""
    top = max(LEAST_TOP, *(one.answered for one in days))
    columns = []
    for place, day in enumerate(days):
        right, wrong = (round(HEIGHT * count / top, 2) for count in (day.right, day.wrong))
        columns.append(
            Column(
                day,
                place * STEP + (STEP - WIDTH) // 2,
                round(HEIGHT - right, 2),
                right,
                round(HEIGHT - right - wrong, 2),
                wrong,
            )
        )
    return Plot(tuple(columns), top, STEP * len(columns))


@dataclass(frozen=True, slots=True)
class TopicBar:
    """A topic with the lengths of its two parts in percent of all its questions: right, and wrong, the last time."""

    topic: Mastery
    title: str
    right_width: float
    wrong_width: float


def topic_bar(topic: Mastery, title: str) -> TopicBar:
    """What was right last time from the left, what was wrong behind it, the rest untouched."""
    right, wrong = (round(100 * count / topic.total, 2) for count in (topic.right, topic.seen - topic.right))
    return TopicBar(topic, title, right, wrong)
