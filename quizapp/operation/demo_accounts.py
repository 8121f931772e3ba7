"""Those who sign in to the demo with a password; again: the same people with new passwords."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from quizapp.accounts import roles
from quizapp.accounts.models import Person
from quizapp.accounts.passwords import hashed, one_time_password
from quizapp.accounts.people import set_password, sign_out_everywhere
from quizapp.accounts.service import Scope, add_person, give_role
from quizapp.accounts.slips import slip_cards
from quizapp.cohorts.models import Enrolment
from quizapp.db import db, transactional

OFFICES = {
    "instructor": ("Nông Thị Thu Hiền", "GV-1001", "Giảng viên"),
    "second_instructor": ("Phạm Đức Trung", "GV-1002", "Giảng viên kiêm nhiệm"),
    "staff": ("Hoàng Thị Nga", "GVU-1001", "Giáo vụ"),
    "leader": ("Ma Công Lợi", "LD-1001", "Phó Bí thư Đảng ủy"),
    "administrator": ("Bàn Kim Sinh", "QT-1001", "Quản trị hệ thống"),
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one person signs in. slip_code, link: learners only."""

    name: str
    code: str
    password: str
    slip_code: str = ""
    link: str = ""


def is_of_a_demo() -> bool:
    """Whether nobody stands in the database but people of a demo; true also of an empty one."""
    return not db.session.scalar(select(exists().where(Person.is_demo.is_(False))))


def make_offices(unit_id: int, commune_id: int, now: datetime) -> dict[str, int]:
    """The five who run the demo; roles for a class are given once the class is there."""
    ids = {
        office: add_person(name, now, post=post, unit_id=unit_id, code=code, is_demo=True)
        for office, (name, code, post) in OFFICES.items()
    }
    give_role(ids["staff"], roles.STAFF, Scope(), now)
    give_role(ids["administrator"], roles.ADMINISTRATOR, Scope(), now)
    give_role(ids["leader"], roles.LEADER, Scope(unit_id=commune_id), now)
    return ids


def new_passwords(now: datetime) -> dict[str, SignIn]:
    """A new password for each of the five; sessions opened with the old ones end."""
    fresh = {office: one_time_password() for office in OFFICES}
    _store({OFFICES[office][1]: hashed(password) for office, password in fresh.items()}, now)
    return {office: SignIn(name, code, fresh[office]) for office, (name, code, _) in OFFICES.items()}


@transactional
def _store(hashes: Mapping[str, str], now: datetime) -> None:
    rows = db.session.execute(select(Person.code, Person.id).where(Person.code.in_(hashes)))
    for code, person_id in rows.all():
        if code is not None:
            set_password(person_id, hashes[code], must_change=False)
            sign_out_everywhere(person_id, now, None)


def learner_sign_ins(cohort_id: int, site: str) -> tuple[SignIn, ...]:
    """Every learner of a class in the order of its list: one new password for all of them, and the slip of each."""
    password = one_time_password()
    return _learners(cohort_id, site, password, hashed(password))


@transactional
def _learners(cohort_id: int, site: str, password: str, stored: str) -> tuple[SignIn, ...]:
    rows = db.session.execute(
        select(Person.id, Person.name, Person.code)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.withdrawn_at.is_(None), Person.is_demo)
        .order_by(Enrolment.number)
    ).all()
    for person_id, _, _ in rows:
        set_password(person_id, stored, must_change=False)
    cards = slip_cards(cohort_id, [row[0] for row in rows], {}, site)
    return tuple(
        SignIn(name, code or "", password, card.code, card.link)
        for (_, name, code), card in zip(rows, cards, strict=True)
    )
