"""The paper as a plain form ("slot-3", "slot-5-1"): the same batch that the script would send."""

import re
from typing import Any

from werkzeug.datastructures import MultiDict

from quizapp.quizzes.saving import Standings

NAME = re.compile(r"slot-(\d{1,3})(?:-\d{1,3})?")


def answers_of_form(form: MultiDict[str, str], attempt: Standings) -> dict[str, Any]:
    """Only what differs from what stands, numbered one above it, so that "Lưu" twice changes nothing.

    A multiple choice with nothing ticked sends nothing: it counts as taken back when the form names its slot in
    `shown`. epoch: that of the page, so that a page left open on an old device does not overwrite the new one.
    """
    named = {int(found[1]) for name in form if (found := NAME.fullmatch(name))}
    shown = {int(word) for word in form.get("shown", "").split() if word.isascii() and word.isdigit()}
    listed = []
    for slot in sorted(named | {one for one in shown if _may_be_cleared(attempt, one)}):
        value = _value(form, slot, attempt)
        standing = attempt.standing.get(slot)
        if value != list(standing.value if standing else ()):
            listed.append({"slot": slot, "value": value, "seq": (standing.seq if standing else 0) + 1})
    epoch = form.get("epoch", "")
    return {"answers": listed} | ({"epoch": int(epoch)} if epoch.isascii() and epoch.isdigit() else {})


def _may_be_cleared(attempt: Standings, slot: int) -> bool:
    return 1 <= slot <= len(attempt.paper) and attempt.paper[slot - 1]["kind"] == "multiple"


def _value(form: MultiDict[str, str], slot: int, attempt: Standings) -> list[str]:
    if f"slot-{slot}" in form or not 1 <= slot <= len(attempt.paper):
        return [one for one in form.getlist(f"slot-{slot}") if one]
    parts = range(1, len(attempt.paper[slot - 1]["order"]) + 1)
    return [one for part in parts if (one := form.get(f"slot-{slot}-{part}", ""))]
