"""A real Chromium against the site: fixtures for tests marked `browser`.

`site` serves the test application on a free port, threads and CSRF as in production. `phone(person_id)` opens a page
390 px wide, signed in; without a person a stranger's. A page that logs an error or breaks the content policy fails the test.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from quizapp.accounts.models import Person
from quizapp.accounts.session_key import SessionKey
from quizapp.db import db

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
HARMLESS = ("Failed to load resource", "net::ERR")  # a network that is cut on purpose is no fault of the page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without one the test is skipped, and fails under CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: install Debian's chromium")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the running site."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.config["WTF_CSRF_ENABLED"] = False


def session_cookie(app: Flask, person_id: int, slip: tuple[int, int] | None = None) -> str:
    """The cookie of a session opened by password, or by a slip (id, generation)."""
    with app.app_context():
        number = db.session.get_one(Person, person_id).session_number
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    key = str(SessionKey(person_id, number, *(slip or (None, None))))
    return str(signer.dumps({"_user_id": key, "_fresh": True}))


@pytest.fixture
def phone(app: Flask, chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`phone(person_id, width=390, **context)` gives a page with the site as its base address."""
    contexts, faults = [], []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(word in message.text for word in HARMLESS):
            faults.append(message.text)

    def opened(person_id: int | None = None, slip: tuple[int, int] | None = None, **options: object) -> Page:
        given = {"viewport": PHONE, "base_url": site, "locale": "vi-VN", **options}
        context = chromium.new_context(**given)  # type: ignore[arg-type]
        contexts.append(context)
        if person_id is not None:
            value = session_cookie(app, person_id, slip)
            context.add_cookies([{"name": "session", "value": value, "url": site}])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
