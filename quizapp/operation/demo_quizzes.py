"""The demo's quizzes: one that is over with answers of mixed quality, one open to everybody, one in preparation."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from quizapp.accounts.session_key import SessionKey
from quizapp.bank.queries import versions
from quizapp.db import db
from quizapp.domain import questions
from quizapp.operation.demo_class import DemoClass, Member
from quizapp.quizzes import attempts, saving, service
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.service import QuizDraft

MINUTES = 30


@dataclass(frozen=True, slots=True)
class DemoQuiz:
    """A quiz as the command names it."""

    id: int
    title: str
    open: bool


def plan(number: int) -> dict[str, Any]:
    """So many questions of any topic and level."""
    return {"rows": [{"topic": None, "level": None, "number": number}]}


def finished_quiz(
    room: DemoClass,
    title: str,
    began: datetime,
    actor_id: int,
    rng: random.Random,
    *,
    questions_asked: int = 20,
) -> DemoQuiz:
    """A quiz held in the room: nearly all hand in, a few run out of time, a few were not there; review released."""
    draft = QuizDraft(title, plan(questions_asked), time_limit=MINUTES * 60)
    quiz_id = service.make(room.cohort_id, draft, began - timedelta(days=1), actor_id, is_demo=True)
    service.open_quiz(quiz_id, began - timedelta(minutes=10), actor_id)
    service.start_for_all(quiz_id, began, actor_id)
    there = [member for member in room.members if rng.random() < 0.97]
    started = {
        one: attempts.start(quiz_id, one.enrolment_id, began + timedelta(seconds=rng.randint(2, 90)))
        for one in there
    }
    papers = _papers(list(started.values()))
    right = _right_places(papers)
    for member, attempt_id in started.items():
        _answer(member, attempt_id, right[attempt_id], papers[attempt_id], began, rng)
    service.end(quiz_id, began + timedelta(minutes=MINUTES), actor_id)
    service.release_review(quiz_id, began + timedelta(minutes=MINUTES + 15), actor_id)
    return DemoQuiz(quiz_id, title, open=False)


def open_quiz(room: DemoClass, title: str, now: datetime, actor_id: int) -> DemoQuiz:
    """A quiz that anybody of the class may start now, each with their own clock; nobody has."""
    draft = QuizDraft(
        title, plan(15), time_limit=25 * 60, common_end=False, required=False, attempts_allowed=3
    )
    quiz_id = service.make(room.cohort_id, draft, now - timedelta(hours=2), actor_id, is_demo=True)
    service.open_quiz(quiz_id, now - timedelta(minutes=20), actor_id)
    service.start_for_all(quiz_id, now - timedelta(minutes=15), actor_id)
    return DemoQuiz(quiz_id, title, open=True)


def prepared_quiz(room: DemoClass, title: str, now: datetime, actor_id: int) -> DemoQuiz:
    """A draft: staff open its waiting room when the class is ready."""
    draft = QuizDraft(title, plan(30), time_limit=45 * 60, required=False)
    return DemoQuiz(service.make(room.cohort_id, draft, now, actor_id, is_demo=True), title, open=False)


Paper = list[dict[str, Any]]


def _papers(attempt_ids: Sequence[int]) -> dict[int, Paper]:
    rows = db.session.execute(select(Attempt.id, Attempt.paper).where(Attempt.id.in_(attempt_ids)))
    return {row[0]: row[1] for row in rows}


def _right_places(papers: dict[int, Paper]) -> dict[int, list[tuple[str, ...]]]:
    """What would be answered without a mistake, slot by slot."""
    known = versions({slot["version"] for paper in papers.values() for slot in paper})
    return {
        attempt_id: [
            questions.places_of(questions.right_answer(known[slot["version"]].question), slot["order"])
            for slot in paper
        ]
        for attempt_id, paper in papers.items()
    }


def _answer(
    member: Member,
    attempt_id: int,
    right: list[tuple[str, ...]],
    paper: Paper,
    began: datetime,
    rng: random.Random,
) -> None:
    late = rng.random() < 0.04
    answers = []
    for slot, places in enumerate(right, start=1):
        if late and slot > len(right) * 2 // 3:
            break
        knows = rng.random() < member.who.diligence - 0.18 * (slot % 3 == 0)
        value = places if knows else _mistaken(places, len(paper[slot - 1]["order"]), rng)
        answers.append({"slot": slot, "value": list(value), "seq": slot, "age": rng.randint(200, 9000)})
    sender = SessionKey(member.person_id, 1)
    if late:
        saving.save(attempt_id, sender, {"answers": answers}, began + timedelta(minutes=MINUTES - 2))
    else:
        took = timedelta(minutes=rng.randint(11, MINUTES - 2), seconds=rng.randint(0, 59))
        attempts.hand_in(attempt_id, sender, {"answers": answers}, began + took)


def _mistaken(places: tuple[str, ...], options: int, rng: random.Random) -> tuple[str, ...]:
    """A wrong answer as people give it: another option, one too few or too many, two steps swapped."""
    if len(places) == options:
        first, second = sorted(rng.sample(range(options), 2))
        swapped = list(places)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        return tuple(swapped)
    others = [str(n) for n in range(1, options + 1) if str(n) not in places]
    if len(places) > 1:
        return places[:-1] if rng.random() < 0.6 else (*places[:-1], rng.choice(others))
    return (rng.choice(others),)
