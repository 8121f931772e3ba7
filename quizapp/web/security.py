"""Headers of every answer: nothing inline runs, nothing is framed, private pages are not kept by caches."""

from flask import Flask, Response, request

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
YEAR = 31_536_000


def protect(app: Flask) -> None:
    """Add the headers; static files carry a fingerprint in their address and are kept for good."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.endpoint == "static":
            fingerprinted = "v" in request.args
            response.cache_control.public = True
            response.cache_control.max_age = YEAR if fingerprinted else 300
            response.cache_control.immutable = fingerprinted
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        return response
