from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.item_statistics import statistics

GUTTMAN = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]


def table(rows) -> list[list[Fraction | None]]:
    return [[None if mark is None else Fraction(mark) for mark in row] for row in rows]


def test_a_small_table_worked_by_hand():
    found = statistics("abc", table(GUTTMAN))
    assert (found.n, found.mean) == (4, 1.5)
    assert found.sd == pytest.approx((5 / 3) ** 0.5)
    assert found.alpha == pytest.approx(1.5 * (1 - (0.25 + 1 / 3 + 0.25) / (5 / 3)))
    assert found.sem == pytest.approx(found.sd * (1 - found.alpha) ** 0.5)
    assert [item.facility for item in found.items] == [0.75, 0.5, 0.25]
    assert found.items[0].discrimination == pytest.approx(0.5222329678670935)
    assert found.items[1].discrimination == pytest.approx(0.7071067811865475)
    assert found.reasons == {}


def test_an_empty_cell_counts_nothing_in_the_total_and_leaves_the_items_own_count():
    found = statistics("ab", table([[1, 1], [None, 1], [0, None], [1, 0]]))
    assert found.mean == 1
    assert [(item.n, item.facility) for item in found.items] == [
        (3, pytest.approx(2 / 3)),
        (3, pytest.approx(2 / 3)),
    ]


@pytest.mark.parametrize(
    ("rows", "items", "reasons"),
    [
        ([], ["nobody_answered", "nobody_answered"],
         {"mean": "no_learners", "sd": "too_few_learners", "alpha": "too_few_learners", "sem": "too_few_learners"}),
        ([[1, 0]], ["too_few_learners", "too_few_learners"],
         {"sd": "too_few_learners", "alpha": "too_few_learners", "sem": "too_few_learners"}),
        ([[1, 0], [1, 0]], ["everybody_alike", "everybody_alike"],
         {"alpha": "everybody_alike", "sem": "everybody_alike"}),
        ([[1, 0], [1, 1]], ["everybody_alike", "rest_alike"], {}),
        ([[1, None], [0, None]], ["rest_alike", "nobody_answered"], {}),
    ],
)  # fmt: skip
def test_what_cannot_be_said_has_a_reason(rows, items, reasons):
    found = statistics("ab", table(rows))
    assert [item.reason for item in found.items] == items
    assert all(item.discrimination is None for item in found.items)
    assert found.reasons == reasons


def test_a_single_item_has_no_alpha():
    found = statistics("a", table([[1], [0]]))
    assert (found.alpha, found.items[0].reason) == (None, "only_one_item")


marks = st.sampled_from([None, Fraction(0), Fraction(1, 2), Fraction(1)])


@given(st.lists(st.lists(marks, min_size=3, max_size=3), max_size=12), st.randoms())
def test_statistics_stay_in_bounds_whoever_stands_first(rows, chance):
    found = statistics("abc", rows)
    assert found.alpha is None or found.alpha <= 1 + 1e-9
    for item in found.items:
        assert item.facility is None or 0 <= item.facility <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
    chance.shuffle(rows)
    assert statistics("abc", rows) == found
