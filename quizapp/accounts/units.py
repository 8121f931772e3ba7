"""Commands on the tree of organisation units, each with its entry in the record."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from quizapp.accounts import service
from quizapp.accounts.models import Person, Unit
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.errors import CodeAlreadyTaken, UnitInsideItself, UnitNotEmpty
from quizapp.domain.names import fold, tidy


@transactional
def found_unit(
    name: str, kind: str, parent_id: int | None, code: str | None, now: datetime, actor_id: int | None
) -> int:
    """Add a unit and give its id. CodeAlreadyTaken for a code, or a name beside it, that exists."""
    name = tidy(name)
    _check_free(None, name, parent_id, code)
    unit_id = service.add_unit(name, tidy(kind), parent_id, code)
    record("units.add", "unit", unit_id, now=now, actor_id=actor_id, name=name)
    return unit_id


@transactional
def change_unit(
    unit_id: int,
    name: str,
    kind: str,
    parent_id: int | None,
    code: str | None,
    now: datetime,
    actor_id: int | None,
) -> bool:
    """Rename or move a unit with everything under it; True when something changed.

    CodeAlreadyTaken, UnitInsideItself.
    """
    unit = db.session.get_one(Unit, unit_id, with_for_update=True)
    wanted: dict[str, Any] = {"name": tidy(name), "kind": tidy(kind), "parent_id": parent_id, "code": code}
    before = {field: getattr(unit, field) for field, value in wanted.items() if getattr(unit, field) != value}
    if not before:
        return False
    _check_free(unit_id, wanted["name"], parent_id, code)
    if "parent_id" in before:
        _move(unit, parent_id)
    for field in before:
        setattr(unit, field, wanted[field])
    unit.name_fold = fold(unit.name)
    after = {field: wanted[field] for field in before}
    record("units.change", "unit", unit_id, now=now, actor_id=actor_id, before=before, after=after)
    return True


def _move(unit: Unit, parent_id: int | None) -> None:
    above = db.session.get_one(Unit, parent_id).path if parent_id is not None else "/"
    if above.startswith(unit.path):
        raise UnitInsideItself
    old, new = unit.path, f"{above}{unit.id}/"
    db.session.execute(
        update(Unit)
        .where(Unit.path.startswith(old))
        .values(path=new + func.substr(Unit.path, len(old) + 1))
        .execution_options(synchronize_session="fetch")
    )


def _check_free(unit_id: int | None, name: str, parent_id: int | None, code: str | None) -> None:
    beside = Unit.parent_id == parent_id if parent_id is not None else Unit.parent_id.is_(None)
    same = db.session.scalar(select(Unit.id).where(beside, Unit.name == name))
    if same not in (None, unit_id):
        raise CodeAlreadyTaken(name)
    if code and db.session.scalar(select(Unit.id).where(Unit.code == code)) not in (None, unit_id):
        raise CodeAlreadyTaken(code)


@transactional
def remove_unit(unit_id: int, now: datetime, actor_id: int | None) -> None:
    """Take an empty unit out of the tree. UnitNotEmpty (0, 0: classes or lists still name it)."""
    unit = db.session.get_one(Unit, unit_id, with_for_update=True)
    people = db.session.scalar(select(func.count()).where(Person.unit_id == unit_id)) or 0
    units = db.session.scalar(select(func.count()).where(Unit.parent_id == unit_id)) or 0
    if people or units:
        raise UnitNotEmpty(people, units)
    name = unit.name
    db.session.delete(unit)
    try:
        db.session.flush()
    except IntegrityError as still_named:
        raise UnitNotEmpty(0, 0) from still_named
    record("units.remove", "unit", unit_id, now=now, actor_id=actor_id, name=name)
