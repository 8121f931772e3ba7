"""The paper in a real Chromium at 390 px: nothing chosen is lost when the network, the page or the tab goes."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from quizapp.db import db
from quizapp.quizzes import service
from quizapp.quizzes.models import Answer, Attempt, HeldAnswer
from quizapp.web.clock import now
from tests.quizzes import factories

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("app", ["sqlite"], indirect=True)]


class Scene:
    """A running site with a room; phones of its learners."""

    def __init__(self, app: Flask, phone: Callable[..., Page], room: factories.Room) -> None:
        self.app, self.phone, self.room = app, phone, room

    def browser(self, person_id: int, **options: Any) -> Page:
        """A page in a fresh browser of somebody signed in."""
        page = self.phone(person_id, **options)
        page.set_default_timeout(10_000)
        return page

    def paper(self, page: Page) -> Page:
        """The learner's paper, started."""
        page.goto(f"/quizzes/{self.room.quiz}")
        page.click("text=Vào làm bài")
        page.wait_for_selector("form[data-ready]")
        return page

    def stored(self, table: Any = Answer) -> dict[int, str]:
        """What the database holds, by slot."""
        with self.app.app_context():
            return {row.slot: row.value for row in db.session.execute(select(table.slot, table.value))}


@pytest.fixture
def scene(app: Flask, phone: Callable[..., Page]) -> Scene:
    with app.app_context():
        return Scene(app, phone, factories.started(shuffle=False))


def saved(page: Page, state: str = "saved") -> None:
    page.wait_for_selector(f'[data-save][data-state="{state}"]')


def choose(page: Page, slot: int, value: str) -> None:
    page.click(f'label:has(input[name="slot-{slot}"][value="{value}"])')


def test_answers_chosen_without_network_survive_a_reload_and_arrive(scene: Scene) -> None:
    page = scene.paper(scene.browser(scene.room.people[0]))
    context = page.context
    context.set_offline(True)
    choose(page, 1, "2")
    saved(page, "offline")
    assert page.inner_text("[data-save]") == "Mất mạng - bài vẫn giữ trên máy"
    page.click("[data-go=next]")
    choose(page, 2, "1")
    page.wait_for_timeout(300)
    assert scene.stored() == {}
    page.close()
    context.set_offline(False)
    again = context.new_page()
    with scene.app.app_context():
        attempt = db.session.scalar(select(Attempt.id))
    again.goto(f"/attempts/{attempt}")
    saved(again)
    again.wait_for_timeout(800)
    assert scene.stored() == {1: '["2"]', 2: '["1"]'}
    assert again.is_checked('input[name="slot-1"][value="2"]')


def test_what_was_chosen_offline_arrives_when_the_network_is_back(scene: Scene) -> None:
    page = scene.paper(scene.browser(scene.room.people[0]))
    context = page.context
    context.set_offline(True)
    choose(page, 1, "3")
    saved(page, "offline")
    context.set_offline(False)
    saved(page)
    assert scene.stored() == {1: '["3"]'}


def test_a_second_tab_asks_and_the_first_then_rests(scene: Scene) -> None:
    first = scene.paper(scene.browser(scene.room.people[0]))
    second = first.context.new_page()
    second.goto(first.url)
    second.wait_for_selector("#take-over:not([hidden])")
    second.click("button:text-is('Làm tiếp ở đây')")
    second.wait_for_selector('form[data-ready][data-epoch="2"]')
    first.wait_for_selector("#take-over:not([hidden])")
    choose(second, 1, "1")
    saved(second)
    assert scene.stored() == {1: '["1"]'}


def test_what_an_old_device_still_sends_is_held(scene: Scene) -> None:
    old, new = (scene.browser(scene.room.people[0]) for _ in range(2))
    page = scene.paper(old)
    choose(page, 1, "1")
    saved(page)
    other = new
    other.goto(page.url)
    other.click("button:text-is('Làm tiếp ở đây')")
    other.wait_for_selector("form[data-ready]")
    page.click("[data-go=next]")
    choose(page, 2, "1")
    page.wait_for_selector("#take-over:not([hidden])")
    assert (scene.stored(), scene.stored(HeldAnswer)) == ({1: '["1"]'}, {2: '["1"]'})


def test_the_whole_paper_is_done_by_keyboard_and_thumb_and_handed_in(scene: Scene) -> None:
    page = scene.paper(scene.browser(scene.room.people[0]))
    choose(page, 1, "1")
    page.click("[data-go=next]")
    choose(page, 2, "1")
    choose(page, 2, "2")
    page.click("[data-go=next]")
    page.click("[data-go=next]")
    page.click("text=Giữ thứ tự này")
    page.click("[data-go=next]")
    assert "Còn 1 câu chưa trả lời: 3." in page.inner_text("#open-words")
    page.click("[data-hand-in]")
    page.click("[data-sure]")
    page.wait_for_url("**/result")
    assert "Mã biên nhận" in page.content()
    assert set(scene.stored()) == {1, 2, 4}


def test_ordering_by_buttons_saves_the_order_shown(scene: Scene) -> None:
    page = scene.paper(scene.browser(scene.room.people[0]))
    for _ in range(3):
        page.click("[data-go=next]")
    order = page.eval_on_selector_all(".steps-to-order > li", "all => all.map(one => one.dataset.place)")
    page.click(".steps-to-order > li:first-child button:last-child")
    saved(page, "sending")
    saved(page)
    moved = [order[1], order[0], order[2]]
    assert scene.stored()[4] == str(moved).replace("'", '"')


def test_the_waiting_room_leads_into_the_paper_by_itself(scene: Scene) -> None:
    with scene.app.app_context():
        draft = service.QuizDraft("Bài hai", required=False)
        quiz = service.make(scene.room.cohort, draft, now())
        service.open_quiz(quiz, now())
    page = scene.browser(scene.room.people[0])
    page.goto(f"/quizzes/{quiz}")
    with scene.app.app_context():
        service.start_for_all(quiz, now())
    page.wait_for_selector("form[data-ready]", timeout=15_000)


def test_without_a_script_the_paper_is_a_plain_form(scene: Scene) -> None:
    page = scene.browser(scene.room.people[0], java_script_enabled=False)
    page.goto(f"/quizzes/{scene.room.quiz}")
    page.click("text=Vào làm bài")
    page.check('input[name="slot-1"][value="2"]')
    page.click("button:text-is('Lưu')")
    assert page.is_checked('input[name="slot-1"][value="2"]')
    for part, place in enumerate("312", start=1):
        page.select_option(f"#slot-4-{part}", place)
    page.click("button[data-hand-in]")
    assert "Đã nộp bài" in page.inner_text("main")
    assert scene.stored() == {1: '["2"]', 4: '["3", "1", "2"]'}


def test_a_shared_phone_still_sends_for_the_one_before(scene: Scene) -> None:
    page = scene.paper(scene.browser(scene.room.people[0]))
    context = page.context
    context.set_offline(True)
    choose(page, 1, "4")
    saved(page, "offline")
    page.close()
    context.clear_cookies()
    context.set_offline(False)
    context.add_cookies(scene.browser(scene.room.people[1]).context.cookies())
    other = context.new_page()
    other.goto(f"/quizzes/{scene.room.quiz}")
    other.wait_for_timeout(1500)
    assert scene.stored() == {1: '["4"]'}


def test_nothing_is_wider_than_a_small_phone(scene: Scene) -> None:
    page = scene.paper(scene.browser(scene.room.people[0]))
    page.set_viewport_size({"width": 320, "height": 640})
    for _ in range(4):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.click("[data-go=next]")
