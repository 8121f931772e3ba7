"""What a QTI 1.2 item counts as right: conditions over answers, each worth points."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from quizapp.domain.questions import PROPORTIONAL, PROPORTIONAL_WITH_DEDUCTION
from quizapp.formats.questions_gift import span_token
from quizapp.formats.questions_gift_syntax import Span, span
from quizapp.formats.questions_xml import attribute, below, children, name, words

_LOWER, _UPPER = frozenset({"vargte", "vargt"}), frozenset({"varlte", "varlt"})


@dataclass(frozen=True, slots=True)
class Response:
    """A place to answer. asked: its own words (the left side of a pair). options: identifiers with their texts."""

    ident: str
    kind: str
    cardinality: str
    asked: str
    options: tuple[tuple[str, str], ...]
    is_fixed: bool = False
    is_number: bool = False
    is_graphic: bool = False


@dataclass(frozen=True, slots=True)
class _Test:
    """One comparison of an answer. wanted: False under <not>."""

    kind: str
    response: str
    value: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class _Condition:
    points: Decimal
    tests: tuple[_Test, ...]


class Scoring:
    """The conditions of an item that change a score; those that only show a remark say nothing about right."""

    def __init__(self, item: etree._Element) -> None:
        self.conditions: list[_Condition] = []
        self.praised: tuple[str, ...] = ()
        for element in below(item, "respcondition"):
            points = [_points(one) for one in children(element, "setvar")]
            if not points:
                continue
            tests = tuple(_tests(element, wanted=True))
            self.conditions.append(_Condition(max(points, key=abs), tests))
            if max(points) > 0 and tests and any(test.wanted for test in tests):
                shown = (attribute(one, "linkrefid") for one in children(element, "displayfeedback"))
                self.praised = (*self.praised, *shown)

    def _paying(self, response: str) -> list[tuple[Decimal, list[_Test]]]:
        found = []
        for condition in self.conditions:
            tests = [test for test in condition.tests if test.response == response]
            if condition.points > 0 and any(test.wanted for test in tests):
                found.append((condition.points, tests))
        return found

    def best(self, response: str) -> tuple[list[str], bool]:
        """The values worth most, in order; and whether others are worth something too."""
        worth: dict[str, Decimal] = {}
        for points, tests in self._paying(response):
            for test in tests:
                if test.wanted and test.kind == "varequal":
                    worth[test.value] = max(points, worth.get(test.value, Decimal(0)))
        highest = max(worth.values(), default=Decimal(0))
        return [value for value, points in worth.items() if points == highest], len(set(worth.values())) > 1

    def several(self, response: str) -> tuple[list[str], tuple[str, ...]]:
        """The right values of a multiple choice and its rule: one condition over all, or points for each."""
        paying = self._paying(response)
        whole = [(points, tests) for points, tests in paying if len(tests) > 1]
        if whole:
            _, tests = max(whole, key=lambda found: found[0])
            return [test.value for test in tests if test.wanted and test.kind == "varequal"], ()
        right = [test.value for _, tests in paying for test in tests if test.wanted]
        deducts = any(
            condition.points < 0 and any(test.response == response for test in condition.tests)
            for condition in self.conditions
        )
        if not deducts and len(right) == 1:
            return right, ()
        return list(dict.fromkeys(right)), (PROPORTIONAL_WITH_DEDUCTION if deducts else PROPORTIONAL,)

    def sequence(self, response: str) -> list[str]:
        """The values of the condition with most of them, in order."""
        runs = [[test.value for test in tests if test.wanted] for _, tests in self._paying(response)]
        if runs and max(map(len, runs)) == 1:
            return list(dict.fromkeys(run[0] for run in runs))
        return max(runs, key=len, default=[])

    def numbers(self, response: str) -> tuple[str, ...]:
        """Numbers and spans that are right, as keys hold them."""
        found: list[str] = []
        for _, tests in self._paying(response):
            lows = [test.value for test in tests if test.kind in _LOWER and test.wanted]
            highs = [test.value for test in tests if test.kind in _UPPER and test.wanted]
            exact = [test.value for test in tests if test.kind == "varequal" and test.wanted]
            if len(lows) == len(highs) == 1:
                read = span(f"{lows[0]}..{highs[0]}")
                found += [span_token(read)] if read else []
            else:
                found += [
                    span_token(read) for value in exact if (read := span(value)) and isinstance(read, Span)
                ]
        return tuple(dict.fromkeys(found))


def _tests(element: etree._Element, *, wanted: bool) -> Iterator[_Test]:
    for one in element:
        tag = name(one)
        if tag == "not":
            yield from _tests(one, wanted=not wanted)
        elif tag in {"and", "or", "conditionvar"}:
            yield from _tests(one, wanted=wanted)
        elif tag.startswith("var"):
            yield _Test(tag, attribute(one, "respident"), words(one), wanted)


def _points(setvar: etree._Element) -> Decimal:
    """SCORE.max and the like are full marks."""
    said = words(setvar)
    if ".max" in said.lower():
        return Decimal(100)
    try:
        number = Decimal(said.replace(",", "."))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
