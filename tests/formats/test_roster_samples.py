"""The two shared rosters come out as their office meant them."""

import json
import time

import pytest

from quizapp.formats.roster_facts import RosterFile
from tests.formats.roster_files import SAMPLES, codes, read

EXPECTED = json.loads((SAMPLES / "class-94.expected.json").read_text(encoding="utf-8"))["expected"]


@pytest.fixture(scope="module")
def class_94() -> RosterFile:
    return read((SAMPLES / "class-94.xlsx").read_bytes())


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: f"row {each['row']}")
def test_each_row_of_the_class_of_94_is_as_expected(
    class_94: RosterFile, expected: dict[str, object]
) -> None:
    line = next(each for each in class_94.lines if each.row == expected["row"])
    assert {key: getattr(line, key) for key in expected} == expected


def test_the_class_of_94_has_94_rows_and_93_people(class_94: RosterFile) -> None:
    assert (len(class_94.lines), len(class_94.people)) == (94, 93)
    assert not class_94.problems
    assert not class_94.doubts


def test_row_50_repeats_row_21_and_stands_in_the_notes(class_94: RosterFile) -> None:
    assert [(line.row, line.duplicate_of) for line in class_94.lines if line.duplicate_of] == [(50, 21)]
    (note,) = [each for each in class_94.notes if each.code == "same_row"]
    assert (note.row, note.facts["other_row"]) == (50, 21)


def test_names_in_capitals_are_noted(class_94: RosterFile) -> None:
    rows = [each.row for each in class_94.notes if each.code == "name_letters_changed"]
    assert rows == [25, 43, 60, 78, 95]


def test_two_people_of_one_name_stay_two(class_94: RosterFile) -> None:
    (note,) = [each for each in class_94.notes if each.code == "same_name"]
    assert note.facts["rows"] == "29, 65"


def test_1032_people_are_read_quickly_and_none_is_merged() -> None:
    began = time.perf_counter()
    roster = read((SAMPLES / "class-1032.xlsx").read_bytes())
    assert time.perf_counter() - began < 10
    assert len(roster.people) == 1032
    assert not roster.problems
    assert not roster.doubts
    assert set(codes(roster.notes)) <= {"same_name"}
    assert all(line.phone and line.born and line.sex and line.group for line in roster.lines)


def test_a_workbook_of_excel_97_is_read() -> None:
    roster = read((SAMPLES / "office-97.xls").read_bytes())
    found = [(line.row, line.name, line.born, line.sex, line.phone) for line in roster.lines]
    assert roster.kind == "xls"
    assert found == [
        (4, "Nguyễn Văn An", "1970-05-02", "male", "0912345678"),
        (5, "Trần Thị Bích", "1965", "female", "0987654321"),
    ]
