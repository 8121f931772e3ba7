"""Read a rubric file: YAML in the shape of the house, checked by the domain, every flaw with its line."""

from typing import Any

from quizapp.domain.flaws import Flaw
from quizapp.domain.rubric_reading import parse
from quizapp.formats.bank_drafts import RubricDraft
from quizapp.formats.drafts import Problem
from quizapp.formats.strict_yaml import LinedDict, load


def read_rubric(data: bytes, name: str) -> tuple[RubricDraft | None, tuple[Problem, ...]]:
    """The rubric, or every problem of the file; name is the file name and gives the rubric its code."""
    loaded = load(data, name)
    if isinstance(loaded, Problem):
        return None, (loaded,)
    rubric = parse(loaded)
    if isinstance(rubric, tuple):
        return None, tuple(_problem(flaw, loaded, name) for flaw in rubric)
    code = name.rpartition("/")[2].rpartition(".")[0]
    status = "approved" if loaded.get("status") == "approved" else "draft"
    return RubricDraft(code=code, status=status, rubric=rubric, file=name), ()


def _problem(flaw: Flaw, root: LinedDict, name: str) -> Problem:
    place = f"{name}, {flaw.place}" if flaw.place else name
    return Problem(flaw.code, place=place, row=_line(root, flaw.place), facts=flaw.facts)


def _line(root: LinedDict, place: str) -> int:
    """The line of a place such as "criteria.3.maximum"; of what holds it, when it is not there."""
    line = root.line
    here: Any = root
    for step in place.split("."):
        found: Any = None
        if isinstance(here, LinedDict):
            line = here.key_lines.get(step, line)
            found = here.get(step)
        elif isinstance(here, list) and step.isdigit() and 0 < int(step) <= len(here):
            found = here[int(step) - 1]
        if isinstance(found, LinedDict):
            line = found.line
        here = found
    return line
