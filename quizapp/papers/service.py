"""Commands on marks of papers. Nobody's mark is ever overwritten unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import delete, select

from quizapp.audit.service import record
from quizapp.cohorts.models import Cohort, Enrolment
from quizapp.db import db, transactional
from quizapp.domain.decimals import decimal_words, is_on_step, thousandths
from quizapp.domain.errors import NotInThisCohort, PointsOutOfRange
from quizapp.papers.models import PaperMark, PaperScale
from quizapp.papers.queries import MAXIMUM, NO_MARK, USUAL_STEP, Mark, marks_of, step_of


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the page as sent: what stood there when the page was loaded, and what stands there now."""

    enrolment_id: int
    seen: Mark
    wanted: Mark


@dataclass(frozen=True, slots=True)
class Saved:
    """changed: how many marks were written. conflicts: {enrolment: what somebody else has written meanwhile}."""

    changed: int
    conflicts: Mapping[int, Mark]


@transactional
def save(cohort_id: int, changes: Sequence[Change], now: datetime, actor_id: int | None) -> Saved:
    """Write every mark that this page changed; each with its record. Sent twice, the second writes nothing.

    Where somebody else has meanwhile written something different, nothing is written for that learner and theirs
    is given back. PointsOutOfRange, NotInThisCohort: then nothing at all is written.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == cohort_id).with_for_update())
    _check(cohort_id, changes)
    standing = marks_of(cohort_id)
    conflicts: dict[int, Mark] = {}
    written = 0
    for change in changes:
        present = standing.get(change.enrolment_id, NO_MARK)
        if change.wanted in (change.seen, present):
            continue
        if present != change.seen:
            conflicts[change.enrolment_id] = present
            continue
        _write(cohort_id, change.enrolment_id, present, change.wanted, now, actor_id)
        written += 1
    return Saved(written, conflicts)


@transactional
def set_step(cohort_id: int, step: Fraction, now: datetime, actor_id: int | None) -> None:
    """Choose the step for new marks of a class; marks given before stay as they are."""
    before = step_of(cohort_id)
    if before == step:
        return
    db.session.execute(delete(PaperScale).where(PaperScale.cohort_id == cohort_id))
    if step != USUAL_STEP:
        db.session.add(PaperScale(cohort_id=cohort_id, step_thousandths=thousandths(step)))
    facts = {"before": decimal_words(before), "after": decimal_words(step)}
    record("papers.set_step", "cohort", cohort_id, now=now, actor_id=actor_id, cohort_id=cohort_id, **facts)


def _check(cohort_id: int, changes: Sequence[Change]) -> None:
    ids = set(db.session.scalars(select(Enrolment.id).where(Enrolment.cohort_id == cohort_id)))
    step = step_of(cohort_id)
    for change in changes:
        if change.enrolment_id not in ids:
            raise NotInThisCohort
        for points, seen in (
            (change.wanted.points, change.seen.points),
            (change.wanted.redo, change.seen.redo),
        ):
            if points is not None and points != seen and not is_possible(points, step):
                raise PointsOutOfRange(points, MAXIMUM)


def is_possible(points: Fraction, step: Fraction) -> bool:
    """Is this a mark of the scale: 0 to 10, on the step."""
    return 0 <= points <= MAXIMUM and is_on_step(points, step)


def _write(
    cohort_id: int, enrolment_id: int, before: Mark, after: Mark, now: datetime, actor_id: int | None
) -> None:
    row = db.session.get(PaperMark, enrolment_id)
    if row is None:
        row = PaperMark(enrolment_id=enrolment_id)
        db.session.add(row)
    row.thousandths = None if after.points is None else thousandths(after.points)
    row.redo_thousandths = None if after.redo is None else thousandths(after.redo)
    row.note, row.by_id, row.at = after.note, actor_id, now
    record(
        "papers.mark",
        "enrolment",
        enrolment_id,
        now=now,
        actor_id=actor_id,
        cohort_id=cohort_id,
        before=_words(before),
        after=_words(after),
    )


def _words(mark: Mark) -> dict[str, str | None]:
    return {
        "points": None if mark.points is None else decimal_words(mark.points, 3),
        "redo": None if mark.redo is None else decimal_words(mark.redo, 3),
        "note": mark.note,
    }
