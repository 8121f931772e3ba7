"""Saving answers: the hot path. One SELECT says who asks, whose attempt it is and what stands; one statement writes.

Nothing here asks Flask-Login: its loader would cost a query of its own. The session's key is checked against the
person's session number and the slip's generation in that one SELECT.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from quizapp.accounts.session_key import SessionKey
from quizapp.db import db, transactional
from quizapp.domain import answers, sitting, timing
from quizapp.domain.answers import BadBatch, Outcome, Standing, Write
from quizapp.domain.questions import KINDS, Option, Question, Refusal, read
from quizapp.quizzes import hot_statements
from quizapp.quizzes.sittings import RoomTimes
from quizapp.quizzes.sittings import sitting as sitting_of

LONGEST_VALUE = 480


class Denied(StrEnum):
    """Why an attempt is not given: nobody signed in (401), or not this person's (404)."""

    SIGN_IN = "sign_in"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Standings:
    """An attempt as the hot path sees it. standing: by slot."""

    attempt_id: int
    quiz_id: int
    epoch: int
    paper: list[dict[str, Any]]
    sitting: sitting.Sitting
    standing: Mapping[int, Standing]

    def state(self, now: datetime) -> timing.State:
        """open, paused or closed, computed."""
        return sitting.state(self.sitting, now)

    def deadline(self, now: datetime) -> datetime:
        """When it ends, as known now."""
        return sitting.ends(self.sitting, now)


@dataclass(slots=True)
class Receipt:
    """What became of a batch: each slot sent stands in exactly one of the four."""

    now: datetime
    deadline: datetime
    state: timing.State
    saved: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    stale: dict[str, Standing] = field(default_factory=dict)


def attempt_standings(
    attempt_id: int,
    sender: SessionKey,
    now: datetime,
    statements: Mapping[str, Any] = hot_statements.READ,
) -> Standings | Denied:
    """The attempt with what stands in it, when the sender may have it. One SELECT."""
    bound = {"attempt": attempt_id, "slip": sender.slip_id}
    row = db.session.execute(statements[db.engine.dialect.name], bound).one_or_none()
    if row is None:
        return Denied.MISSING
    denied = _denied(row, sender, now)
    if denied is not None:
        return denied
    room = RoomTimes(
        row.room_started, row.time_limit, row.grace, bool(row.common_end), row.room_extra, row.ended_at, row.pauses
    )  # fmt: skip
    return Standings(
        attempt_id,
        row.quiz_id,
        row.epoch,
        row.paper,
        sitting_of(room, row.started_at, row.extra, row.reopened_until, row.handed_in_at),
        {
            slot: Standing(tuple(json.loads(value)), epoch, seq)
            for slot, value, epoch, seq in row.standing or ()
        },
    )


def _denied(row: Any, sender: SessionKey, now: datetime) -> Denied | None:
    if sender.person_id != row.person_id:
        return Denied.MISSING
    if sender.session_number != row.session_number:
        return Denied.SIGN_IN
    if sender.slip_id is not None:
        ours = (row.slip_person, row.generation) == (sender.person_id, sender.generation)
        in_force = row.slip_ended is None and (row.valid_until is None or row.valid_until > now)
        if not (ours and in_force):
            return Denied.SIGN_IN
        if row.slip_kind != "learner" or row.slip_cohort != row.cohort_id:
            return Denied.MISSING
    return Denied.MISSING if row.withdrawn_at is not None else None


@transactional
def save(attempt_id: int, sender: SessionKey, body: object, now: datetime) -> Receipt | Denied | BadBatch:
    """Save a batch of answers by the protocol; harmless when repeated, late or reordered. One SELECT, one write.

    body: the JSON as sent. Held answers are committed too, for the instructor's decision.
    """
    attempt = attempt_standings(attempt_id, sender, now, hot_statements.READ_TO_SAVE)
    if isinstance(attempt, Denied):
        return attempt
    batch = answers.read_batch(body, attempt.epoch)
    return batch if isinstance(batch, BadBatch) else write(attempt, batch, now)


