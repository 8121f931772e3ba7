"""Pages of rosters: upload, preview, confirm."""

from typing import Any

from flask import Response as FileResponse
from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.cohorts.queries import cohort, cohort_place
from quizapp.files import queries as files
from quizapp.files import service as keeping
from quizapp.formats.roster_facts import RosterFile
from quizapp.rosters import commands, import_views, preview, queries, service
from quizapp.rosters.blank_list import blank_list
from quizapp.rosters.blueprint import bp
from quizapp.rosters.forms import UploadForm
from quizapp.rosters.plans import Plan
from quizapp.web.access import Right
from quizapp.web.clock import now, today
from quizapp.web.pages import page, viewer
from quizapp.web.paging import page_links
from quizapp.web.wording import problem_sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/cohorts/<int:cohort_id>/roster", methods=["GET", "POST"])
@page(rights=Right.MANAGE_COHORT, of=cohort_place)
def upload(cohort_id: int) -> dict[str, Any] | Response:
    """Choose a file; below it, what has been imported before."""
    form = UploadForm()
    if form.validate_on_submit():
        content, name = form.file.data.read(), form.file.data.filename or ""
        roster = queries.read(content, name, today())
        if roster.lines:
            sha256 = keeping.keep(content, name, now())
            return redirect(url_for("rosters.preview_list", cohort_id=cohort_id, sha256=sha256), 303)
        form.file.errors = [problem_sentence(found) for found in roster.problems[:1]]
    return {"cohort": cohort(cohort_id), "form": form, "imports": queries.imports(cohort_id)}


@bp.get("/cohorts/<int:cohort_id>/roster/blank.xlsx")
@page(rights=Right.MANAGE_COHORT, of=cohort_place)
def blank(cohort_id: int) -> FileResponse:
    """An empty list to fill in."""
    headers = {"Content-Disposition": 'attachment; filename="danh-sach-lop-mau.xlsx"'}
    return FileResponse(blank_list(), mimetype=XLSX, headers=headers)


@bp.get("/cohorts/<int:cohort_id>/roster/<sha256>")
@page("rosters/preview.html", rights=Right.MANAGE_COHORT, of=cohort_place)
def preview_list(cohort_id: int, sha256: str) -> dict[str, Any]:
    """What this file would do to the class, row by row."""
    name, roster = _stored(sha256)
    plan = queries.plan_of(cohort_id, roster, preview.read_decisions(request.args))
    return _preview(cohort_id, sha256, name, plan)


@bp.post("/cohorts/<int:cohort_id>/roster/<sha256>/decisions")
@page(rights=Right.MANAGE_COHORT, of=cohort_place)
def decide(cohort_id: int, sha256: str) -> Response:
    """Take the choices of the page and show the preview with them; nothing is written."""
    chosen = preview.decisions_in_address(preview.read_decisions(request.form))
    where: dict[str, Any] = {"cohort_id": cohort_id, "sha256": sha256, "tab": "asked", **chosen}
    return redirect(url_for("rosters.preview_list", **where, _anchor="decided"), 303)


@bp.post("/cohorts/<int:cohort_id>/roster/<sha256>")
@page("rosters/preview.html", rights=Right.MANAGE_COHORT, of=cohort_place)
def confirm(cohort_id: int, sha256: str) -> dict[str, Any] | Response:
    """Write what was shown; when the class has changed meanwhile, show what would be written now."""
    name, roster = _stored(sha256)
    decisions = preview.read_decisions(request.form)
    draft = service.ImportDraft(cohort_id, sha256, name, request.form.get("plan", ""), decisions)
    import_id = service.confirm(draft, roster, now(), viewer().person_id)
    if import_id is not None:
        return redirect(url_for("rosters.imported", import_id=import_id), 303)
    flash(
        gettext("Danh sách lớp vừa thay đổi nên chưa ghi gì. Đồng chí xem lại rồi bấm ghi lần nữa."),
        "warning",
    )
    return _preview(cohort_id, sha256, name, queries.plan_of(cohort_id, roster, decisions))


def _stored(sha256: str) -> tuple[str, RosterFile]:
    found = files.content(sha256)
    if found is None:
        abort(404)
    name, content = found
    return name, queries.read(content, name, today())


def _preview(cohort_id: int, sha256: str, name: str, plan: Plan) -> dict[str, Any]:
    part = preview.shown(plan, request.values.get("tab", ""), request.values.get("page", 1, type=int))
    decisions = preview.decisions_in_address(
        {row.place: row.decision for row in plan.rows if row.decision is not None}
    )

    def address(tab: str, number: int = 1) -> str:
        where: dict[str, Any] = {"cohort_id": cohort_id, "sha256": sha256, "tab": tab, **decisions}
        return url_for("rosters.preview_list", **where, page=number if number > 1 else None)

    return {
        "cohort": cohort(cohort_id),
        "file_name": name,
        "sha256": sha256,
        "plan": plan,
        "part": part,
        "decisions": decisions,
        "tab_links": [(words, address(tab), tab == part.tab, n) for tab, words, n in preview.tabs(plan)],
        "pages": page_links(part.number, part.pages, lambda number: address(part.tab, number)),
        "words": preview,
        "sentence": problem_sentence,
    }


__all__ = ["bp", "commands", "import_views"]
