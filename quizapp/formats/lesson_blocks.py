"""A lesson's Markdown as a tree of plain blocks: what a printed layout walks through. Data only, no markup."""

import re
import unicodedata
from collections.abc import Iterable
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from quizapp.formats.pdf import Plain

Tree = list[dict[str, Plain]]

_BOX = re.compile(r"^\[[ xX]\] ")
_SAFE_LINK = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)


def lesson_blocks(markdown: str) -> Tree:
    """Blocks of CommonMark with tables; HTML in the text stays text.

    kinds: heading (level 2 to 4), paragraph, list (items with a `box` where they began with "[ ]"), table,
    quote, code, rule. Inlines: text, strong, em, code, link (http, https, mailto, tel only), break; a picture
    becomes its alternative text.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    root = SyntaxTreeNode(parser.parse(unicodedata.normalize("NFC", markdown)))
    return _blocks(root.children)


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Tree:
    return [_block(node) for node in nodes if node.type not in {"inline", "text"} or node.content]


def _block(node: SyntaxTreeNode) -> dict[str, Plain]:
    match node.type:
        case "heading":
            level = min(max(int(node.tag[1]), 2), 4)
            return {"kind": "heading", "level": level, "inlines": _inlines(node)}
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "table":
            return _table(node)
        case "blockquote":
            return {"kind": "quote", "blocks": _blocks(node.children)}
        case "fence" | "code_block":
            return {"kind": "code", "text": node.content.rstrip("\n")}
        case "hr":
            return {"kind": "rule"}
        case _:
            return {"kind": "paragraph", "inlines": _inlines(node)}


def _list(node: SyntaxTreeNode) -> dict[str, Plain]:
    start = node.attrs.get("start", 1)
    return {
        "kind": "list",
        "ordered": node.type == "ordered_list",
        "start": int(start),
        "items": [_item(item) for item in node.children],
    }


def _item(node: SyntaxTreeNode) -> dict[str, Plain]:
    blocks = _blocks(node.children)
    return {"box": _took_box(blocks), "blocks": blocks}


def _took_box(blocks: Tree) -> bool:
    """Whether the item began with "[ ]"; the sign is taken away, since the layout draws the box."""
    inlines = cast("Tree", blocks[0].get("inlines", [])) if blocks else []
    words = str(inlines[0].get("text", "")) if inlines else ""
    if not _BOX.match(words):
        return False
    inlines[0] = {"kind": "text", "text": _BOX.sub("", words)}
    return True


def _table(node: SyntaxTreeNode) -> dict[str, Plain]:
    rows = [row for part in node.children for row in part.children]
    cells: list[Plain] = [[_inlines(cell) for cell in row.children] for row in rows]
    styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
    aligns: list[Plain] = [
        next((side for side in ("right", "center") if side in style), "left") for style in styles
    ]
    return {"kind": "table", "aligns": aligns, "head": cells[0], "rows": cells[1:]}


def _inlines(node: SyntaxTreeNode) -> Tree:
    """The inlines below a block, whose only child is an `inline` node."""
    found: Tree = []
    for child in node.children:
        found.extend(_inlines(child) if child.type == "inline" else [_inline(child)])
    return found


def _inline(node: SyntaxTreeNode) -> dict[str, Plain]:
    match node.type:
        case "strong" | "em":
            return {"kind": node.type, "inlines": _inlines(node)}
        case "link":
            href = str(node.attrs.get("href", ""))
            kind = "link" if _SAFE_LINK.match(href) else "span"
            return {"kind": kind, "href": href, "inlines": _inlines(node)}
        case "code_inline":
            return {"kind": "code", "text": node.content}
        case "hardbreak":
            return {"kind": "break"}
        case "softbreak":
            return {"kind": "text", "text": " "}
        case "image":
            return {"kind": "em", "inlines": [{"kind": "text", "text": node.content}]}
        case _:
            return {"kind": "text", "text": node.content}
