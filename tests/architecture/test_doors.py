"""Who may import whom, and what stands where."""

import ast
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.architecture.sources import PACKAGE, PROJECT, imported, modules, name, tree

READERS_OF_THE_ENVIRONMENT = {"quizapp/settings.py"}
NAMES_WITHOUT_MEANING = {"utils", "helpers", "helper", "common", "manager", "base", "data", "info", "misc"}


def test_the_import_contracts_are_kept(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    broken = lint_imports(cache_dir=None)
    assert broken == 0, capfd.readouterr().out


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=name)
def test_the_domain_knows_only_itself_and_the_standard_library(path: Path) -> None:
    strangers = {
        module
        for module in imported(path)
        if module.partition(".")[0] not in sys.stdlib_module_names and not module.startswith("quizapp.domain")
    }
    assert not strangers


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=name)
def test_the_domain_reads_no_clock(path: Path) -> None:
    calls = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert not calls & {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.monotonic"}


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nothing_is_imported_inside_a_function(path: Path) -> None:
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))
    hidden = [
        f"{function.name}:{node.lineno}"
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        name(path)
        for path in modules()
        if any(isinstance(n, ast.Attribute) and n.attr in {"environ", "getenv"} for n in ast.walk(tree(path)))
    }
    assert readers <= READERS_OF_THE_ENVIRONMENT


def test_only_the_database_module_commits() -> None:
    commits = {
        name(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }
    assert commits <= {"quizapp/db.py"}


def test_a_module_is_named_after_a_thing_of_the_trade() -> None:
    assert not [name(path) for path in modules() if path.stem in NAMES_WITHOUT_MEANING]


@pytest.mark.parametrize(
    "path", [p for p in modules() if p.stem == "views" or p.stem.endswith("_views")], ids=name
)
def test_a_view_sees_no_sql_and_no_table(path: Path) -> None:
    seen = {
        module for module in imported(path) if module.startswith("sqlalchemy") or module.endswith(".models")
    }
    assert not seen
