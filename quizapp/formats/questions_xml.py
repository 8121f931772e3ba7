"""XML of other systems, opened safely: no entities, no network, broken files mended as far as they can be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from quizapp.formats.drafts import Problem
from quizapp.formats.sniffing import decode_text

_PROLOGUE = re.compile(r"\A\s*(?:<\?xml[^>]{0,400}\?>)?\s*", re.DOTALL)
_ENTITY_DECLARED = re.compile(rb"<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(frozen=True, slots=True)
class Opened:
    """root: None when nothing could be read. mended: the XML was broken, so what was read may be incomplete."""

    root: etree._Element | None
    problems: tuple[Problem, ...] = ()
    mended: bool = False


def open_xml(content: bytes, place: str = "") -> Opened:
    """Parse; a broken file is told with its line and mended when possible. Never raises, never fetches anything."""
    if _ENTITY_DECLARED.search(content):
        return Opened(None, (Problem("unsafe_xml", place),))
    try:
        return Opened(_parsed(content))
    except (etree.LxmlError, ValueError):
        pass
    decoded = decode_text(content)
    text = _NAMED.sub(_named, _PROLOGUE.sub("", decoded.text, count=1)).replace("\x00", "")
    try:
        root = _parsed(text.encode("utf-8", "replace"))
    except (etree.LxmlError, ValueError) as error:
        return _mended(text, error, place)
    if decoded.guessed:
        facts = {"encoding": decoded.encoding}
        return Opened(root, (Problem("encoding_guessed", place, facts=facts),))
    return Opened(root)


def _parsed(content: bytes, *, recover: bool = False) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    if root is None:
        raise ValueError("no root")
    return root


def _mended(text: str, error: Exception, place: str) -> Opened:
    line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
    facts = {"line": line or 1}
    broken = Problem("xml_broken", place, line, facts=facts)
    try:
        return Opened(_parsed(text.encode("utf-8", "replace"), recover=True), (broken,), mended=True)
    except (etree.LxmlError, ValueError):
        return Opened(None, (broken,))


def _named(found: re.Match[str]) -> str:
    if found[1] in _XML_OWN:
        return found[0]
    sign = html5.get(f"{found[1]};")
    return f"&amp;{found[1]};" if sign is None or sign in "<&" else sign


def name(element: etree._Element) -> str:
    """The local name in small letters without "qti-" and dashes, so that QTI 2 and 3 are one; "" for comments."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].lower().removeprefix("qti-").replace("-", "")


def line_of(element: etree._Element) -> int | None:
    """The line of the file where an element begins."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def attribute(element: etree._Element, wanted: str) -> str:
    """An attribute whatever its capitals and dashes; "" when there is none."""
    for key, value in element.attrib.items():
        local = str(key).rpartition("}")[2].lower().replace("-", "")
        if local == wanted:
            return str(value).strip()
    return ""


def below(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Every descendant of these names, in order."""
    return (one for one in element.iterdescendants() if name(one) in wanted)


def child(element: etree._Element, wanted: str) -> etree._Element | None:
    """The first child of this name."""
    return next((one for one in element if name(one) == wanted), None)


def children(element: etree._Element, wanted: str) -> list[etree._Element]:
    """The children of this name."""
    return [one for one in element if name(one) == wanted]


def words(element: etree._Element | None) -> str:
    """All text of an element in one line; "" for none."""
    return "" if element is None else " ".join("".join(_texts(element)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    return (str(text) for text in element.itertext())


def inside(element: etree._Element | None) -> str:
    """What an element holds, as HTML when it holds elements, else its text as it is."""
    if element is None:
        return ""
    if not any(isinstance(one.tag, str) for one in element):
        return "".join(_texts(element))
    parts = [_markup(element.text or "")]
    parts += [etree.tostring(one, encoding="unicode", method="xml", with_tail=True) for one in element]
    return re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", "".join(parts))


def has_elements(element: etree._Element) -> bool:
    """Whether there is markup within."""
    return any(isinstance(one.tag, str) for one in element)


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
