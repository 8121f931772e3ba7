"""Lists as .docx, laid out to be printed, corrected by hand and signed."""

from io import BytesIO
from typing import cast

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from quizapp.formats.letterhead import Heading, place_and_date
from quizapp.formats.list_facts import (
    SIGN_ROW_MM,
    Align,
    OfficeList,
    clean,
    heading_lines,
    row_cells,
)  # fmt: skip

_FONT = "Times New Roman"
_SIZE = 13
_TWIPS_A_MM = 1440 / 25.4
_PAGE_MM = (297, 210)
_CENTER = WD_ALIGN_PARAGRAPH.CENTER


def list_docx(facts: OfficeList) -> bytes:
    """A4 landscape; the heading row on every page, rows never split, a page number at the foot."""
    document = Document()
    _set_page(document, facts)
    _set_font(document)
    _heading(document, facts)
    for place, line in enumerate(facts.title):
        paragraph = document.add_paragraph()
        paragraph.alignment = _CENTER
        paragraph.paragraph_format.space_before = Pt(10 if place == 0 else 0)
        _run(paragraph, line, size=15 if place == 0 else 14, bold=place < 2, italic=place > 1)
    _gap(document, 4)
    _table(document, facts)
    for text, size, italic in ((facts.total, _SIZE, True), (facts.sort_note, 11, False)):
        if text:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(6)
            paragraph.paragraph_format.keep_with_next = bool(facts.signatures)
            _run(paragraph, text, size=size, italic=italic)
    _signatures(document, facts)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: DocumentObject, facts: OfficeList) -> None:
    section, margins = document.sections[0], facts.margins
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE_MM[0]), Mm(_PAGE_MM[1])
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.footer_distance = Mm(8)
    footer = section.footer.paragraphs[0]
    footer.alignment = _CENTER
    _field(footer, "PAGE")
    document.core_properties.title = clean(" ".join(facts.title))[:250]
    document.core_properties.author = clean(facts.letterhead.issuer.replace("\n", " "))[:250]
    document.core_properties.comments = ""


def _set_font(document: DocumentObject) -> None:
    """The same font for every script, or Word falls back to another one for some Vietnamese letters."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    fonts = style.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)


def _run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = _SIZE,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold, run.italic, run.underline = Pt(size), bold, italic, underline


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in, such as the page number."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(12)
        if kind == "":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
            run._r.append(element)
        elif kind == "text":
            run.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _gap(document: DocumentObject, points: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(points)


def _halves(document: DocumentObject, facts: OfficeList) -> list[Paragraph]:
    """A borderless table of two cells; the first paragraph of each."""
    width = _PAGE_MM[0] - facts.margins.left - facts.margins.right
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, share in zip(table.rows[0].cells, (0.45, 0.55), strict=True):
        cell.width = Mm(width * share)
    for column, share in zip(table.columns, (0.45, 0.55), strict=True):
        column.width = Mm(width * share)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return [cell.paragraphs[0] for cell in table.rows[0].cells]


def _stack(first: Paragraph, lines: list[tuple[str, dict[str, bool | float]]]) -> None:
    """Centred lines, one a paragraph, beginning in `first`."""
    at = first
    for place, (text, look) in enumerate(lines):
        if place:
            following = cast("CT_P", OxmlElement("w:p"))
            at._p.addnext(following)
            at = Paragraph(following, first._parent)
        at.alignment = _CENTER
        _run(
            at,
            text,
            size=float(look.get("size", 14)),
            bold=bool(look.get("bold")),
            italic=bool(look.get("italic")),
            underline=bool(look.get("underline")),
        )


def _heading(document: DocumentObject, facts: OfficeList) -> None:
    head = facts.letterhead
    left: list[tuple[str, dict[str, bool | float]]] = []
    if head.superior:
        left += [(line, {}) for line in head.superior.split("\n")]
    left += [(line, {"bold": True}) for line in head.issuer.split("\n")]
    if head.heading is Heading.PARTY:
        left.append(("*", {}))
    if facts.number:
        left.append((facts.number, {}))
    lines = heading_lines(head)
    right: list[tuple[str, dict[str, bool | float]]] = [
        (line, {"bold": True, "size": 15 if len(lines) == 1 else 13, "underline": line == lines[-1]})
        for line in lines
    ]
    if facts.place:
        right += [("", {"size": 8}), (place_and_date(facts.place, facts.day), {"italic": True})]
    for paragraph, half in zip(_halves(document, facts), (left, right), strict=True):
        _stack(paragraph, half)


def _table(document: DocumentObject, facts: OfficeList) -> None:
    """The rows are built by hand: through the library a thousand rows take minutes."""
    if not facts.columns:
        return
    width = _PAGE_MM[0] - facts.margins.left - facts.margins.right
    whole = sum(column.share for column in facts.columns) or 1
    widths = [round(width * column.share / whole * _TWIPS_A_MM) for column in facts.columns]
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for grid_column, twips in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        grid_column.set(qn("w:w"), str(twips))
    headings = row_cells(tuple(column.heading for column in facts.columns), len(widths))
    table._tbl.append(_row(headings, widths, ["center"] * len(widths), least_mm=9, is_heading=True))
    alignments = [column.alignment for column in facts.columns]
    least = SIGN_ROW_MM if facts.is_signed_in_rows else 7
    for row in facts.rows:
        table._tbl.append(_row(row_cells(row, len(widths)), widths, alignments, least_mm=least))


def _element(name: str, parent: etree._Element | None = None, **attributes: str) -> etree._Element:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    if parent is not None:
        parent.append(element)
    return element


def _row(
    cells: tuple[str, ...],
    widths: list[int],
    alignments: list[Align],
    *,
    least_mm: int,
    is_heading: bool = False,
) -> etree._Element:
    row = _element("tr")
    properties = _element("trPr", row)
    _element("cantSplit", properties)
    _element("trHeight", properties, val=str(round(least_mm * _TWIPS_A_MM + 0.5)), hRule="atLeast")
    if is_heading:
        _element("tblHeader", properties)
    for text, twips, align in zip(cells, widths, alignments, strict=True):
        cell = _element("tc", row)
        look = _element("tcPr", cell)
        _element("tcW", look, w=str(twips), type="dxa")
        _element("vAlign", look, val="center")
        for line in text.split("\n"):
            paragraph = _element("p", cell)
            _element("jc", _element("pPr", paragraph), val=align)
            run = _element("r", paragraph)
            if is_heading:
                _element("b", _element("rPr", run))
            words = _element("t", run)
            words.text = line
            words.set(qn("xml:space"), "preserve")
    return row


def _signatures(document: DocumentObject, facts: OfficeList) -> None:
    """Date, authority, position, room to sign and seal, name. The Party sets no bold position below an authority."""
    signatures = facts.signatures[:2]
    if not signatures:
        return
    _gap(document, 8)
    halves = _halves(document, facts)
    for signature, paragraph in zip(signatures, halves[-len(signatures) :], strict=True):
        dated = place_and_date(signature.place, signature.day) if signature.place else ""
        bold = facts.letterhead.heading is Heading.STATE or not signature.authority
        lines: list[tuple[str, dict[str, bool | float]]] = []
        if dated or any(each.place for each in signatures):
            lines.append((dated, {"italic": True}))
        if any(each.authority for each in signatures):
            lines.append((signature.authority, {"bold": True}))
        lines.append((signature.position, {"bold": bold}))
        lines += [("", {})] * 4
        lines.append((signature.name, {"bold": True}))
        _stack(paragraph, lines)
