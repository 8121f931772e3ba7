"""The overview of one class in numbers: what has been read, attended, answered, graded and completed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.certificates.evidence import ClassStanding, class_standing
from quizapp.domain.completion import Part

Bar = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """Percents are whole, rounded down; None where there is nothing to count yet.

    levels: groups' levels counted by learner, from the best down; grades: of the papers; quizzes: (title, passed,
    taken); missing: how many learners lack each part of the requirement.
    """

    completed: int
    read_percent: int | None
    attended_percent: int | None
    levels: tuple[Bar, ...]
    grades: tuple[Bar, ...]
    quizzes: tuple[tuple[str, int, int], ...]
    missing: tuple[tuple[Part, int], ...]


def overview_of(cohort_id: int, now: datetime) -> Overview:
    """As things stand now. Constant number of queries."""
    whole = class_standing(cohort_id, now)
    known = [one.evidence for one in whole.learners]
    read, lessons = sum(one.lessons_read for one in known), sum(one.lessons_total for one in known)
    attended = sum(one.periods_attended for one in known)
    missing = Counter(check.code for one in whole.learners for check in one.missing)
    levels = Counter(one.practice_level for one in known if one.practice_level)
    grades = Counter(one.grade for one in whole.learners if one.grade)
    below = sum(1 for one in whole.learners if one.evidence.paper_points is not None and one.grade is None)
    return Overview(
        completed=sum(1 for one in whole.learners if not one.missing),
        read_percent=_percent(read, lessons),
        attended_percent=_percent(attended, whole.periods_called * len(known)),
        levels=_in_order(whole.requirement.practice_levels, levels),
        grades=(
            *_in_order([one.name for one in whole.terms.grades], grades),
            *([("", below)] if below else []),
        ),
        quizzes=_quizzes(whole),
        missing=tuple((part, missing[part]) for part in Part if missing[part]),
    )


def _percent(part: int, whole: int) -> int | None:
    return int(Fraction(part * 100, whole)) if whole else None


def _in_order(names: Sequence[str], counted: Counter[str]) -> tuple[Bar, ...]:
    """Every name in its order, none left out, once there is anything to show."""
    return tuple((name, counted[name]) for name in names) if counted else ()


def _quizzes(whole: ClassStanding) -> tuple[tuple[str, int, int], ...]:
    found = []
    for key, title in whole.requirement.quizzes.items():
        results = [one.evidence.quizzes[key] for one in whole.learners if key in one.evidence.quizzes]
        if results:
            found.append((title, sum(1 for one in results if one.passed), len(results)))
    return tuple(found)
