"""Rubrics as data, and the rule that turns a sheet into a rating.

Points are the sum over the criteria; a dropped criterion leaves both the points and the maximum; a criterion
without an entry counts nothing and stays in the maximum. `from` of a level is the share of the attainable points
in percent, exact. The level is the highest whose threshold and required maxima are both met; a required criterion
that was dropped stands in nobody's way.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from quizapp.domain.decimals import decimal_words, exact, is_on_step, plain_number
from quizapp.domain.flaws import Flaw

NOT_APPLICABLE = "n/a"


class CriterionKind(StrEnum):
    """tick: nothing or the maximum; ladder: one of the named bands; number: any step up to the maximum."""

    TICK = "tick"
    LADDER = "ladder"
    NUMBER = "number"


class NaRule(StrEnum):
    """What "not applicable" does: it is not allowed, gives full points, or drops the criterion and rescales."""

    NO = "no"
    FULL = "full"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Band:
    """A rung of a ladder."""

    label: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the sheet. step: None means any value up to the maximum."""

    id: str
    text: str
    kind: CriterionKind
    maximum: Fraction
    group: str = ""
    step: Fraction | None = None
    bands: tuple[Band, ...] = ()
    na: NaRule = NaRule.NO
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its threshold in percent and the criteria that must stand at their maximum."""

    name: str
    threshold: Fraction
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rubric:
    """A sound rubric. Levels run from the highest threshold down; dates in force are ISO texts or None."""

    title: str
    version: str
    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]
    basis: str = ""
    valid_from: str | None = None
    valid_to: str | None = None

    @property
    def maximum(self) -> Fraction:
        """All points that the sheet can give."""
        return sum((criterion.maximum for criterion in self.criteria), Fraction(0))

    def criterion(self, criterion_id: str) -> Criterion | None:
        """The criterion of this id, if the rubric has it."""
        return next((one for one in self.criteria if one.id == criterion_id), None)


@dataclass(frozen=True, slots=True)
class Rating:
    """What a sheet amounts to.

    percent: exact, None when every criterion was dropped. held_back_by: the required criteria that kept the level
    below what the points alone would give. missing: without an entry. refused: entries that were not counted.
    """

    points: Fraction
    maximum: Fraction
    percent: Fraction | None
    level: str | None
    held_back_by: tuple[str, ...]
    missing: tuple[str, ...]
    refused: tuple[Flaw, ...] = ()

    @property
    def shape(self) -> dict[str, object]:
        """As `rubric rate --json` prints it."""
        return {
            "points": plain_number(self.points),
            "maximum": plain_number(self.maximum),
            "percent": None if self.percent is None else plain_number(self.percent),
            "level": self.level,
            "held_back_by": list(self.held_back_by),
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sheet says of one criterion; points None = not applicable and dropped."""

    points: Fraction | None


def _not_applicable(criterion: Criterion) -> Entry | Flaw:
    if criterion.na is NaRule.FULL:
        return Entry(criterion.maximum)
    if criterion.na is NaRule.DROP:
        return Entry(None)
    return Flaw("not_applicable_not_allowed", criterion.id)


def _read_tick(criterion: Criterion, value: object) -> Entry | Flaw:
    words = {"true": True, "false": False}
    ticked = words.get(value) if isinstance(value, str) else value
    if isinstance(ticked, bool):
        return Entry(criterion.maximum if ticked else Fraction(0))
    points = exact(value)
    if points is None or points not in (0, criterion.maximum):
        return Flaw("not_a_tick", criterion.id, {"maximum": decimal_words(criterion.maximum, 3)})
    return Entry(points)


def _read_ladder(criterion: Criterion, value: object) -> Entry | Flaw:
    for band in criterion.bands:
        if band.label == value:
            return Entry(band.points)
    points = exact(value)
    if points is None or points not in {band.points for band in criterion.bands}:
        return Flaw("not_a_band", criterion.id, {"value": str(value)})
    return Entry(points)


def _read_number(criterion: Criterion, value: object) -> Entry | Flaw:
    points = exact(value)
    if points is None:
        return Flaw("not_a_number", criterion.id, {"value": str(value)})
    if not 0 <= points <= criterion.maximum:
        return Flaw(
            "out_of_range",
            criterion.id,
            {"value": str(value), "maximum": decimal_words(criterion.maximum, 3)},
        )
    if criterion.step is not None and not is_on_step(points, criterion.step):
        return Flaw("off_step", criterion.id, {"value": str(value), "step": decimal_words(criterion.step, 3)})
    return Entry(points)


