"""Confirms an import: writes exactly what the preview showed, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.accounts import bulk as accounts
from quizapp.accounts.bulk import UnitDraft
from quizapp.accounts.people import PersonDraft
from quizapp.audit.service import record
from quizapp.cohorts import bulk as cohorts
from quizapp.cohorts.bulk import EnrolmentDraft
from quizapp.cohorts.models import Cohort
from quizapp.db import db, transactional
from quizapp.formats.roster_facts import RosterFile, RosterLine
from quizapp.rosters import queries
from quizapp.rosters.matching import Decision
from quizapp.rosters.models import RosterImport
from quizapp.rosters.plans import Plan, RowPlan, State

KINDS_OF_UNITS = (
    "Đảng bộ bộ phận",
    "Đảng bộ cơ sở",
    "Đảng bộ",
    "Đảng ủy",
    "Chi bộ cơ sở",
    "Chi bộ trực thuộc",
    "Chi bộ",
)
OF_PERSON = ("name", "sex", "born", "ethnicity", "phone")
Facts = dict[str, Any]
At = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """What is confirmed. sha256: of the stored file; fingerprint: of the plan that was shown."""

    cohort_id: int
    sha256: str
    file_name: str
    fingerprint: str
    decisions: Mapping[int, Decision] = field(default_factory=dict)


@transactional
def confirm(draft: ImportDraft, roster: RosterFile, now: datetime, actor_id: int | None) -> int | None:
    """Write what was shown and give the import's id; None, and nothing written, when the site has changed since.

    The same button pressed twice gives the import of the first time. Two people importing into one class follow one
    another. About thirty statements, however long the list.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == draft.cohort_id).with_for_update())
    again = select(RosterImport.id).where(
        RosterImport.cohort_id == draft.cohort_id,
        RosterImport.fingerprint == draft.fingerprint,
        RosterImport.undone_at.is_(None),
    )
    done: int | None = db.session.scalar(again.order_by(RosterImport.id.desc()).limit(1))
    if done is not None:
        return done
    plan = queries.plan_of(draft.cohort_id, roster, draft.decisions)
    if plan.fingerprint != draft.fingerprint or not plan.writes:
        return None
    entry = RosterImport(
        cohort_id=draft.cohort_id,
        file_sha256=draft.sha256,
        file_name=draft.file_name[:255],
        by_id=actor_id,
        at=now,
        fingerprint=plan.fingerprint,
        counts=plan.counts,
        changes=[],
    )
    db.session.add(entry)
    db.session.flush()
    entry.changes = _write(draft.cohort_id, plan, entry.id, now)
    record(
        "rosters.import",
        "roster_import",
        entry.id,
        now=now,
        actor_id=actor_id,
        cohort_id=draft.cohort_id,
        file=draft.file_name,
        counts=plan.counts,
    )
    return entry.id


def _write(cohort_id: int, plan: Plan, import_id: int, now: datetime) -> list[Facts]:
    """Write a plan; gives what is needed to take it back."""
    new = [row for row in plan.rows if row.state is State.NEW]
    changed = [row for row in plan.rows if row.state is State.CHANGED]
    cells, units = _ensure_cells(cohort_id, [row.line for row in (*new, *changed)])
    wanted = {row.line.group for row in (*new, *changed) if row.line.group}
    groups, made_groups = cohorts.ensure_groups(cohort_id, wanted)
    strangers = [row for row in new if row.known is None]
    added = accounts.add_people([_person(row.line, cells) for row in strangers], now)
    ids = dict(zip((row.place for row in strangers), added, strict=True))
    drafts = [
        _enrolment(row.line, row.known.person_id if row.known else ids[row.place], cells, groups)
        for row in new
    ]
    cohorts.enrol_all(cohort_id, drafts, now, import_id)
    undo: list[Facts] = [
        {"what": "made", "people": list(added), "units": list(units), "groups": list(made_groups)}
    ]
    return undo + _change(cohort_id, [*new, *changed], cells, groups, now)


