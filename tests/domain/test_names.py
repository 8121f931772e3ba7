import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.names import canonical, fold, same_name, sort_key, split_name, text_key, tidy, tidy_name

ROSTER = [
    "Nguyễn Văn An",
    "Trần An",
    "Nguyễn Ăn",
    "Bùi Văn Ân",
    "Lê Văn Ân",
    "Hoàng Thị Ba",
    "Lò Thị Chung",
    "Lò Văn Chung",
    "Lô Văn Chung",
    "Trần Dung",
    "An Dũng",
    "Bùi Đài",
    "Đỗ Đài",
    "Nguyễn Hoa",
    "Bùi Hòa",
    "Trần Hoà",
    "Trần Hỏa",
    "Lê Mã",
    "Lê Má",
    "Lê Mạ",
    "Lê Thị Thu",
    "Lê Thuỷ",
    "Mai Thủy",
    "Lê Thúy",
    "Lê Thư",
    "Lê Ý",
]

vietnamese = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằềộờựÁĐƯỚ ", min_size=1, max_size=24)


@pytest.mark.parametrize("seed", range(5))
def test_a_roster_is_sorted_by_given_name_then_from_the_family_name_on(seed):
    shuffled = random.Random(seed).sample(ROSTER, len(ROSTER))
    assert sorted(shuffled, key=sort_key) == ROSTER


def test_tones_stand_in_the_order_of_the_dictionary():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    backwards = tones[::-1]
    assert sorted(backwards, key=text_key) == tones


def test_letters_count_before_tones():
    words = ["ta", "tạ", "tan", "tán", "tăn", "tân"]
    backwards = words[::-1]
    assert sorted(backwards, key=text_key) == words


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà", "Hòa"), ("Uỷ", "Ủy"), ("thuý", "THÚY"), ("Khoẻ", "Khỏe"), ("Ðặng", "Đặng")]
)
def test_the_place_of_the_tone_does_not_count(one, other):
    assert sort_key(f"Lê {one}") == sort_key(f"Lê {other}")
    assert same_name(one, other)


@given(vietnamese)
def test_composed_and_decomposed_names_are_one(name):
    decomposed = unicodedata.normalize("NFD", name)
    assert sort_key(name) == sort_key(decomposed)
    assert fold(name) == fold(decomposed)
    assert tidy(name) == tidy(decomposed)


@given(st.text(max_size=40))
def test_a_sort_key_is_plain_ascii_letters_and_digits(name):
    assert set(sort_key(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text):
    assert tidy_name(tidy_name(text)) == tidy_name(text)
    assert unicodedata.is_normalized("NFC", tidy(text))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("NGUYỄN VĂN A", "Nguyễn Văn A"),
        ("  ĐẶNG\u00a0 THỊ   ÁNH ", "Đặng Thị Ánh"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Nguyễn văn An", "Nguyễn văn An"),
        ("nguyễn văn an", "nguyễn văn an"),
        ("LÊ\u200b HOÀ", "Lê Hoà"),
        ("NGUYỄN THỊ HOA (B)", "Nguyễn Thị Hoa (B)"),
        ("", ""),
        ("Y", "Y"),
    ],
)
def test_a_name_in_capitals_is_set_in_small_letters(typed, name):
    assert tidy_name(typed) == name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Nguyễn Văn An", ("Nguyễn Văn", "An")),
        ("An", ("", "An")),
        ("Nguyễn Thị Hoa (B)", ("Nguyễn Thị", "Hoa (B)")),
        ("", ("", "")),
    ],
)
def test_the_given_name_is_the_last_word(name, parts):
    assert split_name(name) == parts


def test_a_bracket_after_the_name_does_not_move_it():
    names = ["Lê Hoa", "Lê Hoa (A)", "Lê Hoa (B)", "Lê Hồng"]
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đặng  Thị Thuỷ", "dang thi thuy"), ("ƯỚC MƠ", "uoc mo"), ("Ðỗ", "do"), ("Chi bộ số 3", "chi bo so 3")],
)
def test_folding_is_for_searching_without_accents(text, folded):
    assert fold(text) == folded


def test_accents_still_tell_names_apart():
    assert not same_name("Thúy", "Thuy")
    assert not same_name("Lê An", "Lê Ân")
    assert canonical("Nguyễn  Văn An.") == canonical("nguyễn văn an")
