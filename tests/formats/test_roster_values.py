"""Dates, sexes, telephone numbers and groups as people type them."""

from datetime import date, datetime

import pytest

from quizapp.formats.roster_values import is_mark, read_birth, read_group, read_phone, read_sex, text_of
from tests.formats.roster_files import TODAY


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("1963", "1963"),
        (1963, "1963"),
        (1963.0, "1963"),
        ("1963.0", "1963"),
        ("sinh năm 1963", "1963"),
        ("SN 1963", "1963"),
        ("06/02/1963", "1963-02-06"),
        ("6/2/1963", "1963-02-06"),
        ("6.2.1963", "1963-02-06"),
        ("6-2-1963", "1963-02-06"),
        ("6 / 2 / 1963", "1963-02-06"),
        ("6\\2\\1963", "1963-02-06"),
        ("1963-02-06", "1963-02-06"),
        ("1963-02-06T00:00:00", "1963-02-06"),
        ("06/02/1963 00:00:00", "1963-02-06"),
        ("ngày 06 tháng 02 năm 1963", "1963-02-06"),
        ("6-Feb-63", "1963-02-06"),
        ("6/2/63", "1963-02-06"),
        ("1/1/05", "2005-01-01"),
        ("02/1963", "1963-02"),
        ("00/00/1963", "1963"),
        ("../../1963", "1963"),
        ("--/02/1963", "1963-02"),
        ("06021963", "1963-02-06"),
        (6021963.0, "1963-02-06"),
        (23048, "1963-02-06"),
        ("23048", "1963-02-06"),
        (23048.5, "1963-02-06"),
        (63, "1963"),
        (datetime(1963, 2, 6), "1963-02-06"),  # noqa: DTZ001
        (date(1963, 2, 6), "1963-02-06"),
        ("29/02/1964", "1964-02-29"),
    ],
)
def test_birth_dates_are_understood(typed: object, born: str) -> None:
    assert read_birth(typed, TODAY).born == born  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code", "reason"),
    [
        ("31/02/1970", "birth_date_impossible", "day"),
        ("29/02/1963", "birth_date_impossible", "day"),
        ("05/13/1970", "birth_date_impossible", "month"),
        ("01/01/1850", "birth_date_impossible", "year"),
        ("26/11/2030", "birth_date_impossible", "future"),
        ("26/11/2026", "birth_date_impossible", "future"),
        ("không rõ", "birth_date_unreadable", ""),
        ("30/2", "birth_date_unreadable", ""),
        ("1959/1960", "birth_date_unreadable", ""),
        ("0912345678", "birth_date_unreadable", ""),
        ("12/05/1970 (âm lịch)", "birth_date_unreadable", ""),
        (True, "birth_date_unreadable", ""),
    ],
)
def test_impossible_birth_dates_are_told_with_their_reason(typed: object, code: str, reason: str) -> None:
    birth = read_birth(typed, TODAY)  # type: ignore[arg-type]
    assert (birth.born, birth.code, birth.reason) == (None, code, reason)


@pytest.mark.parametrize("typed", [None, "", "  ", "-", "...", "\u200b"])
def test_nothing_is_no_birth_date_and_no_fault(typed: str | None) -> None:
    birth = read_birth(typed, TODAY)
    assert (birth.born, birth.code) == (None, None)


def test_two_figures_of_a_year_are_a_guess() -> None:
    assert read_birth("6/2/63", TODAY).century_guessed
    assert not read_birth("6/2/1963", TODAY).century_guessed


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (912345678.0, "0912345678"),
        ("0912.345.678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0912345678 / 0987654321", "0912345678 / 0987654321"),
    ],
)
def test_telephone_numbers_get_their_form(typed: object, number: str) -> None:
    phone = read_phone(typed)  # type: ignore[arg-type]
    assert phone is not None
    assert phone.number == number


@pytest.mark.parametrize(
    ("typed", "sex"),
    [("Nam", "male"), ("NỮ", "female"), ("nu", "female"), ("M", "male"), ("F", "female"), ("Năng", None)],
)
def test_sexes_are_known_by_their_words(typed: str, sex: str | None) -> None:
    assert read_sex(typed) == sex


@pytest.mark.parametrize("typed", ["x", "X", "✓", "v", "1"])
def test_ticks_are_ticks(typed: str) -> None:
    assert is_mark(typed)


@pytest.mark.parametrize(
    ("typed", "group"),
    [("1", "Tổ 1"), ("Tổ 01", "Tổ 1"), ("tổ số II", "Tổ II"), ("Nhóm A", "Nhóm A"), ("", None)],
)
def test_groups_have_one_spelling(typed: str, group: str | None) -> None:
    assert read_group(typed) == group


def test_a_cell_becomes_one_clean_line() -> None:
    assert text_of("  Nguyê\u0303n\u00a0 Va\u0306n\u200b\nAn ") == "Nguyễn Văn An"
    assert text_of(12.0) == "12"
