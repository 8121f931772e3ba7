"""One block of lines taken apart: stem, options, answer, explanation, legal basis, level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizapp.domain.names import tidy
from quizapp.formats.question_drafts import ImageDraft
from quizapp.formats.questions_text_blocks import Block
from quizapp.formats.questions_text_lines import Line, Stretch
from quizapp.formats.questions_text_options import Label, find_labels, label_at_start
from quizapp.formats.questions_text_patterns import (
    ARROW_KEY_LINE,
    BARE_KEY_LINE,
    BASIS,
    BULLET,
    CITATION,
    EXPLANATION,
    INLINE_KEY,
    KEY_HEADING,
    KEY_LINE,
    LEVEL_LINE,
    ROMAN_HEADING,
    SMALL_PART,
    SOLUTION_HEADING,
    SOURCE,
    level_of,
    topic_of,
)

_SUFFIX = re.compile(
    r"\s*(?:<[-–=]+|←|⇐|✓|✔|√|\*+|#+|\(\s*(?:đúng|đ|đáp\s*án(?:\s*đúng)?|correct|x|\*)\s*\)|\[\s*(?:x|đúng)\s*\])\s*$",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^\s*(?:[*#✓✔√]+|\[\s*x\s*\])\s*(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(r".{1,20}$|(?:đúng|sai|[A-H])\s*[.,;(–-]", re.IGNORECASE)
_FINISHED = (".", "?", "!", ";", ":", "…", '"', "”")


@dataclass(slots=True)
class RawOption:
    """An option as it stands. label: its letter; body: its text; signed: an asterisk or arrow says it is right."""

    letter: str
    label: Stretch
    body: list[Stretch]
    signed: bool = False

    @property
    def text(self) -> str:
        return tidy(" ".join(part.text for part in self.body))

    @property
    def images(self) -> list[ImageDraft]:
        return [image for part in (self.label, *self.body) for image in part.images]


@dataclass(slots=True)
class RawQuestion:
    """A question as it stands in the file; what of it is right is not decided yet."""

    block: Block
    place: str
    number: str = ""
    level: str = ""
    topic: str = ""
    stem: list[Stretch] = field(default_factory=list)
    options: list[RawOption] = field(default_factory=list)
    key: str | None = None
    explanation: list[str] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    topic_after: str = ""
    begins_solutions: bool = False
    are_bullets: bool = False

    @property
    def stem_text(self) -> str:
        return join_stem([part.text for part in self.stem])

    @property
    def formulas(self) -> int:
        return sum(line.formulas for line in self.block.lines)


def join_stem(parts: Sequence[str]) -> str:
    """Lines of a stem: a wrapped one is joined by a blank, a new statement keeps its line."""
    joined = ""
    for part in map(tidy, parts):
        if not part:
            continue
        if not joined:
            joined = part
        elif (part[0].islower() and label_at_start(part) is None) or (
            len(joined.rsplit("\n", 1)[-1]) > 60 and not joined.endswith(_FINISHED) and not BULLET.match(part)
        ):
            joined += f" {part}"
        else:
            joined += f"\n{part}"
    return joined


def take_apart(block: Block) -> RawQuestion:
    """Never fails: what cannot be placed is listed in `unclear`."""
    return _Dissection(block).run()


class _Dissection:
    """The block read from its first line to its last."""

    def __init__(self, block: Block) -> None:
        first = next((line for line in block.lines if not line.is_blank), block.lines[0])
        self.raw = RawQuestion(block, first.place)
        self.first = 0
        if block.start is not None:
            self.raw.number, self.raw.level, self.first = (
                block.start.number,
                block.start.level,
                block.start.end,
            )
        self.state = "stem"
        self.gap = False

    def run(self) -> RawQuestion:
        lines = self.raw.block.lines
        labels = find_labels(lines[: self._closed()], self.first)
        self.are_labelled = bool(labels)
        rows: dict[int, list[Label]] = {}
        for label in labels:
            rows.setdefault(label.row, []).append(label)
        for at, line in enumerate(lines):
            first = self.first if at == 0 else 0
            if line.is_blank:
                self.gap = True
                continue
            if at in rows:
                self._with_labels(line, first, rows[at])
            else:
                self._without(line, first)
            self.gap = False
        if not labels:
            _bullets(self.raw)
        letters = [option.letter for option in self.raw.options]
        if len(set(letters)) == len(letters):
            self.raw.options.sort(key=lambda option: option.letter)
        return self.raw

    def _closed(self) -> int:
        """Letters after an explanation, or after an answer that follows options, are no options."""
        lettered = 0
        for at, line in enumerate(self.raw.block.lines):
            if at and EXPLANATION.match(line.text) and lettered:
                return at
            if at and lettered > 1 and (KEY_LINE.match(line.text) or BARE_KEY_LINE.match(line.text)):
                return at
            lettered += len(re.findall(r"(?:^|\s)[(\[]?[A-Ha-h]\s?[.)/:\]]", line.text))
        return len(self.raw.block.lines)

    def _with_labels(self, line: Line, first: int, labels: list[Label]) -> None:
        if line.text[first : labels[0].start].strip():
            self._add_text(Stretch(line, first, labels[0].start))
        ends = [label.start for label in labels[1:]] + [len(line.text)]
        for label, end in zip(labels, ends, strict=True):
            body = self._without_key(Stretch(line, label.end, end))
            option = RawOption(label.letter, Stretch(line, label.start, label.end), [], label.marked)
            body, signed = _without_signs(body)
            option.signed = option.signed or signed
            option.body.append(body)
            self.raw.options.append(option)
        self.state = "option"

    def _without(self, line: Line, first: int) -> None:
        text = line.text[first:]
        if not first and self._is_meta(text):
            return
        if self.state != "stem" and self._ends(line):
            return
        self._add_text(self._without_key(Stretch(line, first, len(line.text))))

    def _is_meta(self, text: str) -> bool:
        if level := LEVEL_LINE.match(text):
            self.raw.level = self.raw.level or level_of(level["level"])
            return True
        in_stem = self.state == "stem"
        for pattern, state, target in (
            (EXPLANATION, "explanation", self.raw.explanation),
            (BASIS, "basis", self.raw.basis),
            (SOURCE, "source", self.raw.source),
        ):
            found = None if in_stem and self.are_labelled else pattern.match(text)
            if found is not None:
                self.state = state
                rest = tidy(text[found.end() :])
                key = KEY_LINE.match(rest) or BARE_KEY_LINE.match(rest)
                if key and self.raw.key is None:
                    self.raw.key = key["value"]
                elif rest:
                    target.append(rest)
                return True
        return self._is_key(text)

    def _is_key(self, text: str) -> bool:
        if self.state in ("explanation", "basis") and self.raw.key is not None:
            return False
        for pattern in (ARROW_KEY_LINE, BARE_KEY_LINE, KEY_LINE):
            found = pattern.match(text)
            if found is None or (self.state == "stem" and self.are_labelled and len(found["value"]) > 12):
                continue
            if self.raw.key:
                self.raw.unclear.append(tidy(text))
            else:
                self.raw.key = found["value"]
            self.state = "key"
            return True
        if self.state == "option" and KEY_HEADING.match(text) and len(text) < 24:
            self.state, self.raw.key = "key", self.raw.key or ""
            return True
        return False

    def _ends(self, line: Line) -> bool:
        """Does the line end the question: a heading of what follows, the end of a paper, a page number."""
        text = line.text
        if SMALL_PART.match(text):
            self.state = "end" if "hết" in text.casefold() else self.state
            return True
        if SOLUTION_HEADING.match(text) or (KEY_HEADING.match(text) and self.state != "key"):
            self.raw.begins_solutions, self.state = True, "after"
            return True
        title = topic_of(text)
        roman = ROMAN_HEADING.match(text)
        if not title and roman and (line.heading or text.isupper() or self.gap):
            title = tidy(roman["title"])
        if not title and (
            line.heading or (text.isupper() and len(text.split()) > 2 and self.state != "option")
        ):
            title = tidy(text)
        if title:
            self.raw.topic_after, self.state = title, "after"
        return bool(title)

    def _add_text(self, part: Stretch) -> None:
        text = tidy(part.text)
        if self.state == "stem" or (
            not text and part.images and self.raw.options[-1:] and self.raw.options[-1].text
        ):
            self.raw.stem.append(part)
        elif self.state == "option":
            self._after_option(part, text)
        elif self.state == "key":
            self._after_key(text)
        elif self.state == "after":
            self.raw.unclear.append(text)
        elif self.state != "end":
            target: list[str] = getattr(self.raw, self.state)
            target.append(text)

    def _after_option(self, part: Stretch, text: str) -> None:
        option = self.raw.options[-1]
        if CITATION.match(text) and option.text:
            self.raw.basis.append(text.strip("()") if text.startswith("(") else text)
            self.state = "basis"
        elif self.gap and option.text and not text[:1].islower():
            self.raw.unclear.append(text)
        else:
            if option.text.endswith((".", "?", "!", ";")) and text[:1].isupper():
                self.raw.unclear.append(text)
            body, signed = _without_signs(part)
            option.body.append(body)
            option.signed = option.signed or signed

    def _after_key(self, text: str) -> None:
        if self.raw.key == "":
            self.raw.key = text
        elif CITATION.match(text):
            self.raw.basis.append(text)
            self.state = "basis"
        else:
            self.raw.explanation.append(text)
            self.state = "explanation"

    def _without_key(self, part: Stretch) -> Stretch:
        found = INLINE_KEY.search(part.text)
        if found is None or self.raw.key is not None or not _BEHIND.match(found["value"]):
            return part
        self.raw.key = found["value"]
        return Stretch(part.line, part.start, part.start + found.start())


def _without_signs(part: Stretch) -> tuple[Stretch, bool]:
    """The text of an option without the asterisk or arrow that says it is right."""
    text = part.text
    before, after = _PREFIX.match(text), _SUFFIX.search(text)
    start = part.start + (before.end() if before else 0)
    end = part.start + (after.start() if after else len(text))
    if (before is None and after is None) or end <= start:
        return part, False
    return Stretch(part.line, start, end), True


def _bullets(raw: RawQuestion) -> None:
    """Options that only a dash or dot begins, where the question has no letters at all."""
    listed = [part for part in raw.stem[1:] if BULLET.match(part.text)]
    if len(listed) < 2 or raw.stem[-1] not in listed or len(listed) > 8:
        return
    at = raw.stem.index(listed[0])
    if len(raw.stem) - at != len(listed):
        return
    raw.stem = raw.stem[:at]
    raw.are_bullets = True
    for place, part in enumerate(listed):
        found = BULLET.match(part.text)
        start = part.start + (found.end() if found else 0)
        body, signed = _without_signs(Stretch(part.line, start, part.end))
        raw.options.append(
            RawOption("ABCDEFGH"[place], Stretch(part.line, part.start, start), [body], signed)
        )
