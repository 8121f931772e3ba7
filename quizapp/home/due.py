"""What a class waits for, in the order in which it is done; each person sees what they may do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext

from quizapp.home.queries import Progress, SessionLine
from quizapp.quizzes.queries import QuizFacts, Stage
from quizapp.web.access import Right, Viewer
from quizapp.web.clock import local


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do. right: who may; urgent: the room waits for it now."""

    words: str
    detail: str
    action: str
    href: str
    right: Right
    urgent: bool = False


def due_in(progress: Progress, viewer: Viewer, now: datetime) -> tuple[Due, ...]:
    """What this viewer can do for the class, urgent things first."""
    held = viewer.rights_at(progress.place)
    found = [one for one in _all(progress, now) if one.right in held]
    return tuple(sorted(found, key=lambda one: not one.urgent))


def session_words(session: SessionLine) -> str:
    """ "Buổi 3, sáng 25/11"."""
    part = PARTS.get(session.part_of_day, "")
    when = " ".join(word for word in (part, f"{session.held_on:%d/%m}" if session.held_on else "") if word)
    number = str(gettext("Buổi %(n)s", n=session.number))
    return f"{number}, {when}" if when else number


PARTS = {"morning": "sáng", "afternoon": "chiều", "evening": "tối"}


def _all(one: Progress, now: datetime) -> Iterator[Due]:
    today = local(now).date()
    yield from _quizzes(one, now)
    yield from _beginning(one)
    yield from _roll_calls(one, today)
    yield from _ending(one, today)


def _beginning(one: Progress) -> Iterator[Due]:
    path = f"/cohorts/{one.cohort_id}"
    if not one.learners:
        yield Due(
            gettext("Lớp chưa có danh sách"),
            gettext("Tải tệp Excel hoặc Word lên, xem trước từng dòng rồi ghi."),
            gettext("Tải danh sách lên"),
            f"{path}/roster",
            Right.MANAGE_COHORT,
        )
        return
    if one.slips < one.learners:
        yield Due(
            gettext("Phiếu đăng nhập cần in"),
            gettext("%(n)s học viên chưa có phiếu.", n=one.learners - one.slips),
            gettext("In phiếu"),
            url_for("cohorts.slips", cohort_id=one.cohort_id),
            Right.MANAGE_COHORT,
        )
    if one.grouped < one.learners:
        yield Due(
            gettext("Chia tổ"),
            gettext("%(n)s học viên chưa ở tổ nào.", n=one.learners - one.grouped),
            gettext("Chia tổ"),
            f"{path}/groups",
            Right.MANAGE_COHORT,
        )
    if not one.sessions:
        yield Due(
            gettext("Lập lịch buổi học"),
            gettext("Chưa có buổi học nào để điểm danh."),
            gettext("Lập lịch"),
            url_for("attendance.schedule", cohort_id=one.cohort_id),
            Right.MANAGE_COHORT,
        )


def _roll_calls(one: Progress, today: date) -> Iterator[Due]:
    missing = one.uncalled(today)
    if missing:
        yield Due(
            gettext("Chưa điểm danh"),
            "; ".join(session_words(session) for session in missing[:3])
            + (gettext(" và %(n)s buổi nữa", n=len(missing) - 3) if len(missing) > 3 else ""),
            gettext("Điểm danh"),
            url_for("attendance.roll_call", session_id=missing[0].id)
            if len(missing) == 1
            else f"/cohorts/{one.cohort_id}/attendance",
            Right.TAKE_ROLL_CALL,
            urgent=any(session.held_on == today for session in missing),
        )


def _quizzes(one: Progress, now: datetime) -> Iterator[Due]:
    for quiz in one.quizzes:
        stage = quiz.stage(now)
        if stage is Stage.RUNNING and not quiz.common_end:
            yield _quiz(
                quiz, gettext("Bài đang mở cho lớp"), gettext("Theo dõi"), "quizzes.room", urgent=False
            )
        elif stage is Stage.RUNNING:
            yield _quiz(quiz, gettext("Lớp đang làm bài"), gettext("Theo dõi lớp làm bài"), "quizzes.room")
        elif stage is Stage.WAITING:
            yield _quiz(quiz, gettext("Phòng chờ đang mở"), gettext("Vào phòng chờ"), "quizzes.room")
        elif stage is Stage.OVER and quiz.review_released_at is None:
            yield _quiz(
                quiz, gettext("Chưa công bố đáp án"), gettext("Xem kết quả"), "quizzes.results", urgent=False
            )


def _quiz(quiz: QuizFacts, words: str, action: str, endpoint: str, *, urgent: bool = True) -> Due:
    return Due(words, quiz.title, action, url_for(endpoint, quiz_id=quiz.id), Right.RUN_QUIZ, urgent)


def _ending(one: Progress, today: date) -> Iterator[Due]:
    path = f"/cohorts/{one.cohort_id}"
    left = one.meetings - one.meetings_locked
    if one.groups and not one.meetings and one.called:
        yield Due(
            gettext("Xếp buổi thực hành"),
            gettext("%(n)s tổ chưa có chủ đề và phiếu chấm.", n=one.groups),
            gettext("Xếp buổi thực hành"),
            url_for("practice.setup", cohort_id=one.cohort_id),
            Right.MANAGE_COHORT,
        )
    if left:
        yield Due(
            gettext("Chấm buổi thực hành"),
            gettext("Còn %(n)s tổ chưa khóa điểm.", n=left),
            gettext("Chấm thực hành"),
            f"{path}/grading",
            Right.GRADE,
        )
    over = one.ends is not None and one.ends <= today
    if one.papers < one.learners and (over or one.papers):
        yield Due(
            gettext("Vào điểm bài thu hoạch"),
            gettext("Còn %(n)s học viên chưa có điểm.", n=one.learners - one.papers),
            gettext("Vào điểm"),
            f"{path}/papers",
            Right.MARK_PAPERS,
        )
    if over and one.issued < one.learners:
        yield Due(
            gettext("Xét hoàn thành và cấp chứng nhận"),
            gettext("Đã cấp %(n)s/%(all)s.", n=one.issued, all=one.learners),
            gettext("Xem ai đủ điều kiện"),
            f"{path}/certificates",
            Right.ISSUE_CERTIFICATES,
        )
    if one.open_batches:
        yield Due(
            gettext("Điền số quyết định"),
            gettext("%(n)s đợt cấp còn để trống số hoặc ngày quyết định.", n=one.open_batches),
            gettext("Điền quyết định"),
            f"{path}/certificates",
            Right.ISSUE_CERTIFICATES,
        )
