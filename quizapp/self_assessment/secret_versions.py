"""What this room must ask of the quizzes beside it: which questions are still secret for a class.

The application puts an object of this shape into `app.extensions["secret_versions"]`. Without one nothing is
offered at all: the lookup fails, it never answers "nothing is secret".
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from flask import current_app


class SecretVersions(Protocol):
    """Answers by a constant number of queries."""

    def questions_kept(self, cohort_ids: Collection[int], now: datetime) -> frozenset[int]:
        """The questions of quizzes of these classes that wait, run, or have ended without releasing the review."""

    def quizzes_keeping(self, cohort_ids: Collection[int], now: datetime) -> tuple[str, ...]:
        """The titles of those quizzes, to say why."""


def secret_versions() -> SecretVersions:
    """The room of quizzes of this application; KeyError when none was put in."""
    room: SecretVersions = current_app.extensions["secret_versions"]
    return room
