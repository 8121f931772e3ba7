"""How the signs of a Word document look and in which font they stand: run, styles and defaults put together."""

from typing import NamedTuple

from lxml import etree

from quizapp.formats.questions_docx_package import W
from quizapp.formats.questions_text_lines import Look

_OFF = ("0", "false", "off", "none")
_DARK = 0x50
_CHAIN_LIMIT = 30
_CACHE_LIMIT = 20_000


class Given(NamedTuple):
    """What one place says; None = nothing, the next place outward decides."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    color: str | None = None
    shade: str | None = None
    font: str | None = None
    hidden: bool | None = None


class Set(NamedTuple):
    """What is in force for a run."""

    look: Look
    font: str
    hidden: bool


class Styles:
    """The styles of a document with their inheritance."""

    def __init__(self, root: etree._Element | None) -> None:
        self.elements: dict[str, etree._Element] = {}
        self.default_paragraph = ""
        self.defaults = Given()
        self._chains: dict[str, Given] = {}
        self._sets: dict[tuple[str, str, Given], Set] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for style in root.iterchildren(f"{W}style"):
            name = str(style.get(f"{W}styleId", ""))
            self.elements[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default_paragraph = name
        self.defaults = given(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def chain(self, name: str) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        found: list[etree._Element] = []
        while name in self.elements and len(found) < _CHAIN_LIMIT:
            element = self.elements[name]
            if element in found:
                break
            found.append(element)
            based = element.find(f"{W}basedOn")
            name = "" if based is None else str(based.get(f"{W}val", ""))
        return found

    def _of_style(self, name: str) -> Given:
        if name not in self._chains:
            together = Given()
            for element in self.chain(name):
                together = _over(together, given(element.find(f"{W}rPr")))
            self._chains[name] = together
        return self._chains[name]

    def of_run(self, paragraph: str, properties: etree._Element | None) -> Set:
        """paragraph: the style of the paragraph, "" for the default one; properties: the w:rPr of the run."""
        own = given(properties)
        named = None if properties is None else properties.find(f"{W}rStyle")
        character = "" if named is None else str(named.get(f"{W}val", ""))
        key = (paragraph or self.default_paragraph, character, own)
        found = self._sets.get(key)
        if found is None:
            whole = _over(_over(_over(own, self._of_style(character)), self._of_style(key[0])), self.defaults)
            look = Look(
                bool(whole.bold),
                bool(whole.italic),
                bool(whole.underline),
                whole.color or "",
                whole.shade or "",
            )
            found = Set(look, whole.font or "", bool(whole.hidden))
            if len(self._sets) < _CACHE_LIMIT:
                self._sets[key] = found
        return found


def _over(nearer: Given, farther: Given) -> Given:
    together = (far if near is None else near for near, far in zip(nearer, farther, strict=True))
    return Given(*together)  # type: ignore[arg-type]


def given(properties: etree._Element | None) -> Given:
    """What a w:rPr says by itself."""
    if properties is None:
        return Given()
    found: dict[str, bool | str | None] = {}
    highlighted = False
    for child in properties:
        tag = str(child.tag).removeprefix(W)
        value = str(child.get(f"{W}val", ""))
        if tag in _SWITCHES:
            found[_SWITCHES[tag]] = value not in _OFF
        elif tag == "u":
            found["underline"] = value not in _OFF and value != ""
        elif tag == "color":
            found["color"] = color_of(value, str(child.get(f"{W}themeColor", "")))
        elif tag == "highlight":
            highlighted = value not in ("none", "white", "")
            found["shade"] = value if highlighted else ""
        elif tag == "shd" and not highlighted:
            found["shade"] = shade_of(child)
        elif tag == "rFonts":
            found["font"] = _font(child)
    return Given(**found)  # type: ignore[arg-type]


_SWITCHES = {"b": "bold", "i": "italic", "vanish": "hidden"}


def _font(element: etree._Element) -> str | None:
    if element.get(f"{W}hAnsiTheme") or element.get(f"{W}asciiTheme"):
        return ""
    return element.get(f"{W}hAnsi") or element.get(f"{W}ascii")


def color_of(value: str, theme: str = "") -> str:
    """A color as a word; "" for black and whatever nearly is black."""
    if theme in ("text1", "dark1", "tx1", "dk1") or value in ("auto", ""):
        return ""
    try:
        parts = [int(value[at : at + 2], 16) for at in (0, 2, 4)]
    except ValueError:
        return value.lower()
    return "" if max(parts) < _DARK else value.lower()


def shade_of(element: etree._Element | None) -> str:
    """The color behind text of a w:shd; "" for none and for white."""
    if element is None:
        return ""
    fill = str(element.get(f"{W}fill", "")).lower()
    return "" if fill in ("auto", "", "ffffff", "none") else fill
