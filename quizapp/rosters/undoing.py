"""Takes an import back while nothing has been recorded of its people."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.accounts import bulk as accounts
from quizapp.accounts.models import Person, Unit
from quizapp.accounts.roles import LEARNER
from quizapp.accounts.service import Scope, take_role
from quizapp.audit.service import record
from quizapp.cohorts import bulk as cohorts
from quizapp.cohorts.models import ClassGroup, Enrolment
from quizapp.db import Model, db, transactional
from quizapp.domain.errors import ImportAlreadyUndone, ImportHasRecords
from quizapp.rosters import queries
from quizapp.rosters.models import RosterImport
from quizapp.rosters.references import named

# Belonging to a class is no record: what the import itself made, and the slip that was printed for it.
BELONGING = (("enrolment", "person_id"), ("grant", "person_id"), ("slip", "person_id"))
Facts = Mapping[str, Any]


@transactional
def undo(import_id: int, now: datetime, actor_id: int | None) -> None:
    """Take the import's learners out, put changed facts back, remove people and units nobody else names.

    ImportAlreadyUndone; ImportHasRecords when somebody has attended, answered, read or been marked, or acted here. A
    fact that was changed again since the import stays as it is now.
    """
    entry = db.session.get_one(RosterImport, import_id, with_for_update=True)
    if entry.undone_at is not None:
        raise ImportAlreadyUndone
    people = _learners_of(import_id)
    made = _made(entry.changes)
    busy = people_with_records(people, made["people"])
    if busy:
        raise ImportHasRecords(len(busy))
    _put_back(entry.cohort_id, entry.changes, now)
    cohorts.remove_enrolments(entry.cohort_id, people)
    gone = set(made["people"]) - named(_table(Person), made["people"])
    accounts.remove_people(gone)
    cohorts.remove_groups(set(made["groups"]) - named(_table(ClassGroup), made["groups"]))
    accounts.remove_units(_unused(made["units"]))
    entry.undone_at = now
    record(
        "rosters.undo",
        "roster_import",
        import_id,
        now=now,
        actor_id=actor_id,
        cohort_id=entry.cohort_id,
        file=entry.file_name,
        learners=len(people),
        people=len(gone),
    )


def records_of(import_id: int) -> int:
    """How many people of an import have records by now, for whose sake it cannot be undone."""
    changes = db.session.scalar(select(RosterImport.changes).where(RosterImport.id == import_id)) or []
    return len(people_with_records(_learners_of(import_id), _made(changes)["people"]))


def _made(changes: Sequence[Facts]) -> Mapping[str, list[int]]:
    nothing: dict[str, list[int]] = {"people": [], "units": [], "groups": []}
    return next((one for one in changes if one["what"] == "made"), nothing)


def _learners_of(import_id: int) -> dict[int, int]:
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.person_id).where(Enrolment.import_id == import_id)
    )
    return {row.id: row.person_id for row in rows}


def people_with_records(people: Mapping[int, int], made: Collection[int]) -> set[int]:
    """Those of whom something is recorded: under their enrolment, or (people this import brought) at all."""
    recorded = {people[one] for one in named(_table(Enrolment), people)}
    still_here = set(made) & set(people.values())
    return recorded | named(_table(Person), still_here, BELONGING)


def _put_back(cohort_id: int, changes: Sequence[Facts], now: datetime) -> None:
    persons = {one["id"]: one for one in changes if one["what"] == "person"}
    seats = {one["id"]: one for one in changes if one["what"] == "enrolment"}
    accounts.change_people(_unchanged_since(persons, queries.people(persons)))
    present = queries.seats(seats)
    cohorts.change_enrolments(_unchanged_since(seats, present))
    for enrolment_id, one in seats.items():
        if one["back"] and enrolment_id in present:
            cohorts.change_enrolments({enrolment_id: {"withdrawn_at": now}})
            take_role(present[enrolment_id]["person_id"], LEARNER, Scope(cohort_id=cohort_id))


def _unchanged_since(changes: Mapping[int, Facts], present: Mapping[int, Facts]) -> dict[int, dict[str, Any]]:
    back = {}
    for one, change in changes.items():
        facts = {
            name: value
            for name, value in change["before"].items()
            if one in present and present[one][name] == change["after"][name]
        }
        if facts:
            back[one] = facts
    return back


def _unused(unit_ids: Collection[int]) -> set[int]:
    """Those of these units that nothing names, nor anything below them that stays."""
    kept = named(_table(Unit), unit_ids, (("unit", "parent_id"),))
    below = db.session.execute(select(Unit.id, Unit.parent_id).where(Unit.parent_id.in_(unit_ids))).all()
    parents = {row.id: row.parent_id for row in below}
    kept |= {parent for child, parent in parents.items() if child not in unit_ids}
    waiting = list(kept)
    while waiting:
        parent = parents.get(waiting.pop())
        if parent is not None and parent not in kept:
            kept.add(parent)
            waiting.append(parent)
    return set(unit_ids) - kept


def _table(model: type[Model]) -> Any:
    return model.__table__
