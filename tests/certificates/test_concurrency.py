"""Many at the same moment: numbers without gap or double, on both databases."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select

from quizapp.certificates import queries, service
from quizapp.certificates.models import Certificate
from quizapp.certificates.service import IssueOrder
from quizapp.db import db
from tests.certificates.test_issuing import DIRECTOR
from tests.certificates.worlds import taught_class, teach
from tests.factories import NOW, make_class, make_course


def issue_at_once(app: Flask, orders: list[tuple[int, IssueOrder]]) -> list[tuple[str, ...]]:
    def one(order: tuple[int, IssueOrder]) -> tuple[str, ...]:
        with app.app_context():
            try:
                return service.issue(order[0], order[1], NOW, None).numbers
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, orders))


def numbers(app: Flask) -> list[int]:
    with app.app_context():
        return sorted(db.session.scalars(select(Certificate.number)))


def test_the_same_class_issued_by_eight_at_once_gets_each_number_once(app: Flask) -> None:
    with app.app_context():
        cohort_id = taught_class(20).cohort_id
    done = issue_at_once(app, [(cohort_id, IssueOrder(DIRECTOR))] * 8)
    assert sorted(len(given) for given in done) == [0] * 7 + [20]
    assert numbers(app) == list(range(1, 21))


def test_eight_classes_issued_at_once_share_one_book_without_gap_or_double(app: Flask) -> None:
    with app.app_context():
        rooms = [taught_class(5)]
        for place in range(2, 9):
            rooms.append(make_class(5, course_id=make_course(code=f"C{place}"), code=f"L{place}"))
            teach(rooms[-1])
    issue_at_once(app, [(room.cohort_id, IssueOrder(DIRECTOR)) for room in rooms])
    assert numbers(app) == list(range(1, 41))


def test_single_people_issued_at_once_get_each_number_once(app: Flask) -> None:
    with app.app_context():
        room = taught_class(24)
    people = [[enrolment] for enrolment, _ in room.learners]
    issue_at_once(app, [(room.cohort_id, IssueOrder(DIRECTOR, people=one)) for one in people * 2])
    assert numbers(app) == list(range(1, 25))
    with app.app_context():
        assert len({one.enrolment_id for one in queries.certificates_of(room.cohort_id)}) == 24


def test_two_processes_issuing_at_once_give_each_number_once(app: Flask) -> None:
    with app.app_context():
        first, second = taught_class(6), make_class(6, course_id=make_course(code="HAI"), code="L02")
        teach(second)
    environment = {
        **os.environ,
        "INSTANCE": app.instance_path,
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "SECRET_KEY": "x" * 32,
        "SLIP_KEY": "00" * 32,
    }
    command = [
        sys.executable,
        "-m",
        "flask",
        "--app",
        "quizapp.application:create_app",
        "certificates",
        "issue",
    ]
    started = [
        subprocess.Popen([*command, "--cohort", code, "--signer", "Nguyễn Quốc Hùng"], env=environment)
        for code in ("L01", "L02", "L01", "L02")
    ]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    assert numbers(app) == list(range(1, 13))
    with app.app_context():
        assert len(queries.valid_certificates(first.cohort_id)) == 6
