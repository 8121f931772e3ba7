"""Every broken rule and every problem of a file as one Vietnamese sentence that names the place and the way out.

Each module of this package words one feature: `RULES` (subclass of RuleBroken -> sentence of its facts) and
`PROBLEMS` (code of a formats Problem -> sentence of its facts). A test proves that none is missing.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext

from quizapp.domain.errors import RuleBroken
from quizapp.formats.drafts import Problem

Sentence = str | Callable[[Any], str]


class _Facts(dict[str, Any]):
    """A fact that a reader left out is said as nothing, never as an error."""

    def __missing__(self, name: str) -> str:
        return ""


def _collected(name: str) -> dict[Any, Sentence]:
    found: dict[Any, Sentence] = {}
    for module in pkgutil.iter_modules(__path__):
        found.update(getattr(importlib.import_module(f"{__name__}.{module.name}"), name, {}))
    return found


RULES: Mapping[type[RuleBroken], Sentence] = _collected("RULES")
PROBLEMS: Mapping[str, Sentence] = _collected("PROBLEMS")


def rule_sentence(rule: RuleBroken) -> str:
    """One sentence for a broken rule."""
    wording = RULES.get(type(rule))
    if wording is None:
        return str(gettext("Việc này hiện chưa làm được."))
    return str(wording(rule) if callable(wording) else wording)


def problem_sentence(problem: Problem) -> str:
    """One sentence for a problem of a file; `%(name)s` in the wording takes the facts, row and column."""
    wording = PROBLEMS.get(problem.code)
    if wording is None:
        return problem.code
    if callable(wording):
        return str(wording(problem))
    facts = _Facts(row=problem.row, column=problem.column, place=problem.place, **problem.facts)
    return str(wording) % facts
