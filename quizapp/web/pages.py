"""`@page`: states the right of a route, finds its place, checks, and renders the template of its endpoint."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from flask import abort, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from quizapp.web.access import ANYWHERE, STRANGER, Anywhere, Place, Right, Verdict, Viewer, check

PlaceQuery = Callable[..., Place | None]
View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class RouteAccess:
    """What a route asks for; the matrix test reads it from `view.access`."""

    public: bool
    rights: tuple[Right, ...]
    of: PlaceQuery | Anywhere | None
    own: bool
    json: bool


def viewer() -> Viewer:
    """Whoever sent this request."""
    user = current_user._get_current_object()
    return user if isinstance(user, Viewer) else STRANGER


def page(
    template: str | None = None,
    *,
    rights: Right | tuple[Right, ...] = (),
    of: PlaceQuery | Anywhere | None = None,
    own: bool = False,
    public: bool = False,
    json: bool = False,
) -> Callable[[View], View]:
    """Guard and render a view.

    rights: any one is enough; empty: being signed in is enough.
    of: gives the Place of the object from the route's arguments (None = no such object, 404);
        ANYWHERE: the right may hold anywhere; left out: the right must hold for the whole site.
    own: the object must belong to the viewer (else 404). public: no check at all.
    json: answers in JSON; never a redirect: 401 when not signed in.
    The view returns a dict for its template (default: "<blueprint>/<function>.html"), or a response.
    """
    needed = rights if isinstance(rights, tuple) else (rights,)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(**arguments: Any) -> Any:
            if not public:
                place = of(**arguments) if callable(of) else (of or None)
                if callable(of) and place is None:
                    return _refuse(Verdict.SIGN_IN if viewer().is_anonymous else Verdict.MISSING, json)
                verdict = check(viewer(), needed, place, own=own)
                if verdict is not Verdict.ALLOWED:
                    return _refuse(verdict, json)
                g.place = place if isinstance(place, Place) else None
                waiting = viewer().must_change_password and not json
                if waiting and request.endpoint not in ("accounts.change_password", "accounts.sign_out"):
                    return redirect(url_for("accounts.change_password"), 303)
            answer = view(**arguments)
            return _rendered(view, template, answer) if isinstance(answer, dict) and not json else answer

        cast("Any", guarded).access = RouteAccess(public, needed, of, own, json)
        return guarded

    return decorate


def _rendered(view: View, template: str | None, facts: dict[str, Any]) -> str:
    name = template or f"{request.blueprint}/{view.__name__}.html"
    return render_template(name, **facts)


def _refuse(verdict: Verdict, json: bool) -> Response | tuple[Response, int]:
    status = {Verdict.SIGN_IN: 401, Verdict.FORBIDDEN: 403, Verdict.MISSING: 404}[verdict]
    if json:
        return jsonify(problem=verdict.value), status
    if verdict is not Verdict.SIGN_IN:
        abort(status)
    following = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=following), 303)


def unguarded_routes() -> list[str]:
    """Endpoints without a stated right: must be empty but for the static files (checked at start and in tests)."""
    views = current_app.view_functions
    return [name for name, view in views.items() if name != "static" and not hasattr(view, "access")]


__all__ = ["ANYWHERE", "RouteAccess", "page", "unguarded_routes", "viewer"]
