"""Pages of reports: the results of a class, to look at and to take along."""

from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from quizapp.cohorts import queries as cohorts
from quizapp.formats.list_csv import list_csv
from quizapp.formats.list_docx import list_docx
from quizapp.formats.list_xlsx import results_xlsx
from quizapp.reports import commands
from quizapp.reports.blueprint import bp
from quizapp.reports.results import class_results, results_list, results_table
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page
from quizapp.web.wording import certificates as wording

READING = (Right.READ_COHORT, Right.READ_REPORTS, Right.EXPORT_LISTS)


@bp.get("/cohorts/<int:cohort_id>/results")
@page(rights=READING, of=cohorts.cohort_place)
def results(cohort_id: int) -> dict[str, Any]:
    """One row a learner."""
    found = class_results(cohort_id, now())
    return {"cohort": found.seen.cohort, "results": found, "wording": wording}


@bp.get("/cohorts/<int:cohort_id>/results.<any(xlsx, csv, docx):kind>")
@page(rights=Right.EXPORT_LISTS, of=cohorts.cohort_place)
def results_file(cohort_id: int, kind: str) -> Response:
    """The results as a table for further work, or as an office paper."""
    found = class_results(cohort_id, now())
    if kind == "docx":
        content = list_docx(results_list(found))
    else:
        content = (results_xlsx if kind == "xlsx" else list_csv)(results_table(found))
    name = f"ket-qua-{found.seen.cohort.code}.{kind}"
    response = send_file(BytesIO(content), as_attachment=True, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "private, no-store"
    return response


__all__ = ["bp", "commands"]
