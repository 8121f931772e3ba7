"""The demo's practice meetings: a rubric approved, two graders, groups that are done, one half graded, one to come."""

import random
from datetime import datetime, timedelta

from quizapp.domain.rubric import Criterion, CriterionKind, Rubric
from quizapp.formats.bank_drafts import RubricDraft
from quizapp.operation.demo_class import DemoClass
from quizapp.practice import guests, locking, service, sheets
from quizapp.practice.meetings import MeetingFacts, meetings
from quizapp.practice.queries import approved_rubrics, rubrics
from quizapp.practice.sheet_queries import sheets as sheets_of

RUBRIC = "buoi-thuc-hanh"
TOPICS = (
    ("Bàn việc hiến đất làm đường nội thôn", "Thôn, tổ dân phố"),
    ("Giải pháp giúp hai hộ thoát nghèo trong năm", "Thôn, tổ dân phố"),
    ("Nâng chất lượng sinh hoạt chi bộ theo Chỉ thị 50", "Thôn, tổ dân phố"),
    ("Giữ nếp sống văn minh trong việc cưới, việc tang", "Thôn, tổ dân phố"),
    ("Phát triển đảng viên trẻ ở thôn bản", "Thôn, tổ dân phố"),
    ("Dạy thêm, học thêm và trách nhiệm nêu gương", "Trường học"),
    ("Bảo vệ rừng và phòng cháy mùa khô", "Thôn, tổ dân phố"),
    ("Cải cách thủ tục hành chính phục vụ nhân dân", "Cơ quan"),
)
STRENGTHS = (
    "Chủ trì bình tĩnh, dẫn dắt đúng chương trình, gợi ý được nhiều ý kiến.",
    "Báo cáo ngắn gọn, có số liệu; phân công việc rõ người, rõ thời hạn.",
    "Không khí thẳng thắn, nhiều đồng chí phát biểu đúng trọng tâm.",
)
WEAKNESSES = (
    "Phần kết luận còn dài, chưa biểu quyết từng nội dung.",
    "Biên bản ghi chưa đủ tên người phát biểu.",
    "Thảo luận còn tản mạn ở đầu buổi, nên nêu câu hỏi cụ thể hơn.",
)


def load_and_approve(drafts: tuple[RubricDraft, ...], now: datetime, actor_id: int) -> None:
    """Store the rubrics of the course; the class sheet is approved, the others wait for the centre."""
    service.load_rubrics(drafts, now)
    for one in rubrics():
        if one.code == RUBRIC and one.is_draft:
            service.approve_rubric(one.id, now, actor_id)


def hold_meetings(
    room: DemoClass, began: datetime, graders: tuple[int, ...], rng: random.Random, *, unfinished: int = 2
) -> None:
    """Meetings of every group one after the other; the last `unfinished` are half graded or still to come."""
    rubric = next(one for one in approved_rubrics() if one.code == RUBRIC)
    drafts = [
        service.MeetingDraft(group, rubric.id, place, *TOPICS[(place - 1) % len(TOPICS)], minutes=25)
        for place, group in enumerate(room.groups, start=1)
    ]
    plan = service.PlanDraft(starts_at=began, break_after=4)
    service.set_up(room.cohort_id, plan, drafts, began - timedelta(days=1), graders[0])
    guests.choose_graders(room.cohort_id, set(graders), began - timedelta(days=1), graders[0])
    for grader in graders:
        sheets.open_sheets(room.cohort_id, grader, f"demo-{grader}", began)
    done = len(room.groups) - unfinished if len(room.groups) > unfinished else max(1, len(room.groups) - 1)
    for place, meeting in enumerate(meetings(room.cohort_id)):
        at = began + timedelta(minutes=30 * place)
        _give_parts(room, meeting, at)
        if place < done:
            _grade(meeting, rubric.rubric, at, rng)
            locking.lock(meeting.id, at + timedelta(minutes=28), graders[0])
        elif place == done:
            _grade_half(meeting, rubric.rubric, at, rng)


def _give_parts(room: DemoClass, meeting: MeetingFacts, now: datetime) -> None:
    group = room.of_group(meeting.group_id)
    parts = ("Chủ trì", "Thư ký", "Người trình bày báo cáo", "Đại diện cấp ủy cấp trên")
    roles = {member.enrolment_id: part for member, part in zip(group, parts, strict=False)}
    absent = {group[-1].enrolment_id} if len(group) > len(parts) and group[-1].who.diligence < 0.7 else set()
    service.save_members(meeting.id, roles, absent, now)


def _grade(meeting: MeetingFacts, rubric: Rubric, at: datetime, rng: random.Random) -> None:
    service.begin(meeting.id, at)
    quality = min(1.0, max(0.55, rng.gauss(0.86, 0.1)))
    for sheet in sheets_of(meeting_id=meeting.id):
        scores = _scores(rubric, quality, rng) | {
            "strengths": rng.choice(STRENGTHS),
            "weaknesses": rng.choice(WEAKNESSES),
        }
        sheets.finish(sheet.id, _body(scores), at + timedelta(minutes=26), sheet.grader_id)
    service.end(meeting.id, at + timedelta(minutes=24))


def _grade_half(meeting: MeetingFacts, rubric: Rubric, at: datetime, rng: random.Random) -> None:
    """The first grader has finished, the second is in the middle of the sheet."""
    service.begin(meeting.id, at)
    scores = _scores(rubric, 0.85, rng)
    for place, sheet in enumerate(sheets_of(meeting_id=meeting.id)):
        if place == 0:
            sheets.finish(sheet.id, _body(scores), at + timedelta(minutes=26), sheet.grader_id)
        else:
            part = dict(list(scores.items())[: len(scores) // 2])
            sheets.save(sheet.id, _body(part), at + timedelta(minutes=12), sheet.grader_id)
    service.end(meeting.id, at + timedelta(minutes=25))


def _scores(rubric: Rubric, quality: float, rng: random.Random) -> dict[str, str]:
    return {
        str(slot): _score(criterion, min(1.0, max(0.3, rng.gauss(quality, 0.07))), rng)
        for slot, criterion in enumerate(rubric.criteria, start=1)
    }


def _score(criterion: Criterion, share: float, rng: random.Random) -> str:
    if criterion.kind is CriterionKind.TICK:
        return "true" if rng.random() < share + 0.08 else "false"
    if criterion.kind is CriterionKind.LADDER:
        bands = sorted(criterion.bands, key=lambda band: abs(float(band.points / criterion.maximum) - share))
        return bands[0].label
    step = criterion.step or criterion.maximum / 10
    points = min(criterion.maximum, round(share * float(criterion.maximum / step)) * step)
    return str(float(points)).removesuffix(".0")


def _body(scores: dict[str, str]) -> dict[str, object]:
    return {
        "answers": [
            {"slot": slot, "value": [value], "seq": seq, "age": 900}
            for seq, (slot, value) in enumerate(scores.items(), start=1)
        ]
    }
