"""What came of a quiz, question by question, to be talked over with the class."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.cohorts.queries import class_list
from quizapp.documents.queries import Citation
from quizapp.domain import questions, scoring
from quizapp.domain.questions import Question
from quizapp.domain.regrading import Ruling, right_under
from quizapp.quizzes.marking import rulings_of, values_of, versions_of
from quizapp.quizzes.queries import QuizFacts
from quizapp.quizzes.results import closed_attempts, counting_results


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many chose an option (ordering: put the step in its right place)."""

    text: str
    chosen: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """A question over all closed papers. asked: papers with it; percent: mean share of its point, rounded down.

    ruling: how it is marked since its key was found wrong.
    """

    version_id: int
    stem: str
    kind: str
    asked: int
    full: int
    percent: int
    options: tuple[OptionCount, ...]
    explanation: str
    citations: tuple[Citation, ...]
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class LearnerOutcome:
    """A learner's result that counts; points None = took no part, or is not finished."""

    enrolment_id: int
    name: str
    group: str
    points: str | None
    percent: str
    passed: bool


def by_question(quiz: QuizFacts, now: datetime) -> tuple[QuestionOutcome, ...]:
    """The hardest first. A constant number of queries."""
    closed = closed_attempts({quiz.id: quiz}, now)
    values = values_of(one.attempt_id for one in closed)
    known = versions_of(one.paper for one in closed)
    rulings = rulings_of([quiz.id])[quiz.id]
    shares: dict[int, list[Fraction]] = defaultdict(list)
    picked: dict[int, Counter[int]] = defaultdict(Counter)
    for one in closed:
        for slot, (asked, share) in enumerate(zip(one.paper, one.shares, strict=True), start=1):
            version = asked["version"]
            shares[version].append(share)
            question = known[version].question
            picked[version].update(
                _picked(question, values.get(one.attempt_id, {}).get(slot, ()), asked["order"])
            )
    found = [
        QuestionOutcome(
            version,
            known[version].question.stem,
            known[version].question.kind,
            len(earned),
            sum(share == 1 for share in earned),
            int(sum(earned, Fraction(0)) * 100 / len(earned)),
            _options(known[version].question, picked[version], rulings.get(version)),
            known[version].explanation,
            known[version].citations,
            rulings.get(version),
        )
        for version, earned in shares.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.percent, one.stem)))


def _picked(question: Question, value: Sequence[str], order: Sequence[int]) -> list[int]:
    chosen = questions.read(question, value, order)
    if isinstance(chosen, questions.Refusal):
        return []
    if question.kind == "ordering":
        return [int(index) for index, right in zip(chosen, question.key, strict=False) if index == right]
    return [int(index) for index in chosen]


def _options(question: Question, counts: Mapping[int, int], ruling: Ruling | None) -> tuple[OptionCount, ...]:
    right = right_under(question, ruling)
    order = (
        [int(index) for index in question.key]
        if question.kind == "ordering"
        else range(len(question.options))
    )
    return tuple(
        OptionCount(question.options[index].text, counts.get(index, 0), index in right) for index in order
    )


def by_learner(quiz: QuizFacts, now: datetime) -> tuple[LearnerOutcome, ...]:
    """The class by name with each result that counts."""
    results = counting_results({quiz.id: quiz}, now)
    found = []
    for one in class_list(quiz.cohort_id):
        result = results.get(one.enrolment_id, {}).get(quiz.id)
        if result is None:
            found.append(LearnerOutcome(one.enrolment_id, one.name, one.group, None, "", passed=False))
            continue
        score = scoring.Score(result.points, result.maximum)
        percent, _ = scoring.percent_words(score, quiz.threshold)
        points = scoring.points_words(score)
        found.append(LearnerOutcome(one.enrolment_id, one.name, one.group, points, percent, result.passed))
    return tuple(found)
