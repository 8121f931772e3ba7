"""Reads official documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from quizapp.db import db
from quizapp.documents.models import Document


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A văn bản as pages cite it."""

    key: str
    number: str
    kind: str
    issuer: str
    dated: date | None
    title: str
    replaced_words: str

    @property
    def name(self) -> str:
        """ "Hướng dẫn 42-HD/BTCTW ngày 28/10/2025 của Ban Tổ chức Trung ương"; the Charter has no number."""
        dated = f" ngày {self.dated:%d/%m/%Y}" if self.dated else ""
        if not self.number:
            return self.title
        return f"{self.kind} {self.number}{dated} của {self.issuer}"


@dataclass(frozen=True, slots=True)
class Citation:
    """place: article and clause, as people say it; document: the name in full."""

    place: str
    document: str


def documents() -> Mapping[str, DocumentFacts]:
    """Every document by its key. One query; there are dozens, not thousands."""
    rows = db.session.execute(
        select(
            Document.key,
            Document.number,
            Document.kind,
            Document.issuer,
            Document.dated,
            Document.title,
            Document.replaced_words,
        ).order_by(Document.dated)
    )
    return {row[0]: DocumentFacts(*row) for row in rows}


def cited(citations: Iterable[Mapping[str, Any]], known: Mapping[str, DocumentFacts]) -> tuple[Citation, ...]:
    """Stored citations with the names of their documents; an unknown key stands for itself."""
    return tuple(
        Citation(one["place"], known[one["document"]].name if one["document"] in known else one["document"])
        for one in citations
    )
