"""The table right x role in ARCHITECTURE.md is the one that the program loads."""

import os
from pathlib import Path

from quizapp.accounts.roles import BUILT_IN
from quizapp.web.access import Right

PAGE = Path(__file__).parents[2] / "ARCHITECTURE.md"
BEGIN, END = "<!-- roles: made by tests/architecture/test_roles_table.py -->\n", "<!-- /roles -->"


def roles_table() -> str:
    """The table as Markdown, rights down, roles across."""
    lines = [
        "| right | " + " | ".join(role.code for role in BUILT_IN) + " |",
        "|---" * (len(BUILT_IN) + 1) + "|",
    ]
    lines += [
        f"| {right} | " + " | ".join("x" if right in role.rights else " " for role in BUILT_IN) + " |"
        for right in Right
    ]
    return "\n".join(lines) + "\n"


def test_the_page_shows_the_rights_that_are_loaded() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    shown, after = rest.split(END)
    if os.environ.get("WRITE_ROLES"):
        PAGE.write_text(before + BEGIN + roles_table() + END + after, encoding="utf-8")
    assert shown == roles_table()
