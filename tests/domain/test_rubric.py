from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.rubric import Rating, Rubric, content_hash, groups, rate, to_shape
from quizapp.domain.rubric_reading import parse

FILE: dict[str, Any] = {
    "title": "Phiếu chấm buổi sinh hoạt thực hành",
    "version": 1,
    "basis": "Hướng dẫn số 42-HD/BTCTW",
    "from": "2026-01-01",
    "to": None,
    "criteria": [
        {"id": "time", "group": "1", "text": "Đúng giờ", "kind": "tick", "maximum": 5},
        {
            "id": "talk",
            "group": "2",
            "text": "Phát biểu",
            "kind": "ladder",
            "bands": [{"label": "Trên 50%", "points": 5}, {"label": "40%", "points": 4}, {"label": "Ít", "points": 2}],
            "na": "full",
        },
        {"id": "lead", "group": "2", "text": "Điều hành", "kind": "number", "maximum": 10, "step": 0.25},
        {"id": "topic", "group": "3", "text": "Chuyên đề", "kind": "number", "maximum": 20, "step": 1, "na": "drop"},
    ],
    "levels": [
        {"name": "Khá", "from": 70},
        {"name": "Tốt", "from": 90, "requires": ["time", "talk"]},
        {"name": "Trung bình", "from": 50},
        {"name": "Kém", "from": 0},
    ],
}  # fmt: skip
FULL = {"time": True, "talk": "Trên 50%", "lead": 10, "topic": 20}


def rubric(**changes: Any) -> Rubric:
    read = parse(FILE | changes)
    assert isinstance(read, Rubric), read
    return read


def test_all_at_the_maximum_is_the_highest_level():
    assert rate(rubric(), FULL) == Rating(Fraction(40), Fraction(40), Fraction(100), "Tốt", (), ())


