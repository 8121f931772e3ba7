import json
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.domain.questions import (
    ALL_OR_NOTHING,
    KINDS,
    PROPORTIONAL,
    PROPORTIONAL_WITH_DEDUCTION,
    Option,
    Question,
    Refusal,
    from_body,
    mark,
    places_of,
    read,
    right_answer,
    to_body,
    to_key,
    validate,
)

ABCD = (3, 1, 0, 2)  # the order of an attempt: authored index at each place


def ask(kind: str, key, options=4, rule=ALL_OR_NOTHING) -> Question:
    return Question(
        kind, "Câu hỏi?", tuple(Option(f"Phương án {n}") for n in range(options)), tuple(key), rule
    )


@pytest.mark.parametrize(
    ("question", "value", "chosen"),
    [
        (ask("single", [0]), ["3"], (0,)),
        (ask("single", [0]), [], ()),
        (ask("single", [0]), [""], ()),
        (ask("true_false", [1], 2), ["2"], (1,)),
        (ask("multiple", [0, 1]), ["3", "1"], (0, 3)),
        (ask("multiple", [0, 1]), ["", "2"], (1,)),
        (ask("ordering", [0, 1, 2, 3]), ["3", "2", "4", "1"], (0, 1, 2, 3)),
    ],
)
def test_places_become_authored_options(question, value, chosen):
    order = ABCD if len(question.options) == 4 else (0, 1)
    assert read(question, value, order) == chosen


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("single", ["1", "2"], "only_one_place"),
        ("single", ["5"], "place_unknown"),
        ("single", ["0"], "place_unknown"),
        ("single", ["B"], "place_unknown"),
        ("single", ["-1"], "place_unknown"),
        ("single", ["²"], "place_unknown"),
        ("single", ["1" * 5000], "place_unknown"),
        ("multiple", ["1", "1"], "place_twice"),
        ("multiple", ["1", "01"], "place_twice"),
        ("ordering", ["1", "2", "3"], "not_every_step"),
        ("ordering", ["1", "2", "3", "3"], "place_twice"),
    ],
)
def test_an_answer_the_question_cannot_have_is_refused(kind, value, code):
    refused = read(ask(kind, [0, 1, 2, 3]), value, ABCD)
    assert isinstance(refused, Refusal)
    assert refused.code == code


@pytest.mark.parametrize(
    ("rule", "key", "chosen", "share"),
    [
        (ALL_OR_NOTHING, [0, 1], (0, 1), 1),
        (ALL_OR_NOTHING, [0, 1], (0,), 0),
        (ALL_OR_NOTHING, [0, 1], (0, 1, 2), 0),
        (PROPORTIONAL, [0, 1], (0,), Fraction(1, 2)),
        (PROPORTIONAL, [0, 1], (0, 2), Fraction(1, 2)),
        (PROPORTIONAL, [0, 1], (0, 1, 2, 3), Fraction(1, 2)),
        (PROPORTIONAL, [0, 1, 2], (0, 1), Fraction(2, 3)),
        (PROPORTIONAL, [0, 1], (2, 3), 0),
        (PROPORTIONAL_WITH_DEDUCTION, [0, 1], (0,), Fraction(1, 2)),
        (PROPORTIONAL_WITH_DEDUCTION, [0, 1], (0, 2), 0),
        (PROPORTIONAL_WITH_DEDUCTION, [0, 1], (0, 1, 2), Fraction(1, 2)),
        (PROPORTIONAL_WITH_DEDUCTION, [0, 1], (2, 3), 0),
    ],
)
def test_multiple_choice_is_marked_by_its_rule(rule, key, chosen, share):
    assert mark(ask("multiple", key, rule=rule), chosen) == share


