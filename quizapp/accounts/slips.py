"""Sign-in slips: the same one prints again, a renewal ends only what it says, the database alone shows no code."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.accounts.classes import Seat
from quizapp.accounts.models import Person, Slip
from quizapp.audit.service import record
from quizapp.db import db, transactional
from quizapp.domain.slips import slip_code, slip_token
from quizapp.settings import Settings

LEARNER = "learner"
GUEST = "guest"


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """A slip with its code (nine digits) and the text of its link (/s/<token>), derived afresh."""

    id: int
    person_id: int
    cohort_id: int
    kind: str
    generation: int
    code: str
    token: str
    valid_until: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class SlipCard:
    """What is printed for one person. year: of birth. guest: a guest grader's slip."""

    slip_id: int
    person_id: int
    name: str
    year: int | None
    cell: str
    group: str
    code: str
    link: str
    guest: bool


def slip_key() -> bytes:
    """The key of the slips, which lives outside the database."""
    settings: Settings = current_app.extensions["settings"]
    return settings.slip_key


def digest_of(use: str, text: str) -> str:
    """What the database keeps of a code or a token. use: "code" or "token"."""
    return hmac.new(slip_key(), f"digest\0{use}\0{text}".encode(), hashlib.sha256).hexdigest()


@transactional
def ensure_slips(
    cohort_id: int,
    person_ids: Collection[int],
    kind: str = LEARNER,
    *,
    valid_until: datetime | None = None,
) -> tuple[SlipFacts, ...]:
    """The slips of these people in a class, made where there is none; again: the same ones. At most six statements.

    An ended slip comes back renewed, never with its old code. valid_until: the last moment of a guest's slip; when
    given it also moves that of a slip that exists. In the order of person_ids. Whether they may sign in depends on
    the role they hold in the class, which is not given here.
    """
    wanted = list(dict.fromkeys(person_ids))
    if not wanted:
        return ()
    found = _slips(cohort_id, wanted, kind)
    missing = [person for person in wanted if person not in found]
    if missing:
        _insert(cohort_id, missing, kind, valid_until)
        found = _slips(cohort_id, wanted, kind)
    fresh = [slip for slip in found.values() if slip.code_digest.startswith("new:")]
    ended = [slip for slip in found.values() if slip.ended_at is not None]
    _give_codes(fresh, renewed=False)
    _give_codes(ended, renewed=True)
    if valid_until is not None:
        _update_all(found.values(), valid_until=valid_until)
    return tuple(_facts(found[person]) for person in wanted)


@transactional
def renew(
    slip_ids: Sequence[int], now: datetime, actor_id: int | None, reason: str = ""
) -> tuple[SlipFacts, ...]:
    """Give new codes: the older slips and the sessions they opened end, no other session does."""
    slips = list(db.session.scalars(select(Slip).where(Slip.id.in_(slip_ids)).with_for_update()))
    _give_codes(slips, renewed=True)
    for slip in slips:
        _record("slips.renew", slip, now, actor_id, reason)
    return tuple(_facts(slip) for slip in sorted(slips, key=lambda slip: list(slip_ids).index(slip.id)))


@transactional
def end(slip_id: int, now: datetime, actor_id: int | None, reason: str = "") -> None:
    """End a slip and the sessions it opened. Again: nothing changes. LookupError when there is no such slip."""
    slip = db.session.get(Slip, slip_id)
    if slip is None:
        raise LookupError(slip_id)
    if slip.ended_at is None:
        slip.ended_at = now
        _record("slips.end", slip, now, actor_id, reason)


