"""A lesson's Markdown to safe HTML: headings one can link to, callouts, checklists, tables that fit a phone."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

SYLLABLES_A_MINUTE = 150  # an unhurried reader of 60 on a phone; Vietnamese is written syllable by syllable
CALLOUTS = {
    "Nhớ": "remember",
    "Việc nên làm ngay": "do-now",
    "Kinh nghiệm nên làm": "advice",
    "Ví dụ": "example",
    "Lưu ý": "caution",
    "Căn cứ": "basis",
    "Cần kiểm tra": "to-check",
}
BOXES = {
    "remember": "remember",
    "do-now": "remember",
    "advice": "example",
    "example": "example",
    "to-check": "example",
}
"""The box of the design system (static/css/reading.css) that a callout takes; the others stay plain quotes."""
_TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"},
    "blockquote": {"class"}, "div": {"class"}, "ul": {"class"},
    "td": {"data-label"}, "th": {"scope"},
    "ol": {"start"},
}  # fmt: skip
_CLASSES = {
    "blockquote": {"callout", *BOXES.values(), *(f"callout-{name}" for name in CALLOUTS.values())},
    "div": {"table-wrap"},
    "ul": {"checklist"},
}
_BOX = re.compile(r"\[[ xX]\] ")


@dataclass(frozen=True, slots=True)
class Section:
    """id: the anchor of the heading in the page; level: 2 or 3."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class LessonPage:
    """html is safe to print as it stands; minutes is an estimate, at least 1."""

    html: str
    sections: tuple[Section, ...]
    minutes: int
    syllables: int


def render(markdown: str) -> LessonPage:
    """Render CommonMark with tables. HTML in the text is shown as text, never obeyed.

    A blockquote that begins with a bold word of CALLOUTS gets `callout callout-...`; a list whose items begin
    with "[ ]" becomes `checklist`; every table cell carries its heading as data-label.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(unicodedata.normalize("NFC", markdown))
    sections = _headings(tokens)
    _callouts(tokens)
    _checklists(tokens)
    tokens = _tables(tokens)
    html = nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=_TAGS,
        attributes={tag: set(names - {"class"}) for tag, names in _ATTRIBUTES.items()},
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    syllables = sum(len(token.content.split()) for token in tokens if token.type == "inline")
    return LessonPage(html, sections, max(1, round(syllables / SYLLABLES_A_MINUTE)), syllables)


def anchor(title: str) -> str:
    """A short name in plain letters for a Vietnamese heading ("Chuẩn bị" -> "chuan-bi")."""
    plain = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-") or "muc"


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"})


def _headings(tokens: Sequence[Token]) -> tuple[Section, ...]:
    """Give every heading its id; h1 belongs to the page, so headings stay within h2 to h4."""
    sections: list[Section] = []
    taken: set[str] = set()
    for place, token in enumerate(tokens):
        if token.type not in {"heading_open", "heading_close"}:
            continue
        level = min(max(int(token.tag[1]), 2), 4)
        token.tag = f"h{level}"
        if token.type == "heading_close":
            continue
        title = _plain(tokens[place + 1])
        identity = _free(f"s-{anchor(title)}", taken)
        token.attrSet("id", identity)
        if level <= 3:
            sections.append(Section(identity, title, level))
    return tuple(sections)


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(name)
    return name


def _callouts(tokens: Sequence[Token]) -> None:
    for place, token in enumerate(tokens[:-2]):
        if token.type != "blockquote_open":
            continue
        children = tokens[place + 2].children or []
        bold = [child.type for child in children[:2]] == ["text", "strong_open"] and not children[0].content
        first = next((child.content for child in children[2:3] if bold), "")
        name = CALLOUTS.get(re.sub(r"[:.]\s*$", "", first).strip())
        if name:
            token.attrSet("class", f"callout callout-{name} {BOXES.get(name, '')}".rstrip())


def _checklists(tokens: Sequence[Token]) -> None:
    lists: list[Token] = []
    for place, token in enumerate(tokens):
        if token.type == "bullet_list_open":
            lists.append(token)
        elif token.type == "bullet_list_close":
            lists.pop()
        elif token.type == "list_item_open" and lists:
            inline = next((later for later in tokens[place : place + 3] if later.type == "inline"), None)
            if inline is not None and _BOX.match(inline.content):
                lists[-1].attrSet("class", "checklist")
                _drop_box(inline)


def _drop_box(inline: Token) -> None:
    inline.content = _BOX.sub("", inline.content, count=1)
    if inline.children:
        inline.children[0].content = _BOX.sub("", inline.children[0].content, count=1)


def _tables(tokens: Sequence[Token]) -> list[Token]:
    """Wrap each table and name each cell by its column, so that the page can turn rows into cards."""
    found: list[Token] = []
    headings: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            headings = []
            found.append(_html('<div class="table-wrap">'))
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            token.attrs.clear()
            token.attrSet("scope", "col")
            headings.append(_plain(tokens[place + 1]))
        elif token.type == "td_open":
            token.attrs.clear()
            token.attrSet("data-label", headings[column] if column < len(headings) else "")
            column += 1
        found.append(token)
        if token.type == "table_close":
            found.append(_html("</div>"))
    return found


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)
