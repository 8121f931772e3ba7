"""Every page of the route map, as somebody who may see it: it answers, it is sound, it fits, it can be read and hit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from quizapp.accounts import roles
from quizapp.accounts.session_key import SessionKey
from tests.browser import page_checks
from tests.browser.demo_site import DemoSite, fill, serving
from tests.browsing import PHONE
from tests.conftest import build
from tests.factories import make_person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# who looks first where several may: the one who works with the page
ROLES = (
    "learner",
    "staff",
    "administrator",
    "instructor",
    "guest grader",
    "leader",
    "earlier learner",
    "stranger",
)
EVERYBODY = ("home.today", "home.cohort", "practice.practice", "quizzes.waiting_room")
RATHER = {
    "accounts.sign_in": "stranger",
    "accounts.slip": "stranger",
    "certificates.verify": "stranger",
    "certificates.verified": "stranger",
    "attendance.roll_call": "instructor",
    "papers.papers": "instructor",
    "practice.grading": "guest grader",
    "quizzes.room": "instructor",
}
NOT_LOOKED_AT = {
    "accounts.first_run": "only on an empty site: see test_an_empty_site_says_what_to_do_first",
    "practice.own_sheet": "leads to the sheet",
}
NOT_PAGES = {
    "quizzes.room_live": "a part of a page",
    "quizzes.projector_live": "a part of a page",
    "quizzes.waiting_fragment": "a part of a page",
    "practice.board_live": "a part of a page",
    "practice.progress": "a part of a page",
    "centre.room_state": "a part of a page",
    "centre.projector_state": "a part of a page",
}
MOST_USED = (
    "home.today",
    "accounts.sign_in",
    "quizzes.paper",
    "quizzes.review",
    "reading.lesson",
    "practice.grading",
    "quizzes.room",
    "attendance.roll_call",
    "papers.papers",
    "rosters.preview_list",
)
PARTS = 6


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one role sees it."""

    role: str
    endpoint: str
    url: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The filled site, made once a process."""
    folder = tmp_path_factory.mktemp("every-page")
    app = build(f"sqlite:///{folder}/site.sqlite", folder)
    keys, arguments, special = fill(app)
    with serving(app) as address:
        yield DemoSite(app, address, keys, arguments, special)


@pytest.fixture(scope="module")
def visits(demo: DemoSite) -> list[Visit]:
    """Every page once as whoever works with it, and the pages of everybody as each of them."""
    clients = {role: demo.app.test_client() for role in ROLES}
    for role, client in clients.items():
        cookie = demo.cookie(role)
        if cookie:
            client.set_cookie("session", cookie)
    found, unseen = [], []
    for rule in sorted(demo.app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if "GET" not in (rule.methods or ()) or rule.endpoint in {"static", *NOT_LOOKED_AT, *NOT_PAGES}:
            continue
        url, seen = demo.url(rule.endpoint, rule.arguments), False
        for role in (RATHER[rule.endpoint],) if rule.endpoint in RATHER else ROLES:
            answer = clients[role].get(url)
            if answer.status_code != 200:
                continue
            seen = True
            if answer.mimetype == "text/html":
                found.append(Visit(role, rule.endpoint, url))
            if rule.endpoint not in EVERYBODY:
                break
        if not seen:
            unseen.append(rule.endpoint)
    assert unseen == [], unseen
    return found


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """A site on its first day: nobody and nothing yet."""
    folder = tmp_path_factory.mktemp("first-day")
    app = build(f"sqlite:///{folder}/site.sqlite", folder)
    keys: dict[str, SessionKey | None] = {"stranger": None}
    with serving(app) as address:
        yield DemoSite(app, address, keys, {}, {})


class Looker:
    """A browser in which each role has its own session; faults that the pages report are kept."""

    def __init__(self, browser: Browser, demo: DemoSite, **options: object) -> None:
        self.browser, self.demo, self.options = browser, demo, options
        self.pages: dict[str, Page] = {}
        self.reported: list[str] = []

    def page(self, role: str) -> Page:
        """The page of a role, opened at the first call."""
        if role not in self.pages:
            given = {"base_url": self.demo.address, "locale": "vi-VN", "viewport": PHONE, **self.options}
            context = self.browser.new_context(**given)  # type: ignore[arg-type]
            cookie = self.demo.cookie(role)
            if cookie:
                context.add_cookies([{"name": "session", "value": cookie, "url": self.demo.address}])
            self.pages[role] = context.new_page()
            self.pages[role].on("console", self._note)
            self.pages[role].on("pageerror", lambda error: self.reported.append(str(error)))
        return self.pages[role]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.reported.append(message.text)

    def look(self, visit: Visit) -> list[str]:
        """Everything that is wrong with a page."""
        page = self.page(visit.role)
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        self.reported.clear()
        answer = page.goto(visit.url)
        assert answer is not None
        faults = [] if answer.status == 200 else [f"status {answer.status}"]
        faults += page_checks.size(answer) + page_checks.letters(page) + page_checks.targets(page)
        faults += page_checks.accessibility(page)
        faults += page_checks.width(page, 320) + page_checks.width(page, 1280)
        return faults + self.reported

    def close(self) -> None:
        """Close every session."""
        for page in self.pages.values():
            page.context.close()


def faults_of(looker: Looker, wanted: list[Visit]) -> list[str]:
    """The faults of all these pages, each with where it is."""
    try:
        return [
            f"{one.endpoint} as {one.role} ({one.url}): {fault}"
            for one in wanted
            for fault in looker.look(one)
        ]
    finally:
        looker.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_sound_and_fits_and_can_be_read(
    demo: DemoSite, visits: list[Visit], chromium: Browser, part: int
) -> None:
    faults = faults_of(Looker(chromium, demo), visits[part::PARTS])
    assert not faults, "\n" + "\n".join(faults)


def test_an_empty_site_says_what_to_do_first(empty: DemoSite, chromium: Browser) -> None:
    first = [
        Visit("stranger", name, url)
        for name, url in (("home.today", "/"), ("accounts.first_run", "/first-run"))
    ]
    faults = faults_of(Looker(chromium, empty), first)
    with empty.app.app_context():
        person = make_person("Nguyễn Thị Quản", roles.ADMINISTRATOR)
    site = replace(empty, keys={"administrator": SessionKey(person, 1)})
    client = site.app.test_client()
    client.set_cookie("session", site.cookie("administrator") or "")
    wanted = [
        Visit("administrator", rule.endpoint, rule.rule)
        for rule in site.app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES
    ]
    answers = ((one, client.get(one.url)) for one in wanted)
    pages = [one for one, answer in answers if (answer.status_code, answer.mimetype) == (200, "text/html")]
    assert len(pages) > 20
    faults += faults_of(Looker(chromium, site), pages)
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("look", ["dark", "high contrast"])
def test_the_most_used_pages_can_be_read_in_every_look(
    demo: DemoSite, visits: list[Visit], chromium: Browser, look: str
) -> None:
    cookie = {"dark": "theme=dark", "high contrast": "contrast=high"}[look]
    looker = Looker(chromium, demo)
    wanted, taken = [], set()
    for one in visits:
        if one.endpoint in MOST_USED and one.endpoint not in taken:
            taken.add(one.endpoint)
            wanted.append(one)
    assert taken == set(MOST_USED)
    for one in wanted:
        looker.page(one.role).context.add_cookies([{"name": "display", "value": cookie, "url": demo.address}])
    faults = faults_of(looker, wanted)
    assert not faults, "\n" + "\n".join(faults)
