"""Who may do what with practice meetings."""

import secrets

from flask import g, session

from quizapp.practice.sheet_queries import SheetFacts
from quizapp.web.access import Right
from quizapp.web.pages import viewer

# who runs the class: sets up, adds guests, types in from paper, locks; guests hold neither
RUNNING = (Right.MANAGE_COHORT, Right.RUN_QUIZ)
READING = (*RUNNING, Right.READ_COHORT)
SHEETS = (Right.GRADE, *RUNNING)
SEEING = (Right.LEARN, Right.GRADE, *READING)
SHELF = (Right.READ_BANK, Right.APPROVE_CONTENT)
APPROVING = (Right.APPROVE_CONTENT, Right.MANAGE_CENTRE)


def holds(rights: tuple[Right, ...]) -> bool:
    """Whether the viewer holds one of the rights at the place of this page."""
    return bool(viewer().rights_at(g.place) & set(rights))


def may_fill(sheet: SheetFacts) -> bool:
    """The grader's own sheet; one that is typed in from paper also for those who run the class."""
    own = sheet.grader_id == viewer().person_id and holds((Right.GRADE,))
    return own or (bool(sheet.entered_by) and holds(RUNNING))


def device() -> str:
    """A word for this browser, kept in its session: which of two devices works on a sheet."""
    if "device" not in session:
        session["device"] = secrets.token_hex(8)
    return str(session["device"])
