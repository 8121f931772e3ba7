"""What an import would do, row by row: what the preview shows is what confirming writes."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.domain.birth_dates import BirthDate
from quizapp.domain.names import canonical
from quizapp.formats.drafts import Problem
from quizapp.formats.roster_facts import RosterFile, RosterLine
from quizapp.rosters.matching import Decision, Doubt, Known, Match, match

LIMITS = {"post": 120, "cell": 200, "unit": 200, "ethnicity": 40, "phone": 20, "note": 300, "group": 80}
NAME_LIMIT = 120


class State(StrEnum):
    """What becomes of a row. left_out: somebody decided so. problem: something must be mended in the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    PROBLEM = "problem"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact before and after. field: name, sex, born, ethnicity, phone, post, cell, unit, group or back."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row and what becomes of it. place: in the file's lines, from 0.

    known: the person it speaks of (None: somebody new); candidate: the one it may speak of. above: the row number of
    an earlier row that it repeats, or may repeat. findings: what is wrong or in doubt; notes: what stops nothing.
    """

    place: int
    line: RosterLine
    state: State
    known: Known | None = None
    candidate: Known | None = None
    above: int | None = None
    doubt: Doubt | None = None
    decision: Decision | None = None
    changes: tuple[Change, ...] = ()
    findings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def is_pair(self) -> bool:
        """Whether the question is who this is, and not only whether the row is right."""
        return self.doubt is not None

    @property
    def was_asked(self) -> bool:
        """Whether somebody has to decide, or has decided."""
        return self.state is State.DOUBTFUL or self.decision is not None

    @property
    def is_found_elsewhere(self) -> bool:
        """New in this class, and known from another."""
        return self.state is State.NEW and self.known is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """Every row, and what is wrong with the file as a whole."""

    rows: tuple[RowPlan, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    fingerprint: str

    @property
    def counts(self) -> dict[str, int]:
        """State -> number of rows."""
        found = Counter(row.state for row in self.rows)
        return {str(state): found[state] for state in State}

    @property
    def writes(self) -> bool:
        """Whether confirming would change anything."""
        return any(row.state in (State.NEW, State.CHANGED) for row in self.rows)

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong and nothing in doubt."""
        return not self.problems and not any(
            row.state in (State.PROBLEM, State.DOUBTFUL) for row in self.rows
        )


def plan(
    roster: RosterFile, here: Sequence[Known], elsewhere: Sequence[Known], decisions: Mapping[int, Decision]
) -> Plan:
    """Compare a file with the class. Rows with problems are never written; doubtful ones only when decided."""
    problems, doubts, notes = (_by_row(found) for found in (roster.problems, roster.doubts, roster.notes))
    lines = [_within_limits(line) for line in roster.lines]
    for line in lines:
        if len(line.name) > NAME_LIMIT:
            found = Problem("name_too_long", row=line.row, facts={"sheet": line.sheet, "limit": NAME_LIMIT})
            problems.setdefault((line.sheet, line.row), []).append(found)
    unsound = {place for place, line in enumerate(lines) if (line.sheet, line.row) in problems}
    repeats = {place for place, line in enumerate(lines) if line.duplicate_of is not None}
    matches = match(lines, unsound | repeats, here, elsewhere, decisions)
    rows = []
    for place, line in enumerate(lines):
        key = (line.sheet, line.row)
        row = RowPlan(place, line, State.SAME, notes=tuple(notes.pop(key, ())))
        if place in unsound:
            row = replace(row, state=State.PROBLEM, findings=tuple(problems.pop(key) + doubts.pop(key, [])))
        elif place in repeats:
            row = replace(row, above=line.duplicate_of)
        else:
            row = _planned(row, matches[place], doubts.pop(key, []), decisions.get(place), lines)
        rows.append(row)
    of_file = [each for group in (*problems.values(), *doubts.values()) for each in group]
    rest = tuple(each for group in notes.values() for each in group)
    return Plan(tuple(rows), tuple(of_file), rest, _fingerprint(rows))


