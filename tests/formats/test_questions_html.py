"""HTML of other systems as the plain text of a question."""

import pytest

from quizapp.formats.questions_html import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a <b> b</b>&nbsp;c</p>", "a b c"),
        ("x<sup>2</sup> + H<sub>2</sub>O", "x² + H₂O"),
        ("m<sup>dư</sup>", "m^(dư)"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("a < b &amp; c &gt; d", "a < b & c > d"),
        ("<pre>if a:\n    b</pre>", "if a:\n    b"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
        ("<!-- nothing -->a<!-- <b> -->", "a"),
        ("<p>Đảng</p>", "Đảng"),
        ("", ""),
        ("<", "<"),
    ],
)
def test_markup_becomes_the_text_that_people_see(html: str, text: str) -> None:
    assert plain(html).text == text


def test_what_the_text_cannot_say_is_counted() -> None:
    read = plain(
        "<b>a</b><a href='http://x'>b</a><table></table><video></video><math>x</math><script></script>"
    )

    assert dict(read.losses) == {
        "formatting": 1,
        "link": 1,
        "table": 1,
        "media": 1,
        "formula": 1,
        "script": 1,
    }


def test_pictures_are_listed_with_what_they_show() -> None:
    (picture,) = plain("<img src='a b.png' alt='Cờ Đảng' onerror='x()'>").pictures

    assert (picture.source, picture.alt) == ("a b.png", "Cờ Đảng")
