"""The steps of a class in the order in which it is run, each with its state in words."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from quizapp.home.queries import Progress
from quizapp.quizzes.queries import Stage
from quizapp.web.access import Right, Viewer
from quizapp.web.clock import local

DONE, UNDER_WAY, WAITING = "done", "info", ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. kind: of the status word (done | info | ""); rights: any one lets the viewer go there."""

    label: str
    detail: str
    word: str
    kind: str
    href: str
    rights: tuple[Right, ...]


def steps_of(one: Progress, viewer: Viewer, now: datetime) -> tuple[tuple[Step, bool], ...]:
    """The eight steps, each with whether the viewer may go there."""
    held = viewer.rights_at(one.place)
    today = local(now).date()
    steps = (
        _roster(one), _slips(one), _lessons(one), _roll_call(one, today), _quizzes(one, now), _practice(one),
        _papers(one), _certificates(one),
    )  # fmt: skip
    return tuple((step, bool(held & set(step.rights))) for step in steps)


SEEING = (Right.READ_COHORT, Right.MANAGE_COHORT)


def _step(label: str, detail: str, done: int, total: int, href: str, *rights: Right) -> Step:
    """State by number: none of it, part of it, all of it."""
    if total and done >= total:
        word, kind = gettext("Xong"), DONE
    elif done:
        word, kind = gettext("Đang làm"), UNDER_WAY
    else:
        word, kind = gettext("Chưa làm"), WAITING
    return Step(label, detail, word, kind, href, rights)


def _roster(one: Progress) -> Step:
    detail = (
        gettext("%(n)s học viên, %(g)s tổ", n=one.learners, g=one.groups)
        if one.learners
        else gettext("Chưa có danh sách")
    )
    total = one.learners or 1
    done = one.grouped if one.learners and one.grouped else min(one.learners, 1)
    path = f"/cohorts/{one.cohort_id}/learners"
    if one.learners and not one.grouped:
        return Step(gettext("Danh sách"), detail, gettext("Chưa chia tổ"), UNDER_WAY, path, SEEING)
    return _step(gettext("Danh sách"), detail, done, total, path, *SEEING)


def _slips(one: Progress) -> Step:
    return _step(
        gettext("Phiếu đăng nhập"),
        gettext("%(n)s/%(all)s người có phiếu", n=one.slips, all=one.learners),
        one.slips,
        one.learners,
        f"/cohorts/{one.cohort_id}/slips",
        Right.MANAGE_COHORT,
    )


def _lessons(one: Progress) -> Step:
    whole = one.lessons * one.learners
    percent = 100 * one.lessons_read // whole if whole else 0
    detail = gettext("%(n)s bài, lớp đã đọc %(p)s%%", n=one.lessons, p=percent)
    return _step(
        gettext("Bài học"), detail, one.lessons_read, whole, f"/cohorts/{one.cohort_id}/lessons", *SEEING
    )


def _roll_call(one: Progress, today: date) -> Step:
    detail = (
        gettext("%(n)s/%(all)s buổi", n=one.called, all=len(one.sessions))
        if one.sessions
        else gettext("Chưa lập lịch buổi học")
    )
    step = _step(
        gettext("Điểm danh"),
        detail,
        one.called,
        len(one.sessions),
        f"/cohorts/{one.cohort_id}/attendance",
        Right.TAKE_ROLL_CALL,
        *SEEING,
    )
    if one.uncalled(today):
        return Step(step.label, step.detail, gettext("Cần điểm danh"), "warning", step.href, step.rights)
    return step


def _quizzes(one: Progress, now: datetime) -> Step:
    stages = [quiz.stage(now) for quiz in one.quizzes]
    over = stages.count(Stage.OVER)
    detail = (
        gettext("%(n)s/%(all)s bài đã xong", n=over, all=len(stages))
        if stages
        else gettext("Chưa có bài nào")
    )
    step = _step(
        gettext("Trắc nghiệm"),
        detail,
        over,
        len(stages),
        f"/cohorts/{one.cohort_id}/quizzes",
        Right.RUN_QUIZ,
        Right.READ_COHORT,
    )
    together = [quiz.stage(now) for quiz in one.quizzes if quiz.common_end]
    if Stage.RUNNING in together:
        return Step(step.label, step.detail, gettext("Đang làm bài"), "warning", step.href, step.rights)
    if Stage.WAITING in stages:
        return Step(step.label, step.detail, gettext("Đang chờ bắt đầu"), "warning", step.href, step.rights)
    return step


def _practice(one: Progress) -> Step:
    detail = (
        gettext("%(n)s/%(all)s tổ đã chấm xong", n=one.meetings_locked, all=one.meetings)
        if one.meetings
        else gettext("Chưa xếp buổi thực hành")
    )
    path = f"/cohorts/{one.cohort_id}/practice"
    step = _step(
        gettext("Thực hành"), detail, one.meetings_locked, one.meetings, path, Right.GRADE, Right.READ_COHORT
    )
    if one.meetings and not one.meetings_locked:
        return Step(step.label, step.detail, gettext("Đang làm"), UNDER_WAY, step.href, step.rights)
    return step


def _papers(one: Progress) -> Step:
    return _step(
        gettext("Bài thu hoạch"),
        gettext("%(n)s/%(all)s người có điểm", n=one.papers, all=one.learners),
        one.papers,
        one.learners,
        f"/cohorts/{one.cohort_id}/papers",
        Right.MARK_PAPERS,
        Right.READ_COHORT,
    )


def _certificates(one: Progress) -> Step:
    step = _step(
        gettext("Chứng nhận"),
        gettext("%(n)s/%(all)s người được cấp", n=one.issued, all=one.learners),
        one.issued,
        one.learners,
        f"/cohorts/{one.cohort_id}/certificates",
        Right.ISSUE_CERTIFICATES,
        Right.READ_COHORT,
    )
    if one.open_batches:
        return Step(step.label, step.detail, gettext("Chờ số quyết định"), "warning", step.href, step.rights)
    return step
