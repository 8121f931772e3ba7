"""The order of practice: wrong first, then due, then new; the same for the same arguments."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.self_testing import Choice, Mastery, Recall, in_order, mastery, to_practise

NOW = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
HOURS = st.integers(-400, 400).map(lambda hours: NOW + timedelta(hours=hours))


@st.composite
def recalls(draw: st.DrawFn) -> list[Recall]:
    """Questions of three topics, some never answered."""
    found = []
    for question in range(draw(st.integers(0, 30))):
        topic = draw(st.sampled_from("abc"))
        if draw(st.booleans()):
            found.append(Recall(question, topic, 1, draw(st.booleans()), draw(HOURS), draw(HOURS)))
        else:
            found.append(Recall(question, topic))
    return found


def group(one: Recall) -> int:
    """Its place in the rule, told apart from the code under test."""
    if one.times and not one.last_right:
        return 1
    if one.due is not None and one.due <= NOW:
        return 2
    return 3 if one.times == 0 else 4


@given(recalls())
def test_wrong_comes_before_due_before_new_before_what_is_not_due(known: list[Recall]) -> None:
    groups = [group(one) for one in in_order(known, NOW, "seed")]
    assert groups == sorted(groups)


@given(recalls(), st.randoms())
def test_the_order_they_come_in_changes_nothing_and_none_is_lost(known: list[Recall], chance: object) -> None:
    mixed = list(known)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    ordered = in_order(known, NOW, "seed")
    assert in_order(mixed, NOW, "seed") == ordered
    assert sorted(one.question for one in ordered) == sorted(one.question for one in known)


@given(recalls())
def test_the_latest_mistake_and_the_longest_overdue_lead_their_groups(known: list[Recall]) -> None:
    ordered = in_order(known, NOW, "seed")
    wrong = [one.answered_at for one in ordered if group(one) == 1]
    due = [one.due for one in ordered if group(one) == 2]
    assert wrong == sorted(wrong, reverse=True)  # type: ignore[type-var]
    assert due == sorted(due)  # type: ignore[type-var]


@given(recalls())
def test_new_questions_of_weak_topics_come_first(known: list[Recall]) -> None:
    strength = {one.topic: one.strength for one in mastery(known, "abc")}
    new = [strength[one.topic] for one in in_order(known, NOW, "seed") if group(one) == 3]
    assert new == sorted(new)


@given(recalls(), st.sampled_from(Choice), st.integers(0, 12))
def test_a_round_holds_what_was_chosen_none_twice_and_no_more_than_asked(
    known: list[Recall], choice: Choice, number: int
) -> None:
    by_question = {one.question: one for one in known}
    drawn = to_practise(choice, known, NOW, "seed", number, "a")
    assert len(drawn) == len(set(drawn)) <= number
    for one in (by_question[question] for question in drawn):
        assert choice is not Choice.WRONG or one.was_wrong
        assert choice is not Choice.TOPIC or one.topic == "a"
        assert choice is not Choice.DUE or group(one) == 3 or one.is_due(NOW)


def test_another_seed_draws_other_new_questions() -> None:
    new = [Recall(question, "a") for question in range(40)]
    first, second = (to_practise(Choice.DUE, new, NOW, seed, 10) for seed in ("one", "two"))
    assert first != second


@pytest.mark.parametrize(
    ("seen", "right", "strength"),
    [(0, 0, Fraction(1, 2)), (1, 1, Fraction(2, 3)), (4, 1, Fraction(1, 3)), (10, 10, Fraction(11, 12))],
)
def test_one_lucky_answer_does_not_make_a_topic_strong(seen: int, right: int, strength: Fraction) -> None:
    assert Mastery("a", 20, seen, right).strength == strength


def test_topics_stand_weakest_first_and_equals_in_the_order_of_the_course() -> None:
    known = [
        Recall(1, "a"), Recall(2, "b"), Recall(3, "c", 1, last_right=False, answered_at=NOW, due=NOW),
        Recall(4, "d", 1, last_right=True, answered_at=NOW, due=NOW),
    ]  # fmt: skip
    assert [one.topic for one in mastery(known, ("b", "a", "c", "d"))] == ["c", "b", "a", "d"]
