"""Reads stored bytes."""

from sqlalchemy import select

from quizapp.db import db
from quizapp.files.models import StoredFile


def content(sha256: str) -> tuple[str, bytes] | None:
    """(name, bytes) of a stored file, None when there is no such content."""
    row = db.session.execute(
        select(StoredFile.name, StoredFile.content).where(StoredFile.sha256 == sha256)
    ).one_or_none()
    return (row[0], row[1]) if row else None