def write(attempt: Standings, batch: tuple[Write, ...], now: datetime) -> Receipt:
    """Decide and write one batch inside the caller's transaction, which holds the attempt."""
    receipt = Receipt(now, attempt.deadline(now), attempt.state(now))
    late = receipt.state is timing.State.CLOSED
    arrival = timing.Arrival.HELD if late else timing.Arrival.SAVED
    to_save: list[Write] = []
    to_hold: list[tuple[Write, str]] = []
    for one in batch:
        refusal = refusal_of(attempt.paper, one)
        standing = None if refusal else attempt.standing.get(int(one.slot))
        decision = answers.decide(one, standing, epoch=attempt.epoch, arrival=arrival, refusal=refusal)
        if decision.outcome is Outcome.REFUSED:
            receipt.refused[one.slot] = decision.reason
        elif decision.outcome is Outcome.HELD:
            to_hold.append((one, decision.reason))
        elif decision.outcome is Outcome.STALE and standing is not None:
            receipt.stale[one.slot] = standing
        elif decision.repeat:
            receipt.saved[one.slot] = one.seq
        else:
            to_save.append(one)
    _save(attempt.attempt_id, to_save, now, receipt)
    _hold(attempt.attempt_id, to_hold, now, receipt)
    return receipt


def refusal_of(paper: list[dict[str, Any]], one: Write) -> str:
    """The code of why this paper cannot have the answer; "" when it can. Needs no question: the paper says enough."""
    if not (one.slot.isascii() and one.slot.isdigit() and 1 <= int(one.slot) <= len(paper)):
        return "slot_unknown"
    if len(json.dumps(one.value)) > LONGEST_VALUE:
        return "value_too_long"
    slot = paper[int(one.slot) - 1]
    if slot["kind"] not in KINDS:
        return "kind_unknown"
    asked = Question(slot["kind"], "", tuple(Option("") for _ in slot["order"]), ())
    chosen = read(asked, one.value, slot["order"])
    return chosen.code if isinstance(chosen, Refusal) else ""


def _bound(attempt_id: int, writes: list[Write], now: datetime) -> dict[str, object]:
    listed = [
        {"slot": int(one.slot), "value": json.dumps(one.value), "seq": one.seq, "age": one.age_ms}
        for one in writes
    ]
    return {"attempt": attempt_id, "epoch": writes[0].epoch, "now": now, "answers": json.dumps(listed)}


def _save(attempt_id: int, writes: list[Write], now: datetime, receipt: Receipt) -> None:
    if not writes:
        return
    dialect = db.engine.dialect.name
    written = set(db.session.execute(hot_statements.SAVE[dialect], _bound(attempt_id, writes, now)).scalars())
    for one in writes:
        if int(one.slot) in written:
            receipt.saved[one.slot] = one.seq
    lost = [one for one in writes if int(one.slot) not in written]
    if lost:  # another write of the same slot committed between our two statements (PostgreSQL only)
        standing = standing_now(attempt_id)
        for one in lost:
            there = standing[int(one.slot)]
            if (there.epoch, there.seq, there.value) == (one.epoch, one.seq, one.value):
                receipt.saved[one.slot] = one.seq
            else:
                receipt.stale[one.slot] = there


def _hold(attempt_id: int, writes: list[tuple[Write, str]], now: datetime, receipt: Receipt) -> None:
    if not writes:
        return
    bound = _bound(attempt_id, [one for one, _ in writes], now) | {"reason": writes[0][1]}
    db.session.execute(hot_statements.HOLD[db.engine.dialect.name], bound)
    receipt.held.update({one.slot: one.seq for one, _ in writes})


def standing_now(attempt_id: int) -> dict[int, Standing]:
    """Every committed answer of an attempt, by slot."""
    rows = db.session.execute(hot_statements.STANDING, {"attempt": attempt_id})
    return {slot: Standing(tuple(json.loads(value)), epoch, seq) for slot, value, epoch, seq in rows}
