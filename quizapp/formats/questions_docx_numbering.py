"""Numbers and letters that Word writes itself ("Câu 1.", "A.") and that stand in no text of the document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from quizapp.formats.questions_docx_looks import Styles
from quizapp.formats.questions_docx_package import W

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LEVELS = 9
_HIGHEST = 100_000


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    shape: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    """A w:num: the levels of its abstract list with its own changes. restarts: levels that begin anew with it."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """Counts through the document in its order: `label` is to be asked once for each paragraph."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.counts: dict[str, list[int | None]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstracts = {
            str(element.get(f"{W}abstractNumId", "")): _levels(element)
            for element in root.iterchildren(f"{W}abstractNum")
        }
        for element in root.iterchildren(f"{W}num"):
            abstract = _value(element.find(f"{W}abstractNumId"))
            each = _List(abstract, dict(abstracts.get(abstract, {})))
            for override in element.iterchildren(f"{W}lvlOverride"):
                level = _number(override.get(f"{W}ilvl"), 0)
                changed = override.find(f"{W}lvl")
                if changed is not None:
                    each.levels[level] = _level(changed)
                begin = override.find(f"{W}startOverride")
                if begin is not None:
                    each.restarts[level] = _number(begin.get(f"{W}val"), 1)
            self.lists[str(element.get(f"{W}numId", ""))] = each

    def label(self, properties: etree._Element | None, style: str) -> str:
        """What Word writes before the text of a paragraph: "Câu 3.", "A.", "•"; "" for nothing."""
        number, level = self._place(properties, style)
        found = self.lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counts = self.counts.setdefault(found.abstract, [None] * _LEVELS)
        if not found.used:
            for each, begin in found.restarts.items():
                if 0 <= each < _LEVELS:
                    counts[each] = begin - 1
            found.used = True
        now = counts[level]
        counts[level] = found.levels[level].start if now is None else min(now + 1, _HIGHEST)
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _written(found.levels, counts, level)

    def _place(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        """(numId, level): of the paragraph itself, else of its style."""
        own = None if properties is None else properties.find(f"{W}numPr")
        number, level = "", None
        if own is not None:
            number = _value(own.find(f"{W}numId"))
            level = _level_of(own)
        if not number or level is None:
            styled = self._by_style(style or self.styles.default_paragraph)
            number = number or styled[0]
            level = styled[1] if level is None else level
        return number, level if 0 <= level < _LEVELS else 0

    def _by_style(self, style: str) -> tuple[str, int]:
        if style not in self._of_style:
            number, level = "", 0
            for element in self.styles.chain(style):
                found = element.find(f"{W}pPr/{W}numPr")
                if found is not None:
                    number, level = _value(found.find(f"{W}numId")), _level_of(found) or 0
                    break
            self._of_style[style] = (number, level)
        return self._of_style[style]


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {_number(level.get(f"{W}ilvl"), 0): _level(level) for level in element.iterchildren(f"{W}lvl")}


def _level(element: etree._Element) -> _Level:
    return _Level(
        _number(_value(element.find(f"{W}start")), 1),
        _value(element.find(f"{W}numFmt")) or "decimal",
        _value(element.find(f"{W}lvlText"))[:60],
    )


def _level_of(element: etree._Element) -> int | None:
    found = element.find(f"{W}ilvl")
    return None if found is None else _number(found.get(f"{W}val"), 0)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _written(levels: Mapping[int, _Level], counts: list[int | None], level: int) -> str:
    own = levels[level]
    if own.shape == "bullet":
        return "•" if own.text.strip() else ""
    if own.shape == "none":
        return "" if "%" in own.text else own.text
    text = own.text
    for each in range(level + 1):
        place = levels.get(each, own)
        count = counts[each]
        text = text.replace(f"%{each + 1}", _in_shape(place.start if count is None else count, place.shape))
    return text.strip()


def _in_shape(count: int, shape: str) -> str:
    if shape in ("upperLetter", "lowerLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 4)
        return letters.upper() if shape == "upperLetter" else letters
    if shape in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        written = ""
        for value, sign in _ROMAN:
            written += sign * (count // value)
            count %= value
        return written.upper() if shape == "upperRoman" else written
    return f"{count:02d}" if shape == "decimalZero" else str(count)
