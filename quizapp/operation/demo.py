"""The demo: a class of 94 on its last day, made by the services that staff and learners use."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from quizapp.accounts import roles
from quizapp.accounts.service import Scope, give_role
from quizapp.bank.queries import drawable
from quizapp.centre.address import site_address
from quizapp.certificates import service as certificates
from quizapp.certificates.print_facts import Decision
from quizapp.certificates.requirement import Terms
from quizapp.cohorts.queries import cohort_id_by_code
from quizapp.cohorts.service import CohortDraft
from quizapp.courses.queries import courses
from quizapp.db import transactional
from quizapp.formats.bank_drafts import CourseDraft
from quizapp.formats.bank_yaml import course_folders, read_course
from quizapp.operation import demo_practice, demo_quizzes, demo_records
from quizapp.operation.demo_accounts import (
    SignIn,
    is_of_a_demo,
    learner_sign_ins,
    make_offices,
    new_passwords,
)
from quizapp.operation.demo_class import DemoClass, Units, make_class, make_units, read_lessons
from quizapp.operation.demo_people import invent
from quizapp.operation.demo_quizzes import DemoQuiz
from quizapp.quizzes.queries import quizzes_of
from quizapp.settings import Settings
from quizapp.web.clock import VIETNAM, local

CODE = "DEMO"
EARLIER = "DEMO-1"
EARLIER_LEARNERS = 31
TITLE = "Lớp bồi dưỡng nghiệp vụ công tác đảng cho bí thư chi bộ và cấp ủy viên, khóa {}"
FIRST, OPEN, LAST = "Kiểm tra giữa khóa", "Tự kiểm tra: tổ chức và sinh hoạt chi bộ", "Kiểm tra cuối khóa"


class DemoRefused(Exception):
    """The demo is not made here; the message is the sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the command says of the demo. quizzes: the one that is open first."""

    cohort_id: int
    learners: tuple[SignIn, ...]
    offices: dict[str, SignIn]
    quizzes: tuple[DemoQuiz, ...]


def make_demo(settings: Settings, learners: int, seed: int, now: datetime) -> Demo:
    """Fill an initialised database. Again: the same people and records, new passwords, whatever number is asked for.

    DemoRefused in a database that holds other people, or whose bank is empty.
    """
    if not is_of_a_demo():
        raise DemoRefused(
            "Cơ sở dữ liệu này có người không thuộc lớp mẫu nên không làm lớp mẫu ở đây: hãy dùng make demo "
            "(cơ sở dữ liệu riêng), hoặc xóa instance/demo.sqlite nếu muốn làm lại lớp mẫu. "
            "/ This database holds people who are not from a demo."
        )
    if cohort_id_by_code(CODE) is None:
        _build(_course(settings), learners, random.Random(seed), now)
    cohort_id = cohort_id_by_code(CODE)
    assert cohort_id is not None
    offices = new_passwords(now)
    quizzes = [
        DemoQuiz(quiz.id, quiz.title, quiz.title == OPEN and quiz.ended_at is None)
        for quiz in quizzes_of(cohort_id)
        if quiz.is_demo
    ]
    return Demo(
        cohort_id,
        learner_sign_ins(cohort_id, site_address().url),
        offices,
        tuple(sorted(quizzes, key=lambda quiz: (not quiz.open, quiz.id))),
    )


def _course(settings: Settings) -> tuple[int, CourseDraft]:
    """The first course of the bank that has approved questions, as stored and as its folder says."""
    ids = {one.code: one.id for one in courses()}
    for folder in course_folders(settings.question_bank):
        draft = read_course(folder).course
        if draft is not None and draft.code in ids and drawable(ids[draft.code]):
            return ids[draft.code], draft
    raise DemoRefused(
        "Ngân hàng câu hỏi trống: chạy flask --app app init trước. / The question bank is empty."
    )


@transactional
def _build(course: tuple[int, CourseDraft], learners: int, rng: random.Random, now: datetime) -> None:
    units = make_units(now)
    offices = make_offices(units.centre, units.communes["Đồng Mây"], now)
    graders = (offices["instructor"], offices["second_instructor"])
    demo_practice.load_and_approve(course[1].rubrics, now, offices["administrator"])
    people = invent(learners + EARLIER_LEARNERS, rng)
    earlier = _earlier(course[0], units, now)
    present = _present(course[0], units, now)
    rooms = (
        make_class(earlier, people[learners:], units, range(5001, 6000), now - timedelta(days=45)),
        make_class(present, people[:learners], units, range(1001, 5000), now - timedelta(days=9)),
    )
    for room in rooms:
        for grader in graders:
            give_role(grader, roles.INSTRUCTOR, Scope(cohort_id=room.cohort_id), now)
    _run_earlier(rooms[0], offices, graders, rng)
    _run_present(rooms[1], offices, graders, rng, now)


def _earlier(course_id: int, units: Units, now: datetime) -> CohortDraft:
    starts = local(now).date() - timedelta(days=40)
    return CohortDraft(
        course_id, EARLIER, TITLE.format(1), starts, starts + timedelta(days=4), "Hội trường xã Suối Bạc",
        unit_id=units.communes["Suối Bạc"], is_demo=True,
    )  # fmt: skip


def _present(course_id: int, units: Units, now: datetime) -> CohortDraft:
    today = local(now).date()
    return CohortDraft(
        course_id, CODE, TITLE.format(2), today - timedelta(days=4), today, "Hội trường tầng 2, trung tâm",
        coordinator="Ban Xây dựng Đảng - Đảng ủy xã Đồng Mây", unit_id=units.communes["Đồng Mây"], is_demo=True,
    )  # fmt: skip


def _run_earlier(
    room: DemoClass, offices: dict[str, int], graders: tuple[int, int], rng: random.Random
) -> None:
    """A class that is over: everything recorded, certificates decided, dated and handed over."""
    held = demo_records.plan_sessions(room)
    demo_records.call_rolls(room, held, graders[0], rng)
    last = demo_records.begins(held[-1])
    read_lessons(room, last, rng)
    demo_quizzes.finished_quiz(room, FIRST, last - timedelta(days=1), graders[0], rng, questions_asked=10)
    demo_practice.hold_meetings(room, last - timedelta(days=1, hours=6), graders, rng, unfinished=0)
    demo_records.mark_papers(room, last + timedelta(days=2), graders[0], rng)
    signed = room.ends + timedelta(days=6)
    decided = Decision("27-QĐ/TTCT", signed, signed)
    issued_at = datetime.combine(signed, time(9, 0), VIETNAM)
    demo_records.issue_certificates(room, issued_at, offices["staff"], decided)
    demo_records.hand_over(room, signed + timedelta(days=2), issued_at + timedelta(days=2), offices["staff"])


def _run_present(
    room: DemoClass, offices: dict[str, int], graders: tuple[int, int], rng: random.Random, now: datetime
) -> None:
    """The last day of the class of the demo: much is done, something waits for everybody."""
    terms = Terms(practice_level="Trung bình")
    certificates.set_terms(room.cohort_id, terms, now - timedelta(days=5), offices["staff"])
    held = demo_records.plan_sessions(room)
    over = [one for one in held[:-1] if demo_records.begins(one) < now - timedelta(hours=1)]
    demo_records.call_rolls(room, over, graders[0], rng)
    yesterday = datetime.combine(room.ends - timedelta(days=1), time(7, 45), VIETNAM)
    read_lessons(room, now, rng, share=0.95)
    demo_practice.hold_meetings(room, yesterday, graders, rng)
    demo_quizzes.finished_quiz(room, FIRST, yesterday + timedelta(hours=7), graders[0], rng)
    demo_quizzes.open_quiz(room, OPEN, now, graders[0])
    demo_quizzes.prepared_quiz(room, LAST, now, graders[0])
    demo_records.mark_papers(room, now - timedelta(hours=1), graders[0], rng, share=0.9)
    demo_records.issue_certificates(room, now, offices["staff"], group_id=room.groups[0])
