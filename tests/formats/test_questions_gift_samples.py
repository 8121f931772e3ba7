"""Every public GIFT sample means to us what its expected.json says."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from quizapp.formats.questions_gift_syntax import Answer, Item, Span, Text, items

SAMPLES = Path(__file__).parents[1] / "samples" / "questions_real" / "gift"
KINDS = {
    "category": "Category", "description": "Description", "essay": "Essay", "true_false": "TF", "choice": "MC",
    "short": "Short", "matching": "Matching", "number": "Numerical",
}  # fmt: skip


def plain_text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"format": text.markup, "text": text.text}


def as_number(span: Span) -> dict[str, object]:
    if ".." in span.written:
        return {"type": "high-low", "numberHigh": span.high, "numberLow": span.low}
    middle = (span.high + span.low) / 2
    if ":" in span.written:
        return {"type": "range", "number": middle, "range": span.high - middle}
    return {"type": "simple", "number": middle}


def as_choice(answer: Answer) -> dict[str, object]:
    return {
        "isCorrect": answer.right,
        "weight": answer.weight,
        "text": as_number(answer.span) if answer.span else plain_text(answer.text),
        "feedback": plain_text(answer.feedback),
    }


def as_expected(item: Item) -> dict[str, object]:
    """An item in the words of the grammar's JSON."""
    if item.kind == "category":
        return {"type": "Category", "title": item.title}
    told: dict[str, object] = {
        "type": KINDS[item.kind],
        "id": item.id,
        "tags": list(item.tags) or None,
        "title": item.title,
        "stem": plain_text(item.stem),
        "hasEmbeddedAnswers": item.blank,
    }
    if item.kind != "description":
        told["globalFeedback"] = plain_text(item.general)
    if item.kind == "true_false":
        told |= {"isTrue": item.is_true, "trueFeedback": plain_text(item.if_wrong)}
        told["falseFeedback"] = plain_text(item.if_right)
    elif item.kind == "matching":
        told["matchPairs"] = [
            {"subquestion": plain_text(pair.text), "subanswer": pair.match} for pair in item.answers
        ]
    elif item.answers:
        told["choices"] = [as_choice(answer) for answer in item.answers]
    return told


def exact(value: Any) -> Any:
    """Numbers as Decimal, so that 33.33333 is 33.33333; a lone numerical answer as a list of one."""
    if isinstance(value, list):
        return [exact(part) for part in value]
    if isinstance(value, Mapping):
        told = {key: exact(part) for key, part in value.items()}
        if told.get("type") == "Numerical" and isinstance(told["choices"], dict):
            told["choices"] = [{"isCorrect": True, "weight": None, "text": told["choices"], "feedback": None}]
        return told
    return value


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.gift")))
def test_a_gift_sample_means_what_its_expected_json_says(name: str) -> None:
    expected = json.loads(
        (SAMPLES / f"{name}.expected.json").read_text("utf-8"), parse_float=Decimal, parse_int=Decimal
    )

    read = [as_expected(item) for item in items((SAMPLES / f"{name}.gift").read_text("utf-8"))]

    assert read == exact(expected)


def test_all_samples_are_there() -> None:
    assert len(list(SAMPLES.glob("*.gift"))) == len(list(SAMPLES.glob("*.expected.json"))) >= 51
