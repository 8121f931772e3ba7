"""Word documents written by hand for tests: paragraphs and runs as Word stores them."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str = "", *, look: str = "", font: str = "", style: str = "") -> str:
    """A run; look: words of "b i u" and "color=FF0000", "highlight=yellow", "shade=FFFF00". Tabs and newlines
    become w:tab and w:br."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if font:
        properties += f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    for word in look.split():
        name, _, value = word.partition("=")
        if name == "u":
            properties += f'<w:u w:val="{value or "single"}"/>'
        elif name == "shade":
            properties += f'<w:shd w:val="clear" w:fill="{value}"/>'
        else:
            properties += f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>"
    content = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    content = content.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    content = content.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    content = content.replace("\u00ad", '</w:t><w:softHyphen/><w:t xml:space="preserve">')
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def paragraph(*runs: str, style: str = "", number: tuple[int, int] | None = None) -> str:
    """A paragraph of runs (bare texts become plain ones); number: (numId, level) of an automatic list."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell is the XML of its paragraphs or a bare text with a paragraph a line."""
    written = ""
    for row in rows:
        cells = ""
        for cell in row:
            inner = cell if cell.startswith("<") else "".join(map(paragraph, cell.split("\n")))
            cells += f"<w:tc>{inner}</w:tc>"
        written += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def numbering(*lists: tuple[tuple[str, str], ...]) -> str:
    """numbering.xml with a w:num 1, 2, ... for each list of (shape, text) by level."""
    abstracts = nums = ""
    for at, levels in enumerate(lists, 1):
        inner = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (shape, text) in enumerate(levels)
        )
        abstracts += f'<w:abstractNum w:abstractNumId="{at}">{inner}</w:abstractNum>'
        nums += f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
    return abstracts + nums


def document(
    *body: str, styles: str = "", lists: str = "", media: dict[str, bytes] | None = None, prolog: str = ""
) -> bytes:
    """A .docx; bare texts of the body become paragraphs. media: file name -> content, related as rId of its place."""
    inner = "".join(each if each.startswith("<") else paragraph(each) for each in body)
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/image" Target="media/{name}"/>'
        for at, name in enumerate(media or {}, 1)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" '
        f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{prolog}<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{lists}</w:numbering>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
    }
    parts.update({f"word/media/{name}": content for name, content in (media or {}).items()})
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def picture(relation: int, description: str = "") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{description}"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="rId{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
