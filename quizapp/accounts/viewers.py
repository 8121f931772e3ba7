"""Who a session is: the viewer with the rights of this session, by one query."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from quizapp.accounts.models import Grant, Person, Role, Slip, Unit
from quizapp.accounts.roles import GUEST_GRADER, LEARNER
from quizapp.accounts.session_key import SessionKey
from quizapp.db import db
from quizapp.web.access import Right, Rights, Viewer

BY_WORD = {str(right): right for right in Right}
SLIP_ROLE = {"learner": LEARNER, "guest": GUEST_GRADER}
KNOWN = {str(right): right for right in Right}


def viewer(text: str, now: datetime) -> Viewer | None:
    """The viewer of a session key; None when the session has been ended, by person or by slip."""
    key = SessionKey.parse(text)
    if key is None:
        return None
    return _by_slip(key, now) if key.slip_id is not None else _by_password(key)


def _by_password(key: SessionKey) -> Viewer | None:
    rows = db.session.execute(
        select(
            Person.name,
            Person.must_change_password,
            Role.name,
            Role.rights,
            Grant.unit_id,
            Unit.path,
            Grant.cohort_id,
            Grant.group_id,
        )
        .outerjoin(Grant, Grant.person_id == Person.id)
        .outerjoin(Role, Role.id == Grant.role_id)
        .outerjoin(Unit, Unit.id == Grant.unit_id)
        .where(Person.id == key.person_id, Person.session_number == key.session_number)
        .order_by(Role.position)
    ).all()
    if not rows:
        return None
    site: set[Right] = set()
    units: dict[str, set[Right]] = defaultdict(set)
    cohorts: dict[int, set[Right]] = defaultdict(set)
    groups: dict[int, set[Right]] = defaultdict(set)
    for _, _, _, rights, unit_id, path, cohort_id, group_id in rows:
        held = known(rights or ())
        if group_id is not None:
            groups[group_id] |= held
        elif cohort_id is not None:
            cohorts[cohort_id] |= held
        elif unit_id is not None:
            units[path] |= held
        else:
            site |= held
    return Viewer(
        person_id=key.person_id,
        name=rows[0][0],
        site=frozenset(site),
        units=tuple((path, frozenset(held)) for path, held in units.items()),
        cohorts={cohort: frozenset(held) for cohort, held in cohorts.items()},
        groups={group: frozenset(held) for group, held in groups.items()},
        role_words=tuple(dict.fromkeys(row[2] for row in rows if row[2])),
        must_change_password=rows[0][1],
        session_key=str(key),
    )


def _by_slip(key: SessionKey, now: datetime) -> Viewer | None:
    row = db.session.execute(
        select(Person.name, Slip.cohort_id, Role.name, Role.rights)
        .join(Slip, Slip.person_id == Person.id)
        .join(Grant, and_(Grant.person_id == Person.id, Grant.cohort_id == Slip.cohort_id))
        .join(Role, Role.id == Grant.role_id)
        .where(
            Person.id == key.person_id,
            Person.session_number == key.session_number,
            Slip.id == key.slip_id,
            Slip.generation == key.generation,
            *open_slip(now),
        )
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    name, cohort_id, role_name, rights = row
    return Viewer(
        person_id=key.person_id,
        name=name,
        slip_id=key.slip_id,
        slip_cohort_id=cohort_id,
        cohorts={cohort_id: known(rights)},
        role_words=(role_name,),
        session_key=str(key),
    )


def open_slip(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """When a slip opens the door: not ended, not past its last day, and its own role still held in its class."""
    return (
        Slip.ended_at.is_(None),
        or_(Slip.valid_until.is_(None), Slip.valid_until > now),
        or_(*(and_(Slip.kind == kind, Role.code == role) for kind, role in SLIP_ROLE.items())),
    )


def known(rights: Any) -> Rights:
    """Rights from stored words; a word of another version of the program counts for nothing."""
    return frozenset(BY_WORD[word] for word in rights if word in BY_WORD)
