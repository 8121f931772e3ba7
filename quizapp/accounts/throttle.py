"""Slows guessing down: growing waits for an account, a limit of failures for an address; shared by all processes.

An account is charged before its password is looked at, so that many tries at one moment count as many; a right
password gives the charge back. Signing in by slip never asks about accounts. An address is charged for failures only.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, text, update

from quizapp.accounts.models import SignInFailure
from quizapp.db import UtcDateTime, db, transactional
from quizapp.domain.errors import TooManyTries

FREE_TRIES = 5
WAITS = (30, 60, 120, 300)  # seconds after the fifth wrong try, the sixth...; the last one stays
ACCOUNT_FORGETS = timedelta(hours=1)
ADDRESS_FAILURES = 300
ADDRESS_WINDOW = timedelta(minutes=10)
KEPT = timedelta(days=1)
_WHEN = bindparam("now", type_=UtcDateTime())
_SINCE = bindparam("since", type_=UtcDateTime())
_COUNT = text(
    "INSERT INTO sign_in_failure (subject, failures, window_started) VALUES (:subject, 1, :now) "
    "ON CONFLICT (subject) DO UPDATE SET "
    "failures = CASE WHEN sign_in_failure.window_started < :since THEN 1 ELSE sign_in_failure.failures + 1 END, "
    "window_started = CASE WHEN sign_in_failure.window_started < :since OR :slide = 1 "
    "THEN :now ELSE sign_in_failure.window_started END RETURNING failures"
).bindparams(_WHEN, _SINCE)


def account(key: bytes, code: str) -> str:
    """The subject of a personal code, whether or not somebody has it."""
    return f"account:{_digest(key, code)}"


def address(key: bytes, remote: str) -> str:
    """The subject of a network address; of IPv6 the /64 that one customer gets. Not readable in the database."""
    try:
        ip = ipaddress.ip_address(remote.partition("%")[0])
    except ValueError:
        return f"address:{_digest(key, remote)}"
    if isinstance(ip, ipaddress.IPv6Address):
        whole = ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False).network_address
        return f"address:{_digest(key, str(whole))}"
    return f"address:{_digest(key, str(ip))}"


def _digest(key: bytes, what: str) -> str:
    return hmac.new(key, f"throttle\0{what}".encode(), hashlib.sha256).hexdigest()[:40]


def check_address(subject: str, now: datetime) -> None:
    """TooManyTries when 300 tries from this address failed within ten minutes."""
    row = db.session.execute(
        select(SignInFailure.failures, SignInFailure.window_started).where(SignInFailure.subject == subject)
    ).one_or_none()
    if row is None or row[0] < ADDRESS_FAILURES:
        return
    left = row[1] + ADDRESS_WINDOW - now
    if left > timedelta(0):
        raise TooManyTries(int(left.total_seconds()) + 1)


@transactional
def note_failure(subject: str, now: datetime) -> None:
    """Count a failed try of an address; what is older than a day is forgotten on the way."""
    _count(subject, now, now - ADDRESS_WINDOW, slide=False)
    db.session.execute(delete(SignInFailure).where(SignInFailure.window_started < now - KEPT))


@transactional
def charge(subject: str, now: datetime) -> None:
    """Count a try of an account before it is looked at. TooManyTries while it must wait; nothing is counted then."""
    row = db.session.execute(
        select(SignInFailure.blocked_until, SignInFailure.window_started)
        .where(SignInFailure.subject == subject)
        .with_for_update()
    ).one_or_none()
    # a wait that the clock cannot have set (it was moved back since) does not lock anybody out for long
    if row and row[0] and now < row[0] <= now + timedelta(seconds=WAITS[-1]):
        raise TooManyTries(int((row[0] - now).total_seconds()) + 1)
    failures = _count(subject, now, now - ACCOUNT_FORGETS, slide=True)
    wait = WAITS[min(failures - FREE_TRIES, len(WAITS) - 1)] if failures >= FREE_TRIES else 0
    db.session.execute(
        update(SignInFailure)
        .where(SignInFailure.subject == subject)
        .values(blocked_until=now + timedelta(seconds=wait) if wait else None)
    )


@transactional
def forgive(subject: str) -> None:
    """The right password was given: the account starts afresh."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.subject == subject))


def _count(subject: str, now: datetime, since: datetime, *, slide: bool) -> int:
    counted = {"subject": subject, "now": now, "since": since, "slide": int(slide)}
    return int(db.session.execute(_COUNT, counted).scalar_one())
