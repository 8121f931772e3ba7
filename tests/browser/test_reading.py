"""Reading on a phone: the place is kept and offered again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page

from quizapp.courses import service as courses
from tests.factories import course_draft, make_class

pytestmark = pytest.mark.browser
LONG = "\n\n".join(f"## Mục {n}\n\n" + "Nội dung của mục. " * 120 for n in range(1, 7))


def test_where_one_stopped_is_offered_the_next_day(app: Flask, phone: Callable[..., Page]) -> None:
    with app.app_context():
        room = make_class(1)
        draft = course_draft()
        courses.load(replace(draft, lessons=tuple(replace(lesson, body=LONG) for lesson in draft.lessons)))
    page = phone(room.learners[0][1])
    page.goto(f"/cohorts/{room.cohort_id}/lessons/bai-1")
    page.locator("#s-muc-4").scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)
    with page.expect_response(lambda answer: answer.url.endswith("/place")) as answer:
        page.wait_for_timeout(4500)
    assert answer.value.status == 204
    page.goto(f"/cohorts/{room.cohort_id}/lessons/bai-1")
    page.get_by_role("link", name="Đọc tiếp từ chỗ đã dừng").click()
    assert page.url.endswith("#s-muc-4")
