"""Sentences about classes, enrolments and groups."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from quizapp.domain import errors

RECORDS = {
    "attendance": _l("điểm danh"),
    "attempts": _l("bài trắc nghiệm"),
    "sheets": _l("điểm thực hành"),
    "papers": _l("điểm bài thu hoạch"),
    "certificates": _l("giấy chứng nhận"),
}


def _reversed(rule: errors.DatesReversed) -> str:
    return str(
        gettext(
            "Ngày bế giảng (%(ends)s) phải sau ngày khai giảng (%(starts)s).",
            starts=f"{rule.starts:%d/%m/%Y}",
            ends=f"{rule.ends:%d/%m/%Y}",
        )
    )


def _records(rule: errors.EnrolmentHasRecords) -> str:
    kinds = ", ".join(str(RECORDS.get(kind, kind)) for kind in rule.kinds)
    return str(
        gettext("Học viên này đã có %(kinds)s nên chỉ có thể đưa ra khỏi lớp, không xóa được.", kinds=kinds)
    )


RULES = {
    errors.CodeAlreadyTaken: lambda rule: gettext(
        "“%(taken)s” đã có. Hãy đặt mã hoặc tên khác.", taken=rule.taken
    ),
    errors.DatesReversed: _reversed,
    errors.NotInThisCohort: _l("Người hoặc tổ này thuộc lớp khác. Hãy mở lại trang của lớp rồi chọn lại."),
    errors.EnrolmentHasRecords: _records,
}
