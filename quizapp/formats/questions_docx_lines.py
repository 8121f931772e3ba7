"""The body of a Word document as lines in reading order, each sign with its look, old fonts converted.

Deleted and hidden text is left out, inserted text is kept; a soft break or a tab stays one; numbers that Word writes
itself are written out; text boxes follow their paragraph.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from quizapp.formats.legacy_fonts import SAMPLE_LENGTH, Letters, convert, is_unicode_vietnamese, letters_of
from quizapp.formats.question_drafts import ImageDraft
from quizapp.formats.questions_docx_looks import Styles, shade_of
from quizapp.formats.questions_docx_numbering import Numbering
from quizapp.formats.questions_docx_package import Package, W
from quizapp.formats.questions_text_lines import LENGTH_LIMIT, LINE_LIMIT, PLAIN, Line, Look, narrowed

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_SKIPPED = frozenset(
    {
        f"{W}{name}"
        for name in (
            "del",
            "moveFrom",
            "instrText",
            "delText",
            "pPr",
            "rPr",
            "sdtPr",
            "tcPr",
            "tblPr",
            "trPr",
        )
    }
)
_SYMBOLS = {
    "F0FC": "✓", "F0FE": "☑", "F0FD": "☒", "F0FB": "✗", "F0E0": "→", "F0E8": "→", "F0DF": "←", "F0EF": "←",
    "F0A8": "☐", "F06F": "☐", "F052": "☑", "F0B7": "•", "F0AA": "*",
}  # fmt: skip
_HEADINGS = ("heading", "tiêu đề", "title", "đầu đề")


class _Piece(NamedTuple):
    text: str
    look: Look
    letters: Letters


@dataclass(slots=True)
class Noticed:
    """What was met on the way and the user is to know."""

    converted: Counter[str] = field(default_factory=Counter)
    sample: dict[str, tuple[str, str]] = field(default_factory=dict)
    unicode_runs: Counter[str] = field(default_factory=Counter)
    unknown_fonts: set[str] = field(default_factory=set)
    lost: Counter[str] = field(default_factory=Counter)
    too_long: bool = False


@dataclass(slots=True)
class _Open:
    """The line being written."""

    pieces: list[_Piece] = field(default_factory=list)
    images: list[tuple[int, ImageDraft]] = field(default_factory=list)
    formulas: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.pieces and not self.images and not self.formulas


class BodyReader:
    """Paragraphs of one document into lines. untouched: letters that are not converted though the font says so."""

    def __init__(self, package: Package, untouched: frozenset[str] = frozenset()) -> None:
        self.package = package
        self.styles = Styles(package.styles)
        self.numbering = Numbering(package.numbering, self.styles)
        self.untouched = untouched
        self.noticed = Noticed()
        self.paragraphs = 0
        self.lines = 0

    def read(self, paragraph: etree._Element, shade: str = "") -> list[Line]:
        """The lines of a w:p. shade: the color of the table cell around it."""
        self.paragraphs += 1
        place = self.paragraphs
        properties = paragraph.find(f"{W}pPr")
        style = _style(properties)
        shade = (shade_of(properties.find(f"{W}shd")) if properties is not None else "") or shade
        label = self.numbering.label(properties, style)
        done: list[_Open] = [_Open()]
        boxes: list[etree._Element] = []
        for run in _runs(paragraph, boxes):
            self._run(run, style, shade, done)
        lines = [self._line(each, place, self._is_heading(style, properties)) for each in done]
        if label and lines:
            mark = None if properties is None else properties.find(f"{W}rPr")
            lines[0] = _labelled(lines[0], label, self.styles.of_run(style, mark).look)
        for box in boxes:
            for inner in box.iterchildren(f"{W}p"):
                lines += self.read(inner, shade)
        self.lines += len(lines)
        if self.lines > LINE_LIMIT:
            self.noticed.too_long = True
            return []
        return lines

    def _run(self, element: etree._Element, style: str, shade: str, done: list[_Open]) -> None:
        if element.tag.startswith(_MATH):
            done[-1].formulas += 1
            done[-1].pieces.append(_Piece("".join(map(str, element.itertext())), PLAIN, Letters.UNICODE))
            return
        found = self.styles.of_run(style, element.find(f"{W}rPr"))
        if found.hidden:
            return
        look = found.look if found.look.shade or not shade else found.look._replace(shade=shade)
        letters = letters_of(found.font) if found.font else Letters.UNICODE
        if letters is Letters.UNKNOWN:
            self.noticed.unknown_fonts.add(found.font)
            letters = Letters.UNICODE
        for child in element:
            text = _text_of(child)
            if text == "\n":
                done.append(_Open())
            elif text:
                done[-1].pieces.append(_Piece(text, look, letters))
            else:
                self._other(child, done[-1])

    def _other(self, child: etree._Element, line: _Open) -> None:
        """Pictures, formulas as objects, and what is left out."""
        name = str(child.tag).removeprefix(W)
        if name in ("drawing", "pict"):
            self._pictures(child, line)
        elif name == "object":
            line.formulas += 1
        elif name in ("footnoteReference", "endnoteReference", "commentReference"):
            self.noticed.lost["comments" if name.startswith("comment") else "footnotes"] += 1
        elif child.tag == f"{_COMPATIBLE}AlternateContent":
            for drawing in child.iter(f"{W}drawing"):
                self._pictures(drawing, line)

    def _pictures(self, element: etree._Element, line: _Open) -> None:
        described = next((each.get("descr") for each in element.iter("{*}docPr") if each.get("descr")), "")
        relations = [blip.get(f"{_RELATION}embed") for blip in element.iter(f"{_DRAWING}blip")]
        relations += [data.get(f"{_RELATION}id") for data in element.iter(f"{_VML}imagedata")]
        at = sum(len(piece.text) for piece in line.pieces)
        for relation in relations:
            found = self.package.picture(str(relation)) if relation else None
            if found is None:
                self.noticed.lost["images_unreadable"] += 1
            else:
                line.images.append((at, ImageDraft(found[0], found[1], narrowed(str(described or ""))[:300])))

    def _line(self, line: _Open, place: int, heading: bool) -> Line:
        parts: list[str] = []
        looks: list[tuple[int, Look]] = []
        length = 0
        for piece in _joined(line.pieces):
            text = narrowed(self._converted(piece))
            if parts and parts[-1].endswith("  ") and not text.strip():
                continue
            if not looks or looks[-1][1] != piece.look:
                looks.append((length, piece.look))
            parts.append(text)
            length += len(text)
            if length > LENGTH_LIMIT:
                break
        text = "".join(parts)[:LENGTH_LIMIT]
        images = tuple((min(at, len(text)), image) for at, image in line.images)
        kept = tuple(looks) or ((0, PLAIN),)
        return Line(text, place, f"paragraph {place}", kept, 0, images, line.formulas, heading)

    def _converted(self, piece: _Piece) -> str:
        if piece.letters is Letters.UNICODE:
            return piece.text
        kind = "tcvn3" if piece.letters is Letters.TCVN3_CAPITALS else piece.letters.value
        if is_unicode_vietnamese(piece.text):
            self.noticed.unicode_runs[kind] += 1
            return piece.text
        if kind in self.untouched:
            return piece.text
        text = convert(piece.text, piece.letters)
        if text != piece.text and not piece.text.isascii():
            self.noticed.converted[kind] += 1
            if len(piece.text) > len(self.noticed.sample.get(kind, ("", ""))[0]) < SAMPLE_LENGTH:
                self.noticed.sample[kind] = piece.text[:SAMPLE_LENGTH], text[:SAMPLE_LENGTH]
        return text

    def _is_heading(self, style: str, properties: etree._Element | None) -> bool:
        if properties is not None and properties.find(f"{W}outlineLvl") is not None:
            return True
        if not style:
            return False
        names = (each.find(f"{W}name") for each in self.styles.chain(style))
        words = " ".join(str(name.get(f"{W}val", "")) for name in names if name is not None).casefold()
        return words.startswith(_HEADINGS)


def _style(properties: etree._Element | None) -> str:
    found = None if properties is None else properties.find(f"{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val", ""))


def _runs(parent: etree._Element, boxes: list[etree._Element]) -> Iterator[etree._Element]:
    """Runs and formulas of a paragraph through links, insertions and controls; text boxes are put aside."""
    for child in parent:
        tag = str(child.tag)
        if tag == f"{W}r":
            boxes.extend(_boxes(child))
            yield child
        elif tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
            yield child
        elif tag not in _SKIPPED and tag != f"{W}p":
            yield from _runs(child, boxes)


def _boxes(run: etree._Element) -> list[etree._Element]:
    """Text boxes of a run; of two forms of the same one, the newer."""
    found = []
    for child in run:
        if child.tag == f"{_COMPATIBLE}AlternateContent":
            forms = [list(form.iter(f"{W}txbxContent")) for form in child]
            found += next(filter(None, forms), [])
        elif child.tag in (f"{W}drawing", f"{W}pict"):
            found += list(child.iter(f"{W}txbxContent"))
    return found


def _text_of(child: etree._Element) -> str:
    """The text of a child of a run; a line break for a break of any kind; "" for everything else."""
    name = str(child.tag).removeprefix(W)
    if name == "t":
        return child.text or ""
    if name == "sym":
        return _SYMBOLS.get(str(child.get(f"{W}char", "")).upper(), "")
    return _SIGNS.get(name, "")


_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "softHyphen": "\u00ad", "noBreakHyphen": "-",
}  # fmt: skip


def _joined(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Neighbours of one look and font as one, so that a letter and its mark are not parted."""
    texts: list[str] = []
    last: _Piece | None = None
    for piece in pieces:
        if last is not None and (piece.look, piece.letters) != (last.look, last.letters):
            yield last._replace(text="".join(texts))
            texts = []
        texts.append(piece.text)
        last = piece
    if last is not None:
        yield last._replace(text="".join(texts))


def _labelled(line: Line, label: str, look: Look) -> Line:
    """A line with the number that Word writes before it."""
    return join_lines(Line(f"{label} ", line.number, line.place, ((0, look),), len(label) + 1), line)


def join_lines(first: Line, second: Line) -> Line:
    """Two lines as one, without a blank between."""
    shift = len(first.text)
    return Line(
        first.text + second.text,
        first.number,
        first.place,
        (*first.looks, *((at + shift, look) for at, look in second.looks)),
        first.label,
        (*first.images, *((at + shift, image) for at, image in second.images)),
        first.formulas + second.formulas,
        heading=second.heading,
    )
