"""Places for the check of rights; rubrics as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from quizapp.accounts.models import Person, Unit
from quizapp.cohorts.models import Cohort
from quizapp.db import db
from quizapp.domain.rubric import Rubric
from quizapp.domain.rubric_reading import parse
from quizapp.practice.models import PracticeMeeting, RubricTemplate, Sheet
from quizapp.web.access import Place

DRAFT = "draft"
APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class RubricFacts:
    """A version of a rubric. meetings: how many are marked by it. newer: a later version of the same code exists."""

    id: int
    code: str
    title: str
    version: str
    state: str
    retired: bool
    made_at: datetime
    approved_at: datetime | None
    approved_by: str
    meetings: int
    rubric: Rubric
    newer: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether the centre has not approved it yet."""
        return self.state == DRAFT


def meeting_place(meeting_id: int, **others: object) -> Place | None:
    """Where a practice meeting stands."""
    row = db.session.execute(
        select(Cohort.id, Unit.path, PracticeMeeting.group_id)
        .join(PracticeMeeting, PracticeMeeting.cohort_id == Cohort.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(PracticeMeeting.id == meeting_id)
    ).one_or_none()
    return Place(row[0], row[1], group_id=row[2]) if row else None


def sheet_place(sheet_id: int, **others: object) -> Place | None:
    """Where a sheet stands, and whose it is (the grader named on it)."""
    row = db.session.execute(
        select(Cohort.id, Unit.path, Sheet.grader_id, PracticeMeeting.group_id)
        .join(PracticeMeeting, PracticeMeeting.cohort_id == Cohort.id)
        .join(Sheet, Sheet.meeting_id == PracticeMeeting.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(Sheet.id == sheet_id)
    ).one_or_none()
    return Place(row[0], row[1], row[2], row[3]) if row else None


def read_body(body: Any) -> Rubric:
    """The rubric that a stored body means; only sound ones are stored."""
    rubric = parse(body)
    if isinstance(rubric, tuple):
        raise TypeError(f"a stored rubric is unsound: {rubric[:3]}")
    return rubric


def _rubrics() -> Select[*tuple[Any, ...]]:
    used = (
        select(func.count())
        .where(PracticeMeeting.rubric_id == RubricTemplate.id)
        .correlate(RubricTemplate)
        .scalar_subquery()
    )
    return (
        select(RubricTemplate, func.coalesce(Person.name, ""), used)
        .outerjoin(Person, Person.id == RubricTemplate.approved_by_id)
        .order_by(RubricTemplate.title, RubricTemplate.id.desc())
    )


def _facts(row: RubricTemplate, approved_by: str, meetings: int, newest: dict[str, int]) -> RubricFacts:
    return RubricFacts(
        row.id, row.code, row.title, row.version, row.state, row.retired, row.made_at, row.approved_at,
        approved_by, meetings, read_body(row.body), newest.get(row.code, row.id) > row.id,
    )  # fmt: skip


def rubrics() -> tuple[RubricFacts, ...]:
    """Every version of every rubric, by title, the latest version first. One query."""
    rows = db.session.execute(_rubrics()).all()
    newest: dict[str, int] = {}
    for row, *_ in rows:
        newest[row.code] = max(row.id, newest.get(row.code, 0))
    return tuple(_facts(row, name, meetings, newest) for row, name, meetings in rows)


def approved_rubrics() -> tuple[RubricFacts, ...]:
    """Those that a meeting may use from now on."""
    return tuple(one for one in rubrics() if not one.is_draft and not one.retired)


def rubric(rubric_id: int) -> RubricFacts:
    """One version; LookupError when there is none."""
    found = db.session.execute(_rubrics().where(RubricTemplate.id == rubric_id)).one_or_none()
    if found is None:
        raise LookupError(rubric_id)
    newest = db.session.scalar(
        select(func.max(RubricTemplate.id)).where(RubricTemplate.code == found[0].code)
    )
    row, approved_by, used = found
    return _facts(row, approved_by, used, {row.code: newest or rubric_id})


def rubrics_by_id(rubric_ids: set[int]) -> dict[int, Rubric]:
    """The rubrics of these ids. One query."""
    rows = db.session.execute(
        select(RubricTemplate.id, RubricTemplate.body).where(RubricTemplate.id.in_(rubric_ids))
    )
    return {rubric_id: read_body(body) for rubric_id, body in rows}
