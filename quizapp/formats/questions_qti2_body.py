"""The body of a QTI 2 or 3 item as plain HTML: what is asked, without the interactions and their choices."""

from copy import deepcopy

from lxml import etree

from quizapp.formats.questions_xml import attribute, inside, name

BLANK = "_____"
_GAPS = frozenset({"textentryinteraction", "inlinechoiceinteraction", "gap"})
_ASIDE = frozenset({
    "rubricblock", "feedbackinline", "feedbackblock", "modalfeedback", "stylesheet", "infocontrol",
    "templateinline", "templateblock",
})  # fmt: skip
_CHOICES = frozenset({
    "simplechoice", "simpleassociablechoice", "simplematchset", "gaptext", "gapimg", "associablehotspot",
    "hotspotchoice",
})  # fmt: skip


def interactions(body: etree._Element) -> list[etree._Element]:
    """Every interaction, in order; a button that ends the attempt is none."""
    return [
        one
        for one in body.iterdescendants()
        if name(one).endswith("interaction") and name(one) != "endattemptinteraction"
    ]


def body_html(body: etree._Element) -> str:
    """What the learner reads before answering. A gap in a sentence is a line."""
    copied = deepcopy(body)
    for one in list(copied.iterdescendants()):
        tag = name(one)
        if tag in _GAPS:
            _replace(one, BLANK)
        elif tag in _ASIDE or tag in _CHOICES:
            _replace(one, "")
        elif tag == "prompt" or tag.endswith("interaction"):
            one.tag = "div"
        else:
            _picture(one)
    return markup_of(copied)


def choice_html(choice: etree._Element) -> str:
    """What a choice says, without the remarks that belong to it."""
    copied = deepcopy(choice)
    copied.tail = None
    for one in list(copied.iterdescendants()):
        if name(one) in _ASIDE:
            _replace(one, "")
        else:
            _picture(one)
    return markup_of(copied)


def markup_of(element: etree._Element) -> str:
    """What an element holds, as HTML; a bare text may hold signs that look like HTML and are none."""
    if len(element):
        return inside(element)
    text = "".join(str(part) for part in element.itertext())
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _picture(element: etree._Element) -> None:
    """<object type="image/png" data="a.png"> shows a picture as <img> does."""
    if name(element) == "object" and attribute(element, "type").startswith("image/"):
        source = attribute(element, "data")
        alt = " ".join(" ".join(str(part) for part in element.itertext()).split())
        tail = element.tail
        element.clear()
        element.tag, element.tail = "img", tail
        element.set("src", source)
        element.set("alt", alt)


def _replace(element: etree._Element, text: str) -> None:
    """The element is gone, the text stands in its place and what follows stays."""
    parent = element.getparent()
    if parent is None:
        return
    said = text + (element.tail or "")
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + said
    else:
        before.tail = (before.tail or "") + said
    element.tail = None
    parent.remove(element)