def _by_row(found: Sequence[Problem]) -> dict[tuple[str, int | None], list[Problem]]:
    groups: dict[tuple[str, int | None], list[Problem]] = {}
    for each in found:
        groups.setdefault((str(each.facts.get("sheet", "")), each.row), []).append(each)
    return groups


def _within_limits(line: RosterLine) -> RosterLine:
    long = {
        name: value[:limit].rstrip()
        for name, limit in LIMITS.items()
        if (value := getattr(line, name)) and len(value) > limit
    }
    post = line.post or line.government_post
    return replace(line, **({"post": post[: LIMITS["post"]] if post else None} | long))


def _planned(
    row: RowPlan, found: Match, doubts: list[Problem], decision: Decision | None, lines: Sequence[RosterLine]
) -> RowPlan:
    is_settled = found.doubt is None or decision is Decision.SAME
    known = found.known if is_settled else None
    changes = _changes(row.line, known) if known else ()
    if found.doubt is None and known and known.enrolment_id and not changes:
        return replace(
            row, known=known
        )  # what the file puts in doubt was decided once: the class says the same
    row = replace(
        row,
        known=known,
        candidate=found.known if found.doubt else None,
        above=lines[found.above].row if found.above is not None else None,
        doubt=found.doubt,
        changes=changes,
    )
    findings = (*doubts, *((_question(row),) if found.doubt else ()))
    if findings and decision is None:
        return replace(row, state=State.DOUBTFUL, findings=findings)
    row = replace(row, findings=findings, decision=decision if findings else None)
    return replace(row, state=_decided_state(row))


def _decided_state(row: RowPlan) -> State:
    if row.decision is Decision.OUT:
        return State.LEFT_OUT
    if row.above is not None and row.decision is Decision.SAME:
        return State.SAME
    if row.known and row.known.enrolment_id:
        return State.CHANGED if row.changes else State.SAME
    return State.NEW


def _question(row: RowPlan) -> Problem:
    facts: dict[str, str | int | None] = {
        "sheet": row.line.sheet,
        "name": row.line.name,
        "other_row": row.above,
    }
    if (one := row.candidate) is not None:
        facts |= {"cell": one.cell, "unit": one.unit, "where": one.where, "other": one.name}
    return Problem(str(row.doubt), str(row.line.row), row.line.row, None, facts)


def _changes(line: RosterLine, known: Known) -> tuple[Change, ...]:
    """What the list says otherwise. An empty cell takes nothing away; spelling of tones and capitals is no change."""
    found = []
    if known.has_left:
        found.append(Change("back", "", ""))
    if canonical(line.name) != canonical(known.name):
        found.append(Change("name", known.name, line.name))
    if line.sex and line.sex != known.sex:
        found.append(Change("sex", known.sex or "", line.sex))
    if line.born and line.born != known.born and _says_more(line.born, known.born):
        found.append(Change("born", known.born or "", line.born))
    fields = ("ethnicity", "phone", "post", "cell", "unit", "group")
    for name in fields if known.enrolment_id else fields[:2]:
        mine, theirs = getattr(line, name) or "", getattr(known, name)
        if mine and canonical(mine) != canonical(theirs):
            found.append(Change(name, theirs, mine))
    return tuple(found)


def _says_more(mine: str, theirs: str | None) -> bool:
    if theirs is None or len(mine) > len(theirs):
        return True
    return not BirthDate.parse(mine).agrees_with(BirthDate.parse(theirs))


def _fingerprint(rows: Sequence[RowPlan]) -> str:
    """The same for the same file, class and decisions; other as soon as another thing would be written."""
    told = hashlib.sha256()
    for row in rows:
        known = (row.known.person_id, row.known.enrolment_id) if row.known else None
        told.update(repr((row.line, row.state, known, row.above, row.decision, row.changes)).encode())
    return told.hexdigest()
