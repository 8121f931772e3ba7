"""Items of QTI 1.2 as Canvas, Common Cartridge and older systems write them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from quizapp.domain.questions import Option, Question
from quizapp.formats.drafts import Problem
from quizapp.formats.question_drafts import STEM, ImageDraft, ReadQuestion
from quizapp.formats.questions_drafting import (
    Notes,
    as_true_false,
    finished,
    is_own_name,
    number_of,
    pictures,
    split_basis,
)
from quizapp.formats.questions_gift import matched
from quizapp.formats.questions_html import Picture
from quizapp.formats.questions_qti1_scoring import Response, Scoring
from quizapp.formats.questions_xml import attribute, below, child, has_elements, inside, line_of, name, words

Find = Callable[[str], bytes | None]
BLANK = "_____"
_RESPONSES = frozenset({"response_lid", "response_str", "response_num", "response_grp", "response_xy"})
_NO_QUESTIONS = {"text_only_question": "description", "file_upload_question": "file_upload"}
_NO_QUESTIONS |= {"calculated_question": "calculated"}
_NAMELESS = frozenset({"question", "câu hỏi", "item", "untitled"})
_Parts = tuple[str, tuple[Option, ...], tuple[int | str, ...], tuple[str, ...]]


def read_items(
    root: etree._Element, notes: Notes, find: Find, *, is_mended: bool = False
) -> Iterator[ReadQuestion]:
    """Every item below <questestinterop>; find looks up the bytes of a picture by its address."""
    for element in below(root, "item"):
        item = _Item(element, notes, find)
        draft = item.draft(_topic(element))
        if draft is not None:
            doubts = [Problem("xml_mended", draft.place)] if is_mended else []
            yield finished(draft, warnings=[*item.doubts, *doubts])
    groups = sum(
        1 for section in below(root, "section") if any(True for _ in below(section, "selection_number"))
    )
    notes.lose("random_group", groups)


def _topic(item: etree._Element) -> str:
    """The title of its group: of a section within a section, or of a bank."""
    section = item.getparent()
    if section is None:
        return ""
    if name(section) == "objectbank":
        return _fields(section).get("bank_title", "")
    outer = section.getparent()
    is_group = outer is not None and (name(outer) == "section" or len(outer.findall("{*}section")) > 1)
    return attribute(section, "title") if name(section) == "section" and is_group else ""


def _fields(element: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in below(element, "qtimetadatafield"):
        label = words(child(entry, "fieldlabel")).lower()
        found.setdefault(label, words(child(entry, "fieldentry")))
    return found


class _Item:
    """One <item>: its stem, its responses and what counts as right."""

    def __init__(self, element: etree._Element, notes: Notes, find: Find) -> None:
        self.element, self.notes, self.find = element, notes, find
        self.place = attribute(element, "ident") or f"line {line_of(element)}"
        self.fields = _fields(element)
        profile = self.fields.get("cc_profile", "").removeprefix("cc.").partition(".v0p")[0]
        self.type = (
            self.fields.get("question_type") or profile or self.fields.get("qmd_itemtype", "")
        ).lower()
        self.images: list[ImageDraft] = []
        self.doubts: list[Problem] = []
        self.responses: list[Response] = []
        self.said: list[str] = []
        self.scoring = Scoring(element)

    def draft(self, topic: str) -> ReadQuestion | None:
        """None for an item that is no question of ours; it is noted then."""
        presentation = child(self.element, "presentation")
        if presentation is not None:
            self._present(presentation)
        stem = self._stem()
        parts = self._parts(stem)
        if isinstance(parts, str):
            self.notes.skip(parts, self.place, stem, line_of(self.element))
            return None
        kind, options, key, rule = parts
        if kind == "single" and (true_false := as_true_false(options, key)):
            kind, options, key = "true_false", true_false.options, true_false.key
        title = " ".join((attribute(self.element, "title")).split())
        number = number_of(title)
        if title and number is None and title.lower() not in _NAMELESS and not is_own_name(title, stem):
            self.notes.lose("question_name")
        if self.fields.get("points_possible", "1").rstrip("0").rstrip(".") not in {"1", ""}:
            self.notes.lose("marks")
        explanation, basis = split_basis(self._explanation())
        question = Question(kind, stem, options, key, *rule)
        read = ReadQuestion(number or "", self.place, question, explanation, basis, topic=topic)
        return replace(read, images=tuple(self.images))

    def _present(self, element: etree._Element) -> None:
        """Collect the texts of the stem and the responses in reading order."""
        for one in element:
            tag = name(one)
            if tag in _RESPONSES:
                self.responses.append(self._response(one))
                self.said.append(BLANK if tag in {"response_str", "response_num"} else "")
            elif tag == "material":
                self.said.append(self._material(one, STEM))
            elif tag.startswith("flow"):
                self._present(one)

    def _stem(self) -> str:
        """A gap is shown only where text goes on behind it."""
        while self.said and self.said[-1] in {"", BLANK}:
            self.said.pop()
        return " ".join(part for part in self.said if part)

    def _response(self, element: etree._Element) -> Response:
        asked = " ".join(self._material(one, None) for one in element if name(one) == "material")
        labels = list(below(element, "response_label"))
        options = []
        for number, label in enumerate(labels, start=1):
            texts = [self._material(one, f"option {number}") for one in below(label, "material")]
            options.append((attribute(label, "ident"), " ".join(text for text in texts if text)))
        fib = next(below(element, "render_fib"), None)
        fib_type = "" if fib is None else attribute(fib, "fibtype").lower()
        is_fixed = any(attribute(one, "shuffle").lower() == "no" for one in below(element, "render_choice"))
        return Response(
            attribute(element, "ident"),
            name(element),
            attribute(element, "rcardinality").lower() or "single",
            asked,
            tuple(options),
            is_fixed,
            name(element) == "response_num" or fib_type in {"decimal", "integer", "scientific"},
            any(True for _ in below(element, "render_hotspot", "render_slider")),
        )

    def _material(self, material: etree._Element, place: str | None) -> str:
        parts = []
        for one in material:
            tag = name(one)
            if tag in {"mattext", "matemtext"}:
                parts.append(self._text(one, place))
            elif tag == "matimage":
                self._show((Picture(attribute(one, "uri"), attribute(one, "label")),), place)
            elif tag == "matbreak":
                parts.append("\n")
            elif tag.startswith("mat"):
                self.notes.lose("media")
        return " ".join(part for part in parts if part).replace(" \n ", "\n").strip()

    def _text(self, mattext: etree._Element, place: str | None) -> str:
        told = attribute(mattext, "texttype").lower()
        markup = {"text/html": "html", "text/xhtml": "html", "text/plain": "plain"}.get(told, "moodle")
        text, shown = self.notes.rich(inside(mattext), "html" if has_elements(mattext) else markup)
        self._show(shown, place)
        return text

    def _show(self, shown: tuple[Picture, ...], place: str | None) -> None:
        if place is None:
            self.notes.lose("image", len(shown))
            return
        missing = pictures(shown, self.find, self.images, self.notes, place)
        self.doubts.extend(replace(problem, place=self.place) for problem in missing)

    def _parts(self, stem: str) -> _Parts | str:
        """Kind, options, key and rule; or the code under which this item is listed as left out."""
        if self.type in _NO_QUESTIONS:
            return _NO_QUESTIONS[self.type]
        if not self.responses:
            return "description"
        if any(response.is_graphic for response in self.responses):
            return "kind_other"
        if len(self.responses) > 1 or (self.responses[0].asked and self.responses[0].options):
            return self._several(stem)
        response = self.responses[0]
        if response.options and response.kind == "response_lid":
            return self._ordering(response) if response.cardinality == "ordered" else self._choice(response)
        if response.kind in {"response_str", "response_num"}:
            return self._written(response)
        return "kind_other"

    def _several(self, stem: str) -> _Parts | str:
        """Matching, unless the stem has a place for each response: [name] is a gap to fill or choose."""
        responses = self.responses
        if any(not response.options or response.kind != "response_lid" for response in responses):
            return "multiple_blanks"
        gaps = sum(1 for response in responses if f"[{response.asked}]" in stem)
        if self.type == "matching_question" or (
            not gaps and "blanks" not in self.type and "drop" not in self.type
        ):
            return self._matching()
        if len(responses) > 1:
            return "dropdowns" if self.type == "multiple_dropdowns_question" else "multiple_blanks"
        if "blanks" in self.type:
            return "short_text", (), tuple(dict.fromkeys(text for _, text in responses[0].options)), ()
        return self._choice(responses[0])

    def _matching(self) -> _Parts:
        lefts, rights = [], []
        offered = dict.fromkeys(text for response in self.responses for _, text in response.options)
        for response in self.responses:
            best, _ = self.scoring.best(response.ident)
            right = [text for ident, text in response.options if ident in best]
            if len(right) == 1:
                lefts.append(response.asked)
                rights.append(right[0])
            else:
                self.doubts.append(
                    Problem("pair_unreadable", self.place, facts={"text": response.asked[:80]})
                )
        unused = [text for text in offered if text not in rights]
        return "matching", *matched([*lefts, *("" for _ in unused)], [*rights, *unused]), ()

    def _choice(self, response: Response) -> _Parts:
        options = tuple(Option(text, True if response.is_fixed else None) for _, text in response.options)
        places = {ident: place for place, (ident, _) in enumerate(response.options)}
        if response.cardinality == "multiple":
            right, rule = self.scoring.several(response.ident)
            if self.fields.get("scoring_algorithm", "").lower() == "allornothing":
                rule = ()
            key = tuple(sorted(places[ident] for ident in right if ident in places))
            return "multiple", options, key, rule
        right, is_partial = self.scoring.best(response.ident)
        self.notes.lose("partial_credit", int(is_partial))
        return "single", options, tuple(sorted(places[ident] for ident in right if ident in places)), ()

    def _ordering(self, response: Response) -> _Parts:
        places = {ident: place for place, (ident, _) in enumerate(response.options)}
        order = self.scoring.sequence(response.ident)
        options = tuple(Option(text) for _, text in response.options)
        return "ordering", options, tuple(places[ident] for ident in order if ident in places), ()

    def _written(self, response: Response) -> _Parts:
        if self.type in {"essay_question", "essay"}:
            return "essay", (), (), ()
        if response.is_number or self.type == "numerical_question":
            return "number", (), self.scoring.numbers(response.ident), ()
        accepted, is_partial = self.scoring.best(response.ident)
        self.notes.lose("partial_credit", int(is_partial))
        return ("short_text", (), tuple(accepted), ()) if accepted else ("essay", (), (), ())

    def _explanation(self) -> str:
        """What is said to everybody, else to the right answer; the rest is lost."""
        told: dict[str, str] = {}
        for feedback in below(self.element, "itemfeedback"):
            texts = [self._material(one, None) for one in below(feedback, "material")]
            told.setdefault(attribute(feedback, "ident"), "\n".join(text for text in texts if text))
        wanted = ("general_fb", "solution", *self.scoring.praised, "correct_fb")
        chosen = next((ident for ident in wanted if told.get(ident)), "")
        self.notes.lose("option_feedback", sum(1 for ident, text in told.items() if text and ident != chosen))
        return told.get(chosen, "")
