"""A whole site for looking at: the demo, and what the demo leaves out (a list brought in, a paper under way, a guest).

On SQLite alone: what is looked at is the same on both databases, and the services and pages behind it are tested on
both. Made once a process; whoever looks changes nothing.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from werkzeug.serving import make_server

from quizapp.accounts import roles, slips
from quizapp.accounts.models import Grant, Person, Role
from quizapp.accounts.session_key import SessionKey
from quizapp.accounts.viewers import viewer
from quizapp.attendance.queries import sessions
from quizapp.bank.models import Question
from quizapp.centre import service as centre
from quizapp.certificates.queries import batches_of, certificates_of
from quizapp.cohorts.queries import class_list, cohort, cohort_id_by_code, cohort_place, groups
from quizapp.courses.queries import lesson_lines
from quizapp.db import db
from quizapp.domain.self_testing import Choice
from quizapp.files import service as files
from quizapp.operation.demo import EARLIER, make_demo
from quizapp.operation.demo_accounts import OFFICES
from quizapp.operation.initialise import initialise
from quizapp.practice import guests, sheets
from quizapp.practice.meetings import meetings
from quizapp.practice.models import RubricTemplate
from quizapp.practice.sheet_queries import sheets as sheets_of
from quizapp.quizzes import attempts, saving
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.queries import quizzes_of
from quizapp.rosters.models import RosterImport
from quizapp.self_assessment import service as self_assessment
from quizapp.web.clock import now
from tests.rosters.lists import bring_in, sample, workbook

LEARNERS = 26  # two groups: one has held its meeting, the other is half graded
NEWCOMER = ("Ma Thị Mới", "1970", "Nữ", "Bí thư", "Chi bộ thôn 1", "Đảng bộ xã Đồng Mây", "", "")


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A running site. keys: role -> key of a session, None for a stranger. arguments: of routes, by name."""

    app: Flask
    address: str
    keys: Mapping[str, SessionKey | None]
    arguments: Mapping[str, Any]
    special: Mapping[str, Mapping[str, Any]]

    def url(self, endpoint: str, names: set[str]) -> str:
        """The address of a route; fails when nothing is known of one of its arguments."""
        known = {**self.arguments, **self.special.get(endpoint, {})}
        assert names <= known.keys(), (
            f"{endpoint}: add {names - known.keys()} to the arguments of the demo site"
        )
        values = {name: known[name] for name in names}
        return str(self.app.url_map.bind("localhost").build(endpoint, values))

    def cookie(self, role: str) -> str | None:
        """The session cookie of this role."""
        key = self.keys[role]
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(signer.dumps({"_user_id": str(key), "_fresh": True})) if key else None


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of the running application, threads and CSRF as in production."""
    app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fill(app: Flask) -> tuple[dict[str, SessionKey | None], dict[str, Any], dict[str, dict[str, Any]]]:
    """Fill an empty database; gives keys, arguments and special arguments of a DemoSite."""
    with app.app_context():
        settings = app.extensions["settings"]
        initialise(settings, now())
        made = make_demo(settings, LEARNERS, 1, now())
        centre.change({"verification_on": True, "site_address": "https://hoctap.dongmay.gov.vn"}, now(), None)
        offices = {office: _person(code) for office, (_, code, _) in OFFICES.items()}
        shown, special = _quizzes(made.cohort_id, made.quizzes[0].id, made.quizzes[1].id)
        learner = shown.pop("learner_id")
        guest = _guest(made.cohort_id, offices["staff"])
        arguments = (
            shown
            | _people(made.cohort_id, learner)
            | _class(made.cohort_id)
            | _practice(made.cohort_id, offices["instructor"])
            | _list(made.cohort_id)
        )
        special |= _special(made.cohort_id, guest)
        earlier, graduate, at_home = _round()
        special |= at_home
        keys = {
            "learner": _slip(made.cohort_id, learner, slips.LEARNER),
            "earlier learner": _slip(earlier, graduate, slips.LEARNER),
            "guest grader": _slip(made.cohort_id, guest, slips.GUEST),
            "stranger": None,
        } | {
            office: SessionKey(person, db.session.get_one(Person, person).session_number)
            for office, person in offices.items()
        }
        db.session.remove()
    return keys, arguments, special


def _person(code: str) -> int:
    return db.session.scalars(select(Person.id).where(Person.code == code)).one()


def _slip(cohort_id: int, person_id: int, kind: str) -> SessionKey:
    slip = slips.ensure_slips(cohort_id, [person_id], kind)[0]
    number = db.session.get_one(Person, person_id).session_number
    return SessionKey(person_id, number, slip.id, slip.generation)


def _guest(cohort_id: int, staff_id: int) -> int:
    place = cohort_place(cohort_id)
    staff = viewer(str(SessionKey(staff_id, db.session.get_one(Person, staff_id).session_number)), now())
    assert place is not None
    assert staff is not None
    until = now() + timedelta(days=1)
    return guests.add_guest(cohort_id, place, "Hoàng Văn Khách", "Phó Bí thư Đảng ủy xã", until, now(), staff)


def _quizzes(cohort_id: int, running: int, over: int) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """A learner with a certificate who has handed in one paper and is at work on another."""
    holder = certificates_of(cohort_id)[0]
    done = db.session.scalars(
        select(Attempt.id).where(Attempt.quiz_id == over, Attempt.enrolment_id == holder.enrolment_id)
    ).one()
    attempt = attempts.start(running, holder.enrolment_id, now())
    person = next(one for one in class_list(cohort_id) if one.enrolment_id == holder.enrolment_id).person_id
    sender = SessionKey(person, db.session.get_one(Person, person).session_number)
    late = {"answers": [{"slot": 1, "value": ["1"], "seq": 99, "age": 4000}]}
    saving.save(done, sender, late, now())
    draft = next(one.id for one in quizzes_of(cohort_id) if one.id not in (running, over))
    shown = {
        "learner_id": person,
        "quiz_id": over,
        "attempt_id": done,
        "code": holder.code,
        "version_id": db.session.get_one(Attempt, done).paper[0]["version"],
    }
    return shown, {
        "quizzes.paper": {"attempt_id": attempt},
        "quizzes.waiting_room": {"quiz_id": running},
        "quizzes.projector": {"quiz_id": running},
        "quizzes.end": {"quiz_id": running},
        "quizzes.edit_quiz": {"quiz_id": draft},
        "quizzes.discard": {"quiz_id": draft},
    }


def _people(cohort_id: int, learner: int) -> dict[str, Any]:
    slip = slips.ensure_slips(cohort_id, [learner])[0]
    grant = db.session.scalars(select(Grant.id).where(Grant.person_id == learner)).first()
    role = db.session.scalars(select(Role.id).where(Role.code == roles.INSTRUCTOR)).one()
    unit = db.session.get_one(Person, learner).unit_id
    return {
        "person_id": learner,
        "slip_id": slip.id,
        "token": slip.token,
        "grant_id": grant,
        "role_id": role,
        "unit_id": unit,
    }


def _class(cohort_id: int) -> dict[str, Any]:
    course_id = cohort(cohort_id).course_id
    held = sessions(cohort_id)
    return {
        "cohort_id": cohort_id,
        "course_id": course_id,
        "group_id": groups(cohort_id)[0].id,
        "enrolment_id": class_list(cohort_id)[0].enrolment_id,
        "session_id": held[0].id,
        "slug": lesson_lines(course_id)[1].slug,
        "batch_id": batches_of(cohort_id)[0].id,
        "certificate_id": certificates_of(cohort_id)[0].id,
        "question_id": db.session.scalar(select(func.min(Question.id))),
        "kind": "xlsx",
    }


def _round() -> tuple[int, int, dict[str, dict[str, Any]]]:
    """A learner of the earlier class (no quiz of which keeps its questions secret) with questions at home.

    The class, the learner, and the special arguments: the first question is answered, the second waits.
    """
    cohort_id = cohort_id_by_code(EARLIER)
    assert cohort_id is not None
    learner = class_list(cohort_id)[0].person_id
    begun = self_assessment.begin(cohort_id, learner, Choice.DUE, now())
    assert begun is not None
    self_assessment.answer(begun, 1, ["1"], now())
    names: dict[str, Any] = {"cohort_id": cohort_id, "round_id": begun, "position": 2}
    return (
        cohort_id,
        learner,
        {f"self_assessment.{page}": names for page in ("overview", "question", "summary")},
    )


def _practice(cohort_id: int, grader_id: int) -> dict[str, Any]:
    done, half = meetings(cohort_id)[:2]
    sheets.open_sheets(cohort_id, grader_id, "demo", now())
    return {
        "meeting_id": half.id,
        "sheet_id": sheets_of(meeting_id=half.id, grader_id=grader_id)[0].id,
        "rubric_id": db.session.scalar(select(RubricTemplate.id).where(RubricTemplate.id == done.rubric_id)),
    }


def _list(cohort_id: int) -> dict[str, Any]:
    """A list that was brought in, and another one with doubts that waits for its decisions."""
    import_id = bring_in(cohort_id, workbook(NEWCOMER))
    assert db.session.get(RosterImport, import_id) is not None
    waiting = files.keep(sample("class-94.xlsx"), "class-94.xlsx", now())
    return {"import_id": import_id, "sha256": waiting}


def _special(cohort_id: int, guest: int) -> dict[str, dict[str, Any]]:
    called = sessions(cohort_id)
    return {
        "practice.unlock": {"meeting_id": meetings(cohort_id)[0].id},
        "practice.guest": {"person_id": guest},
        "attendance.remove": {"session_id": called[-1].id},
        "attendance.edit": {"session_id": called[-1].id},
    }
