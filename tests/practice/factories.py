"""A class whose groups are about to hold their practice meetings."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizapp.accounts import roles
from quizapp.accounts.service import Scope
from quizapp.domain.rubric import Rubric
from quizapp.domain.rubric_reading import parse
from quizapp.formats.bank_drafts import RubricDraft
from quizapp.practice import meetings, queries, service, sheet_queries, sheets
from tests.factories import NOW, ClassRoom, make_class, make_person

BODY: dict[str, Any] = {
    "title": "Phiếu thử",
    "version": "1",
    "basis": "Phiếu để kiểm thử.",
    "criteria": [
        {"id": "a", "group": "Chuẩn bị", "text": "Nội dung", "kind": "number", "maximum": 10, "step": 0.5},
        {"id": "b", "group": "Chuẩn bị", "text": "Thông báo", "kind": "tick", "maximum": 5, "na": "drop"},
        {
            "id": "c",
            "group": "Tiến hành",
            "text": "Phát biểu",
            "kind": "ladder",
            "bands": [{"label": "Trên 50%", "points": 5}, {"label": "Dưới 50%", "points": 2}],
        },
    ],
    "levels": [
        {"name": "Tốt", "from": 90, "requires": ["c"]},
        {"name": "Khá", "from": 70},
        {"name": "Trung bình", "from": 50},
        {"name": "Kém", "from": 0},
    ],
}
FULL = {"1": "8", "2": "true", "3": "Trên 50%"}


@dataclass(frozen=True, slots=True)
class Scene:
    """room: the class; meetings: ids in the order of the groups; graders: the instructor and a second one."""

    room: ClassRoom
    rubric_id: int
    meetings: tuple[int, ...]
    graders: tuple[int, ...]


def rubric_of(body: dict[str, Any]) -> Rubric:
    """A sound rubric."""
    rubric = parse(body)
    assert isinstance(rubric, Rubric)
    return rubric


def draft(code: str = "thu", **changes: Any) -> RubricDraft:
    """A rubric draft as the bank's folder gives it."""
    return RubricDraft(code, "draft", rubric_of(BODY | changes), f"{code}.yaml")


def approved(code: str = "thu", **changes: Any) -> int:
    """A rubric that the centre has approved."""
    rubric_id, _ = service.add_rubric(draft(code, **changes), NOW, None)
    service.approve_rubric(rubric_id, NOW, None)
    return rubric_id


def scene(
    groups: int = 2, learners: int = 10, graders: int = 2, combination: str = "mean", **changes: Any
) -> Scene:
    """A class with its meetings set up and graders named; nobody has opened a sheet."""
    room = make_class(learners, groups)
    rubric_id = approved(**changes)
    plan = service.PlanDraft(starts_at=NOW, combination=combination)
    drafts = [
        service.MeetingDraft(group_id, rubric_id, place, f"Chủ đề {place}")
        for place, group_id in enumerate(room.groups, 1)
    ]
    service.set_up(room.cohort_id, plan, drafts, NOW, None)
    others = tuple(
        make_person(f"Giám khảo {n}", roles.GRADER, Scope(cohort_id=room.cohort_id))
        for n in range(2, graders + 1)
    )
    ids = tuple(one.id for one in meetings.meetings(room.cohort_id))
    return Scene(room, rubric_id, ids, (room.instructor_id, *others))


def sheet_of(made: Scene, grader_id: int, place: int = 0) -> int:
    """The grader's sheet of the meeting at this place, opened."""
    sheets.open_sheets(made.room.cohort_id, grader_id, "device", NOW)
    return sheet_queries.sheets(meeting_id=made.meetings[place], grader_id=grader_id)[0].id


def body(values: dict[str, str], seq: int = 1, **more: Any) -> dict[str, Any]:
    """A batch as a phone sends it."""
    return {
        "answers": [{"slot": slot, "value": [value], "seq": seq} for slot, value in values.items()],
        **more,
    }


def finished(made: Scene, grader_id: int, place: int = 0, **values: str) -> int:
    """A finished sheet: 8, ticked, "Trên 50%", unless values (s1, s2, s3) say otherwise."""
    sheet_id = sheet_of(made, grader_id, place)
    entries = FULL | {slot.removeprefix("s"): value for slot, value in values.items()}
    sheets.finish(sheet_id, body(entries), NOW, grader_id)
    return sheet_id


def points(sheet_id: int, rubric_id: int) -> Fraction:
    """What a sheet amounts to now."""
    return sheet_queries.sheet(sheet_id).rating(queries.rubrics_by_id({rubric_id})[rubric_id]).points
