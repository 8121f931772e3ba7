"""Questions in Moodle XML, with the pictures that are embedded in it. Source: question/format/xml/format.php."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import quote, unquote

from lxml import etree

from quizapp.domain.questions import Option, Question
from quizapp.domain.questions.true_false import OPTIONS
from quizapp.formats.drafts import Problem
from quizapp.formats.question_drafts import EXPLANATION, STEM, ImageDraft, QuestionFile, ReadQuestion
from quizapp.formats.questions_drafting import (
    Notes,
    decoded,
    finished,
    is_own_name,
    level_of,
    number_of,
    pictures,
    split_basis,
    topic_of,
)
from quizapp.formats.questions_fractions import is_uneven, rule_of
from quizapp.formats.questions_gift import matched, span_token
from quizapp.formats.questions_gift_syntax import span
from quizapp.formats.questions_html import Picture, plain
from quizapp.formats.questions_xml import (
    below,
    child,
    children,
    has_elements,
    inside,
    line_of,
    name,
    open_xml,
    words,
)
from quizapp.formats.sniffing import FILE_LIMIT

PLUGIN_FILE = "@@PLUGINFILE@@/"
_MARKUPS = {"plain_text": "plain", "markdown": "markdown", "moodle_auto_format": "moodle"}
_STATED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_STOCK = (
    "your answer is correct", "your answer is partially correct", "your answer is incorrect",
    "câu trả lời của bạn đúng", "câu trả lời của bạn đúng một phần", "câu trả lời của bạn sai",
)  # fmt: skip


def read_moodle(content: bytes) -> QuestionFile:
    """Every question of a Moodle XML file; places name its line. Never raises, fetches nothing."""
    notes = Notes("moodle")
    if len(content) > FILE_LIMIT:
        notes.problems.append(Problem("too_big", facts={"limit": FILE_LIMIT // 1024 // 1024}))
        return notes.file(())
    opened = open_xml(content)
    notes.problems.extend(opened.problems)
    if opened.root is None:
        return notes.file(())
    return notes.file(list(_questions(opened.root, notes, is_mended=opened.mended)))


def _questions(root: etree._Element, notes: Notes, *, is_mended: bool) -> Iterator[ReadQuestion]:
    topic = ""
    found = [root] if name(root) == "question" else below(root, "question")
    for element in found:
        place = f"line {line_of(element)}"
        kind = (element.get("type") or "").strip().lower()
        if kind == "category":
            topic = topic_of(words(child(element, "category")))
            notes.lose("category_description", int(bool(words(child(element, "info")))))
            continue
        read = _KINDS.get(kind)
        question = _Question(element, notes, place)
        if read is None:
            said = question.text(child(element, "questiontext")) or words(child(element, "name"))
            code = kind if kind in {"description", "cloze"} else "kind_other"
            notes.skip(code, place, said if code != "kind_other" else f"{kind}: {said}", line_of(element))
            continue
        draft = question.draft(read(question), topic)
        doubts = [*question.doubts, *([Problem("xml_mended", place)] if is_mended else ())]
        yield finished(draft, warnings=doubts)


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    mark: Decimal
    feedback: str
    element: etree._Element


class _Question:
    """One <question>: its texts with their pictures, its answers."""

    def __init__(self, element: etree._Element, notes: Notes, place: str) -> None:
        self.element, self.notes, self.place = element, notes, place
        self.images: list[ImageDraft] = []
        self.doubts: list[Problem] = []
        self.spare = ""

    def flag(self, tag: str) -> str:
        """The text of a setting, in small letters."""
        return words(child(self.element, tag)).lower()

    def text(self, holder: etree._Element | None, place: str | None = None, default: str = "html") -> str:
        """The text of an element with <text> (or of the element itself); its pictures go to place, else are lost."""
        if holder is None:
            return ""
        inner = child(holder, "text")
        source = holder if inner is None else inner
        markup = _MARKUPS.get((holder.get("format") or default).strip().lower(), "html")
        if has_elements(source):
            markup = "html"
        said, shown = self.notes.rich(inside(source), markup)
        if place is None:
            self.notes.lose("image", len(shown))
            return said
        files = {each.get("name") or "": each for each in children(holder, "file")}
        missing = pictures(shown, lambda path: _file(path, files), self.images, self.notes, place)
        unused = {key for key in files if all(_file_name(one.source) != key for one in shown)}
        self.notes.lose("file", len(unused))
        self.doubts.extend(replace(problem, place=self.place) for problem in missing)
        return said

    def old_image(self) -> None:
        """Before Moodle 2: one picture a question, in two elements of its own."""
        content = decoded(words(child(self.element, "image_base64")))
        title = words(child(self.element, "image"))
        if title and content:
            missing = pictures([Picture(title, "")], lambda path: content, self.images, self.notes, STEM)
            self.doubts.extend(replace(problem, place=self.place) for problem in missing)

    def answers(self, *, with_pictures: bool = False, default: str = "html") -> list[_Answer]:
        found = []
        for number, element in enumerate(children(self.element, "answer"), start=1):
            where = f"option {number}" if with_pictures else None
            text = self.text(element, where, default)
            feedback = self.text(child(element, "feedback"))
            found.append(_Answer(text, _mark(element.get("fraction")), feedback, element))
        return found

    def remarks(self, right: Sequence[str], wrong: Sequence[str]) -> None:
        """What is said to the right answer explains when nothing else does; the rest is lost."""
        told = [text for text in (*right, *wrong) if text]
        if told and any(right):
            self.spare = told.pop(0)
        self.notes.lose("option_feedback", len(told))

    def draft(self, question: Question, topic: str) -> ReadQuestion:
        stem = self.text(child(self.element, "questiontext"), STEM, "moodle_auto_format")
        self.old_image()
        title = words(child(self.element, "name"))
        number = number_of(title)
        if title and number is None and not is_own_name(title, stem):
            self.notes.lose("question_name")
        general = self.text(child(self.element, "generalfeedback"), EXPLANATION)
        if general and self.spare:
            self.notes.lose("option_feedback")
        explanation, basis = split_basis(general or self.spare)
        tags = child(self.element, "tags")
        level, others = level_of([] if tags is None else [words(tag) for tag in children(tags, "tag")])
        self._unheld()
        return ReadQuestion(
            number=number or "",
            place=self.place,
            question=replace(question, stem=stem),
            explanation=explanation,
            basis=basis,
            level=level,
            topic=topic,
            images=tuple(self.images),
            tags=others,
        )

    def _unheld(self) -> None:
        lose, element = self.notes.lose, self.element
        stated = [plain(words(child(element, tag))).text.lower().rstrip(" .") for tag in _STATED]
        lose("stated_feedback", sum(1 for said in stated if said and said not in _STOCK))
        lose("hint", sum(1 for hint in children(element, "hint") if words(hint)))
        lose("marks", int(_number(self.flag("defaultgrade"), Decimal(1)) != 1))
        lose("penalty", int(_number(self.flag("penalty"), Decimal(0)) != 0))
        lose("id_number", int(bool(self.flag("idnumber"))))
        lose("grader_notes", int(bool(self.flag("graderinfo") or self.flag("responsetemplate"))))
        lose("case_sensitive", int(self.flag("usecase") in {"1", "true"}))
        lose("units", len(list(below(element, "unit"))))
        if self.flag("hidden") in {"1", "true"}:
            self.doubts.append(Problem("hidden_there", self.place))


def _choice(read: _Question) -> Question:
    answers = read.answers(with_pictures=True)
    marks = [answer.mark for answer in answers]
    is_single = read.flag("single") not in {"false", "0"} and read.element.get("type") != "multichoiceset"
    is_fixed = read.flag("shuffleanswers") in {"false", "0"}
    options = tuple(Option(answer.text, True if is_fixed else None) for answer in answers)
    highest = max(marks, default=Decimal(0))
    enough = highest if is_single else Decimal("0.00001")
    key = tuple(place for place, mark in enumerate(marks) if mark > 0 and mark >= enough)
    if is_single and key and highest < 100:
        read.doubts.append(Problem("right_below_full", read.place, facts={"percent": str(highest)}))
    if is_uneven(marks) or (is_single and any(mark < 0 for mark in marks)):
        read.notes.lose("partial_credit")
    read.remarks(
        [answers[place].feedback for place in key],
        [answer.feedback for place, answer in enumerate(answers) if place not in key],
    )
    if is_single:
        return Question("single", "", options, key)
    if (read.element.get("type") or "").lower() == "multichoiceset":
        return Question("multiple", "", options, key)
    return Question("multiple", "", options, key, rule_of(marks))


def _true_false(read: _Question) -> Question:
    answers = read.answers(default="plain_text")
    right = [answer for answer in answers if answer.mark > 0]
    read.remarks([one.feedback for one in right], [one.feedback for one in answers if one.mark <= 0])
    said = right[0].text.lower() if len(right) == 1 else ""
    key = {"true": (0,), "false": (1,), "đúng": (0,), "sai": (1,)}.get(said, ())
    return Question("true_false", "", OPTIONS, key)


def _accepted(read: _Question) -> list[_Answer]:
    answers = read.answers(default="plain_text")
    right = [answer for answer in answers if answer.mark >= 100]
    read.notes.lose("partial_credit", sum(1 for answer in answers if 0 < answer.mark < 100))
    read.remarks([one.feedback for one in right], [one.feedback for one in answers if one.mark < 100])
    return right


def _short(read: _Question) -> Question:
    return Question(
        "short_text", "", (), tuple(dict.fromkeys(one.text for one in _accepted(read) if one.text))
    )


def _numerical(read: _Question) -> Question:
    key = []
    for answer in _accepted(read):
        tolerance = words(child(answer.element, "tolerance")) or "0"
        if (number := span(f"{answer.text}:{tolerance}")) is not None:
            key.append(span_token(number))
    return Question("number", "", (), tuple(dict.fromkeys(key)))


def _matching(read: _Question) -> Question:
    pairs = children(read.element, "subquestion")
    lefts = [read.text(pair) for pair in pairs]
    rights = [read.text(child(pair, "answer"), default="plain_text") for pair in pairs]
    return Question("matching", "", *matched(lefts, rights))


def _ordering(read: _Question) -> Question:
    answers = sorted(read.answers(with_pictures=True), key=lambda answer: answer.mark)
    steps = tuple(Option(answer.text) for answer in answers)
    return Question("ordering", "", steps, tuple(range(len(steps))))


def _essay(read: _Question) -> Question:
    del read
    return Question("essay", "", (), ())


_KINDS = {
    "multichoice": _choice,
    "multichoiceset": _choice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "essay": _essay,
}


def _mark(fraction: str | None) -> Decimal:
    return _number((fraction or "0").replace(",", "."), Decimal(0))


def _number(text: str, default: Decimal) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return default
    return number if number.is_finite() and abs(number) < 10**9 else default


def _file_name(path: str) -> str:
    return unquote(path.removeprefix(PLUGIN_FILE).split("?")[0])


def _file(path: str, files: dict[str, etree._Element]) -> bytes | None:
    """A picture that stands beside the text; one on another server is never fetched."""
    if not path.startswith(PLUGIN_FILE):
        return None
    named = _file_name(path)
    element = files.get(named)
    if element is None:
        element = next((files[key] for key in (named.rpartition("/")[2], quote(named)) if key in files), None)
    if element is None or (element.get("encoding") or "base64") != "base64":
        return None
    return decoded("".join(str(text) for text in element.itertext()))
