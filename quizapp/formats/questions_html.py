"""HTML of other systems to the plain text that questions are written in, and a list of what that leaves out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_LOSSES = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "del", "strike", "mark"), "formatting"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "code", "font"), "formatting"),
    **dict.fromkeys(("audio", "video", "iframe", "object", "embed", "svg", "canvas", "applet"), "media"),
    "script": "script", "table": "table", "math": "formula",
}  # fmt: skip
_SKIPPED = frozenset(
    {"script", "style", "title", "iframe", "svg", "canvas", "template", "select", "textarea"}
)
_BREAK, _BLOCK, _KEPT = "\x01", "\x02", "\x03"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_MARKUP = re.compile(
    r"<(?:/?(?:p|br|b|i|u|em|strong|div|span|sub|sup|img|table|tr|td|th|ul|ol|li|a|h[1-6]|pre|code|font|center"
    r"|blockquote|hr|script|style|iframe|video|audio)\b[^<>]*>|!--)"
    r"|&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});",
    re.IGNORECASE,
)
_SUPERSCRIPT = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_TABLES = {"sup": (_SUPERSCRIPT, "^"), "sub": (_SUBSCRIPT, "_")}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that the HTML shows; source: its address as written, not yet looked up."""

    source: str
    alt: str


@dataclass(frozen=True, slots=True)
class Plain:
    """text: lines without markup. losses: what the markup said and the text does not, as codes with counts."""

    text: str
    pictures: tuple[Picture, ...] = ()
    losses: Mapping[str, int] = field(default_factory=dict)


def looks_like_html(text: str) -> bool:
    """Whether a text of unknown format holds tags or character references: "a < b" does not."""
    return _MARKUP.search(text) is not None


def clean(text: str) -> str:
    """A plain text as we keep it: line ends as one sign, no control characters, no blank ends."""
    lines = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", lines).strip()


def plain(html: str) -> Plain:
    """The text of an HTML fragment: paragraphs as lines, lists with their marks, x<sup>2</sup> as x².

    Scripts are dropped, pictures listed; nothing is fetched. Never raises.
    """
    html = _CONTROLS.sub("", html.replace("\r\n", "\n"))
    if "<" not in html and "&" not in html:
        return Plain(unicodedata.normalize("NFC", _SPACES.sub(" ", html)).strip())
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<div>{html}</div>".encode(), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return Plain(clean(re.sub(r"<[^<>]*>", " ", html)), losses={"formatting": 1})
    walk = _Walk()
    walk.through(root)
    return Plain(_laid_out("".join(walk.pieces)), tuple(walk.pictures), dict(walk.losses))


class _Walk:
    """One pass over the tree: pieces of text with signs for breaks."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.pictures: list[Picture] = []
        self.losses: Counter[str] = Counter()
        self.raised: list[int] = []
        self.counters: list[int] = []
        self.preformatted = 0

    def through(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in walker:
            if event == "comment" or not isinstance(element.tag, str):
                self._say(element.tail)
                continue
            tag = element.tag.rpartition("}")[2].lower()
            if event == "start":
                self._open(tag, element)
                if tag in _SKIPPED:
                    walker.skip_subtree()
                else:
                    self._say(element.text)
            else:
                self._close(tag)
                if element is not root:
                    self._say(element.tail)

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted:
            self.pieces.append(text.replace(" ", _KEPT).replace("\xa0", _KEPT).replace("\n", _BREAK))
        else:
            self.pieces.append(_SPACES.sub(" ", text))

    def _open(self, tag: str, element: etree._Element) -> None:
        if loss := _LOSSES.get(tag):
            self.losses[loss] += 1
        if tag == "a" and (element.get("href") or "").strip():
            self.losses["link"] += 1
        if tag == "img" and (source := (element.get("src") or "").strip()):
            self.pictures.append(Picture(source, clean(element.get("alt") or "")))
        if tag == "pre":
            self.preformatted += 1
        if tag in _TABLES:
            self.raised.append(len(self.pieces))
        if tag in {"ul", "ol"}:
            self.counters.append(0)
        self.pieces.append(self._sign(tag, element))

    def _sign(self, tag: str, element: etree._Element) -> str:
        if tag == "br":
            return _BREAK
        if tag in {"td", "th"}:
            return " | " if element.getprevious() is not None else ""
        if tag == "li":
            if self.counters:
                self.counters[-1] += 1
            parent = element.getparent()
            numbered = parent is not None and parent.tag == "ol" and self.counters
            return f"{_BLOCK}{self.counters[-1]}. " if numbered else f"{_BLOCK}- "
        return _BLOCK if tag in BLOCKS else ""

    def _close(self, tag: str) -> None:
        if tag == "pre":
            self.preformatted -= 1
        if tag in {"ul", "ol"} and self.counters:
            self.counters.pop()
        if tag in _TABLES and self.raised:
            start = self.raised.pop()
            said = "".join(self.pieces[start:])
            table, sign = _TABLES[tag]
            small = said.translate(table)
            if said.strip() and any(before == after for before, after in zip(said, small, strict=True)):
                self.losses["sub_sup"] += 1
                small = f"{sign}{said}" if len(said) == 1 else f"{sign}({said})"
            self.pieces[start:] = [small]
        if tag in BLOCKS:
            self.pieces.append(_BLOCK)


def _laid_out(text: str) -> str:
    text = re.sub(f" *{_BREAK}? *{_BLOCK}[{_BLOCK} ]*", "\n", text)
    text = re.sub(f" *{_BREAK} *", "\n", text)
    text = re.sub(r" *\n *", "\n", re.sub(" {2,}", " ", text))
    return unicodedata.normalize("NFC", text.strip(" \n").replace(_KEPT, " ").rstrip())
