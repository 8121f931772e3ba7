"""A sheet as its page shows it: every control with what is chosen, and the total so far."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizapp.domain.decimals import round_half_up
from quizapp.domain.rubric import NOT_APPLICABLE, Criterion, CriterionKind, Entry, Rating, Rubric, read_entry
from quizapp.practice.meetings import MeetingFacts, MemberFacts
from quizapp.practice.running_order import Slot
from quizapp.practice.sheet_queries import HeldFacts, SheetFacts
from quizapp.practice.words import na_words, points_words, typed_number, value_words

CHIPS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a ladder or tick. points: with a point for decimals; "" = not applicable and dropped."""

    value: str
    label: str
    points: str
    shown_points: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion. value: of a number, with a decimal comma. chips: points to give with one tap."""

    place: int
    criterion: Criterion
    value: str
    seq: int
    choices: tuple[Choice, ...]
    chips: tuple[str, ...]
    na: str
    is_na: bool
    note: str
    note_seq: int

    @property
    def maximum(self) -> str:
        """With a point, for scripts."""
        return typed_number(self.criterion.maximum)

    @property
    def step(self) -> str:
        """With a point; hundredths where the rubric names none."""
        return typed_number(self.criterion.step or Fraction(1, 100))


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """Everything a sheet's page needs. here: this browser works on it. levels: for the running level on the phone."""

    sheet: SheetFacts
    meeting: MeetingFacts
    slot: Slot | None
    rubric: Rubric
    lines: tuple[tuple[str, tuple[Line, ...]], ...]
    rating: Rating
    here: bool
    held: tuple[HeldFacts, ...]
    parts: tuple[MemberFacts, ...]
    levels: tuple[tuple[str, str, tuple[int, ...]], ...]

    @property
    def done(self) -> int:
        """How many criteria have an entry."""
        return len(self.rubric.criteria) - len(self.rating.missing)

    @property
    def is_open(self) -> bool:
        """Whether scores can be given here and now."""
        return not self.sheet.is_finished and not self.meeting.is_locked and self.here


def show(
    sheet: SheetFacts,
    meeting: MeetingFacts,
    rubric: Rubric,
    device: str,
    slot: Slot | None = None,
    held: tuple[HeldFacts, ...] = (),
    parts: tuple[MemberFacts, ...] = (),
) -> ShownSheet:
    """Put a sheet together; no query."""
    places = {one.id: place for place, one in enumerate(rubric.criteria, 1)}
    lines: dict[str, list[Line]] = {}
    for place, one in enumerate(rubric.criteria, 1):
        lines.setdefault(one.group, []).append(_line(place, one, sheet))
    levels = tuple(
        (level.name, typed_number(level.threshold), tuple(places[one] for one in level.requires))
        for level in rubric.levels
    )
    return ShownSheet(
        sheet=sheet,
        meeting=meeting,
        slot=slot,
        rubric=rubric,
        lines=tuple((group, tuple(of_group)) for group, of_group in lines.items()),
        rating=sheet.rating(rubric),
        here=sheet.device in ("", device),
        held=held,
        parts=parts,
        levels=levels,
    )


def _line(place: int, criterion: Criterion, sheet: SheetFacts) -> Line:
    stored = sheet.first(str(place))
    is_na = stored == NOT_APPLICABLE
    entry: Any = read_entry(criterion, stored) if stored else None
    points = entry.points if isinstance(entry, Entry) and not is_na else None
    is_number = criterion.kind is CriterionKind.NUMBER
    return Line(
        place=place,
        criterion=criterion,
        value=value_words(stored) if stored and is_number and not is_na else "",
        seq=sheet.seqs.get(str(place), 0),
        choices=() if is_number else _choices(criterion, points, is_na),
        chips=chips(criterion) if is_number else (),
        na=na_words(criterion),
        is_na=is_na,
        note=sheet.first(f"note-{place}"),
        note_seq=sheet.seqs.get(f"note-{place}", 0),
    )


def _choices(criterion: Criterion, points: Fraction | None, is_na: bool) -> tuple[Choice, ...]:
    if criterion.kind is CriterionKind.TICK:
        options = [
            ("true", value_words("true"), criterion.maximum),
            ("false", value_words("false"), Fraction(0)),
        ]
    else:
        options = [(band.label, band.label, band.points) for band in criterion.bands]
    found: list[Choice] = []
    for value, label, worth in options:
        taken = points == worth and not any(one.chosen for one in found)
        found.append(Choice(value, label, typed_number(worth), points_words(worth), taken))
    if na_words(criterion):
        worth_na = typed_number(criterion.maximum) if criterion.na.value == "full" else ""
        found.append(Choice(NOT_APPLICABLE, na_words(criterion), worth_na, "", is_na))
    return tuple(found)


def chips(criterion: Criterion) -> tuple[str, ...]:
    """At most seven points to give with one tap, the maximum first: every step, or tenths of it down to a half."""
    step = criterion.step or Fraction(1, 2)
    if criterion.maximum / step <= CHIPS:
        count = int(criterion.maximum / step)
        values = [criterion.maximum - step * place for place in range(count + 1)]
    else:
        values = [round_half_up(criterion.maximum * part / 10, step) for part in range(10, 10 - CHIPS, -1)]
    return tuple(dict.fromkeys(points_words(one) for one in values if 0 <= one <= criterion.maximum))
