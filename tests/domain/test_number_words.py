import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.number_words import number_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (94, "chín mươi tư"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (555, "năm trăm năm mươi lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1032, "một nghìn không trăm ba mươi hai"),
        (2010, "hai nghìn không trăm mười"),
        (16212, "mười sáu nghìn hai trăm mười hai"),
        (1_000_000, "một triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (3_021_400, "ba triệu không trăm hai mươi mốt nghìn bốn trăm"),
    ],
)
def test_numbers_are_spelled_as_people_say_them(number, words):
    assert number_words(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000_000])
def test_numbers_out_of_reach_are_refused(number):
    with pytest.raises(ValueError, match="no words"):
        number_words(number)


@given(st.lists(st.integers(0, 999_999_999), min_size=2, max_size=2, unique=True))
def test_no_two_numbers_share_their_words(pair):
    assert number_words(pair[0]) != number_words(pair[1])
