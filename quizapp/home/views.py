"""What is due today."""

from typing import Any

from flask import Blueprint

from quizapp.web.pages import page

bp = Blueprint("home", __name__)


@bp.get("/")
@page(public=True)
def today() -> dict[str, Any]:
    """The start page."""
    return {}
