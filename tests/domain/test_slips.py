import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.slips import check_digit, is_well_typed, shown_code, slip_code, slip_token, tidy_code

KEY = b"a key of the tests, not of a site"
codes = st.integers(1, 10**9).map(lambda slip: slip_code(KEY, slip, "learner", 1))


def test_the_same_slip_prints_again():
    assert slip_code(KEY, 5, "learner", 1) == slip_code(KEY, 5, "learner", 1) == "762284972"
    assert slip_token(KEY, 5, "learner", 1) == slip_token(KEY, 5, "learner", 1)


def test_a_renewal_another_kind_another_key_and_another_try_change_the_code():
    others = {
        slip_code(KEY, 5, "learner", 1),
        slip_code(KEY, 5, "learner", 2),
        slip_code(KEY, 5, "guest", 1),
        slip_code(KEY, 6, "learner", 1),
        slip_code(KEY + b"!", 5, "learner", 1),
        slip_code(KEY, 5, "learner", 1, 1),
    }
    assert len(others) == 6


def test_parts_of_the_message_cannot_flow_into_each_other():
    assert slip_token(KEY, 1, "learner", 11) != slip_token(KEY, 11, "learner", 1)


def test_a_thousand_slips_have_a_thousand_links():
    tokens = {slip_token(KEY, slip, "learner", 1) for slip in range(1032)}
    assert len(tokens) == 1032
    assert all(len(token) == 26 and token.isalnum() and token == token.lower() for token in tokens)


@given(codes, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(code, at, change):
    wrong = str((int(code[at]) + change) % 10)
    assert is_well_typed(code)
    assert not is_well_typed(code[:at] + wrong + code[at + 1 :])


@given(codes, st.integers(0, 7))
def test_two_neighbours_swapped_are_always_noticed(code, at):
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert is_well_typed(swapped) == (swapped == code)


def test_the_check_digit_is_that_of_damm():
    assert check_digit("572") == "4"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456789", "123456789"),
        (" 123 456 789 ", "123456789"),
        ("123.456-789", "123456789"),
        ("123\u00a0456\u2013789", "123456789"),
        ("12345678", None),
        ("1234567890", None),
        ("12345678O", None),
        ("١٢٣٤٥٦٧٨٩", None),
        ("", None),
    ],
)
def test_a_code_is_read_however_it_is_grouped(typed, code):
    assert tidy_code(typed) == code


def test_a_code_is_printed_in_threes():
    assert shown_code("123456789") == "123 456 789"


def test_a_key_that_is_no_key_is_refused():
    with pytest.raises(ValueError, match="too short"):
        slip_code(b"", 1, "learner", 1)
