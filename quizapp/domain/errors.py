"""RuleBroken and its family: a command that may not be done says which rule stands in the way, with the facts.

No sentence stands here: `quizapp/web/wording.py` words every class. A subclass lists its facts as annotated
attributes (`class AttemptClosed(RuleBroken): deadline: datetime`); it is made a dataclass by itself.
"""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from fractions import Fraction
from typing import Any, dataclass_transform


@dataclass_transform(eq_default=False)
class RuleBroken(Exception):
    """A rule of the house forbids the command. Nothing has been written."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(eq=False, repr=False)(cls)

    def __post_init__(self) -> None:
        self.args = tuple(self.facts.values())

    @property
    def code(self) -> str:
        """The stable word of this rule: the class name in snake case ("attempt_closed")."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(self).__name__).lower()

    @property
    def facts(self) -> dict[str, Any]:
        """What the sentence about this rule may name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({told})"


# Signing in, people, rights


class CodeUnknown(RuleBroken):
    """No slip, person or room has this code, or the password is wrong: never said which."""


class CodeMistyped(RuleBroken):
    """The check digit of a slip's code does not fit: a typing slip, which costs no try."""


class TooManyTries(RuleBroken):
    """Signing in failed too often from this device or for this code."""

    wait_seconds: int


class PasswordTooShort(RuleBroken):
    """A chosen password has fewer characters than the rule asks for."""

    at_least: int


class PasswordWrong(RuleBroken):
    """The present password, asked before a new one is set, does not fit."""


class GrantBeyondOwnRights(RuleBroken):
    """Nobody grants a right that they do not hold themselves, there."""

    rights: tuple[str, ...]


class LastAdministrator(RuleBroken):
    """The last administrator cannot be taken away."""


class UnitNotEmpty(RuleBroken):
    """A unit with people or units under it cannot be removed."""

    people: int
    units: int


class UnitInsideItself(RuleBroken):
    """A unit cannot hang under one of its own sub-units."""


# Classes, rosters, roll call


class CodeAlreadyTaken(RuleBroken):
    """A course, class or book with this code exists already."""

    taken: str


class DatesReversed(RuleBroken):
    """The last day lies before the first."""

    starts: date
    ends: date


class NotInThisCohort(RuleBroken):
    """The person, group or session named belongs to another class."""


class EnrolmentHasRecords(RuleBroken):
    """A learner who has attended, answered or been marked cannot be taken off the roster."""

    kinds: tuple[str, ...] = ()


class ImportHasProblems(RuleBroken):
    """The file has rows with problems or doubts: all or nothing, so nothing."""

    problems: int
    doubtful: int = 0


class ImportHasRecords(RuleBroken):
    """An import whose people already have records cannot be undone."""

    people: int


class ImportAlreadyUndone(RuleBroken):
    """The import was undone before."""


class SessionAlreadyCalled(RuleBroken):
    """A session whose roll has been called cannot be removed."""

    called: datetime


class RollCallLocked(RuleBroken):
    """Certificates stand on this roll call: it can no longer be changed."""


class PointsOutOfRange(RuleBroken):
    """A mark lies outside its scale or off its step."""

    points: Fraction
    maximum: Fraction


# Quizzes


class QuizNotOpen(RuleBroken):
    """The quiz is not open for learners (yet, or any more)."""

    opens: datetime | None = None
    closed: bool = False


class QuizAlreadyStarted(RuleBroken):
    """The room has been started: the quiz can no longer be changed, nor started again."""

    started: datetime


class QuizHasNoQuestions(RuleBroken):
    """A quiz without questions cannot be opened."""


class QuestionsTooFew(RuleBroken):
    """The bank holds fewer questions than a row of the blueprint asks for."""

    topic: str | None
    level: int | None
    wanted: int
    found: int


class AttemptLimitReached(RuleBroken):
    """The learner has used all attempts."""

    limit: int


class AttemptClosed(RuleBroken):
    """The attempt is handed in or its time is over."""

    deadline: datetime | None


class AttemptNotClosed(RuleBroken):
    """Results and answers are shown only after the hand-in."""


class ResultsNotReleased(RuleBroken):
    """The instructor has not released results or the right answers yet."""


class QuestionInUse(RuleBroken):
    """A version that somebody was asked never changes: a new version is made instead."""


# Practice meetings


class RubricNotApproved(RuleBroken):
    """A draft rubric must be approved by the centre before its first use."""

    title: str


class RubricHasProblems(RuleBroken):
    """The rubric is not sound and cannot be used."""

    problems: int


class MeetingLocked(RuleBroken):
    """The marks of the meeting are locked."""

    locked: datetime


class MeetingNotLocked(RuleBroken):
    """Results of a meeting go to its learners only once its marks are locked."""


class SheetIncomplete(RuleBroken):
    """A sheet with criteria left open cannot be closed."""

    missing: tuple[str, ...]


class SheetsMissing(RuleBroken):
    """A meeting without any finished sheet cannot be locked."""

    graders: tuple[str, ...] = ()


class TooManyGraders(RuleBroken):
    """A meeting has at most nine graders."""

    limit: int


# Certificates


class CertificatesNothingToIssue(RuleBroken):
    """Nobody in the choice has completed without holding a certificate already."""


class RequirementNotMet(RuleBroken):
    """A certificate for somebody who has not completed."""

    person: str
    reasons: tuple[str, ...]


class NumberAlreadyTaken(RuleBroken):
    """The number stands in the register already."""

    number: str


class NumberPatternUnsound(RuleBroken):
    """The pattern of the certificate numbers cannot be used."""

    reason: str


class DecisionFrozen(RuleBroken):
    """Number and dates of the decision are filled in once; printed certificates carry them."""

    decision: str


class CertificateAlreadyRevoked(RuleBroken):
    """A revoked certificate can be neither revoked again nor replaced."""

    number: str


class ReasonMissing(RuleBroken):
    """This act goes into the record and needs a reason."""
