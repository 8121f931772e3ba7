"""Reads sessions, roll calls and who was there how long."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from quizapp.accounts.models import Person, Unit
from quizapp.attendance.models import Attendance, ClassSession
from quizapp.attendance.roll import Entry, Mark
from quizapp.cohorts.models import ClassGroup, Cohort, Enrolment
from quizapp.cohorts.queries import Learner, class_list
from quizapp.db import db
from quizapp.web.access import Place, Right, Viewer

PARTS_OF_DAY = ("morning", "afternoon", "evening")


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session. number: its place among those of the class, by day and part of the day."""

    id: int
    cohort_id: int
    number: int
    title: str
    held_on: date | None
    part_of_day: str
    periods: int
    called_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list: how many have a line, how many of them were there for at least one period."""

    session: SessionFacts
    called: int
    there: int


@dataclass(frozen=True, slots=True)
class Line:
    """One learner at one session. entry None: not called."""

    learner: Learner
    entry: Entry | None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose roll somebody may call: the whole class, or these groups."""

    whole: bool
    groups: frozenset[int] = frozenset()

    def covers(self, learner: Learner) -> bool:
        """Whether this learner is in it."""
        return self.whole or learner.group_id in self.groups


def session_place(session_id: int, **others: object) -> Place | None:
    """Where a session stands: with its class."""
    row = db.session.execute(
        select(Cohort.id, Unit.path)
        .join(ClassSession, ClassSession.cohort_id == Cohort.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(ClassSession.id == session_id)
    ).one_or_none()
    return Place(cohort_id=row[0], unit_path=row[1]) if row else None


def groups_headed(cohort_id: int, viewer: Viewer) -> frozenset[int]:
    """The groups of this class whose roll the viewer may call as their head.

    The right may be given for the group, or for the class: then it holds for the viewer's own group.
    """
    held = [group for group, rights in viewer.groups.items() if Right.TAKE_GROUP_ROLL_CALL in rights]
    found = set(
        db.session.scalars(
            select(ClassGroup.id).where(ClassGroup.cohort_id == cohort_id, ClassGroup.id.in_(held))
        )
    )
    if Right.TAKE_GROUP_ROLL_CALL in viewer.cohorts.get(cohort_id, ()):
        own = select(Enrolment.group_id).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.person_id == viewer.person_id,
            Enrolment.withdrawn_at.is_(None),
            Enrolment.group_id.is_not(None),
        )
        found.update(group for group in db.session.scalars(own) if group is not None)
    return frozenset(found)


def cohort_of(session_id: int) -> int | None:
    """The class of a session."""
    return db.session.scalar(select(ClassSession.cohort_id).where(ClassSession.id == session_id))


def sessions(cohort_id: int) -> tuple[SessionFacts, ...]:
    """The sessions of a class by day and part of the day; those without a day last. One query."""
    rows = db.session.execute(_sessions().where(ClassSession.cohort_id == cohort_id))
    return _in_order(rows)


def _sessions() -> Select[*tuple[Any, ...]]:
    return select(
        ClassSession.id,
        ClassSession.cohort_id,
        ClassSession.position,
        ClassSession.title,
        ClassSession.held_on,
        ClassSession.part_of_day,
        ClassSession.periods,
        ClassSession.called_at,
    )


def _in_order(rows: Any) -> tuple[SessionFacts, ...]:
    ordered = sorted(
        rows, key=lambda row: (row.held_on or date.max, _part(row.part_of_day), row.position, row.id)
    )
    return tuple(SessionFacts(row[0], row[1], n, *row[3:]) for n, row in enumerate(ordered, 1))


def _part(word: str) -> int:
    return PARTS_OF_DAY.index(word) if word in PARTS_OF_DAY else -1


def session(session_id: int) -> SessionFacts:
    """One session with its number; LookupError when there is none."""
    cohort_id = cohort_of(session_id)
    if cohort_id is None:
        raise LookupError(session_id)
    return next(one for one in sessions(cohort_id) if one.id == session_id)


def session_lines(cohort_id: int) -> tuple[SessionLine, ...]:
    """The sessions with how many were there. Two queries."""
    counts = {
        row[0]: (row[1], row[2])
        for row in db.session.execute(
            select(
                Attendance.session_id,
                func.count(),
                func.count().filter(Attendance.periods > 0),
            )
            .join(ClassSession, ClassSession.id == Attendance.session_id)
            .join(Enrolment, Enrolment.id == Attendance.enrolment_id)
            .where(ClassSession.cohort_id == cohort_id, Enrolment.withdrawn_at.is_(None))
            .group_by(Attendance.session_id)
        )
    }
    return tuple(SessionLine(one, *counts.get(one.id, (0, 0))) for one in sessions(cohort_id))


