""" "Mở cho lớp": opening the site to the phones in the room, and what the projector shows."""

from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.centre.blueprint import bp
from quizapp.centre.doorway import doorway
from quizapp.centre.service import note_door
from quizapp.settings import Settings
from quizapp.web import room as door
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import ANYWHERE, page, viewer


@bp.get("/room")
@page(rights=Right.OPEN_ROOM, of=ANYWHERE)
def room() -> dict[str, Any]:
    """The button, the state, the address and the Wi-Fi."""
    return {"doorway": doorway()}


@bp.get("/room/state")
@page(rights=Right.OPEN_ROOM, of=ANYWHERE)
def room_state() -> Response:
    """The same, for the page that is open: asked every few seconds."""
    return _fragment("centre/_door.html")


@bp.get("/room/projector")
@page(rights=Right.OPEN_ROOM, of=ANYWHERE)
def projector() -> dict[str, Any]:
    """For the last row: Wi-Fi, address, code."""
    return {"doorway": doorway()}


@bp.get("/room/projector/state")
@page(rights=Right.OPEN_ROOM, of=ANYWHERE)
def projector_state() -> Response:
    """The steps on the wall, afresh: the network may change."""
    return _fragment("centre/_steps.html")


@bp.post("/room/open")
@page(rights=Right.OPEN_ROOM, of=ANYWHERE)
def open_room() -> Response:
    """Ask the serving program to open; again, or from two tabs, is harmless."""
    state = door.open_state(_settings().instance)
    if state.can_be_opened:
        if state.door is door.Door.FAILED:
            door.request_close(_settings().instance)
        door.request_open(_settings().instance)
        note_door("open_room", now(), viewer().person_id)
    elif state.door is door.Door.NOT_HERE:
        flash(gettext("Nút này không dùng ở đây: xem lời giải thích bên dưới."), "warning")
    return redirect(url_for("centre.room"), 303)


@bp.post("/room/close")
@page(rights=Right.OPEN_ROOM, of=ANYWHERE)
def close_room() -> Response:
    """Ask the serving program to close; again is harmless."""
    if door.open_state(_settings().instance).door in (door.Door.OPEN, door.Door.OPENING):
        door.request_close(_settings().instance)
        note_door("close_room", now(), viewer().person_id)
    return redirect(url_for("centre.room"), 303)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _fragment(template: str) -> Response:
    shown = doorway()
    answer = make_response(render_template(template, doorway=shown))
    answer.set_etag(shown.tag)
    return answer.make_conditional(request)
