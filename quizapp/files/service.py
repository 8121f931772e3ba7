"""Keeps uploaded bytes."""

import hashlib
from datetime import datetime

from quizapp.db import db, transactional
from quizapp.files.models import StoredFile


@transactional
def keep(content: bytes, name: str, now: datetime) -> str:
    """Store the bytes once and give their SHA-256 (hexadecimal); again: the same, nothing written."""
    digest = hashlib.sha256(content).hexdigest()
    if db.session.get(StoredFile, digest) is None:
        db.session.add(
            StoredFile(sha256=digest, name=name[:255], size=len(content), stored_at=now, content=content)
        )
    return digest
