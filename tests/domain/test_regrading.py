"""Rulings on a wrong key: exact, the same for score and review."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain import questions, regrading
from quizapp.domain.questions import Option, Question
from quizapp.domain.regrading import Ruling, RulingKind, RulingUnsound
from quizapp.domain.scoring import Item

OPTIONS = tuple(Option(f"Phương án {letter}") for letter in "ABCD")
SINGLE = Question("single", "Mấy lần?", OPTIONS, (0,))
MULTIPLE = Question("multiple", "Những gì?", OPTIONS, (0, 1), questions.PROPORTIONAL)
ORDERING = Question("ordering", "Xếp các bước.", OPTIONS, (0, 1, 2, 3), questions.PROPORTIONAL)
ONE = Item(Fraction(1), Fraction(1))
NONE = Item(Fraction(1), Fraction(0))
ASKED = (SINGLE, MULTIPLE, ORDERING)
Places = tuple[int, ...]


def answers_to(question: Question) -> st.SearchStrategy[Places]:
    if question.kind == "ordering":
        return st.permutations(range(4)).map(tuple)
    most = 1 if question.kind == "single" else 4
    return st.sets(st.integers(0, 3), max_size=most).map(lambda chosen: tuple(sorted(chosen)))


def test_another_right_answer_replaces_the_authored_one() -> None:
    ruling = Ruling(RulingKind.KEY, (2,))
    assert regrading.judge(SINGLE, (2,), ruling).item == ONE
    assert regrading.judge(SINGLE, (0,), ruling).item == NONE
    assert regrading.judge(SINGLE, (0,), ruling).right == (2,)


def test_an_accepted_answer_counts_beside_the_authored_one() -> None:
    ruling = Ruling(RulingKind.ACCEPT, (2,))
    assert regrading.judge(SINGLE, (2,), ruling).item == ONE == regrading.judge(SINGLE, (0,), ruling).item
    assert regrading.judge(SINGLE, (1,), ruling).item == NONE
    assert regrading.judge(SINGLE, (1,), ruling).right == (0, 2)


def test_the_review_of_an_accepted_combination_shows_the_one_the_mark_stands_on() -> None:
    ruling = Ruling(RulingKind.ACCEPT, (2, 3))
    assert regrading.judge(MULTIPLE, (2, 3), ruling).right == (2, 3)
    assert regrading.judge(MULTIPLE, (0, 1), ruling).right == (0, 1)
    assert regrading.judge(MULTIPLE, (0, 3), ruling).item.share == Fraction(1, 2)


@given(st.data(), st.sampled_from(ASKED))
def test_a_void_question_is_out_of_points_and_maximum_and_full_marks_are_for_all(
    drawn: st.DataObject, question: Question
) -> None:
    chosen = drawn.draw(answers_to(question))
    void = regrading.judge(question, chosen, Ruling(RulingKind.VOID))
    assert (void.item, void.right) == (Item(Fraction(0), Fraction(0)), ())
    full = regrading.judge(question, chosen, Ruling(RulingKind.FULL))
    assert (full.item, full.right) == (ONE, ())


@given(st.data(), st.sampled_from(ASKED))
def test_a_ruling_marks_as_a_question_authored_with_that_key(
    drawn: st.DataObject, question: Question
) -> None:
    chosen, key = drawn.draw(answers_to(question)), drawn.draw(answers_to(question).filter(bool))
    authored = questions.mark(question, chosen)
    other = questions.mark(replace(question, key=key), chosen)
    assert regrading.judge(question, chosen, None).item.share == authored
    assert regrading.judge(question, chosen, Ruling(RulingKind.KEY, key)).item.share == other
    accepted = regrading.judge(question, chosen, Ruling(RulingKind.ACCEPT, key)).item.share
    assert accepted == max(authored, other)


@pytest.mark.parametrize(
    ("question", "key", "code"),
    [
        (SINGLE, (), "key_missing"),
        (SINGLE, (0,), "same_key"),
        (SINGLE, (0, 1, 2, 3), "everything_right"),
        (SINGLE, (7,), "key_unknown"),
        (MULTIPLE, (1, 0), "same_key"),
        (ORDERING, (0, 0, 1, 2), "key_twice"),
        (ORDERING, (0, 1, 2, 3), "same_key"),
    ],
)
def test_what_cannot_be_a_key_is_refused(question: Question, key: tuple[int, ...], code: str) -> None:
    with pytest.raises(RulingUnsound) as refused:
        regrading.check(question, Ruling(RulingKind.KEY, key))
    assert refused.value.code_of_flaw == code


def test_voiding_needs_no_key() -> None:
    regrading.check(SINGLE, Ruling(RulingKind.VOID))
    regrading.check(ORDERING, Ruling(RulingKind.KEY, (1, 0, 2, 3)))
