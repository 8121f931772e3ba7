"""The program's own source files, read once."""

import ast
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "quizapp"


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the program but the migrations, which are history."""
    inside = (path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return (PROJECT / "app.py", *sorted(inside))


@cache
def tree(path: Path) -> ast.Module:
    """A module as its syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """How a failure names a file."""
    return path.relative_to(PROJECT).as_posix()


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found
