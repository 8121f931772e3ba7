"""A grader with a phone, in a real Chromium: taps, a lost network, groups one after another, two devices."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from quizapp.practice import sheet_queries
from tests.practice import factories
from tests.practice.factories import Scene

pytestmark = pytest.mark.browser
Phone = Callable[..., Page]


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return factories.scene(graders=1)


def opened(page: Page, scene: Scene) -> Locator:
    page.goto(f"/cohorts/{scene.room.cohort_id}/grading")
    return page.locator(".sheet.is-current")


def give(sheet: Locator, points: str) -> None:
    sheet.locator(f"[data-slot='1'] [data-give='{points}']").click()


def stored(app: Flask, scene: Scene) -> list[dict[str, tuple[str, ...]]]:
    with app.app_context():
        return [dict(one.values) for one in sheet_queries.sheets(cohort_id=scene.room.cohort_id)]


def test_a_group_is_scored_with_a_few_taps_and_finished(app: Flask, scene: Scene, phone: Phone) -> None:
    page = phone(scene.graders[0])
    sheet = opened(page, scene)
    give(sheet, "9")
    sheet.locator("[data-slot='1'] summary").click()
    sheet.locator("[data-slot='1'] [data-by='1']").click()
    sheet.get_by_text("Đạt", exact=False).first.click()
    sheet.locator("button[name=finish]").click()
    expect(sheet.locator("[data-missing]")).to_contain_text("còn tiêu chí 3 chưa chấm")
    sheet.get_by_text("Trên 50%").click()
    expect(sheet.locator("[data-total]")).to_have_text("19,5")
    expect(sheet.locator("[data-level]")).to_have_text("Tốt")
    sheet.locator("[data-phrase]").first.click()
    sheet.locator("button[name=finish]").click()
    expect(page.locator(".sheet.is-current")).to_contain_text("Đã chấm xong lúc")
    assert stored(app, scene)[0]["1"] == ("9,5",)
    assert stored(app, scene)[0]["strengths"][0].startswith("Chuẩn bị chu đáo")


def test_the_running_level_follows_the_rule_of_required_maxima(scene: Scene, phone: Phone) -> None:
    sheet = opened(phone(scene.graders[0]), scene)
    give(sheet, "10")
    sheet.locator("input[value=true]").check(force=True)
    sheet.get_by_text("Dưới 50%").click()
    expect(sheet.locator("[data-total]")).to_have_text("17")
    expect(sheet.locator("[data-level]")).to_have_text("Khá")
    sheet.get_by_text("Không áp dụng").click()
    expect(sheet.locator("[data-most]")).to_have_text("15")


def test_scores_given_without_network_are_sent_when_the_page_comes_back(
    app: Flask, scene: Scene, phone: Phone
) -> None:
    page = phone(scene.graders[0])
    sheet = opened(page, scene)
    page.context.set_offline(True)
    give(sheet, "8")
    expect(sheet.locator("[data-save]")).to_have_attribute("data-state", "offline")
    page.close()
    assert "1" not in stored(app, scene)[0]
    page.context.set_offline(False)
    again = page.context.new_page()
    sheet = opened(again, scene)
    expect(sheet.locator(".stepper input").first).to_have_value("8")
    expect(sheet.locator("[data-save]")).to_have_attribute("data-state", "saved")
    again.wait_for_timeout(600)
    assert stored(app, scene)[0]["1"] == ("8",)


def test_moving_on_fast_leaves_each_score_with_its_group(app: Flask, scene: Scene, phone: Phone) -> None:
    page = phone(scene.graders[0])
    give(opened(page, scene), "9")
    page.locator("a[data-goes]", has_text="Tổ 2").click()
    give(page.locator(".sheet.is-current"), "6")
    expect(page.locator(".sheet.is-current [data-count-of], a[data-goes] [data-count-of]").last).to_have_text(
        "1/3"
    )
    page.wait_for_timeout(1200)
    assert [one["1"] for one in stored(app, scene)] == [("9",), ("6",)]


def test_a_second_tab_shows_the_conflict_and_overwrites_nothing(
    app: Flask, scene: Scene, phone: Phone
) -> None:
    page = phone(scene.graders[0])
    first = opened(page, scene)
    other = page.context.new_page()
    second = opened(other, scene)
    give(first, "9")
    page.wait_for_timeout(1000)
    give(second, "6")
    expect(second.locator("[data-conflict]")).to_contain_text("Máy khác đã ghi “9”, máy này vừa chọn “6”")
    assert stored(app, scene)[0]["1"] == ("9",)
    second.locator("[data-use]").click()
    other.wait_for_timeout(1000)
    assert stored(app, scene)[0]["1"] == ("6",)


def test_the_sheet_fits_a_small_phone_and_everybody(scene: Scene, phone: Phone) -> None:
    page = phone(scene.graders[0], viewport={"width": 320, "height": 640})
    opened(page, scene)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (
        Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).violations_count
        == 0
    )
