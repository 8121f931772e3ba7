"""How a batch of scores is written into a sheet, by the protocol of answers; joins the caller's transaction.

Every write takes the meeting FOR SHARE and the sheet FOR UPDATE, in this order; locking takes the meeting FOR UPDATE.
So nothing is acknowledged after the marks were made.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.db import db
from quizapp.domain import answers
from quizapp.domain.answers import Outcome, Standing, Write
from quizapp.domain.flaws import Flaw
from quizapp.domain.rubric import Rubric, read_entry
from quizapp.domain.timing import Arrival
from quizapp.practice.meetings import LOCKED
from quizapp.practice.models import HeldScore, PracticeMeeting, RubricTemplate, Sheet, SheetChange, SheetScore
from quizapp.practice.queries import read_body
from quizapp.practice.sheet_queries import FINISHED, STRENGTHS, WEAKNESSES

LONGEST_REMARK = 2000


@dataclass(slots=True)
class Receipt:
    """What became of a batch: each slot sent stands in exactly one of the four. values: the sheet afterwards."""

    now: datetime
    state: str
    saved: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    stale: dict[str, Standing] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rubric: Rubric | None = None


@dataclass(slots=True)
class Work:
    """A sheet taken for writing, with everything the rules ask for."""

    meeting: PracticeMeeting
    sheet: Sheet
    rubric: Rubric
    scores: dict[str, SheetScore]

    @property
    def is_closed(self) -> bool:
        """Whether what comes now is only held."""
        return self.meeting.state == LOCKED or self.sheet.state == FINISHED

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """What stands, by slot."""
        return {slot: tuple(json.loads(score.value)) for slot, score in self.scores.items()}


def take_sheet(sheet_id: int) -> Work:
    """The sheet with its meeting, taken for writing."""
    meeting_id = select(Sheet.meeting_id).where(Sheet.id == sheet_id).scalar_subquery()
    meeting = db.session.scalars(
        select(PracticeMeeting).where(PracticeMeeting.id == meeting_id).with_for_update(read=True)
    ).one()
    sheet = db.session.get_one(Sheet, sheet_id, with_for_update=True, populate_existing=True)
    body = db.session.scalars(select(RubricTemplate.body).where(RubricTemplate.id == meeting.rubric_id)).one()
    rows = db.session.scalars(select(SheetScore).where(SheetScore.sheet_id == sheet_id))
    return Work(meeting, sheet, read_body(body), {row.slot: row for row in rows})


def slots(rubric: Rubric) -> tuple[str, ...]:
    """Every slot of a sheet: criteria, the remark on each, strengths, weaknesses."""
    places = [str(place) for place in range(1, len(rubric.criteria) + 1)]
    return (*places, *(f"note-{place}" for place in places), STRENGTHS, WEAKNESSES)


def refusal_of(rubric: Rubric, one: Write) -> str:
    """The code of why this sheet cannot have the value; "" when it can. Nothing at all takes a score back."""
    if one.slot not in slots(rubric):
        return "slot_unknown"
    if len(one.value) > 1:
        return "only_one_value"
    if not one.value:
        return ""
    if not one.slot.isdigit():
        return "value_too_long" if len(one.value[0]) > LONGEST_REMARK else ""
    entry = read_entry(rubric.criteria[int(one.slot) - 1], one.value[0])
    return entry.code if isinstance(entry, Flaw) else ""


def write(work: Work, batch: tuple[Write, ...], now: datetime, actor_id: int | None) -> Receipt:
    """Decide and write one batch; held scores are committed too."""
    receipt = Receipt(now, "closed" if work.is_closed else "open", rubric=work.rubric)
    arrival = Arrival.HELD if work.is_closed else Arrival.SAVED
    for one in batch:
        score = work.scores.get(one.slot)
        standing = Standing(tuple(json.loads(score.value)), score.epoch, score.seq) if score else None
        refusal = refusal_of(work.rubric, one)
        decision = answers.decide(one, standing, epoch=work.sheet.epoch, arrival=arrival, refusal=refusal)
        if decision.outcome is Outcome.REFUSED:
            receipt.refused[one.slot] = decision.reason
        elif decision.outcome is Outcome.HELD:
            _hold(work.sheet.id, one, decision.reason, now)
            receipt.held[one.slot] = one.seq
        elif decision.outcome is Outcome.STALE and standing is not None:
            receipt.stale[one.slot] = standing
        else:
            if not decision.repeat:
                put(work, one, now, actor_id)
            receipt.saved[one.slot] = one.seq
    receipt.values = work.values
    return receipt


def put(work: Work, one: Write, now: datetime, actor_id: int | None) -> None:
    """Make this the present value; once the sheet has been finished the old one is kept beside it."""
    value = json.dumps(list(one.value), ensure_ascii=False)
    score = work.scores.get(one.slot)
    if work.sheet.first_finished_at is not None and (score.value if score else "[]") != value:
        before = score.value if score else "[]"
        db.session.add(
            SheetChange(
                sheet_id=work.sheet.id, slot=one.slot, before=before, after=value, changed_at=now,
                changed_by_id=actor_id,
            )
        )  # fmt: skip
    if score is None:
        score = work.scores[one.slot] = SheetScore(sheet_id=work.sheet.id, slot=one.slot)
        db.session.add(score)
    score.value, score.epoch, score.seq, score.saved_at = value, one.epoch, one.seq, now


def _hold(sheet_id: int, one: Write, reason: str, now: datetime) -> None:
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    value = json.dumps(list(one.value), ensure_ascii=False)
    db.session.execute(
        dialect.insert(HeldScore).on_conflict_do_nothing(),
        {
            "sheet_id": sheet_id,
            "slot": one.slot[:20],
            "value": value,
            "value_key": hashlib.sha256(value.encode()).hexdigest(),
            "epoch": one.epoch,
            "seq": one.seq,
            "came_at": now,
            "reason": reason,
            "decided": "",
        },
    )


def form_answers(
    form: Mapping[str, str], values: Mapping[str, tuple[str, ...]], seqs: Mapping[str, int]
) -> object:
    """The sheet as a plain form ("slot-3", "slot-note-3", "slot-3-na"): the batch that the script would send.

    Only what differs from what stands, numbered one above it: "Lưu" twice changes nothing. epoch: that of the page.
    """
    listed = []
    for name, typed in form.items():
        slot = name.removeprefix("slot-")
        if slot == name or slot.endswith("-na"):
            continue
        text = "n/a" if form.get(f"{name}-na") else typed.strip()
        value = (text,) if text else ()
        if value != values.get(slot, ()):
            listed.append({"slot": slot, "value": list(value), "seq": seqs.get(slot, 0) + 1})
    epoch = form.get("epoch", "")
    return {"answers": listed} | ({"epoch": int(epoch)} if epoch.isascii() and epoch.isdigit() else {})
