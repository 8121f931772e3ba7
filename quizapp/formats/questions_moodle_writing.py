"""Questions into Moodle XML."""

import base64
import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import quote

from lxml import etree

from quizapp.domain.questions import Question
from quizapp.formats.question_drafts import EXPLANATION, STEM, ImageDraft, ReadQuestion, lost
from quizapp.formats.questions_drafting import WrittenFile, name_of, with_basis
from quizapp.formats.questions_fractions import is_rule_kept, marks_of
from quizapp.formats.questions_gift_syntax import span
from quizapp.formats.questions_gift_writing import is_plain_true_false
from quizapp.formats.questions_html import clean, plain
from quizapp.formats.questions_moodle import PLUGIN_FILE

_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "short_text": "shortanswer",
    "number": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "essay": "essay",
}


def write_moodle(questions: Sequence[ReadQuestion]) -> WrittenFile:
    """UTF-8; topics as categories, level and tags as tags, pictures embedded as they are.

    Marks of options are taken from Moodle's fixed list. The type "ordering" needs Moodle 4.4 or its plug-in.
    """
    losses: Counter[str] = Counter()
    root = etree.Element("quiz")
    topic = ""
    for draft in questions:
        if draft.question.kind not in _TYPES:
            losses[f"kind_{draft.question.kind}"] += 1
            continue
        if draft.topic != topic:
            topic = draft.topic
            _category(root, topic)
        _question(root, draft, losses)
    etree.indent(root)
    return WrittenFile(etree.tostring(root, xml_declaration=True, encoding="UTF-8"), lost(losses))


def _category(root: etree._Element, topic: str) -> None:
    named = " ".join(clean(topic).split()).replace("/", "//")
    element = etree.SubElement(root, "question", type="category")
    _text(etree.SubElement(element, "category"), f"$course$/top{'/' if named else ''}{named}")


def _question(root: etree._Element, draft: ReadQuestion, losses: Counter[str]) -> None:
    question = draft.question
    kind = _TYPES[question.kind]
    if question.kind == "true_false" and not is_plain_true_false(question):
        kind = "multichoice"
        losses["true_false_words"] += 1
    element = etree.SubElement(root, "question", type=kind)
    _text(etree.SubElement(element, "name"), " ".join(clean(name_of(draft)).split()))
    _rich(etree.SubElement(element, "questiontext"), question.stem, _images(draft, STEM))
    _rich(etree.SubElement(element, "generalfeedback"), with_basis(draft), _images(draft, EXPLANATION))
    for tag, value in (("defaultgrade", "1"), ("penalty", "0"), ("hidden", "0")):
        etree.SubElement(element, tag).text = value
    _WRITERS[kind](element, draft)
    words = [" ".join(clean(word).split()) for word in (draft.level, *draft.tags)]
    if any(words):
        tags = etree.SubElement(element, "tags")
        for word in filter(None, words):
            _text(etree.SubElement(tags, "tag"), word)
    pins = [bool(option.pinned) for option in question.options]
    losses["pins"] += int(kind == "multichoice" and any(pins) and not all(pins))
    losses["rule"] += int(not is_rule_kept(question))
    losses["source"] += int(bool(draft.source))
    held = {STEM, EXPLANATION, *(f"option {place + 1}" for place in range(len(question.options)))}
    losses["image"] += sum(1 for image in draft.images if image.place not in held)


def _choice(element: etree._Element, draft: ReadQuestion) -> None:
    question = draft.question
    is_fixed = all(option.pinned for option in question.options) or question.kind == "true_false"
    etree.SubElement(element, "single").text = "false" if question.kind == "multiple" else "true"
    etree.SubElement(element, "shuffleanswers").text = "false" if is_fixed else "true"
    etree.SubElement(element, "answernumbering").text = "ABCD"
    for place, (option, mark) in enumerate(zip(question.options, marks_of(question), strict=True), start=1):
        answer = etree.SubElement(element, "answer", fraction=f"{mark.normalize():f}")
        _rich(answer, option.text, _images(draft, f"option {place}"))


