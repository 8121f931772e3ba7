"""Commands on people, each with its entry in the record: register, correct, passwords, ending sessions."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from quizapp.accounts import service
from quizapp.accounts.granting import check_not_above, hand_over
from quizapp.accounts.models import Person
from quizapp.accounts.passwords import check_choice, fits, hashed, one_time_password, plain_one_time
from quizapp.accounts.service import Scope
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.errors import CodeUnknown, PasswordWrong, ReasonMissing
from quizapp.domain.names import fold, sort_key, tidy
from quizapp.web.access import Place, Viewer

PRESSED_TWICE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What is known of a person. born: "YYYY", "YYYY-MM" or "YYYY-MM-DD"; sex: "male", "female" or None."""

    name: str
    born: str | None = None
    sex: str | None = None
    ethnicity: str = ""
    phone: str = ""
    post: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A personal code with its one-time password: shown once, nowhere kept."""

    person_id: int
    name: str
    code: str
    password: str


def register(
    draft: PersonDraft,
    now: datetime,
    by: Viewer,
    *,
    role_id: int | None = None,
    scope: Scope,
    place: Place | None,
) -> FirstPassword:
    """Add somebody who signs in with a password, perhaps with a role at once. GrantBeyondOwnRights.

    The same facts again within two minutes (a button pressed twice): the same person, with a fresh password.
    """
    password = one_time_password()
    stored = hashed(plain_one_time(password))
    return _register(draft, now, by, role_id, scope, place, password, stored)


@transactional
def _register(
    draft: PersonDraft,
    now: datetime,
    by: Viewer,
    role_id: int | None,
    scope: Scope,
    place: Place | None,
    password: str,
    stored: str,
) -> FirstPassword:
    db.session.execute(select(Person.id).where(Person.id == by.person_id).with_for_update())
    twice = _just_registered(draft, now)
    if twice is not None:
        return _reset(twice, stored, password, now, by)
    code = fresh_code(draft.name)
    person_id = service.add_person(now=now, code=code, **asdict(draft))
    set_password(person_id, stored, must_change=True)
    record(
        "people.add", "person", person_id, now=now, actor_id=by.person_id, code=code, name=tidy(draft.name)
    )
    if role_id is not None:
        hand_over(by, person_id, role_id, scope, place, now)
    return FirstPassword(person_id, tidy(draft.name), code, password)


def _just_registered(draft: PersonDraft, now: datetime) -> int | None:
    return db.session.scalar(
        select(Person.id).where(
            Person.name == tidy(draft.name),
            Person.born.is_(None) if draft.born is None else Person.born == draft.born,
            Person.phone == draft.phone,
            Person.post == draft.post,
            Person.unit_id.is_(None) if draft.unit_id is None else Person.unit_id == draft.unit_id,
            Person.must_change_password.is_(True),
            Person.made_at > now - PRESSED_TWICE,
        )
    )


@transactional
def correct(person_id: int, draft: PersonDraft, reason: str, now: datetime, actor_id: int | None) -> bool:
    """Set a person's facts right; True when something changed. ReasonMissing; what was printed stays as it was."""
    person = db.session.get_one(Person, person_id, with_for_update=True)
    wanted = asdict(draft) | {"name": tidy(draft.name)}
    before = {name: getattr(person, name) for name, value in wanted.items() if getattr(person, name) != value}
    if not before:
        return False
    if not reason.strip():
        raise ReasonMissing
    for name in before:
        setattr(person, name, wanted[name])
    person.name_key, person.name_fold = sort_key(person.name), fold(person.name)
    after = {name: wanted[name] for name in before}
    _record("people.correct", person_id, now, actor_id, reason=reason, before=before, after=after)
    return True


def reset_password(person_id: int, now: datetime, by: Viewer | None) -> FirstPassword:
    """Give a new one-time password and end every session of the person. by None: from the machine itself.

    GrantBeyondOwnRights when the person may do more than whoever resets it. One without a personal code gets one.
    """
    password = one_time_password()
    return _reset(person_id, hashed(plain_one_time(password)), password, now, by)


@transactional
def _reset(person_id: int, stored: str, password: str, now: datetime, by: Viewer | None) -> FirstPassword:
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if by is not None:
        check_not_above(by, person_id)
    if person.code is None:
        person.code = fresh_code(person.name)
    person.password_hash = stored
    person.must_change_password = True
    person.session_number += 1
    _record("people.reset_password", person_id, now, by.person_id if by else None)
    return FirstPassword(person_id, person.name, person.code, password)


def person_id_of(code: str) -> int:
    """The person with this personal code; CodeUnknown."""
    found = db.session.scalar(select(Person.id).where(Person.code == code))
    if found is None:
        raise CodeUnknown
    return found


def change_password(person_id: int, present: str, chosen: str, now: datetime) -> int:
    """Choose one's own password; every other session ends. Gives the new session number.

    PasswordTooShort, PasswordWrong. Both hashes are made outside the transaction.
    """
    check_choice(chosen)
    row = db.session.execute(
        select(Person.password_hash, Person.must_change_password).where(Person.id == person_id)
    ).one()
    db.session.rollback()
    if not fits(row.password_hash, plain_one_time(present) if row.must_change_password else present):
        raise PasswordWrong
    return _choose(person_id, hashed(chosen), now)


@transactional
def _choose(person_id: int, stored: str, now: datetime) -> int:
    person = db.session.get_one(Person, person_id, with_for_update=True)
    person.password_hash = stored
    person.must_change_password = False
    person.session_number += 1
    _record("people.change_password", person_id, now, person_id)
    return person.session_number


@transactional
def sign_out_everywhere(person_id: int, now: datetime, actor_id: int | None) -> None:
    """End every session of a person on every device, by password or slip; slips and passwords go on working."""
    db.session.execute(
        update(Person).where(Person.id == person_id).values(session_number=Person.session_number + 1)
    )
    _record("people.sign_out_everywhere", person_id, now, actor_id)


def set_password(person_id: int, stored: str, *, must_change: bool) -> None:
    """Write a hash; joins the caller's transaction. Demo and tests use it with a hash made once."""
    db.session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(password_hash=stored, must_change_password=must_change)
    )


def fresh_code(name: str) -> str:
    """A personal code that nobody has: the initials and four digits, "NVA-4821"."""
    initials = "".join(word[0] for word in fold(name).split() if word[0].isascii() and word[0].isalpha())
    initials = initials[-3:].upper() or "CB"
    for digits in (4, 4, 4, 5, 5, 6, 8):
        code = f"{initials}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if db.session.scalar(select(Person.id).where(Person.code == code)) is None:
            return code
    raise RuntimeError("no personal code is free")


def _record(
    action: str, person_id: int, now: datetime, actor_id: int | None, reason: str = "", **facts: Any
) -> None:
    record(action, "person", person_id, now=now, actor_id=actor_id, reason=reason, **facts)
