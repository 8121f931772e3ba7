"""Markdown becomes plain blocks: every kind, and nothing that could be obeyed."""

import json

import pytest

from quizapp.formats.lesson_blocks import lesson_blocks


def text(words: str) -> dict[str, object]:
    return {"kind": "text", "text": words}


def test_headings_stay_below_the_title_of_the_lesson() -> None:
    made = lesson_blocks("# A\n\n### B\n\n###### C")
    assert [block["level"] for block in made] == [2, 3, 4]


def test_words_can_be_strong_and_leaning() -> None:
    assert lesson_blocks("a **b** *c*")[0]["inlines"] == [
        text("a "), {"kind": "strong", "inlines": [text("b")]}, text(" "), {"kind": "em", "inlines": [text("c")]},
    ]  # fmt: skip


def test_a_list_knows_where_it_starts() -> None:
    made = lesson_blocks("3. ba\n4. bốn")[0]
    assert (made["ordered"], made["start"], len(made["items"])) == (True, 3, 2)  # type: ignore[arg-type]


def test_a_box_to_tick_is_drawn_and_not_spelled() -> None:
    item = lesson_blocks("- [ ] Đã báo trước")[0]["items"][0]  # type: ignore[index]
    assert item == {"box": True, "blocks": [{"kind": "paragraph", "inlines": [text("Đã báo trước")]}]}


def test_a_table_keeps_its_columns_and_their_sides() -> None:
    made = lesson_blocks("| A | B |\n|--:|:-:|\n| 1 | 2 |")[0]
    assert (made["aligns"], made["head"], made["rows"]) == (
        ["right", "center"], [[text("A")], [text("B")]], [[[text("1")], [text("2")]]],
    )  # fmt: skip


def test_a_quotation_holds_blocks() -> None:
    made = lesson_blocks("> **Nhớ:** một\n>\n> hai")[0]
    assert made["kind"] == "quote"
    assert len(made["blocks"]) == 2


def test_html_is_text() -> None:
    assert lesson_blocks("<b>x</b>")[0]["inlines"] == [text("<b>x</b>")]


@pytest.mark.parametrize("link", ["/etc/passwd", "file:///etc/passwd", "ftp://x", "#dau"])
def test_only_links_that_leave_the_paper_safely_are_links(link: str) -> None:
    assert '"link"' not in json.dumps(lesson_blocks(f"[x]({link})"))


def test_a_picture_gives_its_description() -> None:
    assert lesson_blocks("![Sơ đồ](x.png)")[0]["inlines"] == [{"kind": "em", "inlines": [text("Sơ đồ")]}]


def test_letters_written_apart_are_joined() -> None:
    assert lesson_blocks("e\u0302\u0301")[0]["inlines"] == [text("ế")]


def test_an_empty_lesson_is_no_block() -> None:
    assert lesson_blocks("") == []
