"""The site as people run it: `python app.py` with a folder of its own, and people who use it in a real browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

import pypdf
from playwright.sync_api import Browser, Page, expect

from tests.browsing import DESKTOP, HARMLESS, PHONE

PROJECT = Path(__file__).parents[2]
PATIENCE = 60.0
expect.set_options(timeout=15_000)


@contextmanager
def running_site(instance: Path, database_url: str | None = None) -> Iterator[str]:
    """The address of a site that has just been started on an empty folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "INSTANCE": str(instance), "HOST": "127.0.0.1", "PORT": str(port)}
    environ.pop("DATABASE_URL", None)
    if database_url:
        environ["DATABASE_URL"] = database_url
        command = [sys.executable, "-m", "flask", "--app", "app", "init"]
        subprocess.run(command, cwd=PROJECT, env=environ, check=True, capture_output=True)
    with (instance / "log").open("w") as log:
        program = subprocess.Popen(
            [sys.executable, "app.py"], cwd=PROJECT, env=environ, stdout=log, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        if time.monotonic() > until:
            raise TimeoutError(address)
        time.sleep(0.2)


class Somebody:
    """A person with a device; every fault that the browser reports is kept."""

    def __init__(self, browser: Browser, site: str, *, desktop: bool = False) -> None:
        self.faults: list[str] = []
        self.context = browser.new_context(
            base_url=site, viewport=DESKTOP if desktop else PHONE, locale="vi-VN", accept_downloads=True
        )
        self.context.set_default_timeout(30_000)
        self.page = self.tab()

    def tab(self) -> Page:
        """One more tab of the same browser."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("response", lambda answer: self._note_answer(answer.status, answer.url))
        return page

    def _note(self, kind: str, words: str) -> None:
        if kind == "error" and not any(harmless in words for harmless in HARMLESS):
            self.faults.append(words)

    def _note_answer(self, status: int, url: str) -> None:
        if status >= 500:
            self.faults.append(f"{status} {url}")

    def go(self, address: str) -> None:
        """Open a page of the site; it must answer."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)

    def sign_in_by_password(self, code: str, password: str) -> None:
        """The second way in, for those who teach."""
        self.go("/sign-in")
        self.page.locator("summary", has_text="đăng nhập bằng mật khẩu").click()
        form = self.page.locator("#by-password")
        form.locator("input[name=personal]").fill(code)
        form.locator("input[type=password]").fill(password)
        form.get_by_role("button", name="Đăng nhập").click()

    def sign_in_by_slip(self, code: str) -> str:
        """The way of learners: nine digits, then "Đúng, tôi là ...". The name that the page showed."""
        self.go("/sign-in")
        self.page.get_by_label("Mã trên phiếu").fill(code)
        self.page.get_by_role("button", name="Tiếp tục").click()
        name = self.page.locator(".person b").inner_text()
        self.page.get_by_role("button", name=f"Đúng, tôi là {name}").click()
        self.page.wait_for_url("**/")
        return name

    def pdf_words(self, address: str) -> str:
        """The text of a PDF of the site, as this person may fetch it."""
        answer = self.context.request.get(address)
        assert answer.status == 200, (address, answer.status)
        pages = pypdf.PdfReader(BytesIO(answer.body())).pages
        return "\n".join(page.extract_text() for page in pages)


def slip_codes(words: str) -> list[str]:
    """The nine-digit codes printed on slips, in order."""
    return re.findall(r"Nhập mã (\d{3} \d{3} \d{3})", words)
