"""Reads the tree of units and the list of roles."""

from dataclasses import dataclass

from sqlalchemy import func, select

from quizapp.accounts.models import Grant, Person, Role, Unit
from quizapp.accounts.roles import ADMINISTRATOR, BUILT_IN
from quizapp.accounts.viewers import known
from quizapp.db import db
from quizapp.domain.names import text_key
from quizapp.web.access import Place, Right, Rights, Viewer


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in its place in the tree; depth 0: at the top. people: those who belong to it directly."""

    id: int
    parent_id: int | None
    path: str
    code: str | None
    name: str
    kind: str
    people: int
    depth: int

    @property
    def indented(self) -> str:
        """The name as a select shows its depth."""
        return "\u2003" * self.depth + self.name


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role with the number of people who hold it anywhere."""

    id: int
    code: str
    name: str
    rights: Rights
    holders: int

    @property
    def is_administrator(self) -> bool:
        """The role that keeps every right."""
        return self.code == ADMINISTRATOR

    @property
    def is_built_in(self) -> bool:
        """Whether the program knows it by its code."""
        return any(seed.code == self.code for seed in BUILT_IN)


def unit_place(unit_id: int, **others: object) -> Place | None:
    """Where a unit stands: its own path."""
    path = db.session.scalar(select(Unit.path).where(Unit.id == unit_id))
    return Place(unit_path=path) if path else None


def unit_tree(viewer: Viewer | None = None, *rights: Right) -> tuple[UnitLine, ...]:
    """Units in the order of the tree, by name beside each other; only the subtrees where one of the rights is held.

    One query. Depth counts from the top of what is shown.
    """
    rows = db.session.execute(
        select(Unit.id, Unit.parent_id, Unit.path, Unit.code, Unit.name, Unit.kind, func.count(Person.id))
        .outerjoin(Person, Person.unit_id == Unit.id)
        .group_by(Unit.id)
    ).all()
    if viewer is not None and not viewer.site & set(rights):
        paths = viewer.unit_paths(*rights)
        rows = [row for row in rows if any(row.path.startswith(path) for path in paths)]
    shown = {row.id for row in rows}
    under: dict[int | None, list[int]] = {}
    facts = {row.id: row for row in rows}
    for row in sorted(rows, key=lambda row: (text_key(row.name), row.id)):
        under.setdefault(row.parent_id if row.parent_id in shown else None, []).append(row.id)
    lines: list[UnitLine] = []
    waiting = [(unit_id, 0) for unit_id in reversed(under.get(None, []))]
    while waiting:
        unit_id, depth = waiting.pop()
        lines.append(UnitLine(*facts[unit_id], depth=depth))
        waiting += [(below, depth + 1) for below in reversed(under.get(unit_id, []))]
    return tuple(lines)


def kinds_of_units() -> tuple[str, ...]:
    """The type labels in use, to be offered again."""
    kinds = db.session.scalars(select(Unit.kind).where(Unit.kind != "").distinct())
    return tuple(sorted(kinds, key=text_key))


def roles() -> tuple[RoleFacts, ...]:
    """Every role in its order. One query."""
    rows = db.session.execute(
        select(Role.id, Role.code, Role.name, Role.rights, func.count(func.distinct(Grant.person_id)))
        .outerjoin(Grant, Grant.role_id == Role.id)
        .group_by(Role.id)
        .order_by(Role.position)
    )
    return tuple(
        RoleFacts(role_id, code, name, known(rights), held) for role_id, code, name, rights, held in rows
    )


def role(role_id: int) -> RoleFacts | None:
    """One role."""
    return next((facts for facts in roles() if facts.id == role_id), None)