def slip_cards(
    cohort_id: int,
    person_ids: Collection[int],
    seats: Mapping[int, Seat],
    site: str,
    *,
    kind: str = LEARNER,
    valid_until: datetime | None = None,
) -> tuple[SlipCard, ...]:
    """What is printed on the slips of these people, in the order given; slips are made where there is none.

    seats: what the class's list says of each (cell, group); site: "http://192.168.1.20", before /s/<token>.
    A constant number of statements.
    """
    slips = ensure_slips(cohort_id, person_ids, kind, valid_until=valid_until)
    people = db.session.execute(select(Person.id, Person.name, Person.born).where(Person.id.in_(person_ids)))
    facts = {person_id: (name, born) for person_id, name, born in people}
    cards = []
    for slip in slips:
        name, born = facts[slip.person_id]
        seat = seats.get(slip.person_id, Seat())
        cards.append(
            SlipCard(
                slip_id=slip.id,
                person_id=slip.person_id,
                name=name,
                year=int(born[:4]) if born else None,
                cell=seat.cell,
                group=seat.group,
                code=slip.code,
                link=f"{site.rstrip('/')}/s/{slip.token}",
                guest=kind == GUEST,
            )
        )
    return tuple(cards)


def _slips(cohort_id: int, person_ids: Collection[int], kind: str) -> dict[int, Slip]:
    wanted = select(Slip).where(
        Slip.cohort_id == cohort_id, Slip.kind == kind, Slip.person_id.in_(person_ids)
    )
    return {slip.person_id: slip for slip in db.session.scalars(wanted)}


def _insert(cohort_id: int, person_ids: Sequence[int], kind: str, valid_until: datetime | None) -> None:
    """Rows first, codes after: a code is derived from the id of its slip."""
    rows = [
        {
            "person_id": person,
            "cohort_id": cohort_id,
            "kind": kind,
            "generation": 1,
            "code_try": 0,
            "code_digest": f"new:{secrets.token_hex(16)}",
            "token_digest": f"new:{secrets.token_hex(16)}",
            "valid_until": valid_until,
        }
        for person in person_ids
    ]
    if db.session.connection().dialect.name == "sqlite":
        db.session.execute(sqlite.insert(Slip).on_conflict_do_nothing(), rows)
    else:
        db.session.execute(postgresql.insert(Slip).on_conflict_do_nothing(), rows)


def _give_codes(slips: Iterable[Slip], *, renewed: bool) -> None:
    """Derive codes that no other slip has or ever had a claim to; written by one statement."""
    open_ones = {slip.id: slip for slip in slips}
    if not open_ones:
        return
    for slip in open_ones.values():
        slip.generation += 1 if renewed else 0
        slip.code_try = 0
        slip.ended_at = None
    waiting = list(open_ones.values())
    given: set[str] = set()
    with db.session.no_autoflush:
        while waiting:
            digests = {slip.id: digest_of("code", _code(slip)) for slip in waiting}
            taken = set(
                db.session.scalars(
                    select(Slip.code_digest).where(
                        Slip.code_digest.in_(digests.values()), Slip.id.not_in(open_ones)
                    )
                )
            )
            again = []
            for slip in waiting:
                digest = digests[slip.id]
                if digest in taken or digest in given:
                    slip.code_try += 1
                    again.append(slip)
                    continue
                given.add(digest)
                slip.code_digest = digest
                slip.token_digest = digest_of("token", _token(slip))
            waiting = again
    db.session.flush()


def _update_all(slips: Iterable[Slip], *, valid_until: datetime) -> None:
    for slip in slips:
        slip.valid_until = valid_until
    db.session.flush()


def _code(slip: Slip) -> str:
    return slip_code(slip_key(), slip.id, slip.kind, slip.generation, slip.code_try)


def _token(slip: Slip) -> str:
    return slip_token(slip_key(), slip.id, slip.kind, slip.generation)


def _facts(slip: Slip) -> SlipFacts:
    return SlipFacts(
        id=slip.id,
        person_id=slip.person_id,
        cohort_id=slip.cohort_id,
        kind=slip.kind,
        generation=slip.generation,
        code=_code(slip),
        token=_token(slip),
        valid_until=slip.valid_until,
        ended_at=slip.ended_at,
    )


def _record(action: str, slip: Slip, now: datetime, actor_id: int | None, reason: str) -> None:
    record(
        action,
        "person",
        slip.person_id,
        now=now,
        actor_id=actor_id,
        cohort_id=slip.cohort_id,
        reason=reason,
        slip=slip.id,
        kind=slip.kind,
        generation=slip.generation,
    )
