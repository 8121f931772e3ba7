"""Official documents."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class Document(Model):
    """A văn bản. key: its short name in question files ("hd-42-2025"). in_force_to: None while it is in force.

    grade: how sure the source is, A to C (formats.bank_drafts.DocumentDraft); replaced_words: its successor in words.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    number: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(60))
    issuer: Mapped[str] = mapped_column(String(200))
    dated: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(500))
    grade: Mapped[str] = mapped_column(String(1), default="A")
    replaced_words: Mapped[str] = mapped_column(String(300), default="")
    in_force_from: Mapped[date | None]
    in_force_to: Mapped[date | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
