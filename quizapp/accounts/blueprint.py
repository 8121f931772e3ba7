"""The blueprint of accounts, and what holds for every request: how long a session lasts."""

from flask import Blueprint, request, session
from flask.blueprints import BlueprintSetupState
from flask_login import login_user

from quizapp.accounts.audit_names import AuditNames
from quizapp.web.access import Viewer
from quizapp.web.clock import now
from quizapp.web.masking import mask_tokens

bp = Blueprint("accounts", __name__, cli_group="admin")
BY_SLIP_LASTS = 24 * 3600  # seconds from signing in
BY_PASSWORD_IDLES = 2 * 3600  # seconds without a request
NOTED_EVERY = (
    300  # a request notes that the session is in use at most this often: a cookie is not sent each time
)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Cookies are sent when something changed only; tokens of slips stay out of the logs; the record gets names."""
    state.app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    state.app.config["PERMANENT_SESSION_LIFETIME"] = BY_SLIP_LASTS
    state.app.extensions["audit_words"] = AuditNames()
    mask_tokens()


@bp.before_app_request
def end_stale_session() -> None:
    """A session by slip ends after a day, one by password after two idle hours."""
    key = session.get("_user_id")
    if key is None or request.endpoint == "static":
        return
    moment = int(now().timestamp())
    used = session.get("used")
    if used is None:
        session["used"] = moment
    elif moment - used > (BY_SLIP_LASTS if by_slip(key) else BY_PASSWORD_IDLES):
        session.clear()
    elif not by_slip(key) and moment - used > NOTED_EVERY:
        session["used"] = moment


def by_slip(key: str) -> bool:
    """Whether a session key belongs to a session opened by a slip."""
    return key.startswith("s.")


def open_session(viewer: Viewer) -> None:
    """Begin a fresh session in place of whatever this browser held before; a phone keeps a slip's for its day."""
    session.clear()
    login_user(viewer)
    session["used"] = int(now().timestamp())
    session.permanent = by_slip(viewer.session_key)
