import re

import pytest

from quizapp.formats.lesson_markdown import CALLOUTS, Section, anchor, render


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Chuẩn bị", "chuan-bi"),
        ("Đảng phí: 1% hay 0,5%?", "dang-phi-1-hay-0-5"),
        ("Việc nên làm", "viec-nen-lam"),
        ("???", "muc"),
    ],
)
def test_an_anchor_is_plain_letters(title: str, expected: str) -> None:
    assert anchor(title) == expected


def test_headings_are_sections_with_ids_of_their_own() -> None:
    page = render("## Mở đầu\n\nx\n\n## Mở đầu\n\n### Nhỏ **đậm**\n")
    assert page.sections == (
        Section("s-mo-dau", "Mở đầu", 2),
        Section("s-mo-dau-2", "Mở đầu", 2),
        Section("s-nho-dam", "Nhỏ đậm", 3),
    )
    assert '<h2 id="s-mo-dau-2">' in page.html


def test_the_first_heading_level_belongs_to_the_page() -> None:
    assert "<h1" not in render("# To\n").html


@pytest.mark.parametrize(("word", "name"), CALLOUTS.items())
def test_a_quote_that_begins_with_a_known_word_is_a_callout(word: str, name: str) -> None:
    assert f'<blockquote class="callout callout-{name}' in render(f"> **{word}:** điều này.\n").html


def test_a_callout_takes_the_box_of_the_design_system() -> None:
    assert 'class="callout callout-do-now remember"' in render("> **Việc nên làm ngay:** x\n").html
    assert 'class="callout callout-basis"' in render("> **Căn cứ:** x\n").html


def test_a_plain_quote_is_no_callout() -> None:
    assert "callout" not in render("> Nhớ điều này.\n\n> **Khác:** x\n").html


def test_boxes_make_a_checklist() -> None:
    html = render("- [ ] một\n- [x] hai\n").html
    assert '<ul class="checklist">' in html
    assert "[" not in html


def test_a_plain_list_is_no_checklist() -> None:
    assert "checklist" not in render("- một\n- [hai]\n").html


def test_each_cell_carries_the_heading_of_its_column() -> None:
    html = render("| Ngày | Việc |\n|---|--:|\n| 3 | Họp |\n| 4 | Nghỉ |\n").html
    assert html.count('<td data-label="Việc">') == 2
    assert '<div class="table-wrap"><table>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        '[x](data:text/html,<b onclick="x">)',
        "![x](https://elsewhere.example/pixel.png)",
        "| <iframe> |\n|---|\n| <b onclick=x> |",
    ],
)
def test_nothing_in_a_lesson_can_run_or_load(hostile: str) -> None:
    tags = re.findall(r"<[^>]*>", render(hostile).html.lower())
    assert not [
        tag
        for tag in tags
        if re.match(r"<(script|img|iframe|b)\b|.*(onclick|onerror|src|javascript|data:)", tag)
    ]


def test_links_go_out_safely() -> None:
    assert 'rel="noopener noreferrer"' in render("[x](https://example.org)").html


def test_reading_time_grows_with_the_text_and_is_never_nothing() -> None:
    assert render("một").minutes == 1
    assert render("chữ " * 900).minutes == 6
