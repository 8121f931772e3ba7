"""Reads people, the roles they hold and their slips; gives the place of a person for the check of rights."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select

from quizapp.accounts.classes import classes
from quizapp.accounts.models import Grant, Person, Role, Slip, Unit
from quizapp.accounts.slips import slip_key
from quizapp.db import db
from quizapp.domain.birth_dates import BirthDate
from quizapp.domain.names import fold
from quizapp.domain.slips import slip_code
from quizapp.web.access import Place, Right, Viewer

ON_A_PAGE = 50
NO_ROLE = "none"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list. roles: names of the roles held, the widest first."""

    id: int
    name: str
    born: str | None
    post: str
    unit: str
    code: str | None
    roles: tuple[str, ...]

    @property
    def born_shown(self) -> str:
        """As a Vietnamese list prints it."""
        return BirthDate.parse(self.born).shown if self.born else ""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of a list of people; number counts from 1."""

    lines: tuple[PersonLine, ...]
    found: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.found // ON_A_PAGE))


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything the site knows of a person, but for what they did in classes."""

    id: int
    name: str
    born: str | None
    sex: str | None
    ethnicity: str
    phone: str
    post: str
    unit_id: int | None
    unit: str
    unit_path: str | None
    code: str | None
    has_password: bool
    must_change_password: bool
    made_at: datetime

    @property
    def born_shown(self) -> str:
        """As a Vietnamese list prints it."""
        return BirthDate.parse(self.born).shown if self.born else ""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A slip of a person, with its code derived afresh. title: of the class, or its number when it has no name here."""

    id: int
    cohort_id: int
    title: str
    kind: str
    generation: int
    code: str
    valid_until: datetime | None
    ended_at: datetime | None
    place: Place


def person_place(person_id: int, **others: object) -> Place | None:
    """Where a person belongs: the path of their unit. Without a unit only those with site-wide rights reach them."""
    row = db.session.execute(
        select(Person.id, Unit.path).outerjoin(Unit, Unit.id == Person.unit_id).where(Person.id == person_id)
    ).one_or_none()
    return Place(unit_path=row[1], owner_id=row[0]) if row else None


def within(viewer: Viewer, *rights: Right) -> ColumnElement[bool] | None:
    """The people (joined with their unit) whom one of the rights reaches; None: everybody."""
    if viewer.site & set(rights):
        return None
    paths = viewer.unit_paths(*rights)
    return or_(false(), *(Unit.path.startswith(path, autoescape=True) for path in paths))


def people(viewer: Viewer, words: str = "", role: str = "", number: int = 1) -> PeoplePage:
    """The people whom the viewer manages, by given name. Three queries.

    words: each must occur in the name (without accents), code, unit, post or telephone. role: code of a role held, or
    "none".
    """
    wanted = _people(viewer, words, role)
    found = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    number = min(max(1, number), max(1, -(-found // ON_A_PAGE)))
    rows = db.session.execute(
        wanted.order_by(Person.name_key, Person.id).limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE)
    ).all()
    roles = _role_names([row[0] for row in rows])
    lines = tuple(_line(row, roles.get(row[0], ())) for row in rows)
    return PeoplePage(lines, found, number)


def _line(row: Any, roles: tuple[str, ...]) -> PersonLine:
    person_id, name, born, post, unit, code = row
    return PersonLine(person_id, name, born, post, unit, code, roles)


def _people(viewer: Viewer, words: str, role: str) -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        Person.id, Person.name, Person.born, Person.post, func.coalesce(Unit.name, ""), Person.code
    ).outerjoin(Unit, Unit.id == Person.unit_id)
    reach = within(viewer, Right.MANAGE_PEOPLE)
    if reach is not None:
        wanted = wanted.where(reach)
    for word in fold(words).split()[:8]:
        wanted = wanted.where(
            or_(
                Person.name_fold.contains(word, autoescape=True),
                func.lower(Person.code).contains(word, autoescape=True),
                Person.phone.contains(word, autoescape=True),
                Unit.name_fold.contains(word, autoescape=True),
            )
        )
    if role == NO_ROLE:
        wanted = wanted.where(~exists().where(Grant.person_id == Person.id))
    elif role:
        held = exists().where(Grant.person_id == Person.id, Grant.role_id == Role.id, Role.code == role)
        wanted = wanted.where(held)
    return wanted


def _role_names(person_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    rows = db.session.execute(
        select(Grant.person_id, Role.name, Role.position)
        .join(Role, Role.id == Grant.role_id)
        .where(Grant.person_id.in_(person_ids))
        .distinct()
        .order_by(Role.position.desc())
    )
    held: dict[int, tuple[str, ...]] = {}
    for person_id, name, _ in rows:
        held[person_id] = (*held.get(person_id, ()), name)
    return held


def person(person_id: int) -> PersonFacts:
    """One person; LookupError when there is none."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Person.id,
            Person.name,
            Person.born,
            Person.sex,
            Person.ethnicity,
            Person.phone,
            Person.post,
            Person.unit_id,
            func.coalesce(Unit.name, ""),
            Unit.path,
            Person.code,
            Person.password_hash.is_not(None),
            Person.must_change_password,
            Person.made_at,
        )
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Person.id == person_id)
    )
    row = db.session.execute(wanted).one_or_none()
    if row is None:
        raise LookupError(person_id)
    return PersonFacts(*row)


def namesakes(name: str, limit: int = 5) -> tuple[PersonLine, ...]:
    """People whose name is spelled the same without accents: to be looked at before somebody is added twice."""
    rows = db.session.execute(
        select(Person.id, Person.name, Person.born, Person.post, func.coalesce(Unit.name, ""), Person.code)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Person.name_fold == fold(name))
        .order_by(Person.id)
        .limit(limit)
    )
    return tuple(_line(row, ()) for row in rows)


def slips_of(person_id: int) -> tuple[SlipLine, ...]:
    """The slips of a person, the latest first. Two queries."""
    rows = db.session.scalars(select(Slip).where(Slip.person_id == person_id).order_by(Slip.id.desc())).all()
    named = classes().words({slip.cohort_id for slip in rows})
    lines = []
    for slip in rows:
        words = named.get(slip.cohort_id)
        code = slip_code(slip_key(), slip.id, slip.kind, slip.generation, slip.code_try)
        lines.append(
            SlipLine(
                id=slip.id,
                cohort_id=slip.cohort_id,
                title=words.title if words else f"#{slip.cohort_id}",
                kind=slip.kind,
                generation=slip.generation,
                code=code,
                valid_until=slip.valid_until,
                ended_at=slip.ended_at,
                place=words.place if words else Place(cohort_id=slip.cohort_id),
            )
        )
    return tuple(lines)


def slip_owner(slip_id: int) -> int | None:
    """The person a slip belongs to."""
    return db.session.scalar(select(Slip.person_id).where(Slip.id == slip_id))
