"""A wrong key put right for everybody: preview, apply, undo; the mark after is the mark a fresh look would give."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from quizapp.audit.models import AuditEntry
from quizapp.db import db
from quizapp.domain.errors import ReasonMissing
from quizapp.domain.regrading import NothingLeftToMark, QuizStillRunning, Ruling, RulingKind, RulingUnsound
from quizapp.quizzes import attempts, outcome, saving, service, shown
from quizapp.quizzes.models import Attempt, QuizRuling
from quizapp.quizzes.queries import quiz
from quizapp.quizzes.remarking import Change, remark, remark_preview
from quizapp.quizzes.results import closed_attempts, counting_results
from quizapp.web.clock import now
from tests.quizzes import factories

pytestmark = pytest.mark.usefixtures("inside")
VOID, FULL = Ruling(RulingKind.VOID), Ruling(RulingKind.FULL)
WHOLE = {0: [0], 1: [0, 1], 2: [0], 3: [0, 1, 2]}


def taken(
    learners: int = 2, *, answers: tuple[dict[int, list[int]], ...] = (), **more: Any
) -> factories.Room:
    """A quiz of four questions that has ended; each learner answered so (authored indexes by version)."""
    at = now() - timedelta(hours=1)
    room = factories.started(learners, at=at, shuffle=False, **more)
    for place, enrolment in enumerate(room.enrolments):
        attempt = attempts.start(room.quiz, enrolment, at)
        chosen = answers[place] if place < len(answers) else WHOLE
        orders = [slot["order"] for slot in db.session.get_one(Attempt, attempt).paper]
        listed = [
            {"slot": slot + 1, "value": [str(orders[slot].index(one) + 1) for one in value], "seq": 1}
            for slot, value in chosen.items()
        ]
        key = factories.key_of(room.people[place])
        saving.save(attempt, key, {"answers": listed}, at + timedelta(minutes=1))
    service.end(room.quiz, at + timedelta(minutes=2))
    attempts.settle({room.quiz: quiz(room.quiz)}, now())
    return room


def scores(room: factories.Room) -> list[str]:
    rows = db.session.execute(
        select(Attempt.points, Attempt.maximum).where(Attempt.quiz_id == room.quiz).order_by(Attempt.id)
    )
    return [f"{points}/{maximum}" for points, maximum in rows]


def put(room: factories.Room, place: int, ruling: Ruling | None, reason: str = "Đáp án nhập nhầm") -> int:
    return remark(room.quiz, Change(room.versions[place], ruling), reason, now(), room.instructor)


def test_the_preview_names_who_changes_and_writes_nothing() -> None:
    room = taken(answers=(WHOLE, {0: [2]}), pass_percent="80")
    seen = remark_preview(room.quiz, Change(room.versions[0], Ruling(RulingKind.KEY, (2,))), now())
    assert seen.asked == 2
    assert [
        (one.before.points, one.after.points, one.passed_before, one.passed_after) for one in seen.moved
    ] == [
        (Fraction(4), Fraction(3), True, False),
        (Fraction(0), Fraction(1), False, False),
    ]
    assert (seen.newly_passed, seen.newly_failed) == (0, 1)
    assert scores(room) == ["4/4", "0/4"]
    assert db.session.scalar(select(func.count()).select_from(QuizRuling)) == 0


@pytest.mark.parametrize(
    ("ruling", "expected"),
    [
        (Ruling(RulingKind.KEY, (2,)), ["3/4", "1/4"]),
        (Ruling(RulingKind.ACCEPT, (2,)), ["4/4", "1/4"]),
        (VOID, ["3/3", "0/3"]),
        (FULL, ["4/4", "1/4"]),
    ],
)
def test_each_ruling_changes_the_marks_as_previewed_and_undoing_brings_them_back(
    ruling: Ruling, expected: list[str]
) -> None:
    room = taken(answers=(WHOLE, {0: [2]}))
    seen = remark_preview(room.quiz, Change(room.versions[0], ruling), now())
    changed = put(room, 0, ruling)
    assert scores(room) == expected
    assert changed == len(seen.moved)
    results = counting_results({room.quiz: quiz(room.quiz)}, now())
    for one in seen.moved:
        assert results[one.enrolment_id][room.quiz].points == one.after.points
    put(room, 0, None, "Đáp án gốc vẫn đúng")
    assert scores(room) == ["4/4", "0/4"]


def test_a_void_question_counts_for_nobody_in_score_and_review_alike() -> None:
    room = taken(answers=(WHOLE, {0: [2]}))
    put(room, 0, VOID)
    for attempt in db.session.scalars(select(Attempt.id).where(Attempt.quiz_id == room.quiz)).all():
        facts = shown.attempt(attempt)
        reviewed = shown.review(facts)
        assert facts.score is not None
        assert sum((one.share for one in reviewed), Fraction(0)) == facts.score.points
        assert not reviewed[0].is_judged
        assert reviewed[0].share == 0
        assert not reviewed[0].right
        assert not reviewed[0].explanation
        assert facts.score.maximum == 3


def test_the_review_and_the_picture_show_the_answer_that_counts_now() -> None:
    room = taken(answers=(WHOLE, {0: [2]}))
    put(room, 0, Ruling(RulingKind.KEY, (2,)))
    second = db.session.scalars(select(Attempt.id).order_by(Attempt.id.desc())).first()
    assert second is not None
    assert shown.review(shown.attempt(second))[0].right == ("3",)
    asked = next(
        one for one in outcome.by_question(quiz(room.quiz), now()) if one.version_id == room.versions[0]
    )
    assert [option.is_right for option in asked.options] == [False, False, True, False]
    assert asked.full == 1


def test_the_same_again_changes_nothing_and_is_recorded_once() -> None:
    room = taken(answers=(WHOLE, {0: [2]}))
    assert put(room, 0, FULL) == 1
    assert put(room, 0, FULL) == 0
    assert put(room, 0, None) == 1
    assert put(room, 0, None) == 0
    acts = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.like("quizzes.%remark"))
    ).all()
    assert acts == ["quizzes.remark", "quizzes.undo_remark"]


def test_another_ruling_takes_the_place_of_the_first() -> None:
    room = taken(answers=(WHOLE, {0: [2]}))
    put(room, 0, VOID)
    put(room, 0, FULL)
    standing = db.session.scalars(select(QuizRuling.kind).where(QuizRuling.undone_at.is_(None))).all()
    assert standing == ["full"]
    assert scores(room) == ["4/4", "1/4"]


def test_another_quiz_with_the_same_question_keeps_its_marks() -> None:
    room = taken(answers=(WHOLE, {0: [2]}))
    at = now() - timedelta(hours=1)
    other = service.make(room.cohort, service.QuizDraft("Bài khác", shuffle=False), at)
    service.open_quiz(other, at)
    service.start_for_all(other, at)
    attempt = attempts.start(other, room.enrolments[0], at)
    service.end(other, at + timedelta(minutes=1))
    attempts.settle({other: quiz(other)}, now())
    put(room, 0, FULL)
    assert db.session.get_one(Attempt, attempt).points == "0"


def test_a_paper_that_is_handed_in_later_is_marked_by_the_ruling() -> None:
    room = taken(answers=(WHOLE, {0: [2]}))
    second = db.session.scalars(select(Attempt.id).order_by(Attempt.id.desc())).first()
    assert second is not None
    attempts.reopen(second, 5, "Mất điện", now(), room.instructor)
    put(room, 0, FULL)
    attempts.settle({room.quiz: quiz(room.quiz)}, now() + timedelta(hours=1))
    assert scores(room) == ["4/4", "1/4"]


def test_what_may_not_be_done_is_refused_and_writes_nothing() -> None:
    room = taken()
    with pytest.raises(ReasonMissing):
        put(room, 0, VOID, "  ")
    with pytest.raises(RulingUnsound):
        put(room, 0, Ruling(RulingKind.KEY, (0,)))
    with pytest.raises(LookupError):
        remark(room.quiz, Change(10**6, VOID), "Nhầm", now(), None)
    for place in range(3):
        put(room, place, VOID)
    with pytest.raises(NothingLeftToMark):
        put(room, 3, VOID)
    assert scores(room) == ["1/1", "1/1"]
    running = factories.started(name="L2")
    with pytest.raises(QuizStillRunning):
        put(running, 0, VOID)


def _fresh(room: factories.Room, moment: datetime) -> dict[int, Any]:
    """What a look that knows no cached mark makes of every paper; nothing of it stays."""
    unmarked: dict[str, Any] = {"points": None, "maximum": None, "marks": None}
    db.session.execute(update(Attempt).where(Attempt.quiz_id == room.quiz).values(**unmarked))
    found = {
        one.attempt_id: (one.score, one.shares)
        for one in closed_attempts({room.quiz: quiz(room.quiz)}, moment)
    }
    db.session.rollback()
    return found


RULINGS = st.sampled_from(
    [
        None,
        VOID,
        FULL,
        Ruling(RulingKind.KEY, (1,)),
        Ruling(RulingKind.ACCEPT, (1,)),
        Ruling(RulingKind.KEY, (1, 2)),
    ]
)


def test_a_re_mark_is_the_mark_of_a_fresh_look(app: Flask) -> None:
    room = taken(3, answers=(WHOLE, {0: [1], 1: [1, 2], 2: [1]}, {1: [1]}), scoring_rule="proportional")

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 2), RULINGS), min_size=1, max_size=4))
    def holds(changes: list[tuple[int, Ruling | None]]) -> None:
        for place, ruling in changes:
            try:
                put(room, place, ruling)
            except RulingUnsound:
                continue
        kept = {
            one.attempt_id: (one.score, one.shares)
            for one in closed_attempts({room.quiz: quiz(room.quiz)}, now())
            if one.mark is None
        }
        assert len(kept) == 3
        assert kept == _fresh(room, now())

    holds()


def test_a_preview_costs_as_many_queries_for_ten_as_for_sixty(counting: Any) -> None:
    counts = []
    for learners in (10, 60):
        room = taken(learners, name=f"L{learners}")
        with counting() as statements:
            remark_preview(room.quiz, Change(room.versions[0], VOID), now())
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20