def roll(facts: SessionFacts, scope: Scope) -> tuple[Line, ...]:
    """The learners of a scope with what was called, by group and given name. Two queries."""
    rows = db.session.execute(
        select(Attendance.enrolment_id, Attendance.mark, Attendance.periods, Person.name, Attendance.at)
        .outerjoin(Person, Person.id == Attendance.by_id)
        .where(Attendance.session_id == facts.id)
    )
    called = {row[0]: (Entry(Mark(row[1]), row[2]), row[3] or "", row[4]) for row in rows}
    learners = [one for one in class_list(facts.cohort_id) if scope.covers(one)]
    learners.sort(key=lambda one: (one.group_position or 10_000, one.name_key, one.number))
    return tuple(Line(one, *called.get(one.enrolment_id, (None,))) for one in learners)


@dataclass(frozen=True, slots=True)
class Summary:
    """Learners against sessions. marks: (enrolment, session) -> entry; attended: enrolment -> periods."""

    sessions: tuple[SessionFacts, ...]
    learners: tuple[Learner, ...]
    marks: Mapping[tuple[int, int], Entry]
    attended: Mapping[int, int]
    called: int
    planned: int


def summary(cohort_id: int) -> Summary:
    """The whole attendance of a class. Three queries."""
    held = sessions(cohort_id)
    rows = db.session.execute(
        select(Attendance.enrolment_id, Attendance.session_id, Attendance.mark, Attendance.periods)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .where(ClassSession.cohort_id == cohort_id)
    )
    marks = {(row[0], row[1]): Entry(Mark(row[2]), row[3]) for row in rows}
    counted = {one.id for one in held if one.called_at is not None}
    attended: Counter[int] = Counter()
    for (enrolment_id, session_id), one in marks.items():
        if session_id in counted:
            attended[enrolment_id] += one.periods
    return Summary(
        held,
        class_list(cohort_id),
        marks,
        attended,
        sum(one.periods for one in held if one.called_at is not None),
        sum(one.periods for one in held),
    )


def attended(cohort_id: int) -> dict[int, int]:
    """Enrolment -> periods attended at sessions whose roll has been called; who was never there is left out. One query."""
    rows = db.session.execute(
        select(Attendance.enrolment_id, func.sum(Attendance.periods))
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .where(ClassSession.cohort_id == cohort_id, ClassSession.called_at.is_not(None))
        .group_by(Attendance.enrolment_id)
    )
    return {row[0]: int(row[1]) for row in rows if row[1]}


def periods_called(cohort_id: int) -> int:
    """Periods of the sessions whose roll has been called."""
    return _periods(cohort_id, called_only=True)


def periods_planned(cohort_id: int) -> int:
    """Periods of all sessions of a class."""
    return _periods(cohort_id, called_only=False)


def _periods(cohort_id: int, *, called_only: bool) -> int:
    wanted = select(func.coalesce(func.sum(ClassSession.periods), 0)).where(
        ClassSession.cohort_id == cohort_id
    )
    if called_only:
        wanted = wanted.where(ClassSession.called_at.is_not(None))
    return int(db.session.scalar(wanted) or 0)


def todays_sessions(cohort_ids: Collection[int], day: date) -> tuple[SessionFacts, ...]:
    """The sessions of these classes on a day, in order; numbers count within each class. One query."""
    rows = db.session.execute(_sessions().where(ClassSession.cohort_id.in_(cohort_ids))).all()
    by_cohort: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_cohort[row.cohort_id].append(row)
    found = [one for group in by_cohort.values() for one in _in_order(group) if one.held_on == day]
    return tuple(sorted(found, key=lambda one: (_part(one.part_of_day), one.cohort_id, one.number)))


@dataclass(frozen=True, slots=True)
class Mine:
    """A learner's own attendance."""

    lines: tuple[tuple[SessionFacts, Entry | None], ...]
    attended: int
    called: int
    planned: int


def mine(cohort_id: int, enrolment_id: int) -> Mine:
    """What was called of one learner, session by session. Two queries."""
    held = sessions(cohort_id)
    rows = db.session.execute(
        select(Attendance.session_id, Attendance.mark, Attendance.periods).where(
            Attendance.enrolment_id == enrolment_id
        )
    )
    entries = {row[0]: Entry(Mark(row[1]), row[2]) for row in rows}
    called = [one for one in held if one.called_at is not None]
    return Mine(
        tuple((one, entries.get(one.id)) for one in held),
        sum(entries[one.id].periods for one in called if one.id in entries),
        sum(one.periods for one in called),
        sum(one.periods for one in held),
    )


def own_place(cohort_id: int, viewer: Viewer) -> Place | None:
    """A class as its learner sees it: theirs by enrolment."""
    row = db.session.execute(
        select(Enrolment.person_id).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.person_id == viewer.person_id,
            Enrolment.withdrawn_at.is_(None),
        )
    ).one_or_none()
    return Place(cohort_id=cohort_id, owner_id=row[0]) if row else None
