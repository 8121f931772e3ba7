from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.drawing import BlueprintRow, PoolQuestion, Shortage, draw, option_order, paper, shuffled
from quizapp.domain.questions import Option, Question

FOUR = ("Một", "Hai", "Ba", "Bốn")
POOL = [PoolQuestion(n, topic, level) for n, (topic, level) in enumerate(
    (topic, level) for topic in ("họp", "nghị quyết", "đảng viên") for level in (1, 2, 3) for _ in range(3)
)]  # fmt: skip


def ask(kind="single", texts=FOUR, pins=None) -> Question:
    pins = pins or [None] * len(texts)
    return Question(kind, "?", tuple(Option(text, pin) for text, pin in zip(texts, pins, strict=True)), (0,))


def seen(question: Question, seed: str, *, shuffle=True) -> list[str]:
    return [question.options[index].text for index in option_order(question, seed, 1, shuffle=shuffle)]


def test_a_seed_means_the_same_paper_for_ever():
    assert shuffled("abcdef", "seed", "test") == list("cfbade")


@given(st.text(max_size=12), st.permutations(FOUR))
def test_the_authoring_order_leaves_the_page_as_it_is(seed, authored):
    for kind in ("single", "multiple", "ordering"):
        assert seen(ask(kind, authored), seed) == seen(ask(kind), seed)


def test_every_order_of_options_comes_about_equally_often():
    counts = Counter(tuple(seen(ask(texts=FOUR[:3]), str(seed))) for seed in range(3000))
    assert len(counts) == 6
    assert min(counts.values()) > 400


@pytest.mark.parametrize("seed", range(20))
def test_pinned_options_stay(seed):
    assert seen(ask(texts=(*FOUR[:3], "Tất cả các phương án trên")), str(seed))[3].startswith("Tất cả")
    both = seen(ask(texts=("Một", "Hai", "Cả A và B", "Ba")), str(seed))
    assert both == ["Một", "Hai", "Cả A và B", "Ba"]
    assert seen(ask(pins=[True, None, None, None]), str(seed))[0] == "Một"


def test_the_author_may_lift_a_pin():
    free = ask(texts=(*FOUR[:3], "Tất cả các phương án trên"), pins=[None, None, None, False])
    assert {seen(free, str(seed)).index("Tất cả các phương án trên") for seed in range(50)} == {0, 1, 2, 3}


def test_true_or_false_never_moves_and_steps_always_do():
    assert all(seen(ask("true_false", ("Đúng", "Sai")), str(seed)) == ["Đúng", "Sai"] for seed in range(20))
    assert len({tuple(seen(ask("ordering"), str(seed), shuffle=False)) for seed in range(50)}) > 10


def test_the_setting_not_to_shuffle_is_obeyed():
    assert all(seen(ask(), str(seed), shuffle=False) == list(FOUR) for seed in range(20))


def test_two_learners_get_two_papers_and_one_learner_always_the_same():
    questions = {n: ask(texts=[f"{n} {text}" for text in FOUR]) for n in range(10)}

    def of(seed):
        return paper(range(10), questions, seed, shuffle_questions=True, shuffle_options=True)

    assert of("1") == of("1") != of("2")
    assert [slot.number for slot in of("1")] == list(range(1, 11))
    assert {slot.question for slot in of("1")} == set(range(10))


def test_a_paper_that_is_not_shuffled_keeps_the_authored_order():
    slots = paper(
        [3, 1, 2], dict.fromkeys((1, 2, 3), ask()), "s", shuffle_questions=False, shuffle_options=False
    )
    assert [(slot.question, slot.order) for slot in slots] == [(n, (0, 1, 2, 3)) for n in (3, 1, 2)]


@given(st.text(max_size=8))
def test_a_blueprint_is_filled_row_by_row_without_doubles(seed):
    rows = [BlueprintRow("họp", 1, 2), BlueprintRow("họp", None, 3), BlueprintRow(None, 3, 4)]
    drawn = draw(rows, POOL, seed)
    assert len(set(drawn)) == len(drawn) == 9
    assert all(POOL[n].topic == "họp" for n in drawn[:5])
    assert all(POOL[n].level == 1 for n in drawn[:2])
    assert all(POOL[n].level == 3 for n in drawn[5:])
    assert drawn == draw(rows, POOL[::-1], seed)


@given(st.text(max_size=8))
def test_rows_that_overlap_are_filled_whenever_it_is_possible(seed):
    pool = [PoolQuestion(1, "họp", 1), PoolQuestion(2, "họp", 2)]
    assert draw([BlueprintRow("họp", None, 1), BlueprintRow(None, 1, 1)], pool, seed) == (2, 1)


def test_a_row_that_cannot_be_filled_is_named():
    rows = [BlueprintRow("họp", 1, 2), BlueprintRow("họp", 1, 2)]
    assert draw(rows, POOL, "s") == (Shortage(rows[1], 1),)
