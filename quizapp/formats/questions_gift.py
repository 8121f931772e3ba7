"""Questions in GIFT, the text format of Moodle."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizapp.domain.questions import Option, Question
from quizapp.domain.questions.true_false import OPTIONS
from quizapp.formats.drafts import Problem
from quizapp.formats.question_drafts import QuestionFile, ReadQuestion
from quizapp.formats.questions_drafting import (
    Notes,
    finished,
    is_own_name,
    level_of,
    number_of,
    split_basis,
    topic_of,
)
from quizapp.formats.questions_fractions import is_uneven, rule_of
from quizapp.formats.questions_gift_syntax import Answer, Item, Span, Text, items
from quizapp.formats.sniffing import FILE_LIMIT, decode_text

_Parts = tuple[str, tuple[Option, ...], tuple[int | str, ...], tuple[str, ...]]
_SEVERE = {"gift_brace_open"}


def read_gift(content: bytes) -> QuestionFile:
    """Every question of a GIFT text, in any encoding that decode_text knows; never raises."""
    notes = Notes("gift")
    if len(content) > FILE_LIMIT:
        notes.problems.append(Problem("too_big", facts={"limit": FILE_LIMIT // 1024 // 1024}))
        return notes.file(())
    decoded = decode_text(content)
    if decoded.guessed:
        notes.problems.append(Problem("encoding_guessed", facts={"encoding": decoded.encoding}))
    return notes.file(_questions(decoded.text, notes))


def _questions(text: str, notes: Notes) -> Iterator[ReadQuestion]:
    topic = ""
    for item in items(text):
        if item.kind == "category":
            topic = topic_of(item.title or "")
        elif item.kind == "description":
            said = notes.text(item.stem.text, item.stem.markup)
            notes.skip("description", f"line {item.line}", said, item.line)
        else:
            yield _question(item, topic, notes)


def _question(item: Item, topic: str, notes: Notes) -> ReadQuestion:
    read = _Meaning(item, notes)
    title = " ".join((item.title or "").split())
    number = number_of(title)
    if title and number is None and not is_own_name(title, read.question.stem):
        notes.lose("question_name")
    if item.id:
        notes.lose("id_number")
    explanation, basis = split_basis(read.explanation)
    level, tags = level_of(item.tags)
    draft = ReadQuestion(
        number=number or "",
        place=f"line {item.line}",
        question=read.question,
        explanation=explanation,
        basis=basis,
        level=level,
        topic=topic,
        tags=tags,
    )
    told = [Problem(code, draft.place, item.line) for code in dict.fromkeys(item.doubts)]
    return finished(
        draft,
        errors=[problem for problem in told if problem.code in _SEVERE],
        warnings=[problem for problem in told if problem.code not in _SEVERE],
    )


class _Meaning:
    """An item in the terms of the domain."""

    def __init__(self, item: Item, notes: Notes) -> None:
        self.item, self.notes = item, notes
        self.explanation = self._said(item.general)
        kinds = {
            "true_false": self._true_false,
            "choice": self._choice,
            "short": self._short,
            "number": self._number,
            "matching": self._matching,
            "ordering": self._ordering,
        }
        stem = self._said(item.stem)
        kind, options, key, rule = kinds.get(item.kind, self._bare)()
        self.question = Question(kind, stem, options, key, *rule)

    def _said(self, text: Text | None) -> str:
        return "" if text is None else self.notes.text(text.text, text.markup)

    def _remarks(self, right: Sequence[Text | None], wrong: Sequence[Text | None]) -> None:
        """What is said to the right answer explains the question when nothing else does; the rest is lost."""
        remarks = [said for text in (*right, *wrong) if (said := self._said(text))]
        if remarks and not self.explanation and any(right):
            self.explanation = remarks.pop(0)
        self.notes.lose("option_feedback", len(remarks))

    def _texts(self, answers: Sequence[Answer]) -> tuple[Option, ...]:
        return tuple(Option(self._said(answer.text)) for answer in answers)

    def _bare(self) -> _Parts:
        return "essay" if self.item.kind == "essay" else "single", (), (), ()

    def _true_false(self) -> _Parts:
        self._remarks((self.item.if_right,), (self.item.if_wrong,))
        return "true_false", OPTIONS, (0 if self.item.is_true else 1,), ()

    def _choice(self) -> _Parts:
        answers = self.item.answers
        full = [answer.right and (answer.weight is None or answer.weight >= 100) for answer in answers]
        marks = [_mark(answer) for answer in answers]
        is_single = any(answer.right for answer in answers)
        key = tuple(place for place, mark in enumerate(marks) if (full[place] if is_single else mark > 0))
        if is_uneven(marks) or (is_single and any(mark < 0 for mark in marks)):
            self.notes.lose("partial_credit")
        right = set(key)
        self._remarks(
            [answers[place].feedback for place in key],
            [answer.feedback for place, answer in enumerate(answers) if place not in right],
        )
        rule = () if is_single else (rule_of(marks),)
        return "single" if is_single else "multiple", self._texts(answers), key, rule

    def _short(self) -> _Parts:
        accepted = [one for one in self.item.answers if one.weight is None or one.weight >= 100]
        self._accepted(accepted)
        key = dict.fromkeys(said for answer in accepted if (said := self._said(answer.text)))
        return "short_text", (), tuple(key), ()

    def _number(self) -> _Parts:
        accepted = [
            one for one in self.item.answers if one.right and (one.weight is None or one.weight >= 100)
        ]
        self._accepted(accepted)
        key = dict.fromkeys(span_token(answer.span) for answer in accepted if answer.span)
        return "number", (), tuple(key), ()

    def _accepted(self, accepted: Sequence[Answer]) -> None:
        chosen = {id(answer) for answer in accepted}
        others = [answer for answer in self.item.answers if id(answer) not in chosen]
        self.notes.lose("partial_credit", sum(1 for answer in others if (answer.weight or 0) > 0))
        self._remarks([answer.feedback for answer in accepted], [answer.feedback for answer in others])

    def _matching(self) -> _Parts:
        pairs = self.item.answers
        lefts = [self._said(pair.text) for pair in pairs]
        rights = [self.notes.text(pair.match or "", "plain") for pair in pairs]
        return "matching", *matched(lefts, rights), ()

    def _ordering(self) -> _Parts:
        steps = self._texts(self.item.answers)
        return "ordering", steps, tuple(range(len(steps))), ()


def _mark(answer: Answer) -> Decimal:
    if answer.weight is not None:
        return answer.weight
    return Decimal(100 if answer.right else 0)


def span_token(span: Span) -> str:
    """A numerical answer as a key holds it: "3.14", or "3.13..3.15" for every number between."""
    if span.low == span.high:
        return format(span.low.normalize(), "f")
    return f"{span.low.normalize():f}..{span.high.normalize():f}"


def matched(lefts: Sequence[str], rights: Sequence[str]) -> tuple[tuple[Option, ...], tuple[int, ...]]:
    """Options and key of a matching question, see questions_drafting.finished; a right side without left misleads."""
    asked = [place for place, left in enumerate(lefts) if left]
    offered = list(dict.fromkeys([*(rights[place] for place in asked), *rights]))
    options = (*(Option(lefts[place]) for place in asked), *(Option(right) for right in offered))
    return options, tuple(len(asked) + offered.index(rights[place]) for place in asked)
