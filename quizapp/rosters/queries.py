"""Reads what a list is compared with, and the imports of a class."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from quizapp.accounts.models import Person, Slip, Unit
from quizapp.accounts.slips import LEARNER, digest_of
from quizapp.cohorts.models import ClassGroup, Cohort, Enrolment
from quizapp.db import db
from quizapp.domain.names import fold
from quizapp.formats.roster_facts import RosterFile
from quizapp.formats.roster_reading import read_roster
from quizapp.rosters.matching import Decision, Known
from quizapp.rosters.models import RosterImport
from quizapp.rosters.plans import Plan, plan
from quizapp.web.access import Place

CHUNK = 400


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """A confirmed import. counts: state -> rows."""

    id: int
    cohort_id: int
    file_name: str
    at: datetime
    by: str
    counts: Mapping[str, int]
    undone_at: datetime | None


def import_place(import_id: int, **others: object) -> Place | None:
    """Where an import stands: with its class."""
    row = db.session.execute(
        select(Cohort.id, Unit.path)
        .join(RosterImport, RosterImport.cohort_id == Cohort.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(RosterImport.id == import_id)
    ).one_or_none()
    return Place(cohort_id=row.id, unit_path=row[1]) if row else None


def _imports() -> Select[*tuple[Any, ...]]:
    return (
        select(
            RosterImport.id,
            RosterImport.cohort_id,
            RosterImport.file_name,
            RosterImport.at,
            func.coalesce(Person.name, ""),
            RosterImport.counts,
            RosterImport.undone_at,
        )
        .outerjoin(Person, Person.id == RosterImport.by_id)
        .order_by(RosterImport.id.desc())
    )


def imports(cohort_id: int) -> tuple[ImportFacts, ...]:
    """The imports of a class, the latest first. One query."""
    return tuple(
        ImportFacts(*row) for row in db.session.execute(_imports().where(RosterImport.cohort_id == cohort_id))
    )


def roster_import(import_id: int) -> ImportFacts:
    """One import; LookupError when there is none."""
    row = db.session.execute(_imports().where(RosterImport.id == import_id)).one_or_none()
    if row is None:
        raise LookupError(import_id)
    return ImportFacts(*row)


def read(content: bytes, file_name: str, today: date) -> RosterFile:
    """The file read; the last few are remembered, as one list is looked at again and again before it is confirmed."""
    return _read(hashlib.sha256(content).hexdigest(), file_name, today, _Content(content))


class _Content(bytes):
    """Bytes that count as equal in the memory of `_read`: their digest stands beside them."""

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content)


@lru_cache(maxsize=4)
def _read(digest: str, file_name: str, today: date, content: _Content) -> RosterFile:
    return read_roster(bytes(content), file_name, today)


def plan_of(cohort_id: int, roster: RosterFile, decisions: Mapping[int, Decision]) -> Plan:
    """What importing this file into the class would do now. The number of queries grows by one for 400 names."""
    names = {fold(line.name) for line in roster.lines}
    return plan(roster, _people_here(cohort_id), _people_elsewhere(cohort_id, names), decisions)


_PERSON = (Person.id, Person.name, Person.sex, Person.born, Person.ethnicity, Person.phone)


def _people_here(cohort_id: int) -> tuple[Known, ...]:
    """Everybody who is or was in the class."""
    rows = db.session.execute(
        select(
            *_PERSON,
            Enrolment.id.label("enrolment_id"),
            Enrolment.post,
            Enrolment.cell,
            Enrolment.unit,
            func.coalesce(ClassGroup.name, "").label("class_group"),
            Enrolment.withdrawn_at,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(ClassGroup, ClassGroup.id == Enrolment.group_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Enrolment.number, Enrolment.id)
    )
    return tuple(
        _known(
            row, enrolment_id=row.enrolment_id, group=row.class_group, has_left=row.withdrawn_at is not None
        )
        for row in rows
    )


def _known(row: Any, **others: Any) -> Known:
    return Known(
        person_id=row[0],
        name=row.name,
        sex=row.sex,
        born=row.born,
        ethnicity=row.ethnicity,
        phone=row.phone,
        post=row.post,
        cell=row.cell,
        unit=row.unit,
        **others,
    )


def _people_elsewhere(cohort_id: int, names: Collection[str]) -> tuple[Known, ...]:
    """People of these names (folded) who learn or learned in another class and were never in this one."""
    inside = select(Enrolment.person_id).where(Enrolment.cohort_id == cohort_id)
    wanted = (
        select(*_PERSON, Enrolment.post, Enrolment.cell, Enrolment.unit, Cohort.title)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Person.id.not_in(inside), Person.born.is_not(None))
        .order_by(Person.id, Enrolment.id.desc())
    )
    listed = sorted(names)
    found: dict[tuple[int, str, str], Known] = {}
    for start in range(0, len(listed), CHUNK):
        part = listed[start : start + CHUNK]
        for row in db.session.execute(wanted.where(Person.name_fold.in_(part))):
            found.setdefault((row.id, row.cell, row.unit), _known(row, where=row.title))
    return tuple(found.values())


def people_with_slips(cohort_id: int) -> frozenset[int]:
    """Those for whom a learner's slip of this class has been made."""
    made = select(Slip.person_id).where(
        Slip.cohort_id == cohort_id, Slip.kind == LEARNER, Slip.ended_at.is_(None)
    )
    return frozenset(db.session.scalars(made))


def people_by_code(cohort_id: int, codes: Collection[str]) -> dict[str, int]:
    """Code as given -> person: the code of a slip of this class (blanks do not count), or a personal code."""
    digests = {digest_of("code", "".join(code.split())): code for code in codes}
    slips = db.session.execute(
        select(Slip.code_digest, Slip.person_id).where(
            Slip.cohort_id == cohort_id, Slip.kind == LEARNER, Slip.code_digest.in_(digests)
        )
    )
    people = db.session.execute(
        select(Person.code, Person.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id, Person.code.in_(codes))
    )
    return {row[0]: row[1] for row in people if row[0]} | {digests[row[0]]: row[1] for row in slips}


def seats(enrolment_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What the class says of these enrolments now: post, cell, unit, cell_id, group_id, and whose they are."""
    names = ("post", "cell", "unit", "cell_id", "group_id", "person_id")
    return _rows_of(Enrolment, enrolment_ids, names)


def people(person_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The facts of these people that a list may change."""
    return _rows_of(Person, person_ids, ("name", "sex", "born", "ethnicity", "phone"))


def _rows_of(
    model: type[Person] | type[Enrolment], ids: Collection[int], names: tuple[str, ...]
) -> dict[int, dict[str, Any]]:
    listed = sorted(ids)
    found = {}
    for start in range(0, len(listed), CHUNK):
        wanted = select(model.id, *(getattr(model, name) for name in names))
        for row in db.session.execute(wanted.where(model.id.in_(listed[start : start + CHUNK]))):
            found[row[0]] = dict(zip(names, row[1:], strict=True))
    return found
