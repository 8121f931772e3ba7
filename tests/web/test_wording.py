"""Every broken rule and every problem of a file has its sentence in Vietnamese."""

import re
from pathlib import Path

import pytest
from flask import Flask

from quizapp.domain.errors import RuleBroken
from quizapp.formats.drafts import Problem
from quizapp.web import wording

FORMATS = Path(wording.__file__).parents[2] / "formats"
CODE = re.compile(r'(?:Problem|Flaw|refuse|_loose|_problem|_note)\(\s*"([a-z_]+)"')


def _family(rule: type[RuleBroken]) -> list[type[RuleBroken]]:
    return [one for below in rule.__subclasses__() for one in (below, *_family(below))]


@pytest.mark.parametrize("rule", _family(RuleBroken), ids=lambda rule: rule.__name__)
def test_every_broken_rule_is_worded(rule: type[RuleBroken]) -> None:
    assert rule in wording.RULES


def _codes() -> set[str]:
    return {code for file in FORMATS.glob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("code", sorted(_codes()))
def test_every_problem_of_a_file_is_worded(code: str) -> None:
    assert code in wording.PROBLEMS


def test_a_sentence_holds_even_when_a_fact_is_missing(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        for code in sorted(wording.PROBLEMS):
            sentence = wording.problem_sentence(Problem(code, row=12, column="Ngày sinh"))
            assert sentence not in {"", code}
