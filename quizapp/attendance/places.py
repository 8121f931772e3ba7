"""Where a roll call stands for whoever asks: a group head stands in their group."""

from dataclasses import replace

from quizapp.attendance import queries
from quizapp.attendance.queries import Scope
from quizapp.cohorts.queries import cohort_place
from quizapp.web.access import Place, Right
from quizapp.web.pages import viewer


def class_place(cohort_id: int, **others: object) -> Place | None:
    """A class; for a group head, their group in it."""
    return _in_group(cohort_place(cohort_id))


def roll_place(session_id: int, **others: object) -> Place | None:
    """A session's class; for a group head, their group in it."""
    return _in_group(queries.session_place(session_id))


def own_place(cohort_id: int, **others: object) -> Place | None:
    """A class of which the viewer is a learner."""
    return queries.own_place(cohort_id, viewer())


def _in_group(place: Place | None) -> Place | None:
    if place is None or place.cohort_id is None or viewer().may(Right.TAKE_ROLL_CALL, place):
        return place
    groups = queries.groups_headed(place.cohort_id, viewer())
    return replace(place, group_id=min(groups)) if groups else place


def scope_at(place: Place) -> Scope:
    """Whose roll the viewer may call here."""
    if viewer().may(Right.TAKE_ROLL_CALL, place):
        return Scope(whole=True)
    groups = queries.groups_headed(place.cohort_id, viewer()) if place.cohort_id is not None else frozenset()
    return Scope(whole=False, groups=groups)