_READERS = {
    CriterionKind.TICK: _read_tick,
    CriterionKind.LADDER: _read_ladder,
    CriterionKind.NUMBER: _read_number,
}


def read_entry(criterion: Criterion, value: object) -> Entry | Flaw:
    """One value of a sheet: points, true/false, a band's label or "n/a"; numbers also as text ("7,5")."""
    if value == NOT_APPLICABLE:
        return _not_applicable(criterion)
    return _READERS[criterion.kind](criterion, value)


def rate(rubric: Rubric, sheet: Mapping[str, object]) -> Rating:
    """The rating of a sheet, finished or not; None stands for no entry. Never raises."""
    refused = [Flaw("criterion_unknown", key) for key in sheet if rubric.criterion(key) is None]
    entries: dict[str, Entry] = {}
    for criterion in rubric.criteria:
        value = sheet.get(criterion.id)
        entry = None if value is None else read_entry(criterion, value)
        if isinstance(entry, Flaw):
            refused.append(entry)
        elif entry is not None:
            entries[criterion.id] = entry
    counted = [one for one in rubric.criteria if entries.get(one.id) != Entry(None)]
    points = sum((entries[one.id].points or Fraction(0) for one in counted if one.id in entries), Fraction(0))
    maximum = sum((one.maximum for one in counted), Fraction(0))
    percent = points * 100 / maximum if maximum else None
    short = {one.id for one in counted if one.id not in entries or entries[one.id].points != one.maximum}
    level, held_back_by = level_of(rubric, percent, short)
    missing = tuple(one.id for one in rubric.criteria if one.id not in entries)
    return Rating(points, maximum, percent, level, held_back_by, missing, tuple(refused))


def level_of(rubric: Rubric, percent: Fraction | None, short: set[str]) -> tuple[str | None, tuple[str, ...]]:
    """(level, held_back_by) for an exact percentage; short: the criteria that are not at their maximum."""
    held_back: set[str] = set()
    if percent is None:
        return None, ()
    for level in rubric.levels:
        if percent < level.threshold:
            continue
        unmet = short.intersection(level.requires)
        if not unmet:
            return level.name, _in_order(rubric, held_back)
        held_back |= unmet
    return None, _in_order(rubric, held_back)


def _in_order(rubric: Rubric, ids: set[str]) -> tuple[str, ...]:
    return tuple(one.id for one in rubric.criteria if one.id in ids)


def content_hash(rubric: Rubric) -> str:
    """SHA-256 of everything the rubric says: a finished sheet keeps it, so that a later edit never changes it."""
    canonical = json.dumps(to_shape(rubric, exact_numbers=True), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def to_shape(rubric: Rubric, *, exact_numbers: bool = False) -> dict[str, Any]:
    """The rubric in the shape of its YAML file (see rubric_reading.parse); exact_numbers: fractions as text."""

    def number(value: Fraction) -> object:
        return str(value) if exact_numbers else plain_number(value)

    def line(one: Criterion) -> dict[str, Any]:
        shape: dict[str, Any] = {"id": one.id, "group": one.group, "text": one.text, "kind": one.kind.value}
        shape["maximum"] = number(one.maximum)
        if one.step is not None:
            shape["step"] = number(one.step)
        if one.bands:
            shape["bands"] = [{"label": band.label, "points": number(band.points)} for band in one.bands]
        return shape | {"na": one.na.value, "guidance": one.guidance}

    return {
        "title": rubric.title,
        "version": rubric.version,
        "basis": rubric.basis,
        "from": rubric.valid_from,
        "to": rubric.valid_to,
        "criteria": [line(one) for one in rubric.criteria],
        "levels": [
            {"name": level.name, "from": number(level.threshold), "requires": list(level.requires)}
            for level in rubric.levels
        ],
    }


def groups(rubric: Rubric) -> Sequence[tuple[str, tuple[Criterion, ...]]]:
    """The criteria under their groups, both in the order of the sheet."""
    names = list(dict.fromkeys(one.group for one in rubric.criteria))
    return [(name, tuple(one for one in rubric.criteria if one.group == name)) for name in names]
