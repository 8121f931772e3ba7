"""Every act that a command records has its words on the page of the record."""

import re
from pathlib import Path

from quizapp.web import wording
from quizapp.web.wording import audit

PACKAGE = Path(wording.__file__).parents[2]
ACT = re.compile(r'\brecord\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_act_is_worded() -> None:
    acts = {act for file in PACKAGE.rglob("*.py") for act in ACT.findall(file.read_text(encoding="utf-8"))}
    assert acts - set(audit.ACTIONS) == set()
    assert len(acts) > 20