def _true_false(element: etree._Element, draft: ReadQuestion) -> None:
    for word, place in (("true", 0), ("false", 1)):
        right = draft.question.key == (place,)
        answer = etree.SubElement(
            element, "answer", fraction="100" if right else "0", format="moodle_auto_format"
        )
        _text(answer, word)


def _short(element: etree._Element, draft: ReadQuestion) -> None:
    etree.SubElement(element, "usecase").text = "0"
    for token in draft.question.key:
        _text(etree.SubElement(element, "answer", fraction="100", format="plain_text"), clean(str(token)))


def _number(element: etree._Element, draft: ReadQuestion) -> None:
    for token in draft.question.key:
        read = span(str(token))
        if read is None:
            continue
        answer = etree.SubElement(element, "answer", fraction="100", format="plain_text")
        _text(answer, f"{((read.low + read.high) / 2).normalize():f}")
        etree.SubElement(answer, "tolerance").text = f"{((read.high - read.low) / 2).normalize():f}"


def _matching(element: etree._Element, draft: ReadQuestion) -> None:
    question = draft.question
    etree.SubElement(element, "shuffleanswers").text = "true"
    for left, right in pairs_of(question):
        pair = etree.SubElement(element, "subquestion")
        _rich(pair, left, ())
        _text(etree.SubElement(pair, "answer"), clean(right))


def _ordering(element: etree._Element, draft: ReadQuestion) -> None:
    for tag, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("gradingtype", "ABSOLUTE_POSITION"),
    ):
        etree.SubElement(element, tag).text = value
    for at, place in enumerate(draft.question.key, start=1):
        if isinstance(place, int):
            answer = etree.SubElement(element, "answer", fraction=str(at))
            _rich(answer, draft.question.options[place].text, _images(draft, f"option {place + 1}"))


def _essay(element: etree._Element, draft: ReadQuestion) -> None:
    del draft
    etree.SubElement(element, "responseformat").text = "editor"


_WRITERS: dict[str, Callable[[etree._Element, ReadQuestion], None]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}


def pairs_of(question: Question) -> list[tuple[str, str]]:
    """The pairs of a matching question; a right side that belongs to none comes last with "" on its left."""
    texts = [option.text for option in question.options]
    asked = len(question.key)
    pairs = [(texts[left], texts[right]) for left, right in enumerate(question.key) if isinstance(right, int)]
    used = set(question.key)
    return pairs + [("", text) for place, text in enumerate(texts) if place >= asked and place not in used]


def _images(draft: ReadQuestion, place: str) -> tuple[ImageDraft, ...]:
    return tuple(image for image in draft.images if image.place == place)


def _rich(holder: etree._Element, text: str, images: Sequence[ImageDraft]) -> None:
    """As HTML; a text whose blanks HTML would swallow stays plain text, unless pictures belong to it."""
    said = clean(text)
    html = as_html(said)
    if not images and (plain(html).text != said or re.search("[ \t]{2,}", said)):
        holder.set("format", "plain_text")
        _text(holder, said)
        return
    shown = "".join(
        f'<p><img src="{PLUGIN_FILE}{quote(image.name)}" alt="{escape(image.alt)}"></p>' for image in images
    )
    holder.set("format", "html")
    _text(holder, html + shown)
    for image in images:
        file = etree.SubElement(holder, "file", name=image.name, path="/", encoding="base64")
        file.text = base64.b64encode(image.content).decode("ascii")


def as_html(text: str) -> str:
    """A plain text as one HTML paragraph, line breaks kept; "" for nothing."""
    return f"<p>{escape(text, quote=False).replace(chr(10), '<br>')}</p>" if text else ""


def _text(holder: etree._Element, text: str) -> None:
    inner = etree.SubElement(holder, "text")
    inner.text = etree.CDATA(text) if "<" in text and "]]>" not in text else text
