"""The public page of verification: only where the centre has switched it on, slow for those who guess."""

from typing import Any

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp.accounts import throttle
from quizapp.certificates import verification
from quizapp.certificates.blueprint import bp
from quizapp.certificates.codes import read_code
from quizapp.certificates.forms import CodeForm
from quizapp.domain.errors import TooManyTries
from quizapp.settings import Settings
from quizapp.web.clock import now
from quizapp.web.pages import page


@bp.route("/verify", methods=["GET", "POST"])
@page("certificates/verify.html", public=True)
def verify() -> dict[str, Any] | Response:
    """Type the code, or choose the PDF."""
    _check()
    form = CodeForm()
    file = request.files.get("file")
    if request.method == "POST" and file and file.filename:
        return {"form": form, "verdict": _counted(verification.verify_file(file.read(16 * 1024 * 1024)))}
    if form.validate_on_submit():
        code = read_code(form.code.data)
        if code:
            return redirect(url_for("certificates.verified", code=code), 303)
        return {"form": form, "verdict": verification.UNKNOWN}
    return {"form": form, "verdict": None}


@bp.get("/verify/<code>")
@page("certificates/verify.html", public=True)
def verified(code: str) -> dict[str, Any]:
    """What the certificate with this code says, and whether it counts."""
    _check()
    return {"form": CodeForm(formdata=None), "verdict": _counted(verification.verify_code(code))}


def _check() -> None:
    if not verification.is_open():
        abort(404)
    try:
        throttle.check_address(_subject(), now())
    except TooManyTries:
        abort(429)


def _counted(verdict: verification.Verdict) -> verification.Verdict:
    if verdict.state in ("unknown", "altered"):
        throttle.note_failure(_subject(), now())
    return verdict


def _subject() -> str:
    settings: Settings = current_app.extensions["settings"]
    return throttle.address(settings.slip_key + b"verify", request.remote_addr or "")
