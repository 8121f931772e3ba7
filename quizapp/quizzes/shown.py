"""What a learner may see of an attempt: the paper without keys, the result, and the review once it is released."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from quizapp.bank.models import QuestionVersion
from quizapp.db import db
from quizapp.documents.queries import Citation
from quizapp.domain import questions, scoring
from quizapp.domain.regrading import Ruling, RulingKind
from quizapp.quizzes.marking import Basis, judged, rulings_of, values_of, versions_of
from quizapp.quizzes.models import Answer, Attempt
from quizapp.quizzes.queries import QuizFacts, quiz

LETTERS = "ABCDEFGHIJKLMNOP"


@dataclass(frozen=True, slots=True)
class ShownOption:
    """place: as it is sent ("1"); letter: as it is read aloud."""

    place: str
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question of the paper. chosen, seq, epoch: what stands; a slot never answered has (), 0, 0."""

    slot: int
    kind: str
    stem: str
    options: tuple[ShownOption, ...]
    chosen: tuple[str, ...]
    seq: int
    epoch: int

    @property
    def letters(self) -> str:
        """The letters chosen, as a person reads them to another: "A, C"; steps in order with signs between."""
        by_place = {one.place: one.letter for one in self.options}
        return (" - " if self.kind == "ordering" else ", ").join(by_place[place] for place in self.chosen)


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """An attempt of somebody, without its questions. score: None while no mark stands written."""

    id: int
    quiz: QuizFacts
    enrolment_id: int
    number: int
    epoch: int
    paper: Sequence[Mapping[str, Any]]
    handed_in_at: datetime | None
    handed_in_how: str
    score: scoring.Score | None
    receipt: str


def attempt(attempt_id: int) -> AttemptFacts:
    """One attempt; LookupError when there is none. Two queries."""
    row = db.session.execute(
        select(
            Attempt.quiz_id,
            Attempt.enrolment_id,
            Attempt.number,
            Attempt.epoch,
            Attempt.paper,
            Attempt.handed_in_at,
            Attempt.handed_in_how,
            Attempt.points,
            Attempt.maximum,
            Attempt.receipt,
        ).where(Attempt.id == attempt_id)
    ).one_or_none()
    if row is None:
        raise LookupError(attempt_id)
    score = scoring.Score(Fraction(row.points), Fraction(row.maximum)) if row.points is not None else None
    return AttemptFacts(
        attempt_id, quiz(row.quiz_id), row.enrolment_id, row.number, row.epoch, row.paper, row.handed_in_at,
        row.handed_in_how, score, row.receipt,
    )  # fmt: skip


def shown_questions(one: AttemptFacts) -> tuple[ShownQuestion, ...]:
    """The questions in this attempt's order with what stands chosen. Reads no key, so none can slip out. Two queries."""
    wanted = {slot["version"] for slot in one.paper}
    bodies: dict[int, Any] = {
        row.id: row.body
        for row in db.session.execute(
            select(QuestionVersion.id, QuestionVersion.body).where(QuestionVersion.id.in_(wanted))
        )
    }
    answers = {
        row.slot: row
        for row in db.session.execute(
            select(Answer.slot, Answer.seq, Answer.epoch).where(Answer.attempt_id == one.id)
        )
    }
    values = values_of([one.id]).get(one.id, {})
    found = []
    for number, slot in enumerate(one.paper, start=1):
        question = questions.from_body(bodies[slot["version"]])
        standing = answers.get(number)
        found.append(
            ShownQuestion(
                number,
                question.kind,
                question.stem,
                options_in(question, slot["order"]),
                tuple(values.get(number, ())),
                standing.seq if standing else 0,
                standing.epoch if standing else 0,
            )
        )
    return tuple(found)


def options_in(question: questions.Question, order: Sequence[int]) -> tuple[ShownOption, ...]:
    """The options at their places in this attempt."""
    return tuple(
        ShownOption(str(place), LETTERS[place - 1], question.options[index].text)
        for place, index in enumerate(order, start=1)
    )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A released question. share: of its point; right: places of the answer that the mark stands on.

    ruling: how it is marked since its key was found wrong. A key that was replaced has no explanation any more.
    """

    slot: int
    kind: str
    stem: str
    options: tuple[ShownOption, ...]
    chosen: tuple[str, ...]
    right: tuple[str, ...]
    share: Fraction
    explanation: str
    citations: tuple[Citation, ...]
    ruling: Ruling | None

    @property
    def is_judged(self) -> bool:
        """False where no option is right or wrong any more: void, or full marks for all."""
        return self.ruling is None or self.ruling.kind in (RulingKind.KEY, RulingKind.ACCEPT)

    @property
    def chosen_letters(self) -> str:
        """ "A, C"."""
        return ", ".join(option.letter for option in self.in_order(self.chosen))

    def in_order(self, places: Sequence[str]) -> tuple[ShownOption, ...]:
        """The options named, in that order."""
        by_place = {one.place: one for one in self.options}
        return tuple(by_place[place] for place in places if place in by_place)


def review(one: AttemptFacts) -> tuple[Reviewed, ...]:
    """Right answers, explanations and citations: only for a closed attempt of a released quiz. Four queries."""
    basis = Basis(versions_of([one.paper]), one.quiz.scoring_rule, rulings_of([one.quiz.id])[one.quiz.id])
    values = values_of([one.id]).get(one.id, {})
    found = []
    for number, (slot, made) in enumerate(
        zip(one.paper, judged(one.paper, values, basis), strict=True), start=1
    ):
        version, order = basis.known[slot["version"]], slot["order"]
        ruling = basis.rulings.get(version.id)
        explained = ruling is None or ruling.kind is RulingKind.ACCEPT
        found.append(
            Reviewed(
                number,
                version.question.kind,
                version.question.stem,
                options_in(version.question, order),
                tuple(values.get(number, ())),
                questions.places_of(made.right, order),
                made.item.share,
                version.explanation if explained else "",
                version.citations if explained else (),
                ruling,
            )
        )
    return tuple(found)
