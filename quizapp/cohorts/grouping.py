"""Forming groups: pure, the seed is an argument, so that the same wish gives the same groups."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise

from quizapp.cohorts.queries import Learner


def evenly(learners: Sequence[Learner], number: int, how: str, seed: str) -> tuple[tuple[int, ...], ...]:
    """Enrolment ids for each of `number` groups whose sizes differ by at most one.

    how: "random" (women and men spread evenly), "unit" (people of one unit beside each other),
    "order" (in turn by the list's number).
    """
    if how == "unit":
        row = sorted(learners, key=lambda one: (one.unit, one.cell, one.name_key))
        size, more = divmod(len(row), number)
        ends = [size * n + min(n, more) for n in range(number + 1)]
        return tuple(tuple(one.enrolment_id for one in row[start:end]) for start, end in pairwise(ends))
    row = sorted(learners, key=lambda one: one.number) if how == "order" else _mixed(learners, seed)
    return tuple(tuple(one.enrolment_id for one in row[n::number]) for n in range(number))


def _mixed(learners: Sequence[Learner], seed: str) -> list[Learner]:
    def chance(one: Learner) -> str:
        return hashlib.sha256(f"{seed}:{one.enrolment_id}".encode()).hexdigest()

    women = sorted((one for one in learners if one.sex == "female"), key=chance)
    others = sorted((one for one in learners if one.sex != "female"), key=chance)
    return women + others  # dealt out in turn, both are spread evenly
