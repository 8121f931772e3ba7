"""From the plain lists and dictionaries of a rubric file (YAML, JSON) to a Rubric, or to everything wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from quizapp.domain.decimals import exact, is_on_step
from quizapp.domain.flaws import Flaw
from quizapp.domain.names import tidy
from quizapp.domain.rubric import Band, Criterion, CriterionKind, Level, NaRule, Rubric

_Word = TypeVar("_Word", bound=StrEnum)
# `status` (draft) is about the approval by the centre, not about the rule: allowed and left alone.
_KEYS = {"title", "version", "status", "basis", "from", "to", "criteria", "levels"}
_CRITERION_KEYS = {"id", "group", "text", "kind", "maximum", "step", "bands", "na", "guidance"}
_LEVEL_KEYS = {"name", "from", "requires"}
_BAND_KEYS = {"label", "points"}


@dataclass(slots=True)
class _Reader:
    """Reads typed values out of one mapping and notes every flaw with its place."""

    raw: Mapping[object, object]
    place: str
    flaws: list[Flaw] = field(default_factory=list)

    def note(self, code: str, key: str = "", **facts: str | int | None) -> None:
        self.flaws.append(Flaw(code, ".".join(part for part in (self.place, key) if part), facts))

    def only(self, keys: set[str]) -> None:
        for key in self.raw:
            if key not in keys:
                self.note("key_unknown", str(key))

    def text(self, key: str, *, needed: bool = False) -> str:
        value = self.raw.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            words = tidy(str(value))
        else:
            words = ""
            if value is not None:
                self.note("not_a_text", key)
                return words
        if needed and not words:
            self.note("missing", key)
        return words

    def number(self, key: str, *, needed: bool = False) -> Fraction | None:
        value = self.raw.get(key)
        number = exact(value)
        if value is None:
            if needed:
                self.note("missing", key)
        elif number is None:
            self.note("not_a_number", key, value=str(value))
        return number

    def date(self, key: str) -> str | None:
        value = self.raw.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date().isoformat()
        try:
            return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
        except ValueError:
            self.note("not_a_date", key, value=str(value))
            return None

    def word(self, key: str, words: type[_Word], default: _Word) -> _Word:
        value = self.raw.get(key)
        if value is None:
            return default
        if value is False:  # YAML reads a bare `no` as false
            value = "no"
        try:
            return words(str(value))
        except ValueError:
            self.note("word_unknown", key, value=str(value), known=", ".join(words))
            return default

    def items(self, key: str, *, needed: bool = False) -> list["_Reader"]:
        value = self.raw.get(key)
        if value is None or value == []:
            if needed:
                self.note("missing", key)
            return []
        if not isinstance(value, list):
            self.note("not_a_list", key)
            return []
        readers = []
        for number, item in enumerate(value, start=1):
            place = ".".join(part for part in (self.place, key, str(number)) if part)
            if isinstance(item, Mapping):
                readers.append(_Reader(item, place, self.flaws))
            else:
                self.flaws.append(Flaw("not_a_mapping", place))
        return readers


def parse(raw: object) -> Rubric | tuple[Flaw, ...]:
    """A rubric out of the shape of its file, or all its flaws (never raises, whatever the file holds).

    Levels may stand in any order; the Rubric has them from the highest threshold down.
    """
    if not isinstance(raw, Mapping):
        return (Flaw("not_a_mapping"),)
    reader = _Reader(raw, "")
    reader.only(_KEYS)
    rubric = Rubric(
        title=reader.text("title", needed=True),
        version=reader.text("version", needed=True),
        criteria=tuple(_criterion(item) for item in reader.items("criteria", needed=True)),
        levels=tuple(_level(item) for item in reader.items("levels", needed=True)),
        basis=reader.text("basis"),
        valid_from=reader.date("from"),
        valid_to=reader.date("to"),
    )
    _check_dates(reader, rubric)
    _check_levels(reader, rubric)
    _check_once(reader, "id_twice", "criteria", [one.id for one in rubric.criteria])
    if reader.flaws:
        return tuple(reader.flaws)
    levels = tuple(sorted(rubric.levels, key=lambda level: -level.threshold))
    return Rubric(
        rubric.title,
        rubric.version,
        rubric.criteria,
        levels,
        rubric.basis,
        rubric.valid_from,
        rubric.valid_to,
    )


def _criterion(reader: _Reader) -> Criterion:
    reader.only(_CRITERION_KEYS)
    if reader.raw.get("kind") is None:
        reader.note("missing", "kind")
    kind = reader.word("kind", CriterionKind, CriterionKind.TICK)
    bands = _bands(reader, kind)
    maximum = reader.number("maximum", needed=not bands)
    if maximum is None:
        maximum = max((band.points for band in bands), default=Fraction(0))
    elif maximum <= 0:
        reader.note("not_above_zero", "maximum")
    elif bands and maximum != max(band.points for band in bands):
        reader.note("maximum_is_not_the_highest_band", "maximum")
    return Criterion(
        id=reader.text("id", needed=True),
        text=reader.text("text", needed=True),
        kind=kind,
        maximum=maximum,
        group=reader.text("group"),
        step=_step(reader, kind, maximum),
        bands=bands,
        na=reader.word("na", NaRule, NaRule.NO),
        guidance=reader.text("guidance"),
    )


def _step(reader: _Reader, kind: CriterionKind, maximum: Fraction) -> Fraction | None:
    step = reader.number("step")
    if step is None or kind is not CriterionKind.NUMBER:
        return None
    if step <= 0:
        reader.note("not_above_zero", "step")
        return None
    if maximum > 0 and not is_on_step(maximum, step):
        reader.note("maximum_off_step", "step")
    return step


def _bands(reader: _Reader, kind: CriterionKind) -> tuple[Band, ...]:
    if kind is not CriterionKind.LADDER:
        if reader.raw.get("bands"):
            reader.note("bands_only_on_a_ladder", "bands")
        return ()
    bands = []
    for item in reader.items("bands", needed=True):
        item.only(_BAND_KEYS)
        points = item.number("points", needed=True)
        if points is not None and points < 0:
            item.note("below_zero", "points")
        bands.append(Band(item.text("label", needed=True), points or Fraction(0)))
    _check_once(reader, "label_twice", "bands", [band.label for band in bands])
    return tuple(bands)


def _level(reader: _Reader) -> Level:
    reader.only(_LEVEL_KEYS)
    threshold = reader.number("from", needed=True)
    if threshold is not None and not 0 <= threshold <= 100:
        reader.note("not_a_percentage", "from")
    requires = reader.raw.get("requires") or []
    if not isinstance(requires, list):
        reader.note("not_a_list", "requires")
        requires = []
    return Level(
        reader.text("name", needed=True), threshold or Fraction(0), tuple(str(one) for one in requires)
    )


def _check_dates(reader: _Reader, rubric: Rubric) -> None:
    if rubric.valid_from and rubric.valid_to and rubric.valid_to < rubric.valid_from:
        reader.note("dates_reversed", "to")


def _check_levels(reader: _Reader, rubric: Rubric) -> None:
    known = {one.id for one in rubric.criteria}
    for number, level in enumerate(rubric.levels, start=1):
        for one in level.requires:
            if one not in known:
                reader.note("criterion_unknown", f"levels.{number}.requires", id=one)
    _check_once(reader, "name_twice", "levels", [level.name for level in rubric.levels])
    _check_once(reader, "threshold_twice", "levels", [str(level.threshold) for level in rubric.levels])


def _check_once(reader: _Reader, code: str, key: str, values: list[str]) -> None:
    for value in dict.fromkeys(values):
        if value and values.count(value) > 1:
            reader.note(code, key, value=value)
