"""Pages of completion: the class on its last day, what it takes, and a learner's own list."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.certificates import candidates, evidence, queries, service
from quizapp.certificates.blueprint import bp
from quizapp.certificates.candidates import Preview, State
from quizapp.certificates.forms import TermsForm
from quizapp.certificates.verification import is_open
from quizapp.cohorts import queries as cohorts
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer
from quizapp.web.wording import certificates as wording

SEEING = (Right.ISSUE_CERTIFICATES, Right.READ_COHORT)
SHOWN = {
    "missing": (State.MISSING, State.BLOCKED),
    "ready": (State.READY,),
    "issued": (State.ISSUED, State.REVOKED),
}


@bp.get("/cohorts/<int:cohort_id>/certificates")
@page(rights=SEEING, of=cohorts.cohort_place)
def certificates(cohort_id: int) -> dict[str, Any]:
    """The last day on one page: who has completed, the proposal, the issue, the papers."""
    seen = candidates.preview(cohort_id, now())
    show = request.args.get("show", "")
    return {
        "cohort": seen.cohort,
        "seen": seen,
        "show": show if show in SHOWN else "",
        "lines": seen.of(*SHOWN.get(show, tuple(State))),
        "counts": {state.value: len(seen.of(state)) for state in State},
        "batches": queries.batches_of(cohort_id),
        "step": _step(seen),
        "verification_open": is_open(),
        "wording": wording,
    }


def _step(seen: Preview) -> int:
    """Which step is next: 1 complete, 2 propose and issue, 3 decision, 4 print and hand over."""
    valid = [one for one in seen.held if one.is_valid]
    if seen.of(State.READY):
        return 2
    if not valid:
        return 1
    return 4 if all(one.decision.is_complete for one in valid) else 3


@bp.route("/cohorts/<int:cohort_id>/requirement", methods=["GET", "POST"])
@page(rights=(Right.MANAGE_COHORT, Right.ISSUE_CERTIFICATES), of=cohorts.cohort_place)
def requirement(cohort_id: int) -> dict[str, Any] | Response:
    """What completing this class takes."""
    form = TermsForm()
    form.fill(evidence.terms_in_force(cohort_id), evidence.levels_in_use(cohort_id))
    if form.validate_on_submit():
        changed = service.set_terms(cohort_id, form.terms(), now(), viewer().person_id)
        flash(
            gettext("Đã lưu điều kiện hoàn thành.") if changed else gettext("Không có gì thay đổi."), "done"
        )
        return redirect(url_for("certificates.certificates", cohort_id=cohort_id), 303)
    return {"cohort": cohorts.cohort(cohort_id), "form": form}


@bp.get("/cohorts/<int:cohort_id>/completion")
@page(rights=Right.LEARN, of=cohorts.cohort_place)
def completion(cohort_id: int) -> dict[str, Any]:
    """A learner's own list: what is met, what is missing and what to do."""
    enrolment_id = cohorts.enrolment_of(cohort_id, viewer().person_id or 0)
    if enrolment_id is None:
        abort(404)
    standing = evidence.class_standing(cohort_id, now())
    mine = next(one for one in standing.learners if one.learner.enrolment_id == enrolment_id)
    return {
        "cohort": cohorts.cohort(cohort_id),
        "mine": mine,
        "certificate": queries.present_certificate(enrolment_id),
        "wording": wording,
    }
