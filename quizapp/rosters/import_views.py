"""Pages of a confirmed import: what it did, and taking it back."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.cohorts.queries import cohort
from quizapp.domain.errors import ImportAlreadyUndone
from quizapp.rosters import queries, undoing
from quizapp.rosters.blueprint import bp
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer


@bp.get("/roster-imports/<int:import_id>")
@page(rights=Right.MANAGE_COHORT, of=queries.import_place)
def imported(import_id: int) -> dict[str, Any]:
    """What an import did, what comes next, and whether it can still be undone."""
    done = queries.roster_import(import_id)
    return {"cohort": cohort(done.cohort_id), "done": done, "records": undoing.records_of(import_id)}


@bp.route("/roster-imports/<int:import_id>/undo", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=queries.import_place)
def undo(import_id: int) -> dict[str, Any] | Response:
    """Ask, then take the import back. The same button pressed twice changes nothing more."""
    done = queries.roster_import(import_id)
    if request.method == "GET":
        return {"cohort": cohort(done.cohort_id), "done": done}
    try:
        undoing.undo(import_id, now(), viewer().person_id)
        flash(gettext("Đã hoàn tác. Danh sách lớp trở lại như trước lần nhập này."), "done")
    except ImportAlreadyUndone:
        flash(gettext("Lần nhập này đã được hoàn tác từ trước."), "info")
    return redirect(url_for("rosters.upload", cohort_id=done.cohort_id), 303)
