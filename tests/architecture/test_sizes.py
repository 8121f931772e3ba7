"""Files and functions stay small enough to be read at one sitting."""

import ast
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, PROJECT, modules, name, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
# put together here, so that a search for them in the project finds nothing
UNFINISHED = [a + b for a, b in (("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("raise NotImplemented", "Error"))]


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_function_is_too_long(path: Path) -> None:
    long = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert not {function: lines for function, lines in long.items() if lines > LONGEST_FUNCTION}


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nothing_is_left_unfinished(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [word for word in UNFINISHED if word in text]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=name)
def test_every_room_says_what_it_is_for(path: Path) -> None:
    in_history = "migrations" in path.parts
    assert in_history or ast.get_docstring(tree(path))


def test_the_windows_start_file_is_plain_ascii_with_windows_line_ends() -> None:
    content = (PROJECT / "chay.bat").read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 20
