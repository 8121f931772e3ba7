"""Signing in and out."""

from typing import Any

from flask import Blueprint

from quizapp.web.pages import page

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@page(public=True)
def sign_in() -> dict[str, Any]:
    """The sign-in page."""
    return {}
