"""Writes the record, inside the transaction of the command that it is about."""

from datetime import datetime
from typing import Any

from quizapp.audit.models import AuditEntry
from quizapp.db import db


def record(
    action: str,
    subject_kind: str,
    subject_id: int | None,
    *,
    now: datetime,
    actor_id: int | None,
    cohort_id: int | None = None,
    reason: str = "",
    **facts: Any,
) -> None:
    """Add one act. Joins the caller's transaction: the act and its record are committed together or not at all.

    action: "<feature>.<verb>", for example "practice.unlock". facts: plain JSON values, before and after.
    """
    db.session.add(
        AuditEntry(
            at=now,
            actor_id=actor_id,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            cohort_id=cohort_id,
            reason=reason,
            facts=facts,
        )
    )
