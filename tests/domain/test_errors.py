import pickle
from datetime import UTC, datetime

import pytest

from quizapp.domain import errors
from quizapp.domain.errors import AttemptClosed, RuleBroken, TooManyTries


def family(parent: type[RuleBroken] = RuleBroken) -> list[type[RuleBroken]]:
    return [child for near in parent.__subclasses__() for child in (near, *family(near))]


def test_a_broken_rule_carries_its_facts():
    with pytest.raises(TooManyTries) as caught:
        raise TooManyTries(wait_seconds=40)
    assert caught.value.wait_seconds == 40
    assert caught.value.facts == {"wait_seconds": 40}
    assert str(caught.value) == "too_many_tries(wait_seconds=40)"


def test_a_broken_rule_survives_a_trip_between_processes():
    closed = AttemptClosed(deadline=datetime(2026, 11, 25, 8, tzinfo=UTC))
    assert pickle.loads(pickle.dumps(closed)).deadline == closed.deadline


def test_a_fact_that_is_left_out_is_noticed():
    with pytest.raises(TypeError):
        TooManyTries()  # type: ignore[call-arg]


@pytest.mark.parametrize("rule", family())
def test_every_rule_says_what_it_forbids_and_has_its_own_code(rule):
    assert rule.__doc__
    assert not rule.__doc__.startswith(rule.__name__ + "(")
    if rule.__module__ == errors.__name__:
        codes = [rule.__new__(rule).code for rule in family()]
        assert codes.count(rule.__new__(rule).code) == 1
