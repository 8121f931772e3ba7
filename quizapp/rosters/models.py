"""Imports of class lists."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class RosterImport(Model):
    """One confirmed import: which file, what it did (counts, and what changed, so that it can be undone).

    fingerprint: of the plan that was confirmed, by which the same button pressed twice is known.
    """

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    file_sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    file_name: Mapped[str] = mapped_column(String(255))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    fingerprint: Mapped[str] = mapped_column(String(64))
    counts: Mapped[dict[str, Any]]
    changes: Mapped[list[Any]]
    undone_at: Mapped[datetime | None]
