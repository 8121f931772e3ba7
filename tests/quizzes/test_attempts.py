"""Starting, closing and marking: idempotent, computed, the same whoever comes first."""

import threading
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.db import db
from quizapp.domain.errors import AttemptLimitReached, QuizNotOpen, ReasonMissing, RuleBroken
from quizapp.domain.sitting import PapersUnderWay
from quizapp.quizzes import attempts, held, outcome, results, saving, service
from quizapp.quizzes.models import Answer, Attempt, HeldAnswer
from quizapp.quizzes.queries import Stage, open_quizzes_for, quiz, required_quizzes
from quizapp.quizzes.saving import Receipt
from quizapp.web.clock import now
from tests.quizzes import factories

RIGHT = {"single": [0], "multiple": [0, 1], "true_false": [0], "ordering": [0, 1, 2]}


def at_once(app: Flask, works: list[Callable[[], Any]]) -> list[Any]:
    """Every work in a thread of its own with its own context, started together."""
    gate, found = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                found[place] = works[place]()
            except RuleBroken as error:
                found[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def answer_rightly(attempt_id: int, person_id: int, slots: int = 100) -> None:
    """Answer the first slots of a paper as the key says."""
    paper = db.session.get_one(Attempt, attempt_id).paper
    listed = []
    for number, slot in enumerate(paper[:slots], start=1):
        places = [str(slot["order"].index(index) + 1) for index in RIGHT[slot["kind"]]]
        listed.append({"slot": number, "value": places, "seq": 1})
    saving.save(attempt_id, factories.key_of(person_id), {"answers": listed}, now())


def test_twenty_starts_at_once_give_one_attempt(app: Flask) -> None:
    with app.app_context():
        room = factories.started(attempts_allowed=2)
    found = at_once(app, [lambda: attempts.start(room.quiz, room.enrolments[0], now())] * 20)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1
    assert len(set(found)) == 1


def test_the_limit_of_attempts_holds(inside: Flask) -> None:
    room = factories.started(attempts_allowed=1)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    attempts.hand_in(attempt, factories.key_of(room.people[0]), None, now())
    with pytest.raises(AttemptLimitReached):
        attempts.start(room.quiz, room.enrolments[0], now())


def test_nobody_starts_before_the_instructor_does(inside: Flask) -> None:
    room = factories.room()
    service.open_quiz(room.quiz, now())
    with pytest.raises(QuizNotOpen):
        attempts.start(room.quiz, room.enrolments[0], now())


def test_a_hand_in_racing_with_answers_never_acknowledges_what_is_not_marked(app: Flask) -> None:
    with app.app_context():
        room = factories.started(learners=1, shuffle=False)
        attempt = attempts.start(room.quiz, room.enrolments[0], now())
        key = factories.key_of(room.people[0])

    def send(seq: int) -> Callable[[], Any]:
        value = ["1"] if seq % 2 else ["2"]
        return lambda: saving.save(
            attempt, key, {"answers": [{"slot": 1, "value": value, "seq": seq}]}, now()
        )

    works = [send(seq) for seq in range(1, 9)]
    works.insert(4, lambda: attempts.hand_in(attempt, key, None, now()))
    told = [one for one in at_once(app, works) if isinstance(one, Receipt)]
    saved = max((one.saved.get("1", 0) for one in told), default=0)
    with app.app_context():
        row = db.session.get_one(Attempt, attempt)
        assert (Fraction(row.points or "0") == 1) == (saved % 2 == 1)
        assert db.session.scalar(select(Answer.seq)) == (saved or None)


def test_answers_of_one_slot_sent_at_once_leave_the_newest(app: Flask) -> None:
    with app.app_context():
        room = factories.started(learners=1, shuffle=False)
        attempt = attempts.start(room.quiz, room.enrolments[0], now())
        key = factories.key_of(room.people[0])
    bodies = [{"answers": [{"slot": 1, "value": [str(n % 4 + 1)], "seq": n}]} for n in range(1, 13)]
    works = [lambda body=body: saving.save(attempt, key, body, now()) for body in bodies]
    told = at_once(app, works)
    assert all(isinstance(one, Receipt) and len(one.saved) + len(one.stale) == 1 for one in told)
    with app.app_context():
        assert db.session.execute(select(Answer.seq, Answer.value)).one() == (12, '["1"]')


def test_all_right_is_full_and_nothing_is_zero(inside: Flask) -> None:
    room = factories.started(count=8)
    for person, enrolment, slots in zip(room.people, room.enrolments, (8, 0), strict=True):
        attempt = attempts.start(room.quiz, enrolment, now())
        answer_rightly(attempt, person, slots)
        attempts.hand_in(attempt, factories.key_of(person), None, now())
    found = results.best_results(room.cohort, now())
    assert [found[one][room.quiz].points for one in room.enrolments] == [8, 0]
    assert [found[one][room.quiz].passed for one in room.enrolments] == [True, False]


def test_closed_is_computed_and_the_mark_is_the_same_whoever_looks_first(inside: Flask) -> None:
    room = factories.started(learners=1)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    answer_rightly(attempt, room.people[0], 2)
    later = now() + timedelta(hours=1)
    unwritten = results.best_results(room.cohort, later)
    assert db.session.get_one(Attempt, attempt).points is None
    attempts.settle_one(attempt, later)
    row = db.session.get_one(Attempt, attempt)
    assert (row.points, row.handed_in_how) == ("2", "time")
    assert results.best_results(room.cohort, later) == unwritten


def test_a_mark_is_written_once(inside: Flask) -> None:
    room = factories.started(learners=1, shuffle=False)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    key = factories.key_of(room.people[0])
    attempts.hand_in(attempt, key, None, now())
    first = db.session.execute(select(Attempt.points, Attempt.receipt, Attempt.handed_in_at)).one()
    attempts.hand_in(
        attempt, key, {"answers": [{"slot": 1, "value": ["1"], "seq": 5}]}, now() + timedelta(hours=1)
    )
    assert db.session.execute(select(Attempt.points, Attempt.receipt, Attempt.handed_in_at)).one() == first
    assert db.session.scalar(select(HeldAnswer.reason)) == "late"


def test_the_same_seed_gives_the_same_paper(inside: Flask) -> None:
    room = factories.started(count=12)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    row = db.session.get_one(Attempt, attempt)
    assert attempts.draw_paper(quiz(room.quiz), row.seed) == row.paper
    assert attempts.draw_paper(quiz(room.quiz), "another seed") != row.paper


def test_a_blueprint_draws_so_many_of_each_topic(inside: Flask) -> None:
    rows = [
        {"topic": "topic-0", "level": None, "number": 2},
        {"topic": "topic-1", "level": "nhan_biet", "number": 1},
    ]
    room = factories.started(count=12, plan={"rows": rows})
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    asked = {slot["version"] for slot in db.session.get_one(Attempt, attempt).paper}
    topics = sorted(room.versions.index(version) % 3 for version in asked)
    assert topics == [0, 0, 1]


def test_a_latecomer_ends_with_the_room(inside: Flask) -> None:
    begun = now() - timedelta(minutes=10)
    room = factories.started(1, at=begun)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    found = saving.attempt_standings(attempt, factories.key_of(room.people[0]), now())
    assert isinstance(found, saving.Standings)
    assert found.deadline(now()) == begun + timedelta(minutes=30)


def test_with_full_time_a_latecomer_has_all_minutes(inside: Flask) -> None:
    room = factories.started(1, at=now() - timedelta(minutes=10), common_end=False)
    begun = now()
    attempt = attempts.start(room.quiz, room.enrolments[0], begun)
    found = saving.attempt_standings(attempt, factories.key_of(room.people[0]), begun)
    assert isinstance(found, saving.Standings)
    assert found.deadline(begun) == begun + timedelta(minutes=30)


def test_added_time_lets_those_go_on_whose_time_ran_out_but_not_who_handed_in(inside: Flask) -> None:
    room = factories.started(2, at=now() - timedelta(minutes=20))
    first, second = (attempts.start(room.quiz, one, now()) for one in room.enrolments)
    attempts.hand_in(second, factories.key_of(room.people[1]), None, now())
    later = now() + timedelta(minutes=12)
    attempts.settle({room.quiz: quiz(room.quiz)}, later)
    service.add_time(room.quiz, 10, "Mất điện", later, room.instructor)
    states = [saving.attempt_standings(first, factories.key_of(room.people[0]), later)]
    assert [one.state(later) for one in states if isinstance(one, saving.Standings)] == ["open"]
    assert db.session.get_one(Attempt, second).handed_in_how == "learner"


def test_added_time_needs_a_reason(inside: Flask) -> None:
    room = factories.started(1)
    with pytest.raises(ReasonMissing):
        service.add_time(room.quiz, 10, " ", now(), room.instructor)


def test_a_pause_gives_its_minutes_back(inside: Flask) -> None:
    room = factories.started(1)
    begun = now()
    attempt = attempts.start(room.quiz, room.enrolments[0], begun)
    key = factories.key_of(room.people[0])
    service.pause(room.quiz, begun + timedelta(minutes=5), "Mất điện", room.instructor)
    service.resume(room.quiz, begun + timedelta(minutes=25), room.instructor)
    found = saving.attempt_standings(attempt, key, begun)
    assert isinstance(found, saving.Standings)
    assert found.state(begun + timedelta(minutes=45)) == "open"
    assert found.state(begun + timedelta(minutes=52)) == "closed"


def test_the_end_of_the_room_closes_everybody_after_the_grace(inside: Flask) -> None:
    room = factories.started(1)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    service.end(room.quiz, now(), room.instructor)
    found = saving.attempt_standings(attempt, factories.key_of(room.people[0]), now())
    assert isinstance(found, saving.Standings)
    assert (found.state(now()), found.state(now() + timedelta(seconds=70))) == ("open", "closed")
    assert quiz(room.quiz).stage(now()) is Stage.OVER


def test_right_answers_wait_for_the_last_paper(inside: Flask) -> None:
    room = factories.started(1)
    attempts.start(room.quiz, room.enrolments[0], now())
    with pytest.raises(QuizNotOpen):
        service.release_review(room.quiz, now(), room.instructor)
    service.end(room.quiz, now(), room.instructor)
    with pytest.raises(PapersUnderWay):
        service.release_review(room.quiz, now(), room.instructor)
    service.release_review(room.quiz, now() + timedelta(minutes=2), room.instructor)
    assert quiz(room.quiz).review_released_at is not None


def test_a_reopened_attempt_is_marked_afresh(inside: Flask) -> None:
    room = factories.started(1)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    key = factories.key_of(room.people[0])
    attempts.hand_in(attempt, key, None, now())
    attempts.reopen(attempt, 10, "Máy hỏng", now(), room.instructor)
    answer_rightly(attempt, room.people[0])
    attempts.hand_in(attempt, key, None, now())
    assert db.session.get_one(Attempt, attempt).points == "4"


def test_nobody_passes_by_rounding(inside: Flask) -> None:
    room = factories.started(1, count=3, pass_percent="66.7")
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    answer_rightly(attempt, room.people[0], 2)
    attempts.hand_in(attempt, factories.key_of(room.people[0]), None, now())
    found = results.best_results(room.cohort, now())[room.enrolments[0]][room.quiz]
    assert (found.points, found.maximum, found.passed) == (2, 3, False)


def test_a_quiz_is_required_once_it_was_opened(inside: Flask) -> None:
    room = factories.room()
    assert required_quizzes(room.cohort) == ()
    service.open_quiz(room.quiz, now())
    assert [one.id for one in required_quizzes(room.cohort)] == [room.quiz]


def test_today_names_the_quizzes_a_learner_can_enter(inside: Flask) -> None:
    room = factories.started()
    there = open_quizzes_for(room.people[0], [room.cohort], now())
    assert [(one.quiz.id, one.may_enter, one.attempt_id) for one in there] == [(room.quiz, True, None)]
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    attempts.hand_in(attempt, factories.key_of(room.people[0]), None, now())
    there = open_quizzes_for(room.people[0], [room.cohort], now())
    assert [(one.may_enter, one.attempt_id) for one in there] == [(False, attempt)]


def test_results_cost_the_same_number_of_queries_for_three_learners_and_for_forty(
    app: Flask, counting: Any
) -> None:
    sizes = []
    for learners in (3, 40):
        with app.app_context():
            room = factories.started(learners, name=f"L{learners}")
            for enrolment in room.enrolments:
                attempts.start(room.quiz, enrolment, now())
            with counting() as statements:
                assert len(results.best_results(room.cohort, now() + timedelta(hours=2))) == learners
            sizes.append(len(statements))
    assert sizes[0] == sizes[1] <= 6


def test_results_by_question_count_what_was_chosen(inside: Flask) -> None:
    room = factories.started(2, shuffle=False)
    for person, enrolment, slots in zip(room.people, room.enrolments, (4, 1), strict=True):
        attempt = attempts.start(room.quiz, enrolment, now())
        answer_rightly(attempt, person, slots)
        attempts.hand_in(attempt, factories.key_of(person), None, now())
    found = {one.kind: one for one in outcome.by_question(quiz(room.quiz), now())}
    assert (found["single"].options[0].chosen, found["single"].options[0].is_right) == (2, True)
    assert (found["ordering"].full, found["ordering"].asked, found["ordering"].percent) == (1, 2, 50)


def test_late_answers_are_decided_for_the_room_in_one_act(inside: Flask) -> None:
    room = factories.started(1, shuffle=False)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    key = factories.key_of(room.people[0])
    attempts.hand_in(attempt, key, None, now())
    saving.save(attempt, key, {"answers": [{"slot": 1, "value": ["1"], "seq": 5, "age": 60000}]}, now())
    assert [(one.slot, one.reason) for one in held.held_answers(room.quiz)] == [(1, "late")]
    given = {"reason": "Wi-Fi mất", "now": now(), "actor_id": room.instructor}
    assert held.decide_held(room.quiz, accept=True, **given) == 1
    assert (db.session.get_one(Attempt, attempt).points, held.held_answers(room.quiz)) == ("1", ())
    assert held.decide_held(room.quiz, accept=True, **given) == 0


def test_late_answers_that_are_left_count_for_nothing(inside: Flask) -> None:
    room = factories.started(1, shuffle=False)
    attempt = attempts.start(room.quiz, room.enrolments[0], now())
    key = factories.key_of(room.people[0])
    attempts.hand_in(attempt, key, None, now())
    saving.save(attempt, key, {"answers": [{"slot": 1, "value": ["1"], "seq": 5}]}, now())
    assert held.decide_held(room.quiz, accept=False, reason="Quá muộn", now=now(), actor_id=None) == 0
    assert db.session.get_one(Attempt, attempt).points == "0"
