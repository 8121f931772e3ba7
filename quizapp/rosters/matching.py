"""Who on the list is who on the site: pure, so that every rule is one line of a table in the tests.

One person: the same name (tones wherever they sit, capitals aside), birth dates that do not contradict each other
and the same cell. The same name with another birth date is somebody else. Anything between is for people to decide.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from quizapp.domain.birth_dates import BirthDate
from quizapp.domain.names import canonical, fold
from quizapp.formats.roster_facts import RosterLine


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the site. enrolment_id: in this class; None: known from `where`, another class.

    has_left: stood in this class once and was taken off the list.
    """

    person_id: int
    name: str
    enrolment_id: int | None = None
    sex: str | None = None
    born: str | None = None
    ethnicity: str = ""
    phone: str = ""
    post: str = ""
    cell: str = ""
    unit: str = ""
    group: str = ""
    where: str = ""
    has_left: bool = False


class Doubt(StrEnum):
    """Why nobody but a person can say who this is."""

    OTHER_CELL = "match_other_cell"
    OTHER_ACCENTS = "match_other_accents"
    VAGUE = "match_vague"
    ABOVE = "match_row_above"


class Decision(StrEnum):
    """What somebody decided about a doubtful row."""

    SAME = "same"
    OTHER = "other"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row speaks of. known None: somebody new. above: the place of an earlier row that may be the same person.

    With a doubt, known or above are only the candidate. decision: what settled the doubt.
    """

    known: Known | None = None
    above: int | None = None
    doubt: Doubt | None = None
    decision: Decision | None = None


class _Place(IntEnum):
    SAME = 0
    UNKNOWN = 1
    OTHER = 2


class _Birth(IntEnum):
    EQUAL = 0
    AGREES = 1
    UNKNOWN = 2
    CONTRADICTS = 3


@dataclass(slots=True)
class _Search:
    here: dict[str, list[Known]]
    elsewhere: dict[str, list[Known]]
    taken: set[int] = field(default_factory=set)
    above: dict[str, list[tuple[int, RosterLine]]] = field(default_factory=lambda: defaultdict(list))

    def free(self, found: Sequence[Known]) -> list[Known]:
        return [one for one in found if one.person_id not in self.taken]


def match(
    lines: Sequence[RosterLine],
    left_out: Collection[int],
    here: Sequence[Known],
    elsewhere: Sequence[Known],
    decisions: Mapping[int, Decision],
) -> dict[int, Match]:
    """Place in the list -> whom it speaks of. left_out: places that are not looked at (repeats, rows with problems).

    Nobody is matched twice; what is certain is matched first. A decision "same" or "other" settles a doubt.
    """
    search = _Search(_by_name(here), _by_name(elsewhere))
    wanted = {place: line for place, line in enumerate(lines) if place not in left_out}
    found: dict[int, Match] = {}
    for certain in (_exact, _agreeing):
        for place, line in wanted.items():
            if place not in found and (one := certain(line, search)):
                found[place] = Match(one)
                search.taken.add(one.person_id)
    for place, line in wanted.items():
        if place not in found:
            found[place] = _decided(_uncertain(place, line, search), decisions.get(place), search)
        search.above[_loose(line.name)].append((place, line))
    return found


def _decided(guess: Match, decision: Decision | None, search: _Search) -> Match:
    if guess.doubt is not None:
        guess = replace(guess, decision=decision)
    if guess.known is not None and (guess.doubt is None or decision is Decision.SAME):
        search.taken.add(guess.known.person_id)
    return guess


def _exact(line: RosterLine, search: _Search) -> Known | None:
    """In this class: name, cell and birth date equal; among several the one with the same telephone or post."""
    fitting = [
        one
        for one in search.free(search.here.get(_loose(line.name), ()))
        if _same_name(line, one) and _place(line, one) is _Place.SAME and _birth(line, one) is _Birth.EQUAL
    ]
    return min(
        fitting,
        key=lambda one: (one.phone != (line.phone or ""), one.post != (line.post or "")),
        default=None,
    )


def _agreeing(line: RosterLine, search: _Search) -> Known | None:
    """In this class: one says less than the other, and only one person fits."""
    fitting = [
        one
        for one in search.free(search.here.get(_loose(line.name), ()))
        if _same_name(line, one) and _is_enough(_place(line, one), _birth(line, one), line)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_enough(place: _Place, birth: _Birth, line: RosterLine) -> bool:
    if place is _Place.SAME:
        return birth is not _Birth.CONTRADICTS and bool(line.cell or birth is _Birth.AGREES)
    return place is _Place.UNKNOWN and birth is _Birth.EQUAL and _is_day(line.born)


def _uncertain(place: int, line: RosterLine, search: _Search) -> Match:
    key = _loose(line.name)
    for one in search.free(search.here.get(key, ())):
        if doubt := _doubt_here(line, one):
            return Match(one, doubt=doubt)
    for number, earlier in search.above[key]:
        if _is_perhaps_above(line, earlier):
            return Match(above=number, doubt=Doubt.ABOVE)
    others = [
        one
        for one in search.free(search.elsewhere.get(key, ()))
        if _is_day(line.born) and one.born == line.born
    ]
    others = [one for one in others if _same_name(line, one)]
    for one in others:
        if _place(line, one) is _Place.SAME and line.cell:
            return Match(one)
    return Match(others[0], doubt=Doubt.OTHER_CELL) if others else Match()


def _doubt_here(line: RosterLine, one: Known) -> Doubt | None:
    place, birth = _place(line, one), _birth(line, one)
    if birth is _Birth.CONTRADICTS:
        return None
    if not _same_name(line, one):
        is_slip = place is _Place.SAME and birth is _Birth.EQUAL and _is_day(line.born)
        return Doubt.OTHER_ACCENTS if is_slip else None
    return Doubt.OTHER_CELL if place is _Place.OTHER else Doubt.VAGUE


def _is_perhaps_above(line: RosterLine, earlier: RosterLine) -> bool:
    """Two rows of one list: one person written twice, perhaps with another telephone or another post."""
    above = Known(0, earlier.name, born=earlier.born, cell=earlier.cell or "", unit=earlier.unit or "")
    if not line.born or not earlier.born or not _same_name(line, above):
        return False
    birth = _birth(line, above)
    if _place(line, above) is _Place.SAME:
        return birth in (_Birth.EQUAL, _Birth.AGREES)
    return birth is _Birth.EQUAL and _is_day(line.born)


def _by_name(people: Sequence[Known]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for one in people:
        found[_loose(one.name)].append(one)
    return found


def _loose(name: str) -> str:
    """Names that differ in accents only fall together here; `_same_name` tells them apart."""
    return " ".join(fold(name).split())


def _same_name(line: RosterLine, one: Known) -> bool:
    return canonical(line.name) == canonical(one.name)


def _is_day(born: str | None) -> bool:
    return born is not None and len(born) == 10


def _birth(line: RosterLine, one: Known) -> _Birth:
    if line.born == one.born:
        return _Birth.EQUAL
    if not line.born or not one.born:
        return _Birth.UNKNOWN
    agrees = BirthDate.parse(line.born).agrees_with(BirthDate.parse(one.born))
    return _Birth.AGREES if agrees else _Birth.CONTRADICTS


def _place(line: RosterLine, one: Known) -> _Place:
    """Cells of one name in two Party organisations are two cells."""
    cell = _compare(line.cell, one.cell)
    unit = _compare(line.unit, one.unit)
    if _Place.OTHER in (cell, unit):
        return _Place.OTHER
    return cell


def _compare(mine: str | None, theirs: str) -> _Place:
    if canonical(mine or "") == canonical(theirs):
        return _Place.SAME
    return _Place.OTHER if mine and theirs else _Place.UNKNOWN
