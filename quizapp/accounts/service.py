"""Commands on people, units, roles and grants."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from quizapp.accounts.models import Grant, Person, Role, Unit
from quizapp.accounts.roles import BUILT_IN
from quizapp.db import db, transactional
from quizapp.domain.names import fold, sort_key, tidy


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role holds: all None = the whole site."""

    cohort_id: int | None = None
    unit_id: int | None = None
    group_id: int | None = None

    @property
    def words(self) -> str:
        """A stable text that makes a grant unique on any database (NULLs would not)."""
        if self.group_id is not None:
            return f"group:{self.group_id}"
        if self.cohort_id is not None:
            return f"cohort:{self.cohort_id}"
        return f"unit:{self.unit_id}" if self.unit_id is not None else "site"


@transactional
def load_roles() -> None:
    """Add the built-in roles that are missing; those that exist keep what was edited. Idempotent."""
    there = set(db.session.scalars(select(Role.code)))
    for position, seed in enumerate(BUILT_IN):
        if seed.code not in there:
            db.session.add(
                Role(code=seed.code, name=seed.name, rights=[str(r) for r in seed.rights], position=position)
            )


@transactional
def add_unit(name: str, kind: str = "", parent_id: int | None = None, code: str | None = None) -> int:
    """Add an organisation unit under its parent and give its id; the same name under the same parent: that one."""
    name = tidy(name)
    same_parent = Unit.parent_id == parent_id if parent_id is not None else Unit.parent_id.is_(None)
    existing = db.session.scalar(select(Unit.id).where(same_parent, Unit.name == name))
    if existing is not None:
        return existing
    above = db.session.scalar(select(Unit.path).where(Unit.id == parent_id)) if parent_id else "/"
    unit = Unit(parent_id=parent_id, code=code, name=name, name_fold=fold(name), kind=kind)
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{above}{unit.id}/"
    return unit.id


@transactional
def add_person(
    name: str,
    now: datetime,
    *,
    sex: str | None = None,
    born: str | None = None,
    ethnicity: str = "",
    phone: str = "",
    post: str = "",
    unit_id: int | None = None,
    code: str | None = None,
    is_demo: bool = False,
) -> int:
    """Add a person and give the id. Two people may share a name: the caller decides who is who."""
    name = tidy(name)
    person = Person(
        name=name,
        name_key=sort_key(name),
        name_fold=fold(name),
        sex=sex,
        born=born,
        ethnicity=ethnicity,
        phone=phone,
        post=post,
        unit_id=unit_id,
        code=code,
        is_demo=is_demo,
        made_at=now,
    )
    db.session.add(person)
    db.session.flush()
    return person.id


@transactional
def give_role(
    person_id: int, role: str, scope: Scope, now: datetime, granted_by_id: int | None = None
) -> None:
    """Give a built-in role by its code. Again: nothing changes. The right to give it is checked by `grant`."""
    role_id = db.session.scalar(select(Role.id).where(Role.code == role))
    if role_id is None:
        raise LookupError(role)
    held = select(Grant.id).where(
        Grant.person_id == person_id, Grant.role_id == role_id, Grant.scope == scope.words
    )
    if db.session.scalar(held) is None:
        db.session.add(
            Grant(
                person_id=person_id,
                role_id=role_id,
                unit_id=scope.unit_id,
                cohort_id=scope.cohort_id,
                group_id=scope.group_id,
                scope=scope.words,
                granted_by_id=granted_by_id,
                granted_at=now,
            )
        )


@transactional
def take_role(person_id: int, role: str, scope: Scope) -> None:
    """Take a built-in role away; when it is not held nothing changes."""
    role_id = select(Role.id).where(Role.code == role).scalar_subquery()
    db.session.execute(
        delete(Grant).where(
            Grant.person_id == person_id, Grant.role_id == role_id, Grant.scope == scope.words
        )
    )
