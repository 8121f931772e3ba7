"""What stands recorded of the demo's classes: roll calls with absences, marks of papers, certificates."""

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from quizapp.attendance import service as attendance
from quizapp.attendance.queries import SessionFacts, sessions
from quizapp.attendance.roll import Entry, Mark, Sheet
from quizapp.centre.queries import letterhead
from quizapp.certificates import candidates
from quizapp.certificates import service as certificates
from quizapp.certificates.print_facts import OPEN, Decision, usual_signing
from quizapp.certificates.queries import valid_certificates
from quizapp.cohorts.queries import cohort
from quizapp.operation.demo_class import DemoClass, Member
from quizapp.papers import service as papers
from quizapp.papers.queries import NO_MARK
from quizapp.papers.queries import Mark as PaperMark
from quizapp.web.clock import VIETNAM

TITLES = (
    "Khai giảng; Tổ chức và nhiệm vụ của chi bộ",
    "Chuẩn bị buổi sinh hoạt",
    "Điều hành sinh hoạt thường kỳ",
    "Sinh hoạt chuyên đề",
    "Biên bản và nghị quyết",
    "Đánh giá chất lượng sinh hoạt",
    "Công tác của chi ủy",
    "Thực hành sinh hoạt chi bộ: tổ 1 đến tổ 4",
    "Thực hành sinh hoạt chi bộ: các tổ còn lại",
    "Bài thu hoạch; Bế giảng",
)
HOURS = {"morning": time(7, 45), "afternoon": time(13, 45)}
PERIODS = 4


def plan_sessions(room: DemoClass) -> tuple[SessionFacts, ...]:
    """Morning and afternoon of every day of the class, four periods each."""
    days = [room.starts + timedelta(days=n) for n in range((room.ends - room.starts).days + 1)]
    drafts = [
        attendance.SessionDraft(day, part, PERIODS, TITLES[(2 * n + k) % len(TITLES)])
        for n, day in enumerate(days)
        for k, part in enumerate(HOURS)
    ]
    attendance.add_sessions(room.cohort_id, drafts)
    return sessions(room.cohort_id)


def begins(session: SessionFacts) -> datetime:
    """When a session of the demo begins."""
    return datetime.combine(session.held_on or date.max, HOURS[session.part_of_day], VIETNAM)


def call_rolls(room: DemoClass, held: Iterable[SessionFacts], actor_id: int, rng: random.Random) -> None:
    """Nearly everybody is there; those of little diligence are away more often, some come late or leave early."""
    for session in held:
        lines = {one.enrolment_id: _entry(one, session, rng) for one in room.members}
        attendance.call_roll(
            session.id, Sheet({}, lines), begins(session) + timedelta(minutes=12), actor_id, whole_class=True
        )


def _entry(member: Member, session: SessionFacts, rng: random.Random) -> Entry:
    away = (1 - member.who.diligence) * 0.32
    draw = rng.random()
    if draw < away:
        return Entry(Mark.EXCUSED if rng.random() < 0.75 else Mark.ABSENT, 0)
    if draw < away + 0.03:
        return Entry(Mark.LATE if rng.random() < 0.6 else Mark.EARLY, session.periods - 1)
    return Entry(Mark.PRESENT, session.periods)


def mark_papers(
    room: DemoClass, now: datetime, actor_id: int, rng: random.Random, *, share: float = 1.0
) -> None:
    """Marks between 4 and 9.5 in quarters; some who failed have handed in again. share: marked so far."""
    changes = []
    for member in room.members:
        if rng.random() > share:
            continue
        points = _quarter(rng.gauss(4.2 + 4.1 * member.who.diligence, 0.8))
        redo = _quarter(rng.uniform(5, 7)) if points < 5 and rng.random() < 0.5 else None
        note = "Bài viết sát thực tế chi bộ." if points >= 9 else ""
        changes.append(papers.Change(member.enrolment_id, NO_MARK, PaperMark(points, redo, note)))
    papers.save(room.cohort_id, changes, now, actor_id)


def _quarter(points: float) -> Fraction:
    return Fraction(round(min(9.5, max(3.5, points)) * 4), 4)


def issue_certificates(
    room: DemoClass, now: datetime, actor_id: int, decision: Decision = OPEN, group_id: int | None = None
) -> tuple[str, ...]:
    """Certificates for all who are ready, or for those of one group; gives the numbers."""
    signing = usual_signing(cohort(room.cohort_id), letterhead())
    people = None
    if group_id is not None:
        ready = candidates.preview(room.cohort_id, now).of(candidates.State.READY)
        ours = {one.enrolment_id for one in room.of_group(group_id)}
        people = [one.enrolment_id for one in ready if one.enrolment_id in ours]
    order = certificates.IssueOrder(signing, decision, people)
    return certificates.issue(room.cohort_id, order, now, actor_id).numbers


def hand_over(room: DemoClass, day: date, now: datetime, actor_id: int) -> None:
    """Everybody who holds a certificate has come for it."""
    received = {one.id: "" for one in valid_certificates(room.cohort_id)}
    certificates.note_received(room.cohort_id, received, day, now, actor_id)
