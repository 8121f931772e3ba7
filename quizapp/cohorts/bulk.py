"""Many enrolments at once, for lists brought in from files."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from quizapp.accounts import bulk as accounts
from quizapp.accounts.roles import LEARNER
from quizapp.accounts.service import Scope
from quizapp.cohorts.models import ClassGroup, Enrolment
from quizapp.db import db, transactional
from quizapp.domain.names import canonical, tidy

CHUNK = 500


@dataclass(frozen=True, slots=True)
class EnrolmentDraft:
    """A person to be put into a class, with what the list says of them there."""

    person_id: int
    post: str = ""
    cell: str = ""
    unit: str = ""
    cell_id: int | None = None
    group_id: int | None = None
    note: str = ""


@transactional
def enrol_all(
    cohort_id: int, drafts: Sequence[EnrolmentDraft], now: datetime, import_id: int | None = None
) -> tuple[int, ...]:
    """Put people who are not in the class yet into it, with the learner's rights there; their enrolments' ids in order.

    Numbers go on from the last one of the class.
    """
    if not drafts:
        return ()
    last = db.session.scalar(select(func.max(Enrolment.number)).where(Enrolment.cohort_id == cohort_id)) or 0
    rows = [
        {
            **asdict(draft),
            "cohort_id": cohort_id,
            "number": last + place,
            "import_id": import_id,
            "enrolled_at": now,
            "withdrawn_at": None,
        }
        for place, draft in enumerate(drafts, 1)
    ]
    made = accounts.insert_all(Enrolment, rows, ("person_id",))
    _let_learn(cohort_id, [draft.person_id for draft in drafts], now)
    return made


@transactional
def change_enrolments(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set what a class says of its people: enrolment id -> field -> value."""
    rows = sorted(({"id": enrolment_id, **facts} for enrolment_id, facts in changes.items()), key=sorted)
    if rows:
        db.session.execute(update(Enrolment), rows)


@transactional
def take_back(cohort_id: int, people: Mapping[int, int], now: datetime) -> None:
    """Let learners who had left come back: enrolment id -> person id. Everything recorded before is theirs again."""
    change_enrolments({enrolment_id: {"withdrawn_at": None} for enrolment_id in people})
    _let_learn(cohort_id, tuple(people.values()), now)


def _let_learn(cohort_id: int, person_ids: Collection[int], now: datetime) -> None:
    accounts.give_role_to_all(person_ids, LEARNER, Scope(cohort_id=cohort_id), now)


@transactional
def remove_enrolments(cohort_id: int, people: Mapping[int, int]) -> None:
    """Take enrolments without records away altogether: enrolment id -> person id. Their roles and slips here go too."""
    accounts.close_cohort_to(tuple(people.values()), cohort_id)
    listed = sorted(people)
    for start in range(0, len(listed), CHUNK):
        db.session.execute(delete(Enrolment).where(Enrolment.id.in_(listed[start : start + CHUNK])))


@transactional
def ensure_groups(cohort_id: int, names: Collection[str]) -> tuple[dict[str, int], tuple[int, ...]]:
    """(name as given -> id, ids of those that had to be made). New ones stand in the order of their numbers."""
    rows = db.session.execute(
        select(ClassGroup.id, ClassGroup.name, ClassGroup.position).where(ClassGroup.cohort_id == cohort_id)
    ).all()
    there = {canonical(row.name): row.id for row in rows}
    last = max((row.position for row in rows), default=0)
    missing: dict[str, str] = {}
    for name in sorted(names, key=_natural):
        if canonical(name) not in there:
            missing.setdefault(canonical(name), tidy(name))
    made: tuple[int, ...] = ()
    if missing:
        drafts = [
            {"cohort_id": cohort_id, "name": name[:80], "position": last + place}
            for place, name in enumerate(missing.values(), 1)
        ]
        made = accounts.insert_all(ClassGroup, drafts, ("name",))
        there.update(zip(missing, made, strict=True))
    return {name: there[canonical(name)] for name in names}, made


def _natural(name: str) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


@transactional
def remove_groups(group_ids: Collection[int]) -> None:
    """Delete groups that nothing names any more."""
    if group_ids:
        db.session.execute(delete(ClassGroup).where(ClassGroup.id.in_(group_ids)))
