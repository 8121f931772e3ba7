"""Stored bytes, named by their SHA-256."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class StoredFile(Model):
    """One content; the same bytes are kept once."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    stored_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary)
