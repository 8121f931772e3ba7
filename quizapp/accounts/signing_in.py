"""Signing in: by a slip's code or link, or by personal code and password. Gives the key that the session keeps."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from quizapp.accounts import throttle
from quizapp.accounts.models import Grant, Person, Role, Slip, Unit
from quizapp.accounts.passwords import fits, plain_one_time
from quizapp.accounts.session_key import SessionKey
from quizapp.accounts.slips import digest_of, slip_key
from quizapp.accounts.viewers import open_slip
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.errors import CodeMistyped, CodeUnknown
from quizapp.domain.names import fold
from quizapp.domain.slips import is_well_typed, slip_token, tidy_code

_CODE = re.compile(r"([A-Z]+)-?(\d+)")


@dataclass(frozen=True, slots=True)
class SlipHolder:
    """Whose slip it is, as the confirmation shows it; cell: the person's own unit. key: opens the session."""

    person_id: int
    name: str
    born: str | None
    cell: str
    cohort_id: int
    kind: str
    key: SessionKey

    @property
    def year(self) -> str:
        """The year of birth, or nothing."""
        return (self.born or "")[:4]


def token_of_code(typed: str, remote: str, now: datetime) -> str:
    """The token of the slip with this code. CodeMistyped costs no try; CodeUnknown counts for the address only.

    No account ever has to wait here: whoever holds the right slip comes in while others guess at passwords.
    """
    code = tidy_code(typed)
    if code is None or not is_well_typed(code):
        raise CodeMistyped
    subject = throttle.address(slip_key(), remote)
    throttle.check_address(subject, now)
    row = db.session.execute(
        select(Slip.id, Slip.kind, Slip.generation)
        .select_from(Slip)
        .join(Grant, and_(Grant.person_id == Slip.person_id, Grant.cohort_id == Slip.cohort_id))
        .join(Role, Role.id == Grant.role_id)
        .where(Slip.code_digest == digest_of("code", code), *open_slip(now))
        .limit(1)
    ).one_or_none()
    if row is None:
        throttle.note_failure(subject, now)
        raise CodeUnknown
    return slip_token(slip_key(), *row)


def slip_holder(token: str, now: datetime) -> SlipHolder | None:
    """Whose link this is; None when it is unknown, renewed, ended, past its last day, or its owner left the class."""
    if len(token) > 64 or not token.isascii():
        return None
    row = db.session.execute(
        _holder(Slip.token_digest == digest_of("token", token.lower()), now)
    ).one_or_none()
    if row is None:
        return None
    person_id, name, born, cell, cohort_id, kind, number, slip_id, generation = row
    return SlipHolder(
        person_id, name, born, cell or "", cohort_id, kind, SessionKey(person_id, number, slip_id, generation)
    )


def _holder(which: ColumnElement[bool], now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id,
            Person.name,
            Person.born,
            Unit.name,
            Slip.cohort_id,
            Slip.kind,
            Person.session_number,
            Slip.id,
            Slip.generation,
        )
        .join(Slip, Slip.person_id == Person.id)
        .join(Grant, and_(Grant.person_id == Person.id, Grant.cohort_id == Slip.cohort_id))
        .join(Role, Role.id == Grant.role_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(which, *open_slip(now))
        .limit(1)
    )


def tidy_personal_code(typed: str) -> str:
    """A personal code as it is stored: capitals, no blanks, a dash between letters and digits."""
    bare = "".join(fold(typed).split()).upper()
    parts = _CODE.fullmatch(bare)
    return f"{parts[1]}-{parts[2]}" if parts else bare


def by_password(typed_code: str, password: str, remote: str, now: datetime) -> SessionKey:
    """The session of whoever has this personal code and password; the same answer for a wrong code or password.

    CodeUnknown, TooManyTries. The password is hashed outside any transaction.
    """
    code = tidy_personal_code(typed_code)
    address = throttle.address(slip_key(), remote)
    throttle.check_address(address, now)
    account = throttle.account(slip_key(), code)
    throttle.charge(account, now)
    row = db.session.execute(
        select(Person.id, Person.password_hash, Person.must_change_password, Person.session_number).where(
            Person.code == code
        )
    ).one_or_none()
    db.session.rollback()  # the connection waits for nobody's hash
    stored = row.password_hash if row else None
    tried = plain_one_time(password) if row and row.must_change_password else password
    if not fits(stored, tried) or row is None:
        throttle.note_failure(address, now)
        raise CodeUnknown
    throttle.forgive(account)
    _note_sign_in(row.id, now)
    return SessionKey(row.id, row.session_number)


@transactional
def _note_sign_in(person_id: int, now: datetime) -> None:
    record("accounts.sign_in", "person", person_id, now=now, actor_id=person_id)
