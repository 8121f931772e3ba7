"""A small class with a quiz: rows put straight into the tables of other rooms, the quiz by its own commands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import quizapp.rosters.models  # noqa: F401 (enrolments point at imports)
from quizapp.accounts import service as accounts
from quizapp.accounts.models import Person, Slip
from quizapp.accounts.roles import INSTRUCTOR
from quizapp.accounts.service import Scope
from quizapp.accounts.session_key import SessionKey
from quizapp.bank.models import Question, QuestionVersion
from quizapp.cohorts import service as cohorts
from quizapp.courses.models import Course
from quizapp.db import db, transactional
from quizapp.quizzes import service
from quizapp.web.clock import now

TOKENS = {"explanation": "GIAI-THICH-BI-MAT", "place": "CAN-CU-BI-MAT"}


@dataclass(frozen=True, slots=True)
class Room:
    """A class in front of a quiz. people and enrolments run in the same order."""

    cohort: int
    quiz: int
    instructor: int
    people: tuple[int, ...]
    enrolments: tuple[int, ...]
    versions: tuple[int, ...]


def body(kind: str, stem: str, options: list[str]) -> dict[str, Any]:
    """What a learner may see of a question."""
    return {
        "kind": kind,
        "stem": stem,
        "options": [{"text": one} for one in options],
        "rule": "all_or_nothing",
    }


QUESTIONS: tuple[tuple[str, str, list[str], list[int]], ...] = (
    (
        "single",
        "Chi bộ sinh hoạt thường kỳ mấy lần một tháng?",
        ["Một lần", "Hai lần", "Ba lần", "Bốn lần"],
        [0],
    ),
    (
        "multiple",
        "Tài liệu nào được chuẩn bị trước buổi sinh hoạt?",
        ["Báo cáo", "Dự thảo", "Phở", "Loa"],
        [0, 1],
    ),
    ("true_false", "Nghị quyết chi bộ do đa số tán thành.", ["Đúng", "Sai"], [0]),
    ("ordering", "Xếp các bước của buổi sinh hoạt.", ["Mở đầu", "Nội dung", "Kết thúc"], [0, 1, 2]),
)


@transactional
def questions(course_id: int, count: int, *, shift: int = 0, secret: bool = False) -> tuple[int, ...]:
    """Approved questions, kinds in turn. shift: moves the keys, for another right answer on the same wording."""
    made = []
    for number in range(count):
        kind, stem, options, key = QUESTIONS[number % len(QUESTIONS)]
        turned = [(index + shift) % len(options) for index in key]
        question = Question(
            course_id=course_id, code=f"q{number:03}", topic=f"topic-{number % 3}", level="nhan_biet", state="approved"
        )  # fmt: skip
        db.session.add(question)
        db.session.flush()
        version = QuestionVersion(
            question_id=question.id,
            number=1,
            kind=kind,
            stem_fold="",
            body=body(kind, f"{stem} ({number + 1})", options),
            key={"right": turned} | ({"note": "KHOA-BI-MAT"} if secret else {}),
            explanation=f"{TOKENS['explanation']} {number}",
            citations=[{"document": "dieu-le-dang", "place": f"{TOKENS['place']} {number}"}],
            content_hash="",
            made_at=now(),
        )
        db.session.add(version)
        db.session.flush()
        made.append(version.id)
    return tuple(made)


@transactional
def room(
    learners: int = 2, count: int = 4, *, name: str = "L1", secret: bool = False, **settings: Any
) -> Room:
    """A class of so many learners with a quiz of so many questions, still a draft."""
    course = Course(
        code=f"khoa-{name}",
        title="Nghiệp vụ",
        topics=[{"key": f"topic-{n}", "title": f"Chủ đề {n}"} for n in range(3)],
    )
    db.session.add(course)
    db.session.flush()
    versions = questions(course.id, count, secret=secret)
    cohort = cohorts.open_cohort(cohorts.CohortDraft(course.id, name, "Lớp bồi dưỡng"), now())
    people, enrolments = [], []
    for number in range(learners):
        person = accounts.add_person(f"Nguyễn Văn {number + 1:03}", now(), born="1960")
        people.append(person)
        enrolments.append(cohorts.enrol(cohort, person, now()))
    teacher = accounts.add_person("Trần Thị Giảng", now(), code=f"GV-{name}")
    accounts.give_role(teacher, INSTRUCTOR, Scope(cohort_id=cohort), now())
    quiz = service.make(cohort, service.QuizDraft("Kiểm tra cuối khóa", **settings), now(), teacher)
    return Room(cohort, quiz, teacher, tuple(people), tuple(enrolments), versions)


def started(learners: int = 2, count: int = 4, *, at: datetime | None = None, **settings: Any) -> Room:
    """The same, opened and started for all."""
    made = room(learners, count, **settings)
    moment = at or now()
    service.open_quiz(made.quiz, moment - timedelta(minutes=1), made.instructor)
    service.start_for_all(made.quiz, moment, made.instructor)
    return made


def key_of(person_id: int) -> SessionKey:
    """The session of somebody signed in by password."""
    return SessionKey(person_id, db.session.get_one(Person, person_id).session_number)


@transactional
def slip(person_id: int, cohort_id: int, kind: str = "learner") -> int:
    """A sign-in slip as a row."""
    name = f"{person_id}-{cohort_id}-{kind}"
    made = Slip(person_id=person_id, cohort_id=cohort_id, kind=kind, code_digest=name, token_digest=name)
    db.session.add(made)
    db.session.flush()
    return made.id
