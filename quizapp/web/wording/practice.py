"""Sentences about rubrics, practice meetings and graders' sheets."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from quizapp.domain import errors
from quizapp.web.filters import moment


def _not_approved(rule: errors.RubricNotApproved) -> str:
    if not rule.title:
        return str(gettext("Hãy chọn một mẫu chấm điểm đã được trung tâm duyệt."))
    return str(
        gettext(
            "Mẫu “%(title)s” còn là dự thảo. Trung tâm cần duyệt ở trang Mẫu chấm điểm trước khi dùng.",
            title=rule.title,
        )
    )


def _incomplete(rule: errors.SheetIncomplete) -> str:
    return str(
        gettext(
            "Phiếu còn %(number)s tiêu chí chưa chấm. Hãy chấm đủ rồi bấm “Chấm xong”.",
            number=len(rule.missing),
        )
    )


def _sheets_missing(rule: errors.SheetsMissing) -> str:
    if not rule.graders:
        return str(gettext("Chưa có phiếu nào chấm xong nên chưa chốt được."))
    return str(gettext("Còn thiếu phiếu của: %(names)s.", names=", ".join(rule.graders)))


RULES = {
    errors.RubricNotApproved: _not_approved,
    errors.RubricHasProblems: lambda rule: gettext(
        "Mẫu chấm điểm còn %(problems)s chỗ sai, chưa dùng được.", problems=rule.problems
    ),
    errors.MeetingLocked: lambda rule: gettext(
        "Điểm của tổ đã chốt lúc %(moment)s. Muốn sửa, giáo vụ hoặc giảng viên phải mở khóa và ghi lý do.",
        moment=moment(rule.locked),
    ),
    errors.MeetingNotLocked: _l("Điểm của tổ chưa chốt nên chưa công bố."),
    errors.SheetIncomplete: _incomplete,
    errors.SheetsMissing: _sheets_missing,
    errors.TooManyGraders: lambda rule: gettext(
        "Mỗi buổi có nhiều nhất %(limit)s giám khảo. Hãy bớt người ở trang Giám khảo rồi thêm lại.",
        limit=rule.limit,
    ),
}

PROBLEMS = {
    # a rubric file
    "bands_only_on_a_ladder": _l("Chỉ tiêu chí loại “ladder” mới có các bậc (bands)."),
    "below_zero": _l("Điểm không được nhỏ hơn 0."),
    "criterion_unknown": _l("Không có tiêu chí này trong mẫu chấm điểm."),
    "dates_reversed": _l("Ngày hết hiệu lực phải sau ngày bắt đầu."),
    "id_twice": _l("Mã “%(value)s” dùng cho hai tiêu chí."),
    "label_twice": _l("Hai bậc cùng tên “%(value)s”."),
    "maximum_is_not_the_highest_band": _l("Điểm tối đa phải bằng điểm của bậc cao nhất."),
    "maximum_off_step": _l("Điểm tối đa phải là bội số của bước điểm."),
    "missing": _l("Thiếu mục bắt buộc."),
    "name_twice": _l("Hai mức cùng tên “%(value)s”."),
    "not_a_date": _l("“%(value)s” không phải ngày, cần dạng 2026-10-05."),
    "not_a_list": _l("Mục này phải là danh sách."),
    "not_a_mapping": _l("Mục này phải gồm các mục con dạng “tên: nội dung”."),
    "not_a_number": _l("“%(value)s” không phải số."),
    "not_a_percentage": _l("Ngưỡng phải từ 0 đến 100 phần trăm."),
    "not_a_text": _l("Mục này phải là chữ."),
    "not_above_zero": _l("Phải lớn hơn 0."),
    "threshold_twice": _l("Hai mức cùng ngưỡng %(value)s%%."),
    "word_unknown": _l("“%(value)s” không dùng được. Hãy chọn một trong: %(known)s."),
    # a sheet
    "not_a_band": _l("“%(value)s” không phải một bậc của tiêu chí."),
    "not_a_tick": _l("Tiêu chí này chỉ nhận đạt hoặc không đạt (0 hoặc %(maximum)s điểm)."),
    "not_applicable_not_allowed": _l("Tiêu chí này không cho chọn “không áp dụng”."),
    "off_step": _l("Điểm %(value)s không đúng bước %(step)s."),
    "out_of_range": _l("Điểm %(value)s phải từ 0 đến %(maximum)s."),
}
# codes that files of other kinds use with another meaning
RUBRIC_ONLY = {
    "key_unknown": _l("Không có mục tên như vậy trong mẫu chấm điểm."),
}
