"""Who is who: one line a rule."""

import pytest

from quizapp.formats.roster_facts import RosterLine
from quizapp.rosters.matching import Decision, Doubt, Known, Match, match

HERE, THERE = "here", "elsewhere"
CELL, UNIT = "Chi bộ Ao Vệ", "Đảng bộ xã Hùng Đức"


def line(
    name: str, born: str | None = None, cell: str | None = CELL, row: int = 2, **more: str
) -> RosterLine:
    return RosterLine(
        row=row, sheet="Lớp", name=name, born=born, cell=cell, unit=more.pop("unit", UNIT), **more
    )


def known(
    name: str, born: str | None, cell: str = CELL, person: int = 7, where: str = HERE, **more: str
) -> Known:
    enrolment = person * 10 if where == HERE else None
    return Known(person, name, enrolment, born=born, cell=cell, unit=more.pop("unit", UNIT), **more)


def found(one: RosterLine, other: Known, **decisions: Decision) -> Match:
    here, elsewhere = ([other], []) if other.enrolment_id else ([], [other])
    wanted = {0: decisions["decision"]} if decisions else {}
    return match([one], (), here, elsewhere, wanted)[0]


SAME_PERSON = {
    "equal in all": (line("Ma Công Lực", "1963"), known("Ma Công Lực", "1963")),
    "tone placed otherwise": (line("Đỗ Thị Hoà", "1963-02-03"), known("Đỗ Thị Hòa", "1963-02-03")),
    "capitals": (line("ma công lực", "1963"), known("MA CÔNG LỰC", "1963")),
    "the list knows the day": (line("Ma Công Lực", "1963-02-03"), known("Ma Công Lực", "1963")),
    "the list knows only the year": (line("Ma Công Lực", "1963"), known("Ma Công Lực", "1963-02-03")),
    "the list has no birth date": (line("Ma Công Lực"), known("Ma Công Lực", "1963")),
    "the list has no cell": (
        line("Ma Công Lực", "1963-02-03", None),
        known("Ma Công Lực", "1963-02-03"),
    ),
    "enrolled in another class": (
        line("Ma Công Lực", "1963-02-03"),
        known("Ma Công Lực", "1963-02-03", where=THERE),
    ),
}


@pytest.mark.parametrize(("one", "other"), SAME_PERSON.values(), ids=SAME_PERSON)
def test_one_person(one: RosterLine, other: Known) -> None:
    assert found(one, other) == Match(other)


TWO_PEOPLE = {
    "another birth date": (line("Bàn Xuân Đài", "1965-05-14"), known("Bàn Xuân Đài", "1971")),
    "other accents and another year": (line("Bàn Xuân Đài", "1965"), known("Bàn Xuân Dài", "1965")),
    "only the year, in another class": (
        line("Ma Công Lực", "1963"),
        known("Ma Công Lực", "1963", where=THERE),
    ),
    "another day, in another class": (
        line("Ma Công Lực", "1963-02-03"),
        known("Ma Công Lực", "1963-02-04", where=THERE),
    ),
}


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE.values(), ids=TWO_PEOPLE)
def test_two_people(one: RosterLine, other: Known) -> None:
    assert found(one, other) == Match()


DOUBTS = {
    "another cell": (
        line("Ma Công Lực", "1963", "Chi bộ Nà Ỏ"),
        known("Ma Công Lực", "1963"),
        Doubt.OTHER_CELL,
    ),
    "the cell of that name in another Party organisation": (
        line("Ma Công Lực", "1963", unit="Đảng bộ xã Yên Phú"),
        known("Ma Công Lực", "1963"),
        Doubt.OTHER_CELL,
    ),
    "no cell and only a year": (line("Ma Công Lực", "1963", None), known("Ma Công Lực", "1963"), Doubt.VAGUE),
    "accents differ, all else equal": (
        line("Bàn Xuân Dài", "1965-05-14"),
        known("Bàn Xuân Đài", "1965-05-14"),
        Doubt.OTHER_ACCENTS,
    ),
    "moved to another cell since the other class": (
        line("Ma Công Lực", "1963-02-03", "Chi bộ Nà Ỏ"),
        known("Ma Công Lực", "1963-02-03", where=THERE),
        Doubt.OTHER_CELL,
    ),
}


@pytest.mark.parametrize(("one", "other", "doubt"), DOUBTS.values(), ids=DOUBTS)
def test_somebody_must_decide(one: RosterLine, other: Known, doubt: Doubt) -> None:
    assert found(one, other) == Match(other, doubt=doubt)


def test_two_lines_never_become_one_person_of_the_class() -> None:
    lines = [line("Ma Công Lực", "1963", row=2), line("Ma Công Lực", "1963", row=3)]
    twins = [known("Ma Công Lực", "1963", person=1), known("Ma Công Lực", "1963", person=2)]
    matches = match(lines, (), twins, [], {})
    assert {one.known.person_id for one in matches.values() if one.known} == {1, 2}


def test_what_is_certain_is_matched_before_what_only_agrees() -> None:
    lines = [line("Ma Công Lực", "1963", row=2), line("Ma Công Lực", "1963-02-03", row=3)]
    here = [known("Ma Công Lực", "1963-02-03", person=1), known("Ma Công Lực", "1963", person=2)]
    matches = match(lines, (), here, [], {})
    assert [matches[place].known.person_id for place in (0, 1)] == [2, 1]  # type: ignore[union-attr]


def test_a_second_row_of_the_same_person_with_another_post_is_asked_about() -> None:
    lines = [
        line("Ma Công Lực", "1963", row=2, post="Bí thư"),
        line("Ma Công Lực", "1963", row=9, post="Phó Bí thư"),
    ]
    assert match(lines, (), [], [], {})[1] == Match(above=0, doubt=Doubt.ABOVE)
