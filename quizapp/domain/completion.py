"""Who has completed a course, why not, and with which grade. Every part of a requirement is optional."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class Part(StrEnum):
    """The parts a requirement can have; also the codes of its checks."""

    ATTENDANCE = "attendance"
    QUIZ = "quiz"
    PRACTICE = "practice"
    PAPER = "paper"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What completing asks for; a part left at its default asks for nothing.

    attendance_percent: of the periods. quizzes: those that must be passed (key -> title). practice_level: at least
    this one, with practice_levels naming all from the best down. paper_points: at least. lessons: all read.
    """

    attendance_percent: Fraction | None = None
    quizzes: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    practice_level: str | None = None
    practice_levels: tuple[str, ...] = ()
    paper_points: Fraction | None = None
    lessons: bool = False


@dataclass(frozen=True, slots=True)
class QuizEvidence:
    """The result that counts: percent reached and the decision, as scoring made it."""

    percent: Fraction
    passed: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands recorded of one learner."""

    periods_attended: int = 0
    periods_held: int = 0
    quizzes: Mapping[int, QuizEvidence] = field(default_factory=lambda: MappingProxyType({}))
    practice_level: str | None = None
    paper_points: Fraction | None = None
    lessons_read: int = 0
    lessons_total: int = 0


Fact = str | int | Fraction | None


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the ticked list: which part, met or not, and the facts for its sentence."""

    code: Part
    met: bool
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of a class and the points from which it is given."""

    name: str
    threshold: Fraction


GRADES = (
    Grade("Xuất sắc", Fraction(9)),
    Grade("Giỏi", Fraction(8)),
    Grade("Khá", Fraction(7)),
    Grade("Trung bình", Fraction(5)),
)
"""By the regulation of the centres (1147-QĐ/BTGDVTW, 2025); a cohort may have others."""


def checks(evidence: Evidence, requirement: Requirement) -> tuple[Check, ...]:
    """Every part of the requirement, met or not, in the order a learner reads it."""
    found = []
    if requirement.attendance_percent is not None:
        found.append(_attendance(evidence, requirement.attendance_percent))
    if requirement.lessons:
        facts = {"read": evidence.lessons_read, "total": evidence.lessons_total}
        found.append(Check(Part.LESSONS, evidence.lessons_read >= evidence.lessons_total, facts))
    for key, title in requirement.quizzes.items():
        result = evidence.quizzes.get(key)
        passed = result is not None and result.passed
        found.append(
            Check(Part.QUIZ, passed, {"title": title, "percent": result.percent if result else None})
        )
    if requirement.practice_level is not None:
        found.append(_practice(evidence, requirement, requirement.practice_level))
    if requirement.paper_points is not None:
        points = evidence.paper_points
        met = points is not None and points >= requirement.paper_points
        found.append(Check(Part.PAPER, met, {"points": points, "needed": requirement.paper_points}))
    return tuple(found)


def missing(evidence: Evidence, requirement: Requirement) -> tuple[Check, ...]:
    """The checks that are not met; empty = completed."""
    return tuple(check for check in checks(evidence, requirement) if not check.met)


def _attendance(evidence: Evidence, needed: Fraction) -> Check:
    """24 of 30 periods are 80 %, exactly; a class without periods has nothing attended yet."""
    attended, held = evidence.periods_attended, evidence.periods_held
    met = held > 0 and attended * 100 >= needed * held
    percent = Fraction(attended * 100, held) if held else None
    return Check(
        Part.ATTENDANCE, met, {"attended": attended, "held": held, "percent": percent, "needed": needed}
    )


def _practice(evidence: Evidence, requirement: Requirement, needed: str) -> Check:
    """A level outside the list of levels meets only itself."""
    reached, order = evidence.practice_level, requirement.practice_levels
    if reached in order and needed in order:
        met = order.index(reached) <= order.index(needed)
    else:
        met = reached == needed
    return Check(Part.PRACTICE, met, {"level": reached, "needed": needed})


def grade(points: Fraction | None, grades: Sequence[Grade] = GRADES) -> str | None:
    """The grade for a paper's points, exact (8,99 is Giỏi, not Xuất sắc); None below all or without paper."""
    if points is None:
        return None
    reached = [one for one in grades if points >= one.threshold]
    return max(reached, key=lambda one: one.threshold).name if reached else None
