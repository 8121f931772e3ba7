"""Many people, roles and units at once: a list of a thousand costs as many statements as a list of ten."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import cast, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from quizapp.accounts.models import Grant, Person, Role, Slip, Unit
from quizapp.accounts.people import PersonDraft
from quizapp.accounts.service import Scope
from quizapp.db import Model, db, transactional
from quizapp.domain.names import canonical, fold, sort_key, tidy

CHUNK = 500


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit wanted under a parent; kind: its free type label."""

    name: str
    kind: str = ""
    parent_id: int | None = None


@transactional
def add_people(drafts: Sequence[PersonDraft], now: datetime, *, is_demo: bool = False) -> tuple[int, ...]:
    """Add people and give their ids in the order of the drafts. The caller decides who is who."""
    if not drafts:
        return ()
    rows = []
    for draft in drafts:
        name = tidy(draft.name)
        facts = asdict(draft) | {"name": name, "name_key": sort_key(name), "name_fold": fold(name)}
        rows.append(
            facts | {"must_change_password": False, "session_number": 1, "is_demo": is_demo, "made_at": now}
        )
    return insert_all(Person, rows, tuple(PersonDraft.__dataclass_fields__))


@transactional
def change_people(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set facts of people: person id -> field -> value. Names bring their keys for sorting and searching."""
    rows = []
    for person_id, facts in changes.items():
        row = {"id": person_id, **facts}
        if "name" in facts:
            row |= {"name_key": sort_key(facts["name"]), "name_fold": fold(facts["name"])}
        rows.append(row)
    if rows:
        rows.sort(key=sorted)  # rows that set the same fields go out together
        db.session.execute(update(Person), rows)


@transactional
def give_role_to_all(
    person_ids: Collection[int],
    role: str,
    scope: Scope,
    now: datetime,
    granted_by_id: int | None = None,
) -> None:
    """Give a built-in role by its code to these people. Those who hold it keep it as it is."""
    if not person_ids:
        return
    role_id = db.session.scalar(select(Role.id).where(Role.code == role))
    if role_id is None:
        raise LookupError(role)
    rows = [
        {
            "person_id": person_id,
            "role_id": role_id,
            "unit_id": scope.unit_id,
            "cohort_id": scope.cohort_id,
            "group_id": scope.group_id,
            "scope": scope.words,
            "granted_by_id": granted_by_id,
            "granted_at": now,
        }
        for person_id in person_ids
    ]
    dialect = sqlite if db.session.connection().dialect.name == "sqlite" else postgresql
    db.session.execute(dialect.insert(Grant).on_conflict_do_nothing(), rows)


@transactional
def close_cohort_to(person_ids: Collection[int], cohort_id: int) -> None:
    """Take every role in a class and its slips away from these people; what they hold elsewhere stays."""
    for part in _chunks(person_ids):
        db.session.execute(delete(Slip).where(Slip.cohort_id == cohort_id, Slip.person_id.in_(part)))
        db.session.execute(delete(Grant).where(Grant.cohort_id == cohort_id, Grant.person_id.in_(part)))


@transactional
def remove_people(person_ids: Collection[int]) -> None:
    """Delete people whom nothing names any more; the database refuses when something does."""
    for part in _chunks(person_ids):
        db.session.execute(delete(Person).where(Person.id.in_(part)))


@transactional
def ensure_units(wanted: Sequence[UnitDraft]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(ids in the order wanted, ids of those that had to be made).

    A unit counts as there when its name (tones and capitals aside) stands anywhere below the parent, so that a
    tree put in order by hand is found again; with no parent, anywhere in the tree.
    """
    if not wanted:
        return (), ()
    there = _units_named({fold(tidy(one.name)) for one in wanted})
    paths = _paths({one.parent_id for one in wanted if one.parent_id is not None})
    found: dict[tuple[int | None, str], int] = {}
    missing: dict[tuple[int | None, str], UnitDraft] = {}
    for one in wanted:
        key = (one.parent_id, canonical(one.name))
        above = paths.get(one.parent_id, "/") if one.parent_id is not None else "/"
        below = [unit_id for unit_id, path in there[key[1]] if path.startswith(above) and path != above]
        if below:
            found[key] = min(below)
        else:
            missing.setdefault(key, one)
    made = _add_units(list(missing.values()))
    found.update(zip(missing, made, strict=True))
    return tuple(found[one.parent_id, canonical(one.name)] for one in wanted), made


def _units_named(folded: Collection[str]) -> defaultdict[str, list[tuple[int, str]]]:
    there: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for part in _chunks(folded):
        rows = db.session.execute(select(Unit.id, Unit.name, Unit.path).where(Unit.name_fold.in_(part)))
        for unit_id, name, path in rows:
            there[canonical(name)].append((unit_id, path))
    return there


def _paths(unit_ids: Collection[int]) -> dict[int, str]:
    rows = db.session.execute(select(Unit.id, Unit.path).where(Unit.id.in_(unit_ids)))
    return {row.id: row.path for row in rows}


def _add_units(drafts: Sequence[UnitDraft]) -> tuple[int, ...]:
    if not drafts:
        return ()
    rows = [
        {
            "parent_id": one.parent_id,
            "name": tidy(one.name),
            "name_fold": fold(tidy(one.name)),
            "kind": tidy(one.kind),
            "path": "",
        }
        for one in drafts
    ]
    made = insert_all(Unit, rows, ("parent_id", "name"))
    above = aliased(Unit)
    parent_path = select(above.path).where(above.id == Unit.parent_id).scalar_subquery()
    path = func.coalesce(parent_path, "/").concat(cast(Unit.id, Unit.path.type)).concat(literal("/"))
    db.session.execute(
        update(Unit).where(Unit.path == "").values(path=path),
        execution_options={"synchronize_session": False},
    )
    return made


@transactional
def remove_units(unit_ids: Collection[int]) -> None:
    """Delete units that nothing names any more, sub-units among them included."""
    if unit_ids:
        db.session.execute(delete(Unit).where(Unit.id.in_(unit_ids)))


def insert_all(
    model: type[Model], rows: Sequence[Mapping[str, Any]], told_by: tuple[str, ...]
) -> tuple[int, ...]:
    """Insert rows and give their ids in order, in one statement for a thousand on either database.

    told_by: the columns by which a row is known again; rows equal in all of them may change places.
    """
    columns: Any = model.__table__.columns
    adding = insert(model).returning(columns["id"], *(columns[name] for name in told_by))
    ids: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in db.session.execute(adding, [dict(row) for row in rows]):
        ids[tuple(row[1:])].append(row[0])
    for waiting in ids.values():
        waiting.sort(reverse=True)
    return tuple(ids[tuple(row[name] for name in told_by)].pop() for row in rows)


def _chunks(values: Collection[Any]) -> list[list[Any]]:
    listed = sorted(values)
    return [listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK)]
