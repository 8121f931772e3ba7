"""What an administrator sets up before the first class: a list that disappears once it is done."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext
from sqlalchemy import exists, select

from quizapp.accounts.models import Grant, Role
from quizapp.accounts.roles import INSTRUCTOR, STAFF
from quizapp.centre.queries import UNNAMED, CentreFacts
from quizapp.cohorts.models import Cohort
from quizapp.db import db
from quizapp.home.queries import drafts_of_rubrics
from quizapp.web.access import Right, Viewer


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to set up."""

    label: str
    detail: str
    href: str
    is_done: bool
    right: Right


def first_steps(centre: CentreFacts, viewer: Viewer) -> tuple[FirstStep, ...]:
    """In the order in which they are done, as far as the viewer may; empty once everything is. Two queries."""
    has_staff, has_class = db.session.execute(
        select(
            exists().where(Grant.role_id == Role.id, Role.code.in_((STAFF, INSTRUCTOR))),
            exists(select(Cohort.id)),
        )
    ).one()
    steps = (
        FirstStep(
            gettext("Điền tên trung tâm"),
            gettext("Tên, cơ quan cấp trên và địa danh in trên mọi giấy tờ."),
            url_for("centre.names"),
            centre.name != UNNAMED.name and bool(centre.place),
            Right.MANAGE_CENTRE,
        ),
        FirstStep(
            gettext("Điền người ký giấy tờ"),
            gettext("Chức vụ và họ tên người ký giấy chứng nhận."),
            url_for("centre.papers"),
            bool(centre.signer_name),
            Right.MANAGE_CENTRE,
        ),
        FirstStep(
            gettext("Điền Wi-Fi của lớp"),
            gettext("Tên và mật khẩu in trên phiếu, chiếu lên màn hình."),
            url_for("centre.wifi"),
            bool(centre.wifi_name),
            Right.MANAGE_CENTRE,
        ),
        FirstStep(
            gettext("Cấp tài khoản cho giáo vụ, giảng viên"),
            gettext("Mỗi người một mã cá nhân và mật khẩu dùng lần đầu."),
            "/people",
            bool(has_staff),
            Right.MANAGE_PEOPLE,
        ),
        FirstStep(
            gettext("Duyệt mẫu chấm điểm"),
            gettext("Mẫu chưa duyệt thì chưa dùng được cho buổi thực hành."),
            "/rubrics",
            drafts_of_rubrics() == 0,
            Right.APPROVE_CONTENT,
        ),
        FirstStep(
            gettext("Mở lớp đầu tiên"),
            gettext("Rồi tải danh sách học viên từ Excel hoặc Word lên."),
            url_for("cohorts.new"),
            bool(has_class),
            Right.MANAGE_COHORT,
        ),
    )
    theirs = tuple(step for step in steps if viewer.may(step.right))
    return () if all(step.is_done for step in theirs) else theirs
