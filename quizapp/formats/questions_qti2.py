"""Items of QTI 2.0 to 3.0: one reader, since names are compared without "qti-", dashes and capitals."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from lxml import etree

from quizapp.domain.questions import PROPORTIONAL, PROPORTIONAL_WITH_DEDUCTION, Option, Question
from quizapp.formats.drafts import Problem
from quizapp.formats.question_drafts import EXPLANATION, STEM, ImageDraft, ReadQuestion
from quizapp.formats.questions_drafting import (
    Notes,
    as_true_false,
    finished,
    is_own_name,
    number_of,
    pictures,
    split_basis,
)
from quizapp.formats.questions_fractions import is_uneven
from quizapp.formats.questions_gift import matched, span_token
from quizapp.formats.questions_gift_syntax import span
from quizapp.formats.questions_qti2_body import BLANK, body_html, choice_html, interactions, markup_of
from quizapp.formats.questions_xml import attribute, below, child, children, line_of, name, words

Find = Callable[[str], bytes | None]
_Parts = tuple[str, tuple[Option, ...], tuple[int | str, ...], tuple[str, ...]]
_NOT_HELD = {
    "gapmatchinteraction": "gap_match",
    "graphicgapmatchinteraction": "gap_match",
    "uploadinteraction": "file_upload",
}


@dataclass(slots=True)
class _Declared:
    """What a response may be and which is right. marks: the mapping, by key."""

    cardinality: str = "single"
    type: str = ""
    right: list[str] = field(default_factory=list)
    marks: dict[str, Decimal] = field(default_factory=dict)
    otherwise: Decimal = Decimal(0)


def read_item(
    root: etree._Element, notes: Notes, find: Find, *, is_mended: bool = False
) -> ReadQuestion | None:
    """The question of an <assessmentItem>; None for an item that is no question of ours, which is noted."""
    item = _Item(root, notes, find)
    draft = item.draft()
    if draft is None:
        return None
    doubts = [Problem("xml_mended", draft.place)] if is_mended else []
    return finished(draft, warnings=[*item.doubts, *doubts])


class _Item:
    def __init__(self, root: etree._Element, notes: Notes, find: Find) -> None:
        self.root, self.notes, self.find = root, notes, find
        self.place = attribute(root, "identifier") or f"line {line_of(root)}"
        self.images: list[ImageDraft] = []
        self.doubts: list[Problem] = []
        self.declared = {
            attribute(one, "identifier"): _declared(one) for one in children(root, "responsedeclaration")
        }

    def draft(self) -> ReadQuestion | None:
        body = child(self.root, "itembody")
        found = [] if body is None else interactions(body)
        stem = self._text("" if body is None else body_html(body), STEM)
        stem = stem.removesuffix(f"\n{BLANK}")  # a field by itself at the end is no gap in the text
        parts = self._parts(found)
        if isinstance(parts, str):
            self.notes.skip(parts, self.place, stem, line_of(self.root))
            return None
        kind, options, key, rule = parts
        if kind == "single" and (true_false := as_true_false(options, key)):
            kind, options, key = "true_false", true_false.options, true_false.key
        title = " ".join(attribute(self.root, "title").split())
        number = number_of(title)
        if title and number is None and not is_own_name(title, stem):
            self.notes.lose("question_name")
        explanation, basis = split_basis(self._explanation())
        self.notes.lose("rubric", sum(1 for _ in below(self.root, "rubricblock")))
        self.notes.lose("stimulus", len(children(self.root, "assessmentstimulusref")))
        return ReadQuestion(
            number=number or "",
            place=self.place,
            question=Question(kind, stem, options, key, *rule),
            explanation=explanation,
            basis=basis,
            images=tuple(self.images),
        )

    def _text(self, html: str, place: str | None) -> str:
        text, shown = self.notes.rich(html, "html")
        if place is None:
            self.notes.lose("image", len(shown))
            return text
        missing = pictures(shown, self.find, self.images, self.notes, place)
        self.doubts.extend(replace(problem, place=self.place) for problem in missing)
        return text

    def _explanation(self) -> str:
        """The remark that everybody gets, or the only one there is."""
        found = children(self.root, "modalfeedback")
        named = {attribute(one, "identifier").lower(): one for one in found}
        wanted = next((named[word] for word in ("general", "solution", "correct") if word in named), None)
        chosen = found[0] if wanted is None and len(found) == 1 else wanted
        inner = sum(1 for _ in below(self.root, "feedbackinline", "feedbackblock"))
        self.notes.lose("option_feedback", len(found) - int(chosen is not None) + inner)
        return (
            ""
            if chosen is None
            else self._text(markup_of(next(below(chosen, "contentbody"), chosen)), EXPLANATION)
        )

    def _parts(self, found: list[etree._Element]) -> _Parts | str:
        if children(self.root, "templatedeclaration"):
            return "calculated"
        if not found:
            return "description"
        names = {name(one) for one in found}
        if len(found) > 1:
            blanks = {"textentryinteraction": "multiple_blanks", "inlinechoiceinteraction": "dropdowns"}
            return (
                blanks.get(next(iter(names)), "several_interactions")
                if len(names) == 1
                else "several_interactions"
            )
        interaction = found[0]
        readers: dict[str, Callable[[etree._Element, _Declared], _Parts | str]] = {
            "choiceinteraction": self._choice,
            "inlinechoiceinteraction": self._choice,
            "orderinteraction": self._order,
            "matchinteraction": self._match,
            "associateinteraction": self._associate,
            "textentryinteraction": self._entry,
            "extendedtextinteraction": self._essay,
        }
        read = readers.get(name(interaction))
        if read is None:
            return _NOT_HELD.get(name(interaction), "kind_other")
        return read(interaction, self.declared.get(attribute(interaction, "responseidentifier"), _Declared()))

    def _options(self, interaction: etree._Element, *, keeps_order: bool) -> dict[str, Option]:
        """The choices by identifier, each once."""
        found: dict[str, Option] = {}
        for element in below(interaction, "simplechoice", "inlinechoice", "simpleassociablechoice"):
            place = f"option {len(found) + 1}"
            is_fixed = keeps_order or attribute(element, "fixed").lower() == "true"
            option = Option(self._text(choice_html(element), place), True if is_fixed else None)
            found.setdefault(attribute(element, "identifier") or place, option)
        return found

    def _choice(self, interaction: etree._Element, declared: _Declared) -> _Parts:
        fixed = (
            name(interaction) == "choiceinteraction" and attribute(interaction, "shuffle").lower() == "false"
        )
        options = self._options(interaction, keeps_order=fixed)
        places = {identifier: place for place, identifier in enumerate(options)}
        is_multiple = declared.cardinality == "multiple"
        mapped = [] if is_multiple and declared.right else _best(declared, every=is_multiple)
        right = list(dict.fromkeys([*declared.right, *mapped])) or self._processed()
        key = tuple(sorted({places[one] for one in right if one in places}))
        if len(key) < len(set(right)):
            self.doubts.append(
                Problem("answer_no_such_option", self.place, facts={"answer": ", ".join(right)[:80]})
            )
        if declared.marks and is_uneven([declared.marks.get(one, declared.otherwise) for one in options]):
            self.notes.lose("partial_credit")
        kind = "multiple" if is_multiple else "single"
        return kind, tuple(options.values()), key, (self._rule(declared),) if is_multiple else ()

    def _rule(self, declared: _Declared) -> str:
        """Points for each option only where the processing maps them."""
        processing = child(self.root, "responseprocessing")
        template = "" if processing is None else attribute(processing, "template").lower().replace("_", "")
        maps = "mapresponse" in template or any(True for _ in below(self.root, "mapresponse"))
        if not maps or not declared.marks:
            return Question("", "", (), ()).rule
        deducts = declared.otherwise < 0 or any(mark < 0 for mark in declared.marks.values())
        return PROPORTIONAL_WITH_DEDUCTION if deducts else PROPORTIONAL

    def _processed(self) -> list[str]:
        """Right values that only the processing names; several ways to be right are more than a key can hold."""
        processing = child(self.root, "responseprocessing")
        sets = []
        for one in [] if processing is None else below(processing, "match"):
            values = tuple(words(value) for value in below(one, "basevalue"))
            if values and any(True for _ in below(one, "variable")) and values not in sets:
                sets.append(values)
        if len(sets) == 1:
            return list(sets[0])
        if sets:
            self.doubts.append(Problem("several_keys", self.place, facts={"found": len(sets)}))
        return []

    def _order(self, interaction: etree._Element, declared: _Declared) -> _Parts:
        options = self._options(interaction, keeps_order=False)
        places = {identifier: place for place, identifier in enumerate(options)}
        steps = tuple(replace(option, pinned=None) for option in options.values())
        return "ordering", steps, tuple(places[one] for one in declared.right if one in places), ()

    def _match(self, interaction: etree._Element, declared: _Declared) -> _Parts | str:
        sets = list(below(interaction, "simplematchset"))
        if len(sets) != 2:
            return "kind_other"
        lefts, rights = (self._options(one, keeps_order=False) for one in sets)
        pairs = [_pair(value) for value in declared.right or _best(declared, every=True)]
        known = [(left, right) for left, right in pairs if left in lefts and right in rights]
        if len({left for left, _ in known}) < len(known):
            return "match_many"
        return self._pairs(known, lefts, rights)

    def _associate(self, interaction: etree._Element, declared: _Declared) -> _Parts | str:
        options = self._options(interaction, keeps_order=False)
        pairs = [_pair(value) for value in declared.right]
        known = [(left, right) for left, right in pairs if left in options and right in options]
        if len({one for pair in known for one in pair}) < 2 * len(known):
            return "match_many"
        lefts = {left: options[left] for left, _ in known}
        rights = {one: option for one, option in options.items() if one not in lefts}
        self.doubts.append(Problem("associate_as_matching", self.place))
        return self._pairs(known, lefts, rights)

    def _pairs(
        self, known: list[tuple[str, str]], lefts: dict[str, Option], rights: dict[str, Option]
    ) -> _Parts:
        used = dict(known)
        for one in lefts:
            if one not in used:
                facts = {"text": lefts[one].text[:80]}
                self.doubts.append(Problem("pair_unreadable", self.place, facts=facts))
        order = [one for one in lefts if one in used]
        spare = [option.text for one, option in rights.items() if one not in used.values()]
        left_texts = [*(lefts[one].text for one in order), *("" for _ in spare)]
        return "matching", *matched(left_texts, [*(rights[used[one]].text for one in order), *spare]), ()

    def _entry(self, interaction: etree._Element, declared: _Declared) -> _Parts:
        del interaction
        best = _best(declared, every=False)
        accepted = list(dict.fromkeys([*declared.right, *best]))
        self.notes.lose(
            "partial_credit", sum(1 for one, mark in declared.marks.items() if mark > 0 and one not in best)
        )
        if declared.type in {"float", "integer"}:
            written = self._near() or accepted
            numbers = [span_token(read) for one in written if (read := span(one))]
            return "number", (), tuple(dict.fromkeys(numbers)), ()
        return "short_text", (), tuple(accepted), ()

    def _near(self) -> list[str]:
        """Numbers that the processing takes with a tolerance, as "value:tolerance"."""
        found = []
        for one in below(self.root, "equal"):
            value, tolerance = next(below(one, "basevalue"), None), attribute(one, "tolerance").split()
            if value is not None and attribute(one, "tolerancemode").lower() == "absolute" and tolerance:
                found.append(f"{words(value)}:{tolerance[0]}")
        return found

    def _essay(self, interaction: etree._Element, declared: _Declared) -> _Parts:
        del interaction, declared
        return "essay", (), (), ()


def _declared(element: etree._Element) -> _Declared:
    correct, mapping = child(element, "correctresponse"), child(element, "mapping")
    found = _Declared(
        attribute(element, "cardinality").lower() or "single",
        attribute(element, "basetype").lower(),
        [] if correct is None else [said for one in children(correct, "value") if (said := words(one))],
    )
    if mapping is not None:
        found.otherwise = _decimal(attribute(mapping, "defaultvalue"))
        for entry in children(mapping, "mapentry"):
            found.marks[attribute(entry, "mapkey")] = _decimal(attribute(entry, "mappedvalue"))
    return found


def _best(declared: _Declared, *, every: bool) -> list[str]:
    """The keys of the mapping that are worth something (every), or only those worth most."""
    highest = max(declared.marks.values(), default=Decimal(0))
    return [one for one, mark in declared.marks.items() if mark > 0 and (every or mark == highest)]


def _decimal(text: str) -> Decimal:
    read = span(text)
    return read.low if read else Decimal(0)


def _pair(value: str) -> tuple[str, str]:
    left, _, right = value.partition(" ")
    return left, right.strip()