@pytest.mark.parametrize(
    ("changes", "points", "maximum", "level", "held_back_by", "missing"),
    [
        ({"time": False}, 35, 40, "Khá", (), ()),
        ({"lead": 6}, 36, 40, "Tốt", (), ()),
        ({"lead": "5,75"}, "35.75", 40, "Khá", (), ()),
        ({"talk": "40%"}, 39, 40, "Khá", ("talk",), ()),
        ({"talk": 4}, 39, 40, "Khá", ("talk",), ()),
        ({"talk": "n/a"}, 40, 40, "Tốt", (), ()),
        ({"topic": "n/a"}, 20, 20, "Tốt", (), ()),
        ({"topic": "n/a", "lead": 8}, 18, 20, "Tốt", (), ()),
        ({"topic": "n/a", "lead": "7.75"}, "17.75", 20, "Khá", (), ()),
        ({"topic": None}, 20, 40, "Trung bình", (), ("topic",)),
        ({"time": None, "talk": None}, 30, 40, "Khá", (), ("time", "talk")),
        ({"topic": 0, "lead": 0}, 10, 40, "Kém", (), ()),
        ({"time": 5}, 40, 40, "Tốt", (), ()),
        ({"time": "true"}, 40, 40, "Tốt", (), ()),
    ],
)
def test_sheets_are_rated(changes, points, maximum, level, held_back_by, missing):
    rating = rate(rubric(), FULL | changes)
    assert rating.refused == ()
    assert (rating.points, rating.maximum) == (Fraction(points), maximum)
    assert (rating.level, rating.held_back_by, rating.missing) == (level, held_back_by, missing)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lead": 10.25}, "out_of_range"),
        ({"lead": -1}, "out_of_range"),
        ({"lead": 0.3}, "off_step"),
        ({"lead": True}, "not_a_number"),
        ({"lead": "n/a"}, "not_applicable_not_allowed"),
        ({"lead": "Tốt"}, "not_a_number"),
        ({"lead": float("nan")}, "not_a_number"),
        ({"time": 3}, "not_a_tick"),
        ({"time": "n/a"}, "not_applicable_not_allowed"),
        ({"talk": "30%"}, "not_a_band"),
        ({"talk": 3}, "not_a_band"),
        ({"talk": True}, "not_a_band"),
        ({"talk": ["Ít"]}, "not_a_band"),
        ({"shoes": 1}, "criterion_unknown"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused_with_its_reason(changes, code):
    rating = rate(rubric(), FULL | changes)
    assert [flaw.code for flaw in rating.refused] == [code]
    assert rating.refused[0].place in changes


def test_an_empty_sheet_counts_nothing_and_misses_everything():
    rating = rate(rubric(), {})
    assert (rating.points, rating.level) == (0, "Kém")
    assert rating.missing == ("time", "talk", "lead", "topic")


def test_a_sheet_with_everything_dropped_has_no_level():
    only = rubric(criteria=[FILE["criteria"][3]], levels=[{"name": "Kém", "from": 0}])
    rating = rate(only, {"topic": "n/a"})
    assert (rating.percent, rating.level) == (None, None)


def test_a_dropped_criterion_does_not_stand_in_the_way_of_a_level():
    needs = rubric(levels=[{"name": "Tốt", "from": 90, "requires": ["topic"]}, {"name": "Kém", "from": 0}])
    assert rate(needs, FULL | {"topic": "n/a"}).level == "Tốt"
    assert rate(needs, FULL | {"topic": 19}).held_back_by == ("topic",)


def test_every_requirement_between_the_points_and_the_level_is_named():
    levels = [
        {"name": "Tốt", "from": 90, "requires": ["talk"]},
        {"name": "Khá", "from": 70, "requires": ["lead"]},
        {"name": "Kém", "from": 0},
    ]
    rating = rate(rubric(levels=levels), FULL | {"lead": 9, "talk": 4})
    assert (rating.level, rating.held_back_by) == ("Kém", ("talk", "lead"))


def test_the_threshold_is_exact():
    third = rubric(
        criteria=[{"id": "a", "text": "A", "kind": "number", "maximum": 3, "step": 1}],
        levels=[{"name": "Đủ", "from": 66.67}, {"name": "Kém", "from": 0}],
    )
    assert rate(third, {"a": 2}).level == "Kém"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"title": ""}, ["missing"]),
        ({"title": ["a"]}, ["not_a_text"]),
        ({"criteria": []}, ["missing"]),
        ({"criteria": "x"}, ["not_a_list"]),
        ({"criteria": ["x"]}, ["not_a_mapping"]),
        ({"levels": None}, ["missing"]),
        ({"colour": 1}, ["key_unknown"]),
        ({"from": "soon"}, ["not_a_date"]),
        ({"from": "2026-02-01", "to": "2026-01-01"}, ["dates_reversed"]),
        ({"levels": [{"name": "Tốt", "from": 101}]}, ["not_a_percentage"]),
        ({"levels": [{"name": "Tốt", "from": 9, "requires": ["x"]}]}, ["criterion_unknown"]),
        ({"levels": [{"name": "Tốt", "from": 9, "requires": "time"}]}, ["not_a_list"]),
        ({"levels": [{"name": "A", "from": 9}, {"name": "A", "from": 8}]}, ["name_twice"]),
        ({"levels": [{"name": "A", "from": 9}, {"name": "B", "from": 9}]}, ["threshold_twice"]),
    ],
)
def test_an_unsound_file_is_refused(changes, codes):
    flaws = parse(FILE | {"levels": [{"name": "Kém", "from": 0}]} | changes)
    assert not isinstance(flaws, Rubric)
    assert [flaw.code for flaw in flaws] == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"id": None}, ["missing"]),
        ({"kind": None}, ["missing"]),
        ({"kind": "stars"}, ["word_unknown"]),
        ({"na": "maybe"}, ["word_unknown"]),
        ({"na": False}, []),
        ({"maximum": None}, ["missing"]),
        ({"maximum": 0}, ["not_above_zero"]),
        ({"maximum": "nhiều"}, ["not_a_number"]),
        ({"step": -1}, ["not_above_zero"]),
        ({"step": 4}, ["maximum_off_step"]),
        ({"bands": [{"label": "a", "points": 1}]}, ["bands_only_on_a_ladder"]),
        ({"kind": "ladder"}, ["missing"]),
        ({"kind": "ladder", "bands": [{"label": "a", "points": 4}]}, ["maximum_is_not_the_highest_band"]),
        ({"kind": "ladder", "bands": [{"label": "a", "points": 10}, {"label": "a", "points": 1}]}, ["label_twice"]),
        ({"kind": "ladder", "bands": [{"label": "a", "points": 10}, {"label": "b", "points": -1}]}, ["below_zero"]),
    ],
)  # fmt: skip
def test_an_unsound_criterion_is_named_with_its_place(changes, codes):
    line = {"id": "a", "text": "A", "kind": "number", "maximum": 10, "step": 0.5} | changes
    read = parse(FILE | {"criteria": [line], "levels": [{"name": "Kém", "from": 0}]})
    flaws = () if isinstance(read, Rubric) else read
    assert [flaw.code for flaw in flaws] == codes
    assert all(flaw.place.startswith("criteria.1") for flaw in flaws)


