"""Headers, tokens, redirects: what every page owes."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.web.redirects import safe_target


@pytest.fixture
def strict(app: Flask) -> Iterator[FlaskClient]:
    """A client of the application as it is in production, with CSRF on."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False


def writing_routes(app: Flask) -> Iterator[tuple[str, str]]:
    """(address, method) of every route that writes; arguments filled with 1."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods & {"POST", "PUT", "PATCH", "DELETE"}):  # type: ignore[operator]
            built = dict.fromkeys(rule.arguments, "1")
            with app.test_request_context():
                yield app.url_map.bind("localhost").build(rule.endpoint, built, method=method), method


def test_no_route_writes_without_the_token(app: Flask, strict: FlaskClient) -> None:
    opened = [
        (address, answer.status_code)
        for address, method in writing_routes(app)
        if (answer := strict.open(address, method=method)).status_code not in {400, 401, 403}
    ]
    assert opened == []


def test_every_page_says_what_a_browser_may_do(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_file_with_its_fingerprint_is_kept_for_good(client: FlaskClient) -> None:
    assert "immutable" in client.get("/static/css/main.css?v=1").headers["Cache-Control"]
    assert "immutable" not in client.get("/static/css/main.css").headers["Cache-Control"]


def test_pages_travel_compressed(client: FlaskClient) -> None:
    answer = client.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.data[:2] == b"\x1f\x8b"


def test_scripts_cannot_read_the_session(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/cohorts/1?x=2", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("/ok\nSet-Cookie: x", False),
        ("", False),
        (None, False),
    ],
)
def test_nobody_is_sent_to_another_site(target: str | None, safe: bool) -> None:
    assert safe_target(target) == (target if safe else "/")
