"""Signing in, people, roles and units: broken rules, rights and what stands beside them, in words."""

from flask_babel import gettext, lazy_gettext

from quizapp.domain.errors import (
    CodeMistyped,
    CodeUnknown,
    GrantBeyondOwnRights,
    LastAdministrator,
    PasswordTooShort,
    PasswordWrong,
    TooManyTries,
    UnitInsideItself,
    UnitNotEmpty,
)
from quizapp.web.access import Right

RIGHTS = {
    Right.LEARN: lazy_gettext("Học: đọc bài, làm bài, xem kết quả của mình"),
    Right.TAKE_GROUP_ROLL_CALL: lazy_gettext("Điểm danh tổ của mình"),
    Right.TAKE_ROLL_CALL: lazy_gettext("Điểm danh cả lớp"),
    Right.GRADE: lazy_gettext("Chấm buổi thực hành"),
    Right.READ_COHORT: lazy_gettext("Xem danh sách và kết quả của lớp"),
    Right.RUN_QUIZ: lazy_gettext("Mở và điều hành bài trắc nghiệm"),
    Right.MARK_PAPERS: lazy_gettext("Vào điểm bài thu hoạch"),
    Right.MANAGE_COHORT: lazy_gettext("Quản lý lớp: học viên, tổ, buổi học, phiếu đăng nhập"),
    Right.MANAGE_PEOPLE: lazy_gettext("Quản lý hồ sơ người và đơn vị"),
    Right.ISSUE_CERTIFICATES: lazy_gettext("Cấp giấy chứng nhận"),
    Right.EXPORT_LISTS: lazy_gettext("Xuất danh sách"),
    Right.READ_BANK: lazy_gettext("Xem ngân hàng câu hỏi và đáp án"),
    Right.EDIT_BANK: lazy_gettext("Soạn, sửa câu hỏi và bài học"),
    Right.APPROVE_CONTENT: lazy_gettext("Duyệt nội dung trước khi dùng"),
    Right.READ_REPORTS: lazy_gettext("Xem báo cáo, thống kê"),
    Right.OPEN_ROOM: lazy_gettext("Mở trang cho các máy trong phòng học"),
    Right.MANAGE_CENTRE: lazy_gettext("Sửa thông tin của trung tâm"),
    Right.GRANT_ROLES: lazy_gettext("Giao và thu vai trò"),
    Right.READ_AUDIT: lazy_gettext("Xem nhật ký thay đổi"),
}


def wait_words(seconds: int) -> str:
    """A wait as people say it: seconds under a minute, else whole minutes."""
    if seconds < 60:
        return str(gettext("%(number)s giây", number=seconds))
    return str(gettext("%(number)s phút", number=-(-seconds // 60)))


def _too_many(rule: TooManyTries) -> str:
    return str(
        gettext(
            "Đã nhập sai nhiều lần. Đồng chí đợi %(wait)s rồi thử lại. "
            "Nếu có phiếu đăng nhập thì quét mã QR trên phiếu, không phải đợi.",
            wait=wait_words(rule.wait_seconds),
        )
    )


def _beyond(rule: GrantBeyondOwnRights) -> str:
    rights = [str(RIGHTS[right]) for right in Right if right in rule.rights]
    return str(
        gettext(
            "Đồng chí chưa làm được việc này vì không có quyền: %(rights)s. Hãy nhờ người quản trị hệ thống.",
            rights="; ".join(rights),
        )
    )


def _not_empty(rule: UnitNotEmpty) -> str:
    if not rule.people and not rule.units:
        return str(gettext("Đơn vị này còn gắn với lớp học hoặc danh sách đã nhập nên chưa xóa được."))
    return str(
        gettext(
            "Đơn vị này còn %(people)s người và %(units)s đơn vị trực thuộc. Hãy chuyển đi nơi khác trước khi xóa.",
            people=rule.people,
            units=rule.units,
        )
    )


def _too_short(rule: PasswordTooShort) -> str:
    return str(
        gettext(
            "Mật khẩu cần ít nhất %(number)s ký tự. Một câu ngắn dễ nhớ là tốt nhất.", number=rule.at_least
        )
    )


RULES = {
    CodeUnknown: lazy_gettext(
        "Mã hoặc mật khẩu chưa đúng. Đồng chí xem lại từng chữ; nếu vẫn không được, hãy hỏi giáo vụ."
    ),
    CodeMistyped: lazy_gettext("Mã có chỗ gõ nhầm. Đồng chí so lại với 9 chữ số in trên phiếu."),
    TooManyTries: _too_many,
    PasswordTooShort: _too_short,
    PasswordWrong: lazy_gettext("Mật khẩu đang dùng chưa đúng."),
    GrantBeyondOwnRights: _beyond,
    LastAdministrator: lazy_gettext(
        "Đây là người quản trị cuối cùng. Hãy giao vai trò quản trị cho người khác trước."
    ),
    UnitNotEmpty: _not_empty,
    UnitInsideItself: lazy_gettext("Không thể chuyển một đơn vị vào đơn vị trực thuộc của chính nó."),
}
