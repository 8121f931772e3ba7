"""Without a mouse: sign-in, the paper and the sheet by keyboard alone; the focus is always to be seen."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from quizapp.accounts import slips
from quizapp.quizzes import attempts
from quizapp.quizzes import service as quizzes
from quizapp.web.clock import now
from tests.factories import make_class
from tests.practice.factories import scene

pytestmark = pytest.mark.browser
Phone = Callable[..., Page]

HIDDEN_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return 'nothing is focused';
  const shown = one.labels && one.labels[0] && one.matches('[type=radio], [type=checkbox]') ? one.labels[0] : one;
  const box = shown.getBoundingClientRect(), name = (shown.textContent || one.name || one.id).trim().slice(0, 40);
  if (box.bottom <= 0 || box.top >= innerHeight) return `"${name}" is off the screen`;
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
    Math.min(Math.max((Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2, 1), innerHeight - 1));
  if (!middle || !(shown.contains(middle) || middle.contains(shown))) return `"${name}" lies under a bar`;
  const marked = [one, shown, ...shown.children].some(part => {
    const look = getComputedStyle(part);
    return (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== 'none';
  });
  return marked ? '' : `"${name}" does not look focused`;
}"""


def tab_through(page: Page, most: int = 400) -> int:
    """Walk from the top to the end of the page; each stop must be seen. How many stops there were."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    faults, stops = [], 0
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        stops += 1
        fault = page.evaluate(HIDDEN_FOCUS)
        if fault:
            faults.append(fault)
    assert faults == []
    return stops


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def test_a_learner_signs_in(app: Flask, phone: Phone) -> None:
    with app.app_context():
        room = make_class(1)
        slip = slips.ensure_slips(room.cohort_id, [room.learners[0][1]])[0]
    page = phone()
    page.goto("/sign-in")
    assert tab_through(page) > 5
    tab_to(page, "input[name=code]")
    page.keyboard.type(slip.code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/*")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", name="Chào đồng chí")).to_be_visible()


def test_a_paper_is_answered_and_handed_in(app: Flask, phone: Phone) -> None:
    with app.app_context():
        room = make_class(1)
        quiz = quizzes.make(room.cohort_id, quizzes.QuizDraft("Kiểm tra", one_at_a_time=False), now())
        quizzes.open_quiz(quiz, now())
        quizzes.start_for_all(quiz, now())
        attempt = attempts.start(quiz, room.learners[0][0], now())
    page = phone(room.learners[0][1])
    page.goto(f"/attempts/{attempt}")
    page.wait_for_selector("form[data-ready]")
    assert tab_through(page) > 12
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    page.wait_for_selector('[data-save][data-state="saved"]')
    expect(page.locator("input[type=radio]:checked")).to_have_count(1)
    tab_to(page, "[data-hand-in]")
    page.keyboard.press("Enter")
    tab_to(page, "[data-sure]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result")


def test_a_sheet_is_filled_and_finished(app: Flask, phone: Phone) -> None:
    with app.app_context():
        made = scene(groups=1)
    page = phone(made.graders[0])
    page.goto(f"/cohorts/{made.room.cohort_id}/grading")
    page.wait_for_selector("[data-sheet]")
    assert tab_through(page) > 8
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    tab_to(page, ".quick button:last-child, input[name=slot-1]")
    if page.evaluate("() => document.activeElement.tagName === 'BUTTON'"):
        page.keyboard.press("Space")
    else:
        page.keyboard.type("8")
    for slot in (2, 3):
        tab_to(page, f"input[name=slot-{slot}]")
        page.keyboard.press("Space")
    tab_to(page, "button[name=finish]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã chấm xong lúc")).to_be_visible()
