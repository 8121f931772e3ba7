"""The demo's units and classes: the centre, cells, people, two classes with groups, readers of lessons."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.accounts import bulk as accounts
from quizapp.accounts import service as roles_of
from quizapp.accounts.bulk import UnitDraft
from quizapp.accounts.people import PersonDraft
from quizapp.accounts.roles import GROUP_HEAD, MONITOR
from quizapp.accounts.service import Scope
from quizapp.accounts.slips import ensure_slips
from quizapp.centre import service as centre
from quizapp.cohorts import bulk, service
from quizapp.courses.queries import lesson_lines
from quizapp.operation.demo_people import COMMUNES, Invented, cells
from quizapp.reading import service as reading

CENTRE = "Trung tâm chính trị xã Đồng Mây"
CENTRE_FACTS: dict[str, str | bool] = {
    "name": CENTRE,
    "parent_name": "Đảng ủy xã Đồng Mây",
    "place": "Đồng Mây",
    "signer_position": "GIÁM ĐỐC",
    "signer_name": "Lương Đình Khiết",
    "wifi_name": "LopHoc DongMay",
    "wifi_password": "hoctap2026",
}


@dataclass(frozen=True, slots=True)
class Units:
    """Ids of units: communes by name, cells by (commune, name), and the centre itself."""

    communes: dict[str, int]
    cells: dict[tuple[str, str], int]
    centre: int


@dataclass(frozen=True, slots=True)
class Member:
    """A learner of a demo class."""

    enrolment_id: int
    person_id: int
    group_id: int
    who: Invented


@dataclass(frozen=True, slots=True)
class DemoClass:
    """A demo class as the other modules fill it."""

    cohort_id: int
    course_id: int
    starts: date
    ends: date
    members: tuple[Member, ...]
    groups: tuple[int, ...]

    def of_group(self, group_id: int) -> tuple[Member, ...]:
        """The members of one group."""
        return tuple(one for one in self.members if one.group_id == group_id)


def make_units(now: datetime) -> Units:
    """The tree of three communes with their cells, and the centre's own facts."""
    centre.change(CENTRE_FACTS, now, None)
    communes, _ = accounts.ensure_units([UnitDraft(f"Đảng bộ xã {name}", "Đảng bộ xã") for name in COMMUNES])
    by_name = dict(zip(COMMUNES, communes, strict=True))
    wanted = cells()
    made, _ = accounts.ensure_units([UnitDraft(cell, "Chi bộ", by_name[commune]) for commune, cell in wanted])
    (own,), _ = accounts.ensure_units([UnitDraft(CENTRE, "Trung tâm", by_name[COMMUNES[0]])])
    return Units(by_name, dict(zip(wanted, made, strict=True)), own)


def make_class(
    draft: service.CohortDraft,
    people: Sequence[Invented],
    units: Units,
    numbers: range,
    now: datetime,
    *,
    group_size: int = 12,
) -> DemoClass:
    """A class with these people in groups, their slips, its monitor and the heads of its groups.

    numbers: of the personal codes "HV-1001". The people are new: called once for each class.
    """
    cohort_id = service.open_cohort(draft, now)
    count = max(1, round(len(people) / group_size))
    names = [f"Tổ {n}" for n in range(1, count + 1)]
    made, _ = bulk.ensure_groups(cohort_id, names)
    groups = [made[name] for name in names]
    drafts = [
        PersonDraft(
            one.name, one.born, one.sex, one.ethnicity, f"09{70_000_000 + number * 379:08}"[:10], one.post,
            units.cells[one.commune, one.cell],
        )
        for one, number in zip(people, numbers, strict=False)
    ]  # fmt: skip
    ids = accounts.add_people(drafts, now, is_demo=True)
    accounts.change_people({person: {"code": f"HV-{n}"} for person, n in zip(ids, numbers, strict=False)})
    places = [groups[n * count // len(people)] for n in range(len(people))]
    enrolled = bulk.enrol_all(
        cohort_id,
        [
            bulk.EnrolmentDraft(
                person,
                one.post,
                one.cell,
                f"Đảng bộ xã {one.commune}",
                units.cells[one.commune, one.cell],
                group,
            )
            for person, one, group in zip(ids, people, places, strict=True)
        ],
        now,
    )
    members = tuple(map(Member, enrolled, ids, places, people))
    ensure_slips(cohort_id, ids)
    _give_offices(cohort_id, members, groups, now)
    assert draft.starts is not None
    assert draft.ends is not None
    return DemoClass(cohort_id, draft.course_id, draft.starts, draft.ends, members, tuple(groups))


def _give_offices(cohort_id: int, members: Sequence[Member], groups: Sequence[int], now: datetime) -> None:
    roles_of.give_role(members[0].person_id, MONITOR, Scope(cohort_id=cohort_id), now)
    for group in groups:
        head = next(one for one in members if one.group_id == group)
        roles_of.give_role(head.person_id, GROUP_HEAD, Scope(cohort_id=cohort_id, group_id=group), now)


def read_lessons(room: DemoClass, now: datetime, rng: random.Random, *, share: float = 1.0) -> None:
    """The learners read: the diligent everything, others stop in the middle of a lesson. share: of the course."""
    lessons = lesson_lines(room.course_id)
    for member in room.members:
        upto = round(len(lessons) * share * min(1.0, member.who.diligence + rng.uniform(-0.25, 0.2)))
        for place, lesson in enumerate(lessons):
            at = now - timedelta(hours=30 - 3 * place, minutes=rng.randint(0, 59))
            if place < upto:
                reading.finish(member.person_id, lesson.id, at)
            elif place == upto and rng.random() < 0.7:
                reading.open_lesson(member.person_id, lesson.id, at)
                reading.remember_place(member.person_id, lesson.id, "", rng.randint(80, 800), at)
