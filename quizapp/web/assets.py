"""Fingerprinted addresses of static files, and compressed answers: both matter on weak Wi-Fi."""

import functools
import gzip
import hashlib
from pathlib import Path

from flask import Flask, Response, request, url_for

COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
SMALLEST = 600


@functools.cache
def _fingerprint(path: Path, changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file in static/, changing with its content, so that it can be kept for good."""
    from_folder = Path(static_folder()) / name
    return url_for("static", filename=name, v=_fingerprint(from_folder, from_folder.stat().st_mtime))


def static_folder() -> str:
    """The folder that the running application serves as /static."""
    return str(Path(__file__).resolve().parent.parent.parent / "static")


@functools.lru_cache(maxsize=64)
def _compressed_file(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def compress(app: Flask) -> None:
    """gzip what is text and worth it, when the browser takes it."""

    @app.after_request
    def squeeze(response: Response) -> Response:
        if (
            response.status_code != 200
            or "gzip" not in request.headers.get("Accept-Encoding", "")
            or "Content-Encoding" in response.headers
            or not (response.mimetype or "").startswith(COMPRESSIBLE)
        ):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) < SMALLEST:
            return response
        kept = request.endpoint == "static"
        response.set_data(_compressed_file(body) if kept else gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        return response
