"""The attempt's own token: what still waits on a shared phone goes out with it, whoever is signed in by then.

It is the session that started the paper, narrowed to the answers of this one attempt: it shows no question and no
result, hands nothing in, and ends with that session's slip or number. It stands only in the paper's page and in the
device's queue, never in a cookie or an address, so it needs no CSRF token.
"""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from quizapp.accounts.session_key import SessionKey

SALT = "answers of one attempt"


def upload_token(attempt_id: int, key: SessionKey) -> str:
    """The same text every time for one session and attempt."""
    return str(_signer().dumps([attempt_id, str(key)]))


def key_of(token: str, attempt_id: int) -> SessionKey | None:
    """The session that the token stands for; None when it is not this attempt's."""
    try:
        attempt, key = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return SessionKey.parse(key) if attempt == attempt_id else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
