"""What is due today, for each person; the overview of a class."""

from typing import Any

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from quizapp.centre.doorway import doorway, is_asked_from_the_room
from quizapp.centre.queries import letterhead
from quizapp.cohorts import queries as cohorts
from quizapp.home.class_day import class_cards
from quizapp.home.due import due_in, session_words
from quizapp.home.first_steps import first_steps
from quizapp.home.learner_day import learner_classes
from quizapp.home.overview import overview_of
from quizapp.home.queries import class_progress
from quizapp.home.steps import steps_of
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.clock import today as present_day
from quizapp.web.pages import page, viewer
from quizapp.web.wording import certificates as wording

bp = Blueprint("home", __name__)
SEEING = (Right.READ_COHORT, Right.MANAGE_COHORT)


@bp.get("/")
@page(public=True)
def today() -> dict[str, Any] | Response:
    """The start page for strangers; for everybody else what is due today."""
    person, moment = viewer(), now()
    if person.is_anonymous:
        return {"doorway": doorway(), "in_the_room": is_asked_from_the_room()}
    if person.must_change_password:
        return redirect(url_for("accounts.change_password"), 303)
    return {
        "mine": learner_classes(person, moment),
        "cards": class_cards(person, moment),
        "first_steps": first_steps(letterhead(), person) if person.may(Right.MANAGE_CENTRE) else (),
        "day": present_day(),
        "moment": moment,
        "wording": wording,
        "session_words": session_words,
    }


@bp.get("/cohorts/<int:cohort_id>")
@page(rights=(*SEEING, Right.LEARN), of=cohorts.cohort_place)
def cohort(cohort_id: int) -> dict[str, Any] | Response:
    """A class for those who run it: numbers, steps in order, what waits. Learners go to today's page."""
    person, moment = viewer(), now()
    if not person.rights_at(g.place) & set(SEEING):
        return redirect("/", 303)
    progress = class_progress(cohort_id)
    return {
        "cohort": cohorts.cohort(cohort_id),
        "progress": progress,
        "steps": steps_of(progress, person, moment),
        "due": due_in(progress, person, moment),
        "overview": overview_of(cohort_id, moment),
        "wording": wording,
    }
