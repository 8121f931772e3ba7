"""What a person sees when something does not work: words and a way out, never a trace."""

import logging
import sqlite3
from typing import Any

from flask import Flask, jsonify, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from quizapp.domain.errors import RuleBroken
from quizapp.web.wording import rule_sentence

log = logging.getLogger(__name__)
PAGES = (400, 403, 404, 413, 429, 500, 503)
Answer = Response | tuple[Any, int]


def wants_json() -> bool:
    """True for requests of our own scripts."""
    return request.is_json or request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    )


def register_errors(app: Flask) -> None:
    """Pages for every refusal; JSON for scripts."""

    @app.errorhandler(RuleBroken)
    def broken(rule: RuleBroken) -> Answer:
        sentence = rule_sentence(rule)
        if wants_json():
            return jsonify(problem=sentence), 409
        return render_template("errors/409.html", sentence=sentence), 409

    @app.errorhandler(CSRFError)
    def token_ended(error: CSRFError) -> Answer:
        if wants_json():
            return jsonify(csrf=generate_csrf()), 403
        sentence = gettext("Trang đã mở quá lâu nên chưa gửi được. Đồng chí hãy bấm lại một lần nữa.")
        return render_template("errors/409.html", sentence=sentence), 400

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Answer:
        status = error.code or 500
        if wants_json():
            return jsonify(problem=error.name), status
        known = status if status in PAGES else 400
        return render_template(f"errors/{known}.html"), status

    @app.errorhandler(OperationalError)
    def database_away(error: OperationalError) -> Answer:
        log.error("the database does not answer: %s", type(error.orig).__name__)
        busy = isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig)
        if wants_json():
            return jsonify(problem="busy" if busy else "database"), 503
        return render_template("errors/503.html"), 503

    @app.errorhandler(Exception)
    def broken_program(error: Exception) -> Answer:
        log.exception("unexpected %s at %s", type(error).__name__, request.endpoint)
        if wants_json():
            return jsonify(problem="error"), 500
        return render_template("errors/500.html"), 500
