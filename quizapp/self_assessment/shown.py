"""A question of a round as the learner sees it: without its key before the answer, with all of it after."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from quizapp.bank.models import QuestionVersion
from quizapp.bank.queries import versions
from quizapp.db import db
from quizapp.documents.queries import Citation
from quizapp.domain import questions
from quizapp.self_assessment.queries import GivenAnswer, Round

LETTERS = "ABCDEFGHIJKLMNOP"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question to answer; options: (place as it is sent, letter, text) in the order shown."""

    position: int
    kind: str
    stem: str
    options: tuple[tuple[str, str, str], ...]

    def texts(self, places: Sequence[str]) -> tuple[str, ...]:
        """The options at these places, in that order."""
        by_place = {place: text for place, _, text in self.options}
        return tuple(by_place[place] for place in places if place in by_place)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said after an answer. share: of the full mark; right: the places of every right option, or the order."""

    asked: AskedQuestion
    chosen: tuple[str, ...]
    right: tuple[str, ...]
    share: Fraction
    explanation: str
    citations: tuple[Citation, ...]


def asked_question(one: Round, position: int) -> AskedQuestion:
    """The question at a place. Reads no key, so none can slip out. One query."""
    slot = one.paper[position - 1]
    wanted = select(QuestionVersion.body).where(QuestionVersion.id == slot["version"])
    body = db.session.execute(wanted).scalar_one()
    return _asked(questions.from_body(body), position, slot["order"])


def stems(one: Round) -> dict[int, str]:
    """What is asked at each place, for the end of a round. Reads no key. One query."""
    rows = db.session.execute(
        select(QuestionVersion.id, QuestionVersion.body).where(
            QuestionVersion.id.in_({slot["version"] for slot in one.paper})
        )
    )
    bodies = {row.id: row.body for row in rows}
    return {place: bodies[slot["version"]]["stem"] for place, slot in enumerate(one.paper, start=1)}


def feedback(one: Round, answer: GivenAnswer) -> Feedback:
    """The right answer with explanation and citation: only for a question that is not kept secret. Two queries."""
    slot = one.paper[answer.position - 1]
    version = versions([slot["version"]])[slot["version"]]
    question, order = version.question, slot["order"]
    chosen = questions.read(question, answer.value, order)
    right = question.key if question.kind != "ordering" else questions.right_answer(question)
    return Feedback(
        _asked(question, answer.position, order),
        answer.value,
        questions.places_of(right, order),
        Fraction(0) if isinstance(chosen, questions.Refusal) else questions.mark(question, chosen),
        version.explanation,
        version.citations,
    )


def _asked(question: questions.Question, position: int, order: Sequence[int]) -> AskedQuestion:
    options = tuple(
        (str(place), LETTERS[place - 1], question.options[index].text)
        for place, index in enumerate(order, start=1)
    )
    return AskedQuestion(position, question.kind, question.stem, options)
