"""YAML for content written by people: safe, small, no repeated keys, no aliases, every line known."""

import unicodedata
from fractions import Fraction
from typing import Any

import yaml
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode

from quizapp.formats.drafts import Problem

LARGEST_FILE = 1_000_000
DEEPEST = 12


class LinedDict(dict[str, Any]):
    """A mapping that knows the line (from 1) where it starts and the line of each of its keys."""

    __slots__ = ("key_lines", "line")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.key_lines: dict[str, int] = {}


class _Refused(yaml.YAMLError):
    def __init__(self, code: str, line: int, **facts: str | int | None) -> None:
        super().__init__(code)
        self.code, self.line, self.facts = code, line, facts


class _StrictLoader(yaml.SafeLoader):
    """SafeLoader without aliases (a few lines of them can fill the memory) and without repeated keys."""

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("yaml_alias", event.start_mark.line + 1)
        if self.depth >= DEEPEST:
            raise _Refused("yaml_too_deep", event.start_mark.line + 1, deepest=DEEPEST)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def lined_mapping(self, node: MappingNode) -> LinedDict:
        found = LinedDict(node.start_mark.line + 1)
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                raise _Refused("yaml_key_not_text", line)
            key = unicodedata.normalize("NFC", key_node.value)
            if key in found:
                raise _Refused("yaml_key_twice", line, key=key)
            found[key] = self.construct_object(value_node, deep=True)
            found.key_lines[key] = line
        return found

    def exact_number(self, node: ScalarNode) -> Fraction:
        return Fraction(node.value.replace("_", ""))

    def nfc_text(self, node: ScalarNode) -> str:
        return unicodedata.normalize("NFC", node.value)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _StrictLoader.lined_mapping)
_StrictLoader.add_constructor("tag:yaml.org,2002:float", _StrictLoader.exact_number)
_StrictLoader.add_constructor("tag:yaml.org,2002:str", _StrictLoader.nfc_text)


def load(data: bytes, name: str) -> LinedDict | Problem:
    """The mapping that the file holds, or the first thing that keeps it from being read.

    Texts are NFC; numbers with a point are exact fractions; dates are dates; keys are always text.
    """
    if len(data) > LARGEST_FILE:
        return Problem("file_too_large", place=name, facts={"bytes": len(data), "most": LARGEST_FILE})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("not_utf8", place=name, row=data[: error.start].count(b"\n") + 1)
    return _loaded(text, name)


def _loaded(text: str, name: str) -> LinedDict | Problem:
    if yaml.reader.Reader.NON_PRINTABLE.search(text):
        return Problem("yaml_control_character", place=name)
    loader = _StrictLoader(text)
    try:
        found: object = loader.get_single_data()
    except _Refused as refusal:
        return Problem(refusal.code, place=name, row=refusal.line, facts=refusal.facts)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Problem(
            "yaml_unreadable",
            place=name,
            row=mark.line + 1 if mark else None,
            facts={"detail": str(error.problem or error.context or "")},
        )
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        return Problem("yaml_unreadable", place=name, facts={"detail": str(error)})
    finally:
        loader.dispose()
    if not isinstance(found, LinedDict):
        return Problem("yaml_not_a_mapping", place=name, row=1)
    return found
