from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.birth_dates import BirthDate


@pytest.mark.parametrize(
    ("stored", "shown"), [("1965-02-03", "03/02/1965"), ("1965-02", "02/1965"), ("1965", "1965")]
)
def test_what_is_known_is_shown(stored, shown):
    assert BirthDate.parse(stored).shown == shown
    assert str(BirthDate.parse(stored)) == stored


@pytest.mark.parametrize(
    "text", ["", "65", "1965-2-3", "03/02/1965", "1965-02-30", "1965-13", "1965-00", "0965", "1965-02-00"]
)
def test_a_day_that_never_was_is_no_birth_date(text):
    with pytest.raises(ValueError, match=r"\w"):
        BirthDate.parse(text)


def test_a_year_agrees_with_any_day_in_it():
    assert BirthDate(1965).agrees_with(BirthDate(1965, 2, 3))
    assert BirthDate(1965, 2).agrees_with(BirthDate(1965, 2, 3))
    assert not BirthDate(1965, 2).agrees_with(BirthDate(1965, 3, 3))
    assert not BirthDate(1965).agrees_with(BirthDate(1966))


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)))
def test_every_day_comes_back_from_its_stored_form(day):
    assert str(BirthDate.parse(day.isoformat())) == day.isoformat()
