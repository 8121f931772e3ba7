"""Keeps the official documents."""

from collections.abc import Iterable

from sqlalchemy import select

from quizapp.db import db, transactional
from quizapp.documents.models import Document
from quizapp.formats.bank_drafts import DocumentDraft


@transactional
def load(drafts: Iterable[DocumentDraft]) -> None:
    """Add new documents; what staff have changed on known ones stays. Idempotent."""
    there = set(db.session.scalars(select(Document.key)))
    db.session.add_all(
        Document(
            key=draft.key,
            number=draft.number,
            kind=draft.type,
            issuer=draft.issuer,
            dated=draft.issued,
            title=draft.title,
            grade=draft.grade,
            replaced_words=draft.replaced_by or "",
            in_force_from=draft.in_force_from,
        )
        for draft in drafts
        if draft.key not in there
    )
