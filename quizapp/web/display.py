"""How a person wants pages to look: larger letters, high contrast, dark; kept in a cookie of the device."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, request
from werkzeug.wrappers import Response

from quizapp.web.pages import page
from quizapp.web.redirects import safe_target

bp = Blueprint("display", __name__)
COOKIE = "display"
CHOICES = {"theme": ("auto", "light", "dark"), "text": ("normal", "large"), "contrast": ("normal", "high")}


@dataclass(frozen=True, slots=True)
class Display:
    """theme: auto | light | dark; text: normal | large; contrast: normal | high."""

    theme: str = "auto"
    text: str = "normal"
    contrast: str = "normal"


def wanted_display() -> Display:
    """From the cookie; whatever is not a known choice counts as the usual look."""
    parts = dict(pair.split("=", 1) for pair in request.cookies.get(COOKIE, "").split(".") if "=" in pair)
    return Display(**{name: parts[name] for name, known in CHOICES.items() if parts.get(name) in known})


@bp.post("/display")
@page(public=True)
def change() -> Response:
    """Change one choice and go back to the page."""
    wanted = wanted_display()
    choices = {name: getattr(wanted, name) for name in CHOICES}
    for name, known in CHOICES.items():
        if request.form.get(name) in known:
            choices[name] = request.form[name]
    response = redirect(safe_target(request.form.get("next")), 303)
    value = ".".join(f"{name}={choice}" for name, choice in choices.items())
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(COOKIE, value, max_age=31_536_000, samesite="Lax", httponly=True, secure=secure)
    return response
