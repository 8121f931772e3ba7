"""Reads the record, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from quizapp.audit.models import AuditEntry
from quizapp.audit.words import audit_words
from quizapp.db import db
from quizapp.web.clock import VIETNAM

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to look for; everything left out counts as "all". before: entries older than this id (paging).

    people: done by or to one of these people. day: on the clocks of Vietnam. action: "people.correct" or "people".
    """

    action: str = ""
    people: tuple[int, ...] | None = None
    cohort_id: int | None = None
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act with the names of those concerned. actor "": from the machine itself."""

    id: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject_id: int | None
    subject: str
    class_title: str
    reason: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Acts, and the id to go on before (None: no older ones)."""

    lines: tuple[AuditLine, ...]
    older: int | None


def entries(wanted: AuditFilter) -> AuditPage:
    """One page of the record. Three queries."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(ON_A_PAGE + 1)
    if wanted.action:
        query = query.where(
            or_(
                AuditEntry.action == wanted.action,
                AuditEntry.action.startswith(f"{wanted.action}.", autoescape=True),
            )
        )
    if wanted.people is not None:
        about = and_(AuditEntry.subject_kind == "person", AuditEntry.subject_id.in_(wanted.people))
        query = query.where(or_(AuditEntry.actor_id.in_(wanted.people), about))
    if wanted.cohort_id is not None:
        query = query.where(AuditEntry.cohort_id == wanted.cohort_id)
    if wanted.day is not None:
        start = datetime.combine(wanted.day, time(), VIETNAM)
        query = query.where(AuditEntry.at >= start, AuditEntry.at < start + timedelta(days=1))
    if wanted.before is not None:
        query = query.where(AuditEntry.id < wanted.before)
    rows = db.session.scalars(query).all()
    shown = rows[:ON_A_PAGE]
    return AuditPage(_lines(shown), shown[-1].id if len(rows) > ON_A_PAGE else None)


def _lines(rows: Collection[AuditEntry]) -> tuple[AuditLine, ...]:
    words = audit_words()
    concerned = {row.actor_id for row in rows} | {
        row.subject_id for row in rows if row.subject_kind == "person"
    }
    names = words.people({one for one in concerned if one is not None})
    titles = words.classes({row.cohort_id for row in rows if row.cohort_id is not None})
    return tuple(
        AuditLine(
            id=row.id,
            at=row.at,
            actor=names.get(row.actor_id or 0, ""),
            action=row.action,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            subject=names.get(row.subject_id or 0, "") if row.subject_kind == "person" else "",
            class_title=titles.get(row.cohort_id or 0, ""),
            reason=row.reason,
            facts=row.facts,
        )
        for row in rows
    )


def actions() -> tuple[str, ...]:
    """The actions that occur in the record."""
    return tuple(db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))