def _change(
    cohort_id: int,
    rows: Sequence[RowPlan],
    cells: Mapping[At, int],
    groups: Mapping[str, int],
    now: datetime,
) -> list[Facts]:
    people: dict[int, Facts] = {}
    enrolments: dict[int, Facts] = {}
    back: dict[int, int] = {}
    undo: list[Facts] = []
    for row in rows:
        if row.known is None:
            continue
        after = {one.field: one.after for one in row.changes if one.field in OF_PERSON}
        before = {
            one.field: one.before or _nothing(one.field) for one in row.changes if one.field in OF_PERSON
        }
        if after:
            people[row.known.person_id] = after
            undo.append({"what": "person", "id": row.known.person_id, "before": before, "after": after})
        if row.known.enrolment_id is not None:
            enrolments[row.known.enrolment_id] = _seat(row, cells, groups)
            if row.known.has_left:
                back[row.known.enrolment_id] = row.known.person_id
    undo += _remember(enrolments, back)
    accounts.change_people(people)
    cohorts.change_enrolments({one: facts for one, facts in enrolments.items() if facts})
    cohorts.take_back(cohort_id, back, now)
    return undo


def _at(line: RosterLine) -> At:
    return line.sheet, line.row


def _nothing(name: str) -> str | None:
    return None if name in ("sex", "born") else ""


def _seat(row: RowPlan, cells: Mapping[At, int], groups: Mapping[str, int]) -> Facts:
    """What changes in the class's own facts about a learner."""
    facts: Facts = {one.field: one.after for one in row.changes if one.field in ("post", "cell", "unit")}
    if {"cell", "unit"} & facts.keys():
        facts["cell_id"] = cells.get(_at(row.line))
    if any(one.field == "group" for one in row.changes) and row.line.group:
        facts["group_id"] = groups[row.line.group]
    return facts


def _remember(enrolments: Mapping[int, Facts], back: Mapping[int, int]) -> list[Facts]:
    """The facts of these enrolments as they are before the change."""
    return [
        {
            "what": "enrolment",
            "id": one,
            "before": {name: facts_before[name] for name in enrolments[one]},
            "after": enrolments[one],
            "back": one in back,
        }
        for one, facts_before in queries.seats(enrolments).items()
        if enrolments[one] or one in back
    ]


def _person(line: RosterLine, cells: Mapping[At, int]) -> PersonDraft:
    return PersonDraft(
        name=line.name,
        born=line.born,
        sex=line.sex,
        ethnicity=line.ethnicity or "",
        phone=line.phone or "",
        post=line.post or "",
        unit_id=cells.get(_at(line)),
    )


def _enrolment(
    line: RosterLine, person_id: int, cells: Mapping[At, int], groups: Mapping[str, int]
) -> EnrolmentDraft:
    return EnrolmentDraft(
        person_id=person_id,
        post=line.post or "",
        cell=line.cell or "",
        unit=line.unit or "",
        cell_id=cells.get(_at(line)),
        group_id=groups[line.group] if line.group else None,
        note=line.note or "",
    )


def _ensure_cells(cohort_id: int, lines: Sequence[RosterLine]) -> tuple[dict[At, int], tuple[int, ...]]:
    """(sheet and row -> its cell, or its Party organisation where it names no cell; units made).

    Party organisations stand under the unit of the class, or at the top; cells under their organisation.
    """
    base = db.session.scalar(select(Cohort.unit_id).where(Cohort.id == cohort_id))
    with_unit = [line for line in lines if line.unit]
    unit_ids, made_units = accounts.ensure_units(
        [UnitDraft(line.unit or "", kind_of(line.unit or ""), base) for line in with_unit]
    )
    above = {_at(line): unit for line, unit in zip(with_unit, unit_ids, strict=True)}
    with_cell = [line for line in lines if line.cell]
    cell_ids, made_cells = accounts.ensure_units(
        [
            UnitDraft(
                line.cell or "", (line.cell_kind or kind_of(line.cell or ""))[:80], above.get(_at(line), base)
            )
            for line in with_cell
        ]
    )
    cells = {_at(line): cell for line, cell in zip(with_cell, cell_ids, strict=True)}
    return above | cells, made_units + made_cells


def kind_of(name: str) -> str:
    """The kind of a unit as its own name tells it: "Chi bộ thôn 3" is a "Chi bộ"; no level is presumed."""
    lowered = name.casefold()
    return next((kind for kind in KINDS_OF_UNITS if lowered.startswith(f"{kind.casefold()} ")), "")
