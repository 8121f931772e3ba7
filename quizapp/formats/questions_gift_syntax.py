"""GIFT text into its parts, sign by sign: blocks, titles, braces, answers. What they mean is for questions_gift.

Source: question/format/gift/format.php of Moodle and the grammar of fuhrmanator/GIFT-grammar-PEG.js (MIT).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from quizapp.formats.questions_gift_blocks import Block, blocks, first, signs

MARKUPS = ("html", "moodle", "plain", "markdown")
TRUE = frozenset({"T", "TRUE", "ĐÚNG", "Đ"})
FALSE = frozenset({"F", "FALSE", "SAI", "S"})

_ESCAPED = re.compile(r"\\([~=#{}:n\\])")
_MARKUP = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{1,10})?)%")
_ORDERED = re.compile(r">[^\n]{0,120}\n")
_NOTE = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NUMBER = re.compile(r"[-+]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][-+]?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written (escapes resolved), and its markup: moodle (told nothing), html, plain or markdown."""

    markup: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A numerical answer. written: value, value with tolerance, or low..high; low and high are its bounds."""

    written: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Answer:
    """right: written with "="; weight: the percentage between the % signs; match: the right side of a pair."""

    text: Text
    right: bool
    weight: Decimal | None = None
    feedback: Text | None = None
    match: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One block of a GIFT file.

    kind: category, description, essay, true_false, choice, short, matching, number, ordering or broken. title is
    None when there is none. blank: there is text after the braces (a missing word). For true_false the feedback for
    a wrong answer comes first.
    """

    kind: str
    line: int
    stem: Text
    title: str | None = None
    id: str | None = None
    tags: tuple[str, ...] = ()
    blank: bool = False
    answers: tuple[Answer, ...] = ()
    is_true: bool = False
    if_wrong: Text | None = None
    if_right: Text | None = None
    general: Text | None = None
    doubts: tuple[str, ...] = ()


def items(text: str) -> Iterator[Item]:
    """Every category line, description and question of a GIFT text, in order. Never raises."""
    for block in blocks(text):
        if block.text.lstrip().upper().startswith("$CATEGORY:"):
            path = block.text.strip()[len("$CATEGORY:") :].strip()
            yield Item("category", block.line, Text("plain", path), title=path)
        else:
            yield _item(block)


def _item(block: Block) -> Item:
    text = block.text.strip()
    title, text = _title(text)
    tags, identity = _notes(block.comments)
    opens = first(text, "{")
    closes = first(text, "}", opens + 1) if opens >= 0 else -1
    head = text if opens < 0 else text[:opens]
    markup, head = _markup(head, "moodle")
    if opens < 0 or closes < 0:
        kind = "description" if opens < 0 else "broken"
        stem = _text(head if opens < 0 else text, markup)
        told = ("gift_brace_open",) if kind == "broken" else ()
        return Item(kind, block.line, stem, title, identity, tags, doubts=told)
    tail = text[closes + 1 :]
    stem = _text(head, markup)
    if tail.strip():
        both = (stem.text, "_____", _text(tail, markup).text)
        stem = Text(markup, " ".join(part for part in both if part))
    read = _Body(text[opens + 1 : closes], markup)
    doubts = tuple(read.doubts) + (("gift_second_braces",) if first(tail, "{") >= 0 else ())
    return Item(
        read.kind, block.line, stem, title, identity, tags, bool(tail.strip()), tuple(read.answers), read.is_true,
        read.if_wrong, read.if_right, read.general, doubts,
    )  # fmt: skip


def _title(text: str) -> tuple[str | None, str]:
    if not text.startswith("::"):
        return None, text
    end = first(text, "::", 2)
    if end < 0:
        return None, text
    return _resolved(_unwrapped(text[2:end])), text[end + 2 :]


