"""Today's page for those who run, grade or follow classes: each class with what waits for this person."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.home.due import Due, due_in
from quizapp.home.queries import Progress, SessionLine, progress_of
from quizapp.web.access import Right, Viewer
from quizapp.web.clock import local

RUNNING = (
    Right.READ_COHORT,
    Right.MANAGE_COHORT,
    Right.RUN_QUIZ,
    Right.GRADE,
    Right.TAKE_ROLL_CALL,
    Right.TAKE_GROUP_ROLL_CALL,
    Right.MARK_PAPERS,
)
MOST = 12
QUICK = ((Right.TAKE_ROLL_CALL, "attendance"), (Right.RUN_QUIZ, "quizzes"), (Right.GRADE, "grading"))

DUE_PARTS = {"attendance": "attendance", "roll-call": "attendance", "grading": "grading"}


@dataclass(frozen=True, slots=True)
class ClassCard:
    """A class as the viewer meets it today. quick: parts they may open at once, beside what is due; leads: there are

    such parts, or would be without what is due; may_read: its overview.
    """

    progress: Progress
    due: tuple[Due, ...]
    sessions: tuple[SessionLine, ...]
    is_on: bool
    quick: tuple[str, ...]
    leads: bool
    may_read: bool


def class_cards(viewer: Viewer, now: datetime) -> tuple[ClassCard, ...]:
    """The open classes in which the viewer does more than learn: those of today first. Constant queries."""
    rights = tuple(right for right in RUNNING if viewer.may_anywhere(right))
    if not rights:
        return ()
    today = local(now).date()
    cards = [_card(one, viewer, now) for one in progress_of(viewer, rights, MOST)]
    return tuple(sorted(cards, key=lambda card: (not card.is_on, not card.progress.sessions_on(today))))


def _card(one: Progress, viewer: Viewer, now: datetime) -> ClassCard:
    held = viewer.rights_at(one.place)
    if not held & set(RUNNING) and viewer.groups:
        held = viewer.everywhere & {Right.TAKE_GROUP_ROLL_CALL}
    today = local(now).date()
    quick = [part for right, part in QUICK if right in held]
    if Right.TAKE_GROUP_ROLL_CALL in held and "attendance" not in quick:
        quick.insert(0, "attendance")
    due = due_in(one, viewer, now)
    named = {DUE_PARTS.get(waiting.href.rpartition("/")[2], "") for waiting in due}
    return ClassCard(
        progress=one,
        due=due,
        sessions=one.sessions_on(today),
        is_on=one.is_on(today),
        quick=tuple(part for part in quick if part not in named),
        leads=bool(quick),
        may_read=bool(held & {Right.READ_COHORT, Right.MANAGE_COHORT}),
    )
