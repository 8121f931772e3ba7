"""The kinds of question as QTI 2.1: what a response may be, what is right, how it is asked."""

from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from quizapp.domain.questions import ALL_OR_NOTHING, PROPORTIONAL_WITH_DEDUCTION, Question
from quizapp.formats.question_drafts import STEM, ReadQuestion
from quizapp.formats.questions_drafting import with_basis
from quizapp.formats.questions_gift_syntax import span
from quizapp.formats.questions_html import clean

Shown = Mapping[str, Sequence[tuple[str, str]]]
"""Addresses and descriptions of the pictures of each place."""
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """A child in the namespace of its parent."""
    space = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{space}}}{tag}" if space else tag, attributes)


def fill(holder: etree._Element, text: str, pictures: Sequence[tuple[str, str]] = ()) -> None:
    """A plain text with its line breaks, then its pictures."""
    lines = clean(text).split("\n")
    holder.text = lines[0]
    for line in lines[1:]:
        add(holder, "br").tail = line
    for source, alt in pictures:
        add(holder, "img", src=source, alt=clean(alt))


def _name(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else f"C{place}"


def _declare(root: etree._Element, cardinality: str, kind: str, right: Sequence[str]) -> etree._Element:
    declared = add(root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=kind)
    if right:
        correct = add(declared, "correctResponse")
        for value in right:
            add(correct, "value").text = value
    return declared


def _map(declared: etree._Element, marks: Mapping[str, str], otherwise: str) -> None:
    mapping = add(declared, "mapping", lowerBound="0", defaultValue=otherwise)
    for key, value in marks.items():
        add(mapping, "mapEntry", mapKey=key, mappedValue=value)


def _body(root: etree._Element, draft: ReadQuestion, shown: Shown) -> etree._Element:
    score = add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    add(add(score, "defaultValue"), "value").text = "0"
    if with_basis(draft):
        told = add(
            root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier"
        )
        add(add(told, "defaultValue"), "value").text = "general"
    body = add(root, "itemBody")
    fill(add(body, "p"), draft.question.stem, shown.get(STEM, ()))
    return body


def _process(root: etree._Element, template: str) -> None:
    add(root, "responseProcessing", template=f"{_TEMPLATES}{template}")


def _choice(root: etree._Element, draft: ReadQuestion, shown: Shown) -> None:
    question = draft.question
    is_multiple = question.kind == "multiple"
    right = [_name(place) for place in question.key if isinstance(place, int)]
    is_mapped = question.rule != ALL_OR_NOTHING if is_multiple else len(right) > 1
    declared = _declare(
        root, "multiple" if is_multiple else "single", "identifier", right if is_multiple else right[:1]
    )
    if is_mapped:
        deducts = question.rule == PROPORTIONAL_WITH_DEDUCTION
        _map(declared, dict.fromkeys(right, "1"), "-1" if deducts else "0")
    keeps_order = question.kind == "true_false" or all(option.pinned for option in question.options)
    interaction = add(
        _body(root, draft, shown),
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false" if keeps_order else "true",
        maxChoices="0" if is_multiple else "1",
    )
    _choices(interaction, question, shown)
    _process(root, "map_response" if is_mapped else "match_correct")


def _choices(interaction: etree._Element, question: Question, shown: Shown) -> None:
    for place, option in enumerate(question.options):
        choice = add(interaction, "simpleChoice", identifier=_name(place))
        if option.pinned:
            choice.set("fixed", "true")
        fill(choice, option.text, shown.get(f"option {place + 1}", ()))


def _ordering(root: etree._Element, draft: ReadQuestion, shown: Shown) -> None:
    question = draft.question
    _declare(
        root, "ordered", "identifier", [_name(place) for place in question.key if isinstance(place, int)]
    )
    body = _body(root, draft, shown)
    interaction = add(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    _choices(interaction, question, shown)
    _process(root, "match_correct")


def _short(root: etree._Element, draft: ReadQuestion, shown: Shown) -> None:
    accepted = [clean(str(token)) for token in draft.question.key]
    declared = _declare(root, "single", "string", accepted[:1])
    if len(accepted) > 1:
        _map(declared, dict.fromkeys(accepted, "1"), "0")
    add(add(_body(root, draft, shown), "p"), "textEntryInteraction", responseIdentifier="RESPONSE")
    _process(root, "map_response" if len(accepted) > 1 else "match_correct")


def _number(root: etree._Element, draft: ReadQuestion, shown: Shown) -> None:
    spans = [read for token in draft.question.key if (read := span(str(token)))]
    middles = [f"{((read.low + read.high) / 2).normalize():f}" for read in spans]
    _declare(root, "single", "float", middles[:1])
    add(add(_body(root, draft, shown), "p"), "textEntryInteraction", responseIdentifier="RESPONSE")
    condition = add(add(add(root, "responseProcessing"), "responseCondition"), "responseIf")
    either = add(condition, "or")
    for read, middle in zip(spans, middles, strict=True):
        reach = f"{((read.high - read.low) / 2).normalize():f}"
        equal = add(either, "equal", toleranceMode="absolute", tolerance=f"{reach} {reach}")
        add(equal, "variable", identifier="RESPONSE")
        add(equal, "baseValue", baseType="float").text = middle
    outcome = add(condition, "setOutcomeValue", identifier="SCORE")
    add(outcome, "baseValue", baseType="float").text = "1"


def _matching(root: etree._Element, draft: ReadQuestion, shown: Shown) -> None:
    question = draft.question
    asked = len(question.key)
    pairs = [
        f"{_name(left)} {_name(right)}" for left, right in enumerate(question.key) if isinstance(right, int)
    ]
    _declare(root, "multiple", "directedPair", pairs)
    body = _body(root, draft, shown)
    interaction = add(
        body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations="0"
    )
    for places in (range(asked), range(asked, len(question.options))):
        group = add(interaction, "simpleMatchSet")
        for place in places:
            most = "1" if place < asked else "0"
            choice = add(group, "simpleAssociableChoice", identifier=_name(place), matchMax=most)
            fill(choice, question.options[place].text, shown.get(f"option {place + 1}", ()))
    _process(root, "match_correct")


def _essay(root: etree._Element, draft: ReadQuestion, shown: Shown) -> None:
    _declare(root, "single", "string", ())
    add(_body(root, draft, shown), "extendedTextInteraction", responseIdentifier="RESPONSE")


WRITERS: Mapping[str, Callable[[etree._Element, ReadQuestion, Shown], None]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _choice,
    "ordering": _ordering,
    "short_text": _short,
    "number": _number,
    "matching": _matching,
    "essay": _essay,
}
