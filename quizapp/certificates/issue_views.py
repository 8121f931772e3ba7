"""Pages that write: issue, fill in the decision, take back, reprint, hand over."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.certificates import books, candidates, lists, queries, service
from quizapp.certificates.blueprint import bp
from quizapp.certificates.candidates import State
from quizapp.certificates.forms import DecisionForm, IssueForm, ReceivedForm, ReissueForm, TakeBackForm
from quizapp.certificates.print_facts import Decision
from quizapp.certificates.service import IssueOrder
from quizapp.cohorts import queries as cohorts
from quizapp.domain.errors import DecisionFrozen, NumberAlreadyTaken, ReasonMissing, RequirementNotMet
from quizapp.web.access import Right
from quizapp.web.clock import now, today
from quizapp.web.pages import page, viewer
from quizapp.web.wording import certificates as wording
from quizapp.web.wording import rule_sentence


@bp.route("/cohorts/<int:cohort_id>/certificates/issue", methods=["GET", "POST"])
@page(rights=Right.ISSUE_CERTIFICATES, of=cohorts.cohort_place)
def issue(cohort_id: int) -> dict[str, Any] | Response:
    """The dry run and the order on one page; only the button issues."""
    form = IssueForm()
    if request.method == "POST" and form.validate():
        answer = _issued(cohort_id, form)
        if answer is not None:
            return answer
    seen = candidates.preview(cohort_id, now(), form.signing() if form.is_submitted() else None)
    form.fill(seen.signing)
    year = (form.dated.data or form.decided.data or today()).year
    first, pattern = books.next_number(books.usual_book_code(year))
    ready = seen.of(State.READY)
    return {
        "cohort": seen.cohort,
        "seen": seen,
        "form": form,
        "ready": ready,
        "chosen": set(request.form.getlist("who", type=int)) if form.is_submitted() else None,
        "first": pattern.number(first, year),
        "last": pattern.number(first + max(len(ready), 1) - 1, year),
        "untouched": first == 1,
        "wording": wording,
    }


def _issued(cohort_id: int, form: IssueForm) -> Response | None:
    order = IssueOrder(
        form.signing(),
        form.made(),
        request.form.getlist("who", type=int),
        first_number=int(form.first.data) if form.first.data else None,
    )
    try:
        done = service.issue(cohort_id, order, now(), viewer().person_id)
    except (RequirementNotMet, NumberAlreadyTaken) as rule:
        field = form.first if isinstance(rule, NumberAlreadyTaken) else form.signer
        field.errors = [rule_sentence(rule)]
        return None
    if done.numbers:
        words = gettext(
            "Đã cấp %(n)s giấy chứng nhận, từ số %(first)s đến số %(last)s.",
            n=len(done.numbers),
            first=done.numbers[0],
            last=done.numbers[-1],
        )
        flash(words, "done")
    else:
        flash(gettext("Không có ai mới: những người đã chọn đều có giấy chứng nhận rồi."), "info")
    return redirect(url_for("certificates.certificates", cohort_id=cohort_id), 303)


@bp.route("/certificate-batches/<int:batch_id>/decision", methods=["GET", "POST"])
@page(rights=Right.ISSUE_CERTIFICATES, of=queries.batch_place)
def decision(batch_id: int) -> dict[str, Any] | Response:
    """Fill in once what stayed open for the batch."""
    batch = queries.batch(batch_id)
    form = DecisionForm()
    if form.validate_on_submit():
        try:
            filled = service.fill_decision(batch_id, form.made(), now(), viewer().person_id)
        except DecisionFrozen as rule:
            form.decision.errors = [rule_sentence(rule)]
        else:
            flash(gettext("Đã điền cho cả đợt.") if filled else gettext("Không có gì thay đổi."), "done")
            return redirect(url_for("certificates.certificates", cohort_id=batch.cohort_id), 303)
    elif not form.is_submitted():
        form.decision.data, form.decided.data = batch.decision.number, batch.decision.decided
        form.dated.data = batch.decision.dated
    return {
        "cohort": cohorts.cohort(batch.cohort_id),
        "batch": batch,
        "form": form,
        "filled": _filled(batch.decision),
    }


def _filled(standing: Decision) -> set[str]:
    parts = {"decision": standing.number, "decided": standing.decided, "dated": standing.dated}
    return {name for name, value in parts.items() if value is not None}


@bp.get("/certificates/<int:certificate_id>")
@page(rights=(Right.ISSUE_CERTIFICATES, Right.READ_COHORT), of=queries.certificate_place)
def certificate(certificate_id: int) -> dict[str, Any]:
    """One certificate: what it says, its state, what can be done with it."""
    issued = queries.certificate(certificate_id)
    return {
        "cohort": cohorts.cohort(issued.cohort_id),
        "certificate": issued,
        "reissue_form": ReissueForm(formdata=None),
        "wording": wording,
    }


@bp.route("/certificates/<int:certificate_id>/take-back", methods=["GET", "POST"])
@page(rights=Right.ISSUE_CERTIFICATES, of=queries.certificate_place)
def take_back(certificate_id: int) -> dict[str, Any] | Response:
    """Revoke, or void the number so that a new one can be issued."""
    issued = queries.certificate(certificate_id)
    form = TakeBackForm()
    if form.validate_on_submit():
        service.take_back(certificate_id, form.state.data, form.reason.data, now(), viewer().person_id)
        flash(gettext("Đã ghi vào sổ gốc: số %(number)s.", number=issued.number_words), "done")
        return redirect(url_for("certificates.certificate", certificate_id=certificate_id), 303)
    return {"cohort": cohorts.cohort(issued.cohort_id), "certificate": issued, "form": form}


@bp.post("/certificates/<int:certificate_id>/reissue")
@page(rights=Right.ISSUE_CERTIFICATES, of=queries.certificate_place)
def reissue(certificate_id: int) -> Response:
    """Note one more print of the same certificate."""
    try:
        time = service.reissue(certificate_id, ReissueForm().reason.data or "", now(), viewer().person_id)
    except ReasonMissing as rule:
        flash(rule_sentence(rule), "problem")
    else:
        flash(gettext("Đã ghi: cấp lại lần %(time)s. Đồng chí in lại tờ giấy ở dưới.", time=time), "done")
    return redirect(url_for("certificates.certificate", certificate_id=certificate_id), 303)


@bp.route("/cohorts/<int:cohort_id>/certificates/receipts", methods=["GET", "POST"])
@page(rights=Right.ISSUE_CERTIFICATES, of=cohorts.cohort_place)
def receipts(cohort_id: int) -> dict[str, Any] | Response:
    """Enter who has received their certificate."""
    form = ReceivedForm()
    issued = lists.in_name_order(queries.valid_certificates(cohort_id))
    if form.validate_on_submit():
        who = {
            one.id: request.form.get(f"by-{one.id}", "")
            for one in issued
            if str(one.id) in request.form.getlist("who")
        }
        noted = service.note_received(cohort_id, who, form.day.data or today(), now(), viewer().person_id)
        flash(gettext("Đã ghi nhận %(n)s người nhận giấy chứng nhận.", n=noted), "done")
        return redirect(url_for("certificates.receipts", cohort_id=cohort_id), 303)
    if not form.is_submitted():
        form.day.data = today()
    waiting = [one for one in issued if one.received_on is None]
    return {"cohort": cohorts.cohort(cohort_id), "form": form, "issued": issued, "waiting": len(waiting)}
