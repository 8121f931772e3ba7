"""Commands on sessions and the roll call."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.attendance.models import Attendance, ClassSession
from quizapp.attendance.roll import PARTLY, Entry, Mark, Sheet, conflicts
from quizapp.audit.service import record
from quizapp.cohorts.models import Enrolment
from quizapp.db import db, transactional
from quizapp.domain.errors import NotInThisCohort, SessionAlreadyCalled
from quizapp.domain.names import tidy

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session wanted. part_of_day: "morning", "afternoon", "evening" or ""."""

    held_on: date | None
    part_of_day: str = ""
    periods: int = 4
    title: str = ""


@transactional
def add_sessions(cohort_id: int, drafts: Collection[SessionDraft]) -> int:
    """Add sessions and give how many were new: one that the class has already (day and part of the day) stays."""
    rows = db.session.execute(
        select(ClassSession.held_on, ClassSession.part_of_day).where(ClassSession.cohort_id == cohort_id)
    )
    there = {(row.held_on, row.part_of_day) for row in rows}
    last = (
        db.session.scalar(select(func.max(ClassSession.position)).where(ClassSession.cohort_id == cohort_id))
        or 0
    )
    new = [one for one in drafts if one.held_on is None or (one.held_on, one.part_of_day) not in there]
    db.session.add_all(
        ClassSession(
            cohort_id=cohort_id,
            position=last + place,
            title=tidy(one.title),
            held_on=one.held_on,
            part_of_day=one.part_of_day,
            periods=one.periods,
        )
        for place, one in enumerate(new, 1)
    )
    return len(new)


def days_of_teaching(
    first: date, days: int, parts: Collection[str], periods: int, *, skip_weekends: bool
) -> tuple[SessionDraft, ...]:
    """The sessions of some days in a row: on each day one for each part of the day."""
    drafts: list[SessionDraft] = []
    day = first
    while days > 0:
        if not (skip_weekends and day.weekday() >= SATURDAY):
            drafts += [SessionDraft(day, part, periods) for part in parts]
            days -= 1
        day += timedelta(days=1)
    return tuple(drafts)


@transactional
def change_session(session_id: int, draft: SessionDraft, now: datetime, actor_id: int | None) -> None:
    """Change a session. With other periods, those who were there whole are so for the new number; parts are cut to it."""
    held = db.session.get_one(ClassSession, session_id, with_for_update=True)
    before = {"periods": held.periods, "held_on": str(held.held_on or ""), "part_of_day": held.part_of_day}
    held.title, held.held_on, held.part_of_day = tidy(draft.title), draft.held_on, draft.part_of_day
    if held.periods != draft.periods:
        held.periods = draft.periods
        here = Attendance.session_id == session_id
        db.session.execute(
            update(Attendance).where(here, Attendance.mark == Mark.PRESENT).values(periods=draft.periods)
        )
        db.session.execute(
            update(Attendance)
            .where(here, Attendance.mark.in_(PARTLY), Attendance.periods > draft.periods)
            .values(periods=draft.periods)
        )
    after = {"periods": draft.periods, "held_on": str(draft.held_on or ""), "part_of_day": draft.part_of_day}
    if held.called_at is not None and before != after:
        record(
            "attendance.change_session",
            "class_session",
            session_id,
            now=now,
            actor_id=actor_id,
            cohort_id=held.cohort_id,
            before=before,
            after=after,
        )


@transactional
def remove_session(session_id: int) -> None:
    """Remove a session nobody has called the roll of. Again: nothing changes. SessionAlreadyCalled."""
    held = db.session.get(ClassSession, session_id, with_for_update=True)
    if held is None:
        return
    noted = db.session.scalar(select(func.max(Attendance.at)).where(Attendance.session_id == session_id))
    called = held.called_at or noted
    if called is not None:
        raise SessionAlreadyCalled(called)
    db.session.execute(delete(ClassSession).where(ClassSession.id == session_id))


@dataclass(frozen=True, slots=True)
class Written:
    """What a roll call did. conflicts: lines somebody else changed meanwhile, as they stand now: not written."""

    lines: int
    conflicts: Mapping[int, Entry]


@transactional
def call_roll(
    session_id: int,
    sheet: Sheet,
    now: datetime,
    actor_id: int | None,
    *,
    whole_class: bool,
    rest_present: Collection[int] = (),
) -> Written:
    """Write the lines that were changed on the page; what others wrote meanwhile stays and is given back as conflict.

    rest_present: learners to be put down as present where nobody has called them. The session counts as called when
    somebody who may call the whole class has written, or when no learner is left without a line.
    NotInThisCohort for learners of another class. Sent twice: nothing more changes.
    """
    held = db.session.get_one(ClassSession, session_id, with_for_update=True)
    learners = set(
        db.session.scalars(
            select(Enrolment.id).where(
                Enrolment.cohort_id == held.cohort_id, Enrolment.withdrawn_at.is_(None)
            )
        )
    )
    present = _present(session_id)
    stuck = conflicts(sheet, present)
    wanted = {
        one: line for one, line in sheet.changed.items() if one not in stuck and present.get(one) != line
    }
    for one in rest_present:
        if one not in present and one not in wanted:
            wanted[one] = Entry(Mark.PRESENT, held.periods)
    if not set(wanted) <= learners:
        raise NotInThisCohort
    _put(session_id, wanted, now, actor_id)
    corrected = {one: line for one, line in wanted.items() if one in present}
    if corrected and held.called_at is not None:
        _record_corrections(held, corrected, present, now, actor_id)
    everybody = learners <= present.keys() | wanted.keys()
    if held.called_at is None and learners and ((whole_class and (wanted or present)) or everybody):
        held.called_at = now
    return Written(len(wanted), stuck)


def _present(session_id: int) -> dict[int, Entry]:
    rows = db.session.execute(
        select(Attendance.enrolment_id, Attendance.mark, Attendance.periods).where(
            Attendance.session_id == session_id
        )
    )
    return {row[0]: Entry(Mark(row[1]), row[2]) for row in rows}


def _put(session_id: int, wanted: Mapping[int, Entry], now: datetime, actor_id: int | None) -> None:
    if not wanted:
        return
    rows: list[dict[str, Any]] = [
        {
            "session_id": session_id,
            "enrolment_id": one,
            "mark": str(line.mark),
            "periods": line.periods,
            "note": "",
            "by_id": actor_id,
            "at": now,
        }
        for one, line in wanted.items()
    ]
    dialect = sqlite if db.session.connection().dialect.name == "sqlite" else postgresql
    adding = dialect.insert(Attendance)
    changed = {name: adding.excluded[name] for name in ("mark", "periods", "by_id", "at")}
    db.session.execute(
        adding.on_conflict_do_update(index_elements=["session_id", "enrolment_id"], set_=changed), rows
    )


def _record_corrections(
    held: ClassSession,
    corrected: Mapping[int, Entry],
    present: Mapping[int, Entry],
    now: datetime,
    actor_id: int | None,
) -> None:
    record(
        "attendance.correct",
        "class_session",
        held.id,
        now=now,
        actor_id=actor_id,
        cohort_id=held.cohort_id,
        before={str(one): present[one].words for one in corrected},
        after={str(one): line.words for one, line in corrected.items()},
    )