def _notes(comments: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    found = [
        (word, re.sub(r"\\(.)", r"\1", value).strip())
        for note in comments
        for word, value in _NOTE.findall(note)
    ]
    tags = tuple(value for word, value in found if word == "tag" and value)
    return tags, next((value for word, value in found if word == "id"), None)


def _markup(text: str, default: str) -> tuple[str, str]:
    found = _MARKUP.match(text)
    return (found[1].lower(), text[found.end() :]) if found else (default, text)


def _text(raw: str, markup: str) -> Text:
    """Lines of moodle and plain texts are run together, as they only wrap; html and markdown keep theirs."""
    return Text(markup, _resolved(_unwrapped(raw) if markup in {"moodle", "plain"} else raw.strip()))


def _unwrapped(raw: str) -> str:
    return _SPACES.sub(" ", raw).strip(" ")


def _marked(raw: str, default: str) -> Text:
    markup, rest = _markup(raw, default)
    return _text(rest, markup)


def _feedback(raw: str, default: str) -> Text | None:
    read = _marked(raw, default)
    return read if read.text else None


def _resolved(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def span(written: str) -> Span | None:
    """A numerical answer: 1822, 3.14:0.01, 1..5; a decimal comma is understood. None when it is no number."""
    bare = "".join(written.split())
    try:
        if ".." in bare:
            low, high = (_decimal(part) for part in bare.split("..", 1))
            return Span(bare, min(low, high), max(low, high))
        value, colon, tolerance = bare.partition(":")
        middle = _decimal(value)
        reach = abs(_decimal(tolerance)) if colon and tolerance else Decimal(0)
        return Span(bare, middle - reach, middle + reach)
    except (InvalidOperation, ValueError):
        return None


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


class _Body:
    """What stands between the braces."""

    def __init__(self, body: str, markup: str) -> None:
        self.markup = markup
        self.answers: list[Answer] = []
        self.doubts: list[str] = []
        self.is_true = False
        self.if_wrong: Text | None = None
        self.if_right: Text | None = None
        self.general: Text | None = None
        end = first(body, "####")
        if end >= 0:
            self.general = _feedback(body[end + 4 :], markup)
            body = body[:end]
        self.kind = self._read(body.strip())

    def _read(self, body: str) -> str:
        if not body:
            return "essay"
        if body.startswith("#"):
            return self._numbers(body[1:])
        if _ORDERED.match(f"{body}\n"):
            steps = [line for line in body.split("\n")[1:] if line.strip()]
            self.answers = [Answer(_marked(step, self.markup), right=True) for step in steps]
            return "ordering"
        used = {sign for _, sign in signs(body)}
        if "~" in used:
            self._choices(body, "~=")
            return "choice"
        if self._is_true_false(body):
            return "true_false"
        if "=" in used:
            self._choices(body, "=")
            return self._short_or_matching(body)
        self.answers = [self._answer(body, right=True)]
        return "short"

    def _choices(self, body: str, starts: str) -> None:
        places = [(place, sign) for place, sign in signs(body) if sign in starts]
        if body[: places[0][0]].strip():
            self.doubts.append("gift_text_before_answers")
        ends = [place for place, _ in places[1:]] + [len(body)]
        for (place, sign), end in zip(places, ends, strict=True):
            self.answers.append(self._answer(body[place + 1 : end], right=sign == "="))

    def _answer(self, raw: str, *, right: bool) -> Answer:
        weight, raw = _weight(raw)
        mark = next((place for place, sign in signs(raw) if sign == "#"), -1)
        said, remark = (raw, "") if mark < 0 else (raw[:mark], raw[mark + 1 :])
        return Answer(_marked(said, self.markup), right, weight, _feedback(remark, self.markup))

    def _short_or_matching(self, body: str) -> str:
        places = [place for place, sign in signs(body) if sign == "="]
        raws = [body[place + 1 : end] for place, end in pairwise([*places, len(body)])]
        arrows = [first(raw, "->") for raw in raws]
        if any(arrow < 0 for arrow in arrows):
            return "short"
        pairs = []
        for raw, arrow in zip(raws, arrows, strict=True):
            match = _text(raw[arrow + 2 :], "moodle").text
            pairs.append(Answer(_marked(raw[:arrow], self.markup), right=True, match=match))
        self.answers = pairs
        return "matching"

    def _is_true_false(self, body: str) -> bool:
        places = [place for place, sign in signs(body) if sign == "#"]
        word = body[: places[0] if places else len(body)].strip().upper()
        if word not in TRUE | FALSE:
            return False
        self.is_true = word in TRUE
        parts = [body[a + 1 : b] for a, b in pairwise([*places, len(body)])]
        remarks = [_feedback(part, self.markup) for part in parts] + [None, None]
        self.if_wrong, self.if_right = remarks[0], remarks[1]
        return True

    def _numbers(self, body: str) -> str:
        places = [(place, sign) for place, sign in signs(body) if sign in "=~"]
        if not places:
            places = [(-1, "=")]
        elif body[: places[0][0]].strip():
            places.insert(0, (-1, "="))
        ends = [place for place, _ in places[1:]] + [len(body)]
        for (place, sign), end in zip(places, ends, strict=True):
            read = self._answer(body[place + 1 : end], right=sign == "=")
            if sign == "~":
                read = Answer(Text(self.markup, "*"), right=False, weight=read.weight, feedback=read.feedback)
                self.answers.append(read)
                continue
            number = span(read.text.text)
            if number is None and read.text.text != "*":
                self.doubts.append("gift_number_unreadable")
            self.answers.append(replace(read, span=number))
        return "number"


def _weight(raw: str) -> tuple[Decimal | None, str]:
    found = _WEIGHT.match(raw)
    return (Decimal(found[1].replace(",", ".")), raw[found.end() :]) if found else (None, raw)
