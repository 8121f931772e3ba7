"""Giving and taking roles: nobody hands over more than they hold, and one administrator always stays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from quizapp.accounts.classes import classes
from quizapp.accounts.models import Grant, Person, Role, Unit
from quizapp.accounts.roles import ADMINISTRATOR, BUILT_IN
from quizapp.accounts.service import Scope, give_role
from quizapp.accounts.viewers import known
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.errors import CodeAlreadyTaken, GrantBeyondOwnRights, LastAdministrator
from quizapp.domain.names import fold, tidy
from quizapp.web.access import Place, Right, Rights, Viewer

# Who manages a class says who learns, calls the roll and grades there, without doing so themselves.
CARRIED: Mapping[Right, Rights] = {
    Right.MANAGE_COHORT: frozenset(
        {Right.LEARN, Right.TAKE_GROUP_ROLL_CALL, Right.TAKE_ROLL_CALL, Right.GRADE}
    ),
    Right.TAKE_ROLL_CALL: frozenset({Right.TAKE_GROUP_ROLL_CALL}),
}


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A role somebody holds, with where it holds. place None: the whole site."""

    id: int
    person_id: int
    role_id: int
    role_code: str
    role_name: str
    rights: Rights
    scope: Scope
    unit_name: str
    place: Place | None


def to_hand_over(held: Rights) -> Rights:
    """The rights that somebody with these may give to others."""
    carried = [more for right, more in CARRIED.items() if right in held]
    return held.union(*carried)


def is_administrator(viewer: Viewer) -> bool:
    """Whether every right is held for the whole site."""
    return viewer.site >= frozenset(Right)


def check_within(by: Viewer, rights: Rights, place: Place | None) -> None:
    """GrantBeyondOwnRights when these rights go beyond what `by` may hand over at the place."""
    beyond = rights - to_hand_over(by.rights_at(place))
    if beyond:
        raise GrantBeyondOwnRights(tuple(sorted(beyond)))


def check_not_above(by: Viewer, person_id: int) -> None:
    """GrantBeyondOwnRights when the person may do anything that `by` could not hand over there."""
    for grant in grants_of(person_id):
        check_within(by, grant.rights, grant.place)


def grants_of(person_id: int) -> tuple[GrantFacts, ...]:
    """The roles a person holds, site first. Two queries."""
    rows = db.session.execute(
        select(Grant, Role, Unit.name, Unit.path)
        .join(Role, Role.id == Grant.role_id)
        .outerjoin(Unit, Unit.id == Grant.unit_id)
        .where(Grant.person_id == person_id)
        .order_by(Role.position.desc(), Grant.id)
    ).all()
    named = classes().words({grant.cohort_id for grant, *_ in rows if grant.cohort_id is not None})
    facts = []
    for grant, role, unit_name, path in rows:
        scope = Scope(grant.cohort_id, grant.unit_id, grant.group_id)
        where: Place | None = None
        if grant.cohort_id is not None:
            of_class = named.get(grant.cohort_id)
            where = Place(grant.cohort_id, of_class.unit_path if of_class else None, group_id=grant.group_id)
        elif grant.unit_id is not None:
            where = Place(unit_path=path)
        facts.append(
            GrantFacts(
                grant.id,
                grant.person_id,
                role.id,
                role.code,
                role.name,
                known(role.rights),
                scope,
                unit_name or "",
                where,
            )
        )
    return tuple(facts)


@transactional
def hand_over(
    by: Viewer, person_id: int, role_id: int, scope: Scope, place: Place | None, now: datetime
) -> None:
    """Give a role at a scope. Again: nothing changes. GrantBeyondOwnRights.

    place: where the scope lies (None only for the whole site); `by` needs the right to grant roles there.
    """
    role = db.session.get_one(Role, role_id)
    check_within(by, known(role.rights) | {Right.GRANT_ROLES}, place)
    if is_held(person_id, role_id, scope):
        return
    give_role(person_id, role.code, scope, now, by.person_id)
    _record("roles.give", person_id, role, scope, now, by.person_id)


