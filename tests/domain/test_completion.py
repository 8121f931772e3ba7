from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.completion import Evidence, Part, QuizEvidence, Requirement, checks, grade, missing

EVERYTHING = Requirement(
    attendance_percent=Fraction(80),
    quizzes={7: "Bài cuối khóa"},
    practice_level="Khá",
    practice_levels=("Tốt", "Khá", "Trung bình", "Kém"),
    paper_points=Fraction(5),
    lessons=True,
)
DONE = {
    "periods_attended": 24,
    "periods_held": 30,
    "quizzes": {7: QuizEvidence(Fraction(80), passed=True)},
    "practice_level": "Khá",
    "paper_points": Fraction(5),
    "lessons_read": 6,
    "lessons_total": 6,
}


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({}, []),
        ({"periods_attended": 23}, [Part.ATTENDANCE]),
        ({"periods_attended": 799, "periods_held": 1000}, [Part.ATTENDANCE]),
        ({"periods_attended": 0, "periods_held": 0}, [Part.ATTENDANCE]),
        ({"quizzes": {}}, [Part.QUIZ]),
        ({"quizzes": {7: QuizEvidence(Fraction(79), passed=False)}}, [Part.QUIZ]),
        ({"practice_level": "Tốt"}, []),
        ({"practice_level": "Trung bình"}, [Part.PRACTICE]),
        ({"practice_level": None}, [Part.PRACTICE]),
        ({"practice_level": "Lạ"}, [Part.PRACTICE]),
        ({"paper_points": Fraction(4999, 1000)}, [Part.PAPER]),
        ({"paper_points": None}, [Part.PAPER]),
        ({"lessons_read": 5}, [Part.LESSONS]),
        ({"lessons_read": 5, "paper_points": None}, [Part.LESSONS, Part.PAPER]),
    ],
)
def test_what_is_missing_is_named(changes, parts):
    assert [check.code for check in missing(Evidence(**(DONE | changes)), EVERYTHING)] == parts


def test_the_ticked_list_shows_what_is_met_too():
    ticked = checks(Evidence(**(DONE | {"paper_points": None})), EVERYTHING)
    assert [(check.code, check.met) for check in ticked] == [
        (Part.ATTENDANCE, True),
        (Part.LESSONS, True),
        (Part.QUIZ, True),
        (Part.PRACTICE, True),
        (Part.PAPER, False),
    ]
    assert ticked[0].facts == {"attended": 24, "held": 30, "percent": 80, "needed": 80}
    assert ticked[2].facts["title"] == "Bài cuối khóa"


def test_a_requirement_that_asks_nothing_is_met_by_everybody():
    assert checks(Evidence(), Requirement()) == ()


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 100))
def test_more_attendance_never_loses_completion(attended, held, percent):
    requirement = Requirement(attendance_percent=Fraction(percent))
    before = missing(Evidence(periods_attended=attended, periods_held=held), requirement)
    after = missing(Evidence(periods_attended=attended + 1, periods_held=held), requirement)
    assert len(after) <= len(before)
    assert bool(before) == (Fraction(attended, held) < Fraction(percent, 100))


@pytest.mark.parametrize(
    ("points", "name"),
    [
        ("10", "Xuất sắc"), ("9", "Xuất sắc"), ("8.999", "Giỏi"), ("8", "Giỏi"), ("7.5", "Khá"), ("7", "Khá"),
        ("6.99", "Trung bình"), ("5", "Trung bình"), ("4.999", None), ("0", None),
    ],
)  # fmt: skip
def test_grades_follow_the_exact_points(points, name):
    assert grade(Fraction(points)) == name


def test_without_a_paper_there_is_no_grade():
    assert grade(None) is None
