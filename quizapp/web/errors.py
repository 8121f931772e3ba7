"""What a person sees when something does not work: words and a way out, never a trace."""

import logging
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


def broken_rule(rule: RuleBroken) -> Answer:
    """A rule of the house stands in the way: its sentence, status 409."""
    sentence = rule_sentence(rule)
    if wants_json():
        return jsonify(problem=sentence), 409
    return render_template("errors/409.html", sentence=sentence), 409


def token_ended(error: CSRFError) -> Answer:
    """The form is older than its session; scripts get the new token and send again."""
    if wants_json():
        return jsonify(csrf=generate_csrf()), 403
    sentence = gettext(
        "Trang đã mở quá lâu nên chưa gửi được. Đồng chí hãy quay lại và bấm thêm một lần nữa."
    )
    return render_template("errors/409.html", sentence=sentence), 400


def refused(error: HTTPException) -> Answer:
    """Every other refusal, by its status."""
    status = error.code or 500
    if wants_json():
        return jsonify(problem=error.name), status
    return render_template(f"errors/{status if status in PAGES else 400}.html"), status


def database_away(error: OperationalError) -> Answer:
    """The database does not answer, or stays locked longer than anyone should wait."""
    log.error("the database does not answer: %s", type(error.orig).__name__)
    if wants_json():
        return jsonify(problem="database"), 503
    return render_template("errors/503.html"), 503


def broken_program(error: Exception) -> Answer:
    """A fault of ours: logged with its trace, never shown."""
    log.exception("unexpected %s at %s", type(error).__name__, request.endpoint)
    if wants_json():
        return jsonify(problem="error"), 500
    return render_template("errors/500.html"), 500


def register_errors(app: Flask) -> None:
    """Pages for every refusal; JSON for scripts."""
    app.register_error_handler(RuleBroken, broken_rule)
    app.register_error_handler(CSRFError, token_ended)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(Exception, broken_program)
