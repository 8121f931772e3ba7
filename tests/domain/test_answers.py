import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.answers import (
    BadBatch,
    Decision,
    Outcome,
    Standing,
    Write,
    decide,
    newest,
    read_batch,
    receipt,
)
from quizapp.domain.timing import Arrival

STANDING = Standing(("2",), 2, 17)


def write(value="1", epoch=2, seq=18, slot="3") -> Write:
    return Write(slot, (value,), epoch, seq)


@pytest.mark.parametrize(
    ("sent", "standing", "arrival", "decision"),
    [
        (write(), None, "saved", Decision(Outcome.SAVED)),
        (write(), STANDING, "saved", Decision(Outcome.SAVED)),
        (write("2", seq=17), STANDING, "saved", Decision(Outcome.SAVED, repeat=True)),
        (write("2", seq=17), STANDING, "held", Decision(Outcome.SAVED, repeat=True)),
        (write("1", seq=17), STANDING, "saved", Decision(Outcome.STALE)),
        (write("1", seq=16), STANDING, "saved", Decision(Outcome.STALE)),
        (write("2", seq=16), STANDING, "saved", Decision(Outcome.STALE)),
        (write("1", seq=16), STANDING, "held", Decision(Outcome.STALE)),
        (write(), STANDING, "held", Decision(Outcome.HELD, reason="late")),
        (write(), None, "held", Decision(Outcome.HELD, reason="late")),
        (write(epoch=1, seq=30), STANDING, "saved", Decision(Outcome.HELD, reason="old_epoch")),
        (write(epoch=1, seq=30), None, "saved", Decision(Outcome.HELD, reason="old_epoch")),
        (write(epoch=3), STANDING, "saved", Decision(Outcome.HELD, reason="epoch_unknown")),
        (write(seq=1), Standing(("2",), 1, 17), "saved", Decision(Outcome.SAVED)),
        (write("1", epoch=1, seq=9), Standing(("2",), 1, 17), "saved", Decision(Outcome.STALE)),
        (write("2", epoch=1, seq=17), Standing(("2",), 1, 17), "saved", Decision(Outcome.SAVED, repeat=True)),
    ],
)
def test_what_becomes_of_an_answer(sent, standing, arrival, decision):
    assert decide(sent, standing, epoch=2, arrival=Arrival(arrival)) == decision


def test_what_is_not_of_this_paper_is_refused():
    decision = decide(write(), STANDING, epoch=2, arrival=Arrival.SAVED, refusal="place_unknown")
    assert decision == Decision(Outcome.REFUSED, reason="place_unknown")


@given(
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from("1234")), min_size=1, unique_by=lambda one: one[0]),
    st.data(),
)
def test_in_whatever_order_writes_arrive_the_newest_stands(made, data):
    writes = [write(value, seq=seq) for seq, value in made]
    sent = data.draw(st.permutations(writes + data.draw(st.lists(st.sampled_from(writes)))))
    standing = None
    for one in sent:
        if decide(one, standing, epoch=2, arrival=Arrival.SAVED) == Decision(Outcome.SAVED):
            standing = Standing(one.value, one.epoch, one.seq)
    newest_write = max(writes, key=lambda one: one.seq)
    assert standing == Standing(newest_write.value, 2, newest_write.seq)


def test_one_write_a_slot_is_left_of_a_batch():
    batch = [write("1", seq=5), write("2", seq=7), write("3", seq=6), write("4", seq=7), write(slot="4")]
    assert newest(batch) == (write("2", seq=7), write(slot="4"))


def test_a_batch_is_read_as_it_is_sent():
    body = {"epoch": 2, "answers": [{"slot": 3, "value": ["2"], "seq": 17, "age": 4200}]}
    assert read_batch(body, 9) == (Write("3", ("2",), 2, 17, 4200),)
    assert read_batch({"answers": []}, 9) == ()
    assert read_batch({"answers": [{"slot": 3, "value": [], "seq": 1}]}, 9)[0].epoch == 9


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], "not_a_mapping"),
        (None, "not_a_mapping"),
        ({"epoch": "2"}, "epoch_unreadable"),
        ({"epoch": True}, "epoch_unreadable"),
        ({"answers": {}}, "answers_unreadable"),
        ({"answers": [1]}, "not_a_mapping"),
        ({"answers": [{"value": ["1"], "seq": 1}]}, "slot_unreadable"),
        ({"answers": [{"slot": 1, "value": "1", "seq": 1}]}, "value_unreadable"),
        ({"answers": [{"slot": 1, "value": [1], "seq": 1}]}, "value_unreadable"),
        ({"answers": [{"slot": 1, "value": ["1"]}]}, "seq_unreadable"),
        ({"answers": [{"slot": 1, "value": ["1"], "seq": -1}]}, "seq_unreadable"),
        ({"answers": [{"slot": 1, "value": ["1"], "seq": 2**63}]}, "seq_unreadable"),
        ({"answers": [{"slot": 1, "value": ["1"], "seq": 1}] * 201}, "too_many_answers"),
    ],
)
def test_a_body_that_is_no_batch_is_named(body, code):
    read = read_batch(body, 1)
    assert isinstance(read, BadBatch)
    assert read.code == code


@pytest.mark.parametrize("age", [-1, True, None, "x", float("nan"), float("inf"), 10**30])
def test_a_senseless_age_never_costs_the_answer(age):
    read = read_batch({"answers": [{"slot": 1, "value": ["1"], "seq": 1, "age": age}]}, 1)
    assert 0 <= read[0].age_ms <= 2**53


def test_a_receipt_is_short_and_tells_answers_apart():
    first = receipt("7", {1: ["2"], 2: ["1", "3"]})
    assert first == receipt("7", {2: ["1", "3"], 1: ["2"], 3: [], 4: [""]})
    assert first not in {receipt("7", {1: ["3"], 2: ["1", "3"]}), receipt("8", {1: ["2"], 2: ["1", "3"]})}
    assert len(first) == 7
    assert first[4] == "-"
    assert not set(first) & set("ILO015SZ") - set("0123456789")
