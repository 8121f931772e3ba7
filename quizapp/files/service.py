"""Keeps uploaded bytes."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from quizapp.db import db, transactional
from quizapp.files.models import StoredFile

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@transactional
def keep(content: bytes, name: str, now: datetime) -> str:
    """Store the bytes once and give their SHA-256 (hexadecimal); again, or by two at once: the same."""
    digest = hashlib.sha256(content).hexdigest()
    insert = _INSERTS[db.session.connection().dialect.name]
    db.session.execute(
        insert(StoredFile)
        .values(sha256=digest, name=name[:255], size=len(content), stored_at=now, content=content)
        .on_conflict_do_nothing()
    )
    return digest
