"""Which of several writes of an answer stands: ordered by (epoch, seq), harmless when repeated, late or reordered.

The same rule serves a learner's answers and a grader's sheet.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.domain.timing import Arrival

MOST_ANSWERS = 200
_SIGNS = "ABCDEFGHJKMNPQRTUVWXY346789"


class Outcome(StrEnum):
    """What became of a write; each slot sent stands in exactly one.

    saved: this very value is committed. held: kept for the instructor's decision. stale: a newer or equal-numbered
    different value stands. refused: not of this paper.
    """

    SAVED = "saved"
    HELD = "held"
    STALE = "stale"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Write:
    """One answer as sent. age_ms: how long ago, by the phone's word."""

    slot: str
    value: tuple[str, ...]
    epoch: int
    seq: int
    age_ms: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer that is committed now."""

    value: tuple[str, ...]
    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class Decision:
    """repeat: saved already, nothing to write. reason: the code of a refusal, or why it is held."""

    outcome: Outcome
    repeat: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BadBatch:
    """A body that is no batch at all; path names where."""

    code: str
    path: str = ""


def decide(
    write: Write, standing: Standing | None, *, epoch: int, arrival: Arrival, refusal: str = ""
) -> Decision:
    """What becomes of one write. epoch: the attempt's present one; refusal: the code, when it is not of this paper.

    An exact repeat of what stands is saved, even when closed. What a device of an older epoch sends on top of its
    own epoch is held, never lost; so is what arrives too late.
    """
    if refusal:
        return Decision(Outcome.REFUSED, reason=refusal)
    if standing is not None:
        if (write.epoch, write.seq, write.value) == (standing.epoch, standing.seq, standing.value):
            return Decision(Outcome.SAVED, repeat=True)
        if write.epoch == standing.epoch and write.seq <= standing.seq:
            return Decision(Outcome.STALE)
    if write.epoch != epoch:
        return Decision(Outcome.HELD, reason="old_epoch" if write.epoch < epoch else "epoch_unknown")
    if arrival is Arrival.HELD:
        return Decision(Outcome.HELD, reason="late")
    return Decision(Outcome.SAVED)


def newest(writes: Iterable[Write]) -> tuple[Write, ...]:
    """One write a slot: the newest by (epoch, seq), the first of equals."""
    best: dict[str, Write] = {}
    for write in writes:
        known = best.get(write.slot)
        if known is None or (write.epoch, write.seq) > (known.epoch, known.seq):
            best[write.slot] = write
    return tuple(best.values())


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _read_one(raw: object, epoch: int, at: int) -> Write | BadBatch:
    path = f"answers.{at}"
    if not isinstance(raw, Mapping):
        return BadBatch("not_a_mapping", path)
    slot, value, seq, age = raw.get("slot"), raw.get("value"), raw.get("seq"), raw.get("age", 0)
    if not (_whole(slot) or isinstance(slot, str)) or not str(slot) or len(str(slot)) > 80:
        return BadBatch("slot_unreadable", path)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return BadBatch("value_unreadable", path)
    if not _whole(seq):
        return BadBatch("seq_unreadable", path)
    if isinstance(age, bool) or not isinstance(age, int | float) or age != age:
        age = 0
    return Write(str(slot), tuple(value), epoch, int(str(seq)), int(min(max(age, 0), 2**53)))


def read_batch(body: object, present_epoch: int) -> tuple[Write, ...] | BadBatch:
    """The writes of a JSON body, one a slot; an epoch left out is the present one."""
    if not isinstance(body, Mapping):
        return BadBatch("not_a_mapping")
    epoch, answers = body.get("epoch", present_epoch), body.get("answers", [])
    if not isinstance(epoch, int) or not _whole(epoch):
        return BadBatch("epoch_unreadable", "epoch")
    if not isinstance(answers, list):
        return BadBatch("answers_unreadable", "answers")
    if len(answers) > MOST_ANSWERS:
        return BadBatch("too_many_answers", "answers")
    writes = []
    for at, raw in enumerate(answers):
        write = _read_one(raw, epoch, at)
        if isinstance(write, BadBatch):
            return write
        writes.append(write)
    return newest(writes)


def receipt(attempt: str, answers: Mapping[int, Sequence[str]]) -> str:
    """A short checksum to read out ("K7M4-94") over an attempt's answers; empty answers do not count.

    The same for the same answers in any order; no signs that look alike.
    """
    given = sorted((slot, list(value)) for slot, value in answers.items() if any(value))
    text = json.dumps([attempt, given], ensure_ascii=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    number, digits = divmod(number, 100)
    letters = ""
    for _ in range(4):
        number, sign = divmod(number, len(_SIGNS))
        letters += _SIGNS[sign]
    return f"{letters}-{digits:02}"