def test_two_criteria_cannot_share_an_id():
    flaws = parse(FILE | {"criteria": [FILE["criteria"][0]] * 2, "levels": [{"name": "Kém", "from": 0}]})
    assert not isinstance(flaws, Rubric)
    assert [flaw.code for flaw in flaws] == ["id_twice"]


@pytest.mark.parametrize("file", [None, 3, "x", [], {}, {1: 2}, {"criteria": {"a": 1}}])
def test_whatever_stands_in_a_file_never_raises(file):
    assert not isinstance(parse(file), Rubric)


def test_a_rubric_comes_back_from_its_own_shape():
    assert parse(to_shape(rubric())) == rubric()
    assert content_hash(rubric()) == content_hash(parse(to_shape(rubric())))


def test_any_change_of_the_rubric_changes_its_hash():
    assert content_hash(rubric()) != content_hash(rubric(title="Phiếu khác"))
    assert content_hash(rubric()) != content_hash(rubric(levels=[{"name": "Kém", "from": 0}]))


def test_criteria_stand_under_their_groups():
    assert [(name, len(lines)) for name, lines in groups(rubric())] == [("1", 1), ("2", 2), ("3", 1)]


def test_the_shape_of_a_rating_is_plain_json():
    assert rate(rubric(), FULL | {"lead": 9.75}).shape == {
        "points": 39.75, "maximum": 40, "percent": 99.375, "level": "Tốt", "held_back_by": [], "missing": [],
    }  # fmt: skip


sheets = st.fixed_dictionaries(
    {},
    optional={
        "time": st.sampled_from([True, False, None]),
        "talk": st.sampled_from(["Trên 50%", "40%", "Ít", "n/a", None]),
        "lead": st.integers(0, 40).map(lambda quarter: Fraction(quarter, 4)),
        "topic": st.one_of(st.integers(0, 20), st.just("n/a")),
    },
)
RANKS = {"Tốt": 3, "Khá": 2, "Trung bình": 1, "Kém": 0}


@given(sheets)
def test_points_stay_within_their_bounds(sheet):
    rating = rate(rubric(), sheet)
    assert 0 <= rating.points <= rating.maximum <= 40
    assert rating.refused == ()


@given(sheets, st.integers(0, 40), st.integers(0, 40))
def test_more_points_never_lower_the_level(sheet, some, others):
    less, more = sorted((some, others))
    low = rate(rubric(), sheet | {"lead": Fraction(less, 4)})
    high = rate(rubric(), sheet | {"lead": Fraction(more, 4)})
    assert RANKS[low.level] <= RANKS[high.level]
    assert low.percent <= high.percent


@given(sheets)
def test_a_tick_more_never_lowers_the_level(sheet):
    ranks = [RANKS[rate(rubric(), sheet | {"time": ticked}).level] for ticked in (False, True)]
    assert ranks == sorted(ranks)
