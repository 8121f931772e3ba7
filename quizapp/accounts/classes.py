"""What accounts must be able to say about classes, which stand in a higher room: names, places, seats.

The application puts an object of this shape into `app.extensions["classes"]`; without one a class has no name here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from flask import current_app

from quizapp.web.access import Place


@dataclass(frozen=True, slots=True)
class ClassWords:
    """A class: its code and title as pages show it, and the path of its unit for the check of rights."""

    id: int
    code: str
    title: str
    unit_path: str | None = None

    @property
    def place(self) -> Place:
        """Where rights on it are looked up."""
        return Place(cohort_id=self.id, unit_path=self.unit_path)


@dataclass(frozen=True, slots=True)
class Seat:
    """What a class's list says about one of its learners: the cell in the words of the list, and the group."""

    cell: str = ""
    group: str = ""


class Classes(Protocol):
    """What the room of classes answers, each by one query."""

    def words(self, cohort_ids: Collection[int]) -> Mapping[int, ClassWords]:
        """These classes, by id; those that do not exist are left out."""

    def open_classes(self) -> tuple[ClassWords, ...]:
        """The classes that are not closed, the latest first."""

    def seats(self, cohort_id: int, person_ids: Collection[int]) -> Mapping[int, Seat]:
        """The seats of these people in a class; those without one are left out."""


class _Nameless:
    """Where no room of classes has been put in."""

    def words(self, cohort_ids: Collection[int]) -> Mapping[int, ClassWords]:
        return {}

    def open_classes(self) -> tuple[ClassWords, ...]:
        return ()

    def seats(self, cohort_id: int, person_ids: Collection[int]) -> Mapping[int, Seat]:
        return {}


NAMELESS = _Nameless()


def classes() -> Classes:
    """The room of classes of this application."""
    room: Classes = current_app.extensions.get("classes", NAMELESS)
    return room