@transactional
def take_back(
    by: Viewer, person_id: int, role_id: int, scope: Scope, place: Place | None, now: datetime
) -> None:
    """Take a role away. Not held: nothing changes. GrantBeyondOwnRights, LastAdministrator."""
    role = db.session.get_one(Role, role_id, with_for_update=True)
    check_within(by, known(role.rights) | {Right.GRANT_ROLES}, place)
    if not is_held(person_id, role_id, scope):
        return
    if role.code == ADMINISTRATOR and scope == Scope() and not _others(role.id, person_id):
        raise LastAdministrator
    db.session.execute(
        delete(Grant).where(
            Grant.person_id == person_id, Grant.role_id == role_id, Grant.scope == scope.words
        )
    )
    _record("roles.take", person_id, role, scope, now, by.person_id)


def _others(role_id: int, person_id: int) -> int:
    """How many others hold the role for the whole site and can sign in."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Grant)
            .join(Person, Person.id == Grant.person_id)
            .where(
                Grant.role_id == role_id,
                Grant.scope == Scope().words,
                Grant.person_id != person_id,
                Person.password_hash.is_not(None),
            )
        )
        or 0
    )


def is_held(person_id: int, role_id: int, scope: Scope) -> bool:
    """Whether a person holds a role at exactly this scope."""
    held = select(Grant.id).where(
        Grant.person_id == person_id, Grant.role_id == role_id, Grant.scope == scope.words
    )
    return db.session.scalar(held) is not None


@transactional
def change_role(by: Viewer, role_id: int, name: str, rights: Collection[Right], now: datetime) -> bool:
    """Rename a role and set its rights; True when something changed.

    Only for those who may hand over all its rights, before and after. The administrator's role keeps every right.
    """
    role = db.session.get_one(Role, role_id, with_for_update=True)
    before, wanted = known(role.rights), frozenset(rights)
    if role.code == ADMINISTRATOR:
        wanted = frozenset(Right)
    check_within(by, before | wanted, None)
    if before == wanted and role.name == tidy(name):
        return False
    said = _words(role.name, before), _words(tidy(name), wanted)
    role.name, role.rights = tidy(name), _in_order(wanted)
    record("roles.change", "role", role_id, now=now, actor_id=by.person_id, before=said[0], after=said[1])
    return True


@transactional
def add_role(by: Viewer, name: str, rights: Collection[Right], now: datetime) -> int:
    """Make a role of one's own bundle of rights and give its id. GrantBeyondOwnRights, CodeAlreadyTaken (name)."""
    name = tidy(name)
    check_within(by, frozenset(rights), None)
    if db.session.scalar(select(Role.id).where(Role.name == name)) is not None:
        raise CodeAlreadyTaken(name)
    last = db.session.scalar(select(func.max(Role.position))) or len(BUILT_IN)
    code = f"own_{last + 1}_{fold(name).replace(' ', '_')}"[:40]
    role = Role(code=code, name=name, rights=_in_order(rights), position=last + 1)
    db.session.add(role)
    db.session.flush()
    record(
        "roles.add", "role", role.id, now=now, actor_id=by.person_id, after=_words(name, frozenset(rights))
    )
    return role.id


def _in_order(rights: Collection[Right]) -> list[str]:
    return [str(right) for right in Right if right in rights]


def _words(name: str, rights: Rights) -> dict[str, object]:
    return {"name": name, "rights": _in_order(rights)}


def _record(
    action: str, person_id: int, role: Role, scope: Scope, now: datetime, actor_id: int | None
) -> None:
    record(
        action,
        "person",
        person_id,
        now=now,
        actor_id=actor_id,
        cohort_id=scope.cohort_id,
        role=role.name,
        scope=scope.words,
    )
