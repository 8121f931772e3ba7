import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.flaws import Flaw
from quizapp.domain.numbering import NumberPattern, RegisterCheck, check_register, parse_pattern


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        ("{n}/{year}/GCN-TTCT", "7/2026/GCN-TTCT"),
        ("{n:03}/{year}/GCN-TTCT", "007/2026/GCN-TTCT"),
        ("{n:4}-GCN", "0007-GCN"),
        ("{số thứ tự}/{năm}/GCN", "7/2026/GCN"),
        ("GCN {year}.{N}", "GCN 2026.7"),
        ("{n}", "7"),
    ],
)
def test_a_pattern_prints_and_reads_its_numbers(pattern, printed):
    read = parse_pattern(pattern)
    assert isinstance(read, NumberPattern)
    assert read.number(7, 2026) == printed
    assert read.read(printed, 2026) == 7
    assert read.has_year == ("2026" in printed)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("", "pattern_without_number"),
        ("{year}/GCN", "pattern_without_number"),
        ("{n}/{n}", "pattern_number_twice"),
        ("{n}{year}", "pattern_number_touches_digits"),
        ("{year}{n}", "pattern_number_touches_digits"),
        ("20{n}", "pattern_number_touches_digits"),
        ("{x}/{n}", "pattern_field_unknown"),
        ("{n:x}", "pattern_field_unknown"),
        ("{n:99}", "pattern_field_unknown"),
        ("{year:02}/{n}", "pattern_field_unknown"),
        ("{n}/{", "pattern_brace_alone"),
        ("{n}}", "pattern_brace_alone"),
        ("{n}" + "x" * 90, "pattern_too_long"),
    ],
)
def test_an_unsound_pattern_says_why(pattern, code):
    flaw = parse_pattern(pattern)
    assert isinstance(flaw, Flaw)
    assert flaw.code == code


@pytest.mark.parametrize(
    "number", ["", "7/2025/GCN-TTCT", "x/2026/GCN-TTCT", "7/2026/GCN-TTCT.", "٧/2026/GCN-TTCT"]
)
def test_a_number_that_does_not_fit_is_not_read(number):
    assert parse_pattern("{n:03}/{year}/GCN-TTCT").read(number, 2026) is None


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_no_two_certificates_share_a_number(one, other):
    pattern = parse_pattern("{n:03}/{year}/GCN-TTCT")
    assert (pattern.number(one, 2026) == pattern.number(other, 2026)) == (one == other)


@pytest.mark.parametrize(
    ("issued", "void", "check"),
    [
        ([], [], RegisterCheck((), ())),
        ([1, 2, 3], [], RegisterCheck((), ())),
        ([3, 1], [2], RegisterCheck((), ())),
        ([1, 4], [], RegisterCheck((2, 3), ())),
        ([1, 2], [2], RegisterCheck((), (2,))),
        ([2], [], RegisterCheck((1,), ())),
    ],
)
def test_a_register_has_no_gaps_and_no_doubles(issued, void, check):
    assert check_register(issued, void) == check
