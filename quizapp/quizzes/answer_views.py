"""The protocol of answers: saving, state, take-over, hand-in. Addresses and shapes are fixed (surface)."""

from dataclasses import asdict
from typing import Any

from flask import abort, current_app, flash, jsonify, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from quizapp.accounts.session_key import SessionKey
from quizapp.domain.answers import BadBatch
from quizapp.quizzes import attempts, saving
from quizapp.quizzes.blueprint import bp
from quizapp.quizzes.form_answers import answers_of_form
from quizapp.quizzes.saving import Denied, Receipt, Standings
from quizapp.quizzes.upload_token import key_of
from quizapp.web.clock import now
from quizapp.web.errors import wants_json
from quizapp.web.pages import page

LARGEST = 64 * 1024
TOKEN = "X-Attempt-Token"  # noqa: S105
Answer = Response | tuple[Response, int]


@bp.record_once
def _check_csrf_here(state: BlueprintSetupState) -> None:
    """`save` looks at the token by itself: with the attempt's own token no cookie, hence no CSRF, is involved."""
    state.app.extensions["csrf"].exempt(f"{__name__}.save")


def sender() -> SessionKey | None:
    """Whoever's session this is, read from the cookie alone: saving.attempt_standings checks it in its one SELECT."""
    return SessionKey.parse(str(session.get("_user_id", "")))


# Public for @page: its check would load the viewer with a query of its own. The one SELECT of the hot path checks
# session number, slip and owner; a stranger gets 401, another person's attempt 404.
@bp.put("/attempts/<int:attempt_id>/answers")
@page(public=True, json=True)
def save(attempt_id: int) -> Answer:
    """Save a batch of answers."""
    if (request.content_length or 0) > LARGEST:
        return jsonify(problem="too_large"), 413
    given = request.headers.get(TOKEN)
    key = key_of(given, attempt_id) if given else sender()
    if key is None:
        return _denied(Denied.SIGN_IN)
    if given is None and not _csrf_holds():
        return jsonify(csrf=generate_csrf()), 403
    result = saving.save(attempt_id, key, request.get_json(force=True, silent=True), now())
    return _told(result)


@bp.get("/attempts/<int:attempt_id>/state")
@page(public=True, json=True)
def state(attempt_id: int) -> Answer:
    """How the attempt stands: so that added time, a pause or a take-over reaches an idle phone."""
    key, moment = sender(), now()
    attempt = saving.attempt_standings(attempt_id, key, moment) if key else Denied.SIGN_IN
    if isinstance(attempt, Denied):
        return _denied(attempt)
    attempts.seen(attempt_id, moment, request.args.get("at", type=int))
    return jsonify(
        epoch=attempt.epoch,
        seqs={str(slot): one.seq for slot, one in attempt.standing.items()},
        now=moment.isoformat(),
        deadline=attempt.deadline(moment).isoformat(),
        state=attempt.state(moment),
        csrf=generate_csrf(),
    )


@bp.post("/attempts/<int:attempt_id>/answers")
@page(public=True)
def save_form(attempt_id: int) -> Answer:
    """ "Lưu" on a page without JavaScript."""
    key, moment = sender(), now()
    attempt = saving.attempt_standings(attempt_id, key, moment) if key else Denied.SIGN_IN
    if isinstance(attempt, Denied) or key is None:
        return _turned_away(attempt if isinstance(attempt, Denied) else Denied.SIGN_IN)
    result = saving.save(attempt_id, key, answers_of_form(request.form, attempt), moment)
    if isinstance(result, Denied):
        return _turned_away(result)
    if isinstance(result, Receipt):
        _tell(result)
    return redirect(url_for("quizzes.paper", attempt_id=attempt_id), 303)


@bp.post("/attempts/<int:attempt_id>/take-over")
@page(public=True)
def take_over(attempt_id: int) -> Answer:
    """Go on with the attempt on this device."""
    key = sender()
    epoch = attempts.take_over(attempt_id, key, now()) if key else Denied.SIGN_IN
    if isinstance(epoch, Denied):
        return _turned_away(epoch)
    session[f"epoch-{attempt_id}"] = epoch
    if wants_json():
        return jsonify(epoch=epoch)
    return redirect(url_for("quizzes.paper", attempt_id=attempt_id), 303)


@bp.post("/attempts/<int:attempt_id>/hand-in")
@page(public=True)
def hand_in(attempt_id: int) -> Answer:
    """Hand in, with the last answers the request may carry."""
    key, moment = sender(), now()
    attempt = saving.attempt_standings(attempt_id, key, moment) if key else Denied.SIGN_IN
    if isinstance(attempt, Denied) or key is None:
        return _turned_away(attempt if isinstance(attempt, Denied) else Denied.SIGN_IN)
    result = attempts.hand_in(attempt_id, key, _carried(attempt), moment)
    if isinstance(result, Denied):
        return _turned_away(result)
    if isinstance(result, BadBatch):
        return _told(result)
    return redirect(url_for("quizzes.result", attempt_id=attempt_id), 303)


def _carried(attempt: Standings) -> object:
    if request.is_json:
        body = request.get_json(silent=True)
        return body if isinstance(body, dict) and "answers" in body else None
    return answers_of_form(request.form, attempt)


def _csrf_holds() -> bool:
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return True
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except (ValidationError, CSRFError):
        return False
    return True


def _denied(denied: Denied) -> Answer:
    return jsonify(problem=denied.value), 401 if denied is Denied.SIGN_IN else 404


def _turned_away(denied: Denied) -> Answer:
    """For requests that may be forms: a person is led to the sign-in page, a script gets the status."""
    if wants_json():
        return _denied(denied)
    if denied is Denied.MISSING:
        abort(404)
    return redirect(url_for("accounts.sign_in"), 303)


def _told(result: Receipt | Denied | BadBatch) -> Answer:
    if isinstance(result, Denied):
        return _denied(result)
    if isinstance(result, BadBatch):
        return jsonify(
            problem=result.code, path=result.path
        ), 413 if result.code == "too_many_answers" else 400
    body: dict[str, Any] = {
        "saved": result.saved,
        "held": result.held,
        "refused": result.refused,
        "stale": {slot: asdict(standing) for slot, standing in result.stale.items()},
        "now": result.now.isoformat(),
        "deadline": result.deadline.isoformat(),
        "state": result.state,
    }
    return jsonify(body), 409 if result.state == "closed" else 200


def _tell(receipt: Receipt) -> None:
    """What a person without JavaScript is told after "Lưu"."""
    if receipt.refused:
        places = ", ".join(sorted(receipt.refused, key=int))
        flash(
            gettext("Câu %(places)s chưa lưu được vì chưa chọn đủ. Các câu khác đã lưu.", places=places), "warning"
        )  # fmt: skip
    elif receipt.held:
        flash(
            gettext("Bài gửi sau khi hết giờ hoặc từ máy cũ, đã giữ lại để giảng viên xem xét."), "warning"
        )  # fmt: skip
    else:
        flash(gettext("Đã lưu lúc %(time)s.", time=_clock(receipt)), "done")


def _clock(receipt: Receipt) -> str:
    return current_app.jinja_env.filters["clock_time"](receipt.now)  # type: ignore[no-any-return]