@pytest.mark.parametrize(
    ("rule", "chosen", "share"),
    [
        (ALL_OR_NOTHING, (2, 0, 3, 1), 1),
        (ALL_OR_NOTHING, (2, 0, 1, 3), 0),
        (PROPORTIONAL, (0, 3, 1, 2), Fraction(2, 3)),
        (PROPORTIONAL, (2, 0, 1, 3), Fraction(1, 3)),
        (PROPORTIONAL, (1, 3, 0, 2), 0),
        (PROPORTIONAL, (2, 0, 3), 0),
    ],
)
def test_ordering_is_marked_by_its_rule(rule, chosen, share):
    assert mark(ask("ordering", [2, 0, 3, 1], rule=rule), chosen) == share


def test_a_single_choice_may_accept_several_answers():
    accepting = ask("single", [0, 2])
    assert [mark(accepting, (index,)) for index in range(4)] == [1, 0, 1, 0]
    assert validate(accepting) == ()


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        (ask("single", [0]), []),
        (ask("riddle", [0]), ["kind_unknown"]),
        (ask("single", []), ["key_missing"]),
        (ask("single", [4]), ["key_unknown"]),
        (ask("single", ["A"]), ["key_unknown"]),
        (ask("single", [0], 1), ["options_too_few", "everything_right"]),
        (ask("single", [0, 1, 2, 3]), ["everything_right"]),
        (ask("single", [0], rule=PROPORTIONAL), ["rule_unknown"]),
        (ask("single", [0], 13), ["options_too_many"]),
        (ask("multiple", [0, 1, 2, 3]), []),
        (ask("multiple", [0, 0]), ["key_twice"]),
        (ask("true_false", [0], 3), ["options_too_many"]),
        (ask("true_false", [0, 1], 2), ["key_too_many"]),
        (ask("ordering", [0, 1]), ["key_not_every_step"]),
        (ask("ordering", [1, 0], 2), ["options_too_few"]),
        (Question("single", " ", (Option("A"), Option("B")), (0,)), ["stem_missing"]),
        (Question("single", "?", (Option("A"), Option(" ")), (0,)), ["option_empty"]),
        (Question("single", "?", (Option("Chi  bộ"), Option("chi bộ")), (0,)), ["option_twice"]),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(question, codes):
    assert [flaw.code for flaw in validate(question)] == codes


def test_the_key_never_stands_in_the_body():
    question = Question("single", "?", (Option("A"), Option("B", pinned=True)), (1,))
    one, other = to_body(question), to_body(Question("single", "?", question.options, (0,)))
    assert json.dumps(one) == json.dumps(other)
    assert from_body(json.loads(json.dumps(one)), to_key(question)) == question
    assert from_body(one).key == ()


@st.composite
def questions(draw) -> tuple[Question, list[int]]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    count = 2 if kind == "true_false" else draw(st.integers(3, 8))
    indexes = draw(st.permutations(range(count)))
    size = {"ordering": count, "multiple": draw(st.integers(1, count))}.get(kind, 1)
    question = ask(kind, indexes[:size], count, draw(st.sampled_from(KINDS[kind].rules)))
    return question, draw(st.permutations(range(count)))


@given(questions())
def test_all_right_is_full_and_nothing_is_nothing(drawn):
    question, order = drawn
    assert validate(question) == ()
    assert mark(question, read(question, places_of(right_answer(question), order), order)) == 1
    assert mark(question, read(question, [], order)) == 0


@given(questions(), st.data())
def test_marks_stay_in_bounds_and_the_order_of_options_does_not_count(drawn, data):
    question, order = drawn
    other = data.draw(st.permutations(order))
    value = data.draw(st.lists(st.sampled_from([str(n + 1) for n in range(len(order))]), unique=True))
    chosen = read(question, value, order)
    assume(not isinstance(chosen, Refusal))
    share = mark(question, chosen)
    assert 0 <= share <= 1
    assert mark(question, read(question, places_of(chosen, other), other)) == share


@given(questions(), st.lists(st.text(max_size=5), max_size=5))
def test_whatever_is_sent_never_raises(drawn, value):
    question, order = drawn
    read(question, value, order)
