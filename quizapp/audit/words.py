"""Names that the record shows, though people and classes stand in higher rooms.

The application holds an object of this shape in `app.extensions["audit_words"]` (accounts puts it there).
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from flask import current_app


class AuditWords(Protocol):
    """Each answer by one query."""

    def people(self, person_ids: Collection[int]) -> Mapping[int, str]:
        """Names by id; those who do not exist are left out."""

    def classes(self, cohort_ids: Collection[int]) -> Mapping[int, str]:
        """Titles by id."""

    def find_people(self, words: str) -> tuple[int, ...]:
        """Ids of the people whom these words name (without accents) or whose code they are; at most 200."""

    def open_classes(self) -> tuple[tuple[int, str], ...]:
        """(id, title) of the classes that are not closed, the latest first."""


class _Nameless:
    def people(self, person_ids: Collection[int]) -> Mapping[int, str]:
        return {}

    def classes(self, cohort_ids: Collection[int]) -> Mapping[int, str]:
        return {}

    def find_people(self, words: str) -> tuple[int, ...]:
        return ()

    def open_classes(self) -> tuple[tuple[int, str], ...]:
        return ()


NAMELESS = _Nameless()


def audit_words() -> AuditWords:
    """Who knows the names in this application."""
    words: AuditWords = current_app.extensions.get("audit_words", NAMELESS)
    return words
