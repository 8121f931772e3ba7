"""Pages of attendance: the sessions, the roll call, the summary, one's own."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from quizapp.attendance import places, queries, roll, service, session_views
from quizapp.attendance.blueprint import bp
from quizapp.attendance.forms import PARTS
from quizapp.attendance.queries import Line, SessionFacts
from quizapp.cohorts.queries import cohort, cohort_place, enrolment_of
from quizapp.web.access import Right
from quizapp.web.clock import now, today
from quizapp.web.pages import page, viewer
from quizapp.web.wording.attendance import LETTERS, MARKS

CALLING = (Right.TAKE_ROLL_CALL, Right.TAKE_GROUP_ROLL_CALL)
SEEING = (Right.TAKE_ROLL_CALL, Right.READ_COHORT, Right.MANAGE_COHORT)


@bp.get("/cohorts/<int:cohort_id>/attendance")
@page(rights=(*SEEING, Right.TAKE_GROUP_ROLL_CALL), of=places.class_place)
def attendance(cohort_id: int) -> dict[str, Any]:
    """The sessions of a class, and which rolls have been called."""
    held = viewer().rights_at(g.place)
    return {
        "cohort": cohort(cohort_id),
        "lines": queries.session_lines(cohort_id),
        "parts": PARTS,
        "today": today(),
        "may_call": bool(held & set(CALLING)),
        "may_change": Right.MANAGE_COHORT in held,
        "sees_all": bool(held & set(SEEING)),
    }


@bp.get("/cohorts/<int:cohort_id>/attendance/summary")
@page(rights=SEEING, of=cohort_place)
def summary(cohort_id: int) -> dict[str, Any]:
    """Learners against sessions, with the share of the periods; made to be printed too."""
    found = queries.summary(cohort_id)
    below = {
        one.enrolment_id
        for one in found.learners
        if roll.is_below(found.attended.get(one.enrolment_id, 0), found.called)
    }
    return {
        "cohort": cohort(cohort_id),
        "found": found,
        "below": below,
        "percent": roll.percent,
        "parts": PARTS,
        "marks": MARKS,
        "letters": LETTERS,
    }


@bp.get("/cohorts/<int:cohort_id>/my-attendance")
@page(rights=Right.LEARN, of=places.own_place, own=True)
def my_attendance(cohort_id: int) -> dict[str, Any]:
    """A learner's own attendance."""
    enrolment_id = enrolment_of(cohort_id, viewer().person_id or 0)
    if enrolment_id is None:
        abort(404)
    mine = queries.mine(cohort_id, enrolment_id)
    return {
        "cohort": cohort(cohort_id),
        "mine": mine,
        "share": roll.percent(mine.attended, mine.called),
        "is_below": roll.is_below(mine.attended, mine.called),
        "parts": PARTS,
        "marks": MARKS,
    }


@bp.route("/sessions/<int:session_id>/roll-call", methods=["GET", "POST"])
@page(rights=CALLING, of=places.roll_place)
def roll_call(session_id: int) -> dict[str, Any] | Response:
    """Call the roll of one session: all present by one tap, then the exceptions."""
    facts = queries.session(session_id)
    scope = places.scope_at(g.place)
    lines = queries.roll(facts, scope)
    if request.method == "GET":
        return _roll_page(facts, lines, scope, {}, {})
    sheet = _sheet(request.form, lines, facts.periods)
    rest = [one.learner.enrolment_id for one in lines] if "rest" in request.form else []
    written = service.call_roll(
        session_id, sheet, now(), viewer().person_id, whole_class=scope.whole, rest_present=rest
    )
    lines = queries.roll(facts, scope)
    if written.conflicts:
        wanted = {one: sheet.changed[one] for one in written.conflicts}
        return _roll_page(queries.session(session_id), lines, scope, written.conflicts, wanted)
    flash(_saved_words(lines), "done")
    return redirect(url_for("attendance.roll_call", session_id=session_id), 303)


def _sheet(form: MultiDict[str, str], lines: Sequence[Line], periods: int) -> roll.Sheet:
    """What was sent for the learners of the scope; lines of others are not looked at."""
    before: dict[int, roll.Entry | None] = {}
    after: dict[int, roll.Entry | None] = {}
    for one in (line.learner.enrolment_id for line in lines):
        before[one] = roll.parse(form.get(f"w{one}", ""))
        typed = form.get(f"p{one}", "").strip()
        number = int(typed[:4]) if typed.isascii() and typed.isdigit() else None
        after[one] = roll.entry(form.get(f"m{one}", ""), number, periods)
    return roll.Sheet(before, after)


def _roll_page(
    facts: SessionFacts,
    lines: Sequence[Line],
    scope: queries.Scope,
    stuck: dict[int, roll.Entry] | Any,
    wanted: dict[int, roll.Entry],
) -> dict[str, Any]:
    counts = Counter(str(one.entry.mark) for one in lines if one.entry)
    return {
        "cohort": cohort(facts.cohort_id),
        "session_facts": facts,
        "lines": lines,
        "counts": counts,
        "open": sum(1 for one in lines if one.entry is None),
        "whole": scope.whole,
        "stuck": stuck,
        "wanted": wanted,
        "parts": PARTS,
        "marks": MARKS,
        "partly": [str(mark) for mark in roll.PARTLY],
    }


def _saved_words(lines: Sequence[Line]) -> str:
    counts = Counter(str(one.entry.mark) if one.entry else "" for one in lines)
    parts = [f"{counts[mark]} {str(words).lower()}" for mark, (words, _) in MARKS.items() if counts[mark]]
    if counts[""]:
        parts.append(gettext("%(number)s chưa điểm danh", number=counts[""]))
    return str(gettext("Đã lưu điểm danh: %(counts)s.", counts=", ".join(parts)))


__all__ = ["bp", "session_views"]
