"""Pages about rubrics: the shelf, one in words, approval, files in and out."""

from typing import Any

import yaml
from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response

from quizapp.domain.rubric import to_shape
from quizapp.formats.rubric_yaml import read_rubric
from quizapp.practice import queries, service
from quizapp.practice.blueprint import bp
from quizapp.practice.forms import RubricUploadForm
from quizapp.practice.printing import rubric_pdf
from quizapp.practice.rights import APPROVING, SHELF
from quizapp.practice.words import kind_words, level_words, na_words, problem_words
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import ANYWHERE, page, viewer

LARGEST = 256 * 1024


def _may_approve() -> bool:
    return any(viewer().may(right) for right in APPROVING)


def _found(rubric_id: int) -> queries.RubricFacts:
    try:
        return queries.rubric(rubric_id)
    except LookupError:
        abort(404)


@bp.get("/rubrics")
@page(rights=SHELF, of=ANYWHERE)
def rubrics() -> dict[str, Any]:
    """Every rubric with its state; older versions below."""
    shelf = queries.rubrics()
    return {
        "present": [one for one in shelf if not one.retired and not (one.newer and not one.meetings)],
        "past": [one for one in shelf if one.retired or (one.newer and not one.meetings)],
        "may_upload": viewer().may(Right.EDIT_BANK),
    }


@bp.get("/rubrics/<int:rubric_id>")
@page(rights=SHELF, of=ANYWHERE)
def rubric(rubric_id: int) -> dict[str, Any]:
    """A whole rubric in words."""
    facts = _found(rubric_id)
    groups: dict[str, list[Any]] = {}
    for place, one in enumerate(facts.rubric.criteria, 1):
        groups.setdefault(one.group, []).append((place, one, kind_words(one), na_words(one)))
    return {
        "facts": facts,
        "groups": groups,
        "levels": [(level, level_words(facts.rubric, level)) for level in facts.rubric.levels],
        "may_approve": _may_approve(),
    }


@bp.post("/rubrics/<int:rubric_id>/approve")
@page(rights=APPROVING)
def approve(rubric_id: int) -> Response:
    """The centre approves a version."""
    service.approve_rubric(_found(rubric_id).id, now(), viewer().person_id)
    flash(gettext("Đã duyệt. Từ nay các lớp dùng được mẫu này."), "done")
    return redirect(url_for("practice.rubric", rubric_id=rubric_id), 303)


@bp.post("/rubrics/<int:rubric_id>/retire")
@page(rights=APPROVING)
def retire(rubric_id: int) -> Response:
    """Offer a version no more, or again."""
    retired = request.form.get("retired") == "1"
    service.retire_rubric(_found(rubric_id).id, retired, now(), viewer().person_id)
    flash(gettext("Đã ngừng dùng mẫu này.") if retired else gettext("Mẫu này dùng lại được."), "done")
    return redirect(url_for("practice.rubric", rubric_id=rubric_id), 303)


@bp.get("/rubrics/<int:rubric_id>.pdf")
@page(rights=SHELF, of=ANYWHERE)
def rubric_paper(rubric_id: int) -> Response:
    """The empty sheet as one A4 page."""
    facts = _found(rubric_id)
    return Response(
        rubric_pdf(facts, now()),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="phieu-cham-{facts.code}.pdf"'},
    )


@bp.get("/rubrics/<int:rubric_id>.yaml")
@page(rights=SHELF, of=ANYWHERE)
def rubric_file(rubric_id: int) -> Response:
    """The rubric as its file: uploading it again changes nothing."""
    facts = _found(rubric_id)
    text = yaml.safe_dump(to_shape(facts.rubric), allow_unicode=True, sort_keys=False, width=110)
    return Response(
        text,
        mimetype="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{facts.code}.yaml"'},
    )


@bp.route("/rubrics/upload", methods=["GET", "POST"])
@page(rights=Right.EDIT_BANK)
def upload_rubric() -> dict[str, Any] | Response:
    """Upload a rubric file as a new draft, or hear everything that is wrong in it."""
    form = RubricUploadForm()
    problems: list[tuple[str, str]] = []
    if form.validate_on_submit():
        name = secure_filename(form.file.data.filename or "") or "mau-cham.yaml"
        content = form.file.data.read(LARGEST + 1)
        draft, found = read_rubric(content, name)
        if draft is not None and len(content) <= LARGEST:
            rubric_id, is_new = service.add_rubric(draft, now(), viewer().person_id)
            words = gettext("Đã tải lên. Đây là bản dự thảo, cần duyệt trước khi dùng.")
            flash(words if is_new else gettext("Bản này đã có từ trước, không thêm gì."), "done")
            return redirect(url_for("practice.rubric", rubric_id=rubric_id), 303)
        problems = [(_where(one.row, one.place), problem_words(one)) for one in found]
    return {"form": form, "problems": problems}


def _where(row: int | None, place: str) -> str:
    field = place.partition(", ")[2]
    line = gettext("Dòng %(row)s", row=row) if row else gettext("Cả tệp")
    return f"{line} ({field})" if field else line
