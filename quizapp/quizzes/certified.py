"""Who holds a certificate already: what quizzes must know of a room that stands higher.

The application puts an object of this shape into `app.extensions["certified"]`; without one nobody holds any.
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from flask import current_app


class Certified(Protocol):
    """What the room of certificates answers, by one query."""

    def numbers(self, enrolment_ids: Collection[int]) -> Mapping[int, str]:
        """{enrolment: the number of the certificate that counts}; learners without one are left out."""


class _Nobody:
    """Where no room of certificates has been put in."""

    def numbers(self, enrolment_ids: Collection[int]) -> Mapping[int, str]:
        return {}


NOBODY = _Nobody()


def certificate_numbers(enrolment_ids: Collection[int]) -> Mapping[int, str]:
    """The certificates that stand on these learners' results, by enrolment."""
    room: Certified = current_app.extensions.get("certified", NOBODY)
    return room.numbers(enrolment_ids)
