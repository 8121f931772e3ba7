"""Sessions and the roll call in words."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from quizapp.domain import errors
from quizapp.web.filters import moment

MARKS = {
    "present": (_l("Có mặt"), "done"),
    "excused": (_l("Vắng có lý do"), "warning"),
    "absent": (_l("Vắng không có lý do"), "problem"),
    "late": (_l("Đến muộn"), "info"),
    "early": (_l("Về sớm"), "info"),
}
LETTERS = {"present": "+", "excused": _l("P"), "absent": _l("K"), "late": _l("M"), "early": _l("S")}


def _called(rule: errors.SessionAlreadyCalled) -> str:
    called: datetime = rule.called
    return str(
        gettext(
            "Buổi học này đã điểm danh lúc %(moment)s nên không xóa được. Có thể sửa ngày, số tiết của buổi.",
            moment=moment(called),
        )
    )


RULES: dict[type[errors.RuleBroken], Any] = {
    errors.SessionAlreadyCalled: _called,
    errors.RollCallLocked: _l(
        "Giấy chứng nhận đã cấp theo điểm danh này nên không sửa được nữa. Hãy hỏi giáo vụ nếu có sai sót."
    ),
}
