"""Acts in the record, and the facts beside them, in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from quizapp.web.wording.accounts import RIGHTS

ACTIONS = {
    "accounts.sign_in": lazy_gettext("Đăng nhập bằng mật khẩu"),
    "people.add": lazy_gettext("Thêm người"),
    "people.add_administrator": lazy_gettext("Thêm người quản trị từ máy chủ"),
    "people.correct": lazy_gettext("Sửa hồ sơ"),
    "people.merge": lazy_gettext("Gộp hồ sơ trùng"),
    "people.reset_password": lazy_gettext("Cấp lại mật khẩu"),
    "people.change_password": lazy_gettext("Tự đổi mật khẩu"),
    "people.sign_out_everywhere": lazy_gettext("Đăng xuất mọi thiết bị"),
    "roles.give": lazy_gettext("Giao vai trò"),
    "roles.take": lazy_gettext("Thu vai trò"),
    "roles.change": lazy_gettext("Sửa quyền của vai trò"),
    "roles.add": lazy_gettext("Thêm vai trò"),
    "slips.renew": lazy_gettext("Cấp phiếu mới"),
    "slips.end": lazy_gettext("Ngừng phiếu đăng nhập"),
    "units.add": lazy_gettext("Thêm đơn vị"),
    "units.change": lazy_gettext("Sửa đơn vị"),
    "units.remove": lazy_gettext("Xóa đơn vị"),
    "centre.change": lazy_gettext("Sửa thông tin trung tâm"),
    "cohorts.open": lazy_gettext("Mở lớp"),
    "cohorts.change": lazy_gettext("Sửa thông tin lớp"),
    "cohorts.close": lazy_gettext("Kết thúc lớp"),
    "cohorts.enrol": lazy_gettext("Thêm học viên vào lớp"),
    "cohorts.withdraw": lazy_gettext("Đưa học viên ra khỏi lớp"),
    "rosters.import": lazy_gettext("Nhập danh sách lớp"),
    "rosters.undo": lazy_gettext("Hoàn tác lần nhập danh sách"),
    "attendance.change": lazy_gettext("Sửa điểm danh"),
    "cohorts.group": lazy_gettext("Xếp tổ"),
    "cohorts.form_groups": lazy_gettext("Chia tổ"),
    "papers.set_step": lazy_gettext("Đổi bước điểm bài thu hoạch"),
    "quizzes.make": lazy_gettext("Tạo bài trắc nghiệm"),
    "quizzes.change": lazy_gettext("Sửa bài trắc nghiệm"),
    "quizzes.discard": lazy_gettext("Xóa bài trắc nghiệm"),
    "quizzes.open": lazy_gettext("Mở phòng chờ trắc nghiệm"),
    "quizzes.pause": lazy_gettext("Tạm dừng bài trắc nghiệm"),
    "quizzes.resume": lazy_gettext("Cho làm tiếp bài trắc nghiệm"),
    "quizzes.end": lazy_gettext("Kết thúc bài trắc nghiệm"),
    "quizzes.add_time": lazy_gettext("Thêm giờ làm bài"),
    "quizzes.reopen": lazy_gettext("Mở lại bài làm"),
    "quizzes.take_back_review": lazy_gettext("Thu lại phần xem đáp án"),
    "quizzes.release": lazy_gettext("Công bố kết quả trắc nghiệm"),
    "quizzes.start": lazy_gettext("Bắt đầu bài trắc nghiệm"),
    "attendance.correct": lazy_gettext("Sửa điểm danh đã có"),
    "attendance.change_session": lazy_gettext("Sửa buổi học đã điểm danh"),
    "quizzes.decide_held": lazy_gettext("Quyết định câu gửi muộn"),
    "quizzes.remark": lazy_gettext("Chấm lại bài trắc nghiệm"),
    "quizzes.undo_remark": lazy_gettext("Bỏ lần chấm lại"),
    "practice.add_rubric": lazy_gettext("Thêm mẫu chấm điểm"),
    "practice.approve_rubric": lazy_gettext("Duyệt mẫu chấm điểm"),
    "practice.retire_rubric": lazy_gettext("Ngừng dùng mẫu chấm điểm"),
    "practice.restore_rubric": lazy_gettext("Dùng lại mẫu chấm điểm"),
    "practice.set_up": lazy_gettext("Xếp các buổi thực hành"),
    "practice.choose_graders": lazy_gettext("Chọn giám khảo"),
    "practice.add_guest": lazy_gettext("Thêm khách mời chấm"),
    "practice.remove_guest": lazy_gettext("Kết thúc quyền của khách mời chấm"),
    "practice.enter_for": lazy_gettext("Nhập thay từ phiếu giấy"),
    "practice.decide_held": lazy_gettext("Quyết định điểm gửi sau"),
    "practice.lock": lazy_gettext("Khóa điểm buổi thực hành"),
    "practice.unlock": lazy_gettext("Mở khóa điểm buổi thực hành"),
    "papers.mark": lazy_gettext("Vào điểm bài thu hoạch"),
    "certificates.issue": lazy_gettext("Cấp giấy chứng nhận"),
    "certificates.revoke": lazy_gettext("Thu hồi giấy chứng nhận"),
    "certificates.replace": lazy_gettext("Cấp lại giấy chứng nhận"),
}
AREAS = {
    "accounts": lazy_gettext("Đăng nhập"),
    "people": lazy_gettext("Hồ sơ người"),
    "roles": lazy_gettext("Vai trò"),
    "slips": lazy_gettext("Phiếu đăng nhập"),
    "units": lazy_gettext("Đơn vị"),
    "centre": lazy_gettext("Trung tâm"),
    "cohorts": lazy_gettext("Lớp học"),
    "rosters": lazy_gettext("Danh sách lớp"),
    "roster": lazy_gettext("Danh sách lớp"),
    "attendance": lazy_gettext("Điểm danh"),
    "bank": lazy_gettext("Ngân hàng câu hỏi"),
    "quizzes": lazy_gettext("Trắc nghiệm"),
    "practice": lazy_gettext("Buổi thực hành"),
    "papers": lazy_gettext("Bài thu hoạch"),
    "certificates": lazy_gettext("Giấy chứng nhận"),
    "reports": lazy_gettext("Xuất danh sách"),
    "operation": lazy_gettext("Vận hành"),
}
FACTS = {
    "name": lazy_gettext("tên"),
    "born": lazy_gettext("ngày sinh"),
    "sex": lazy_gettext("giới tính"),
    "ethnicity": lazy_gettext("dân tộc"),
    "phone": lazy_gettext("điện thoại"),
    "post": lazy_gettext("chức vụ"),
    "unit_id": lazy_gettext("số hiệu đơn vị"),
    "parent_id": lazy_gettext("số hiệu đơn vị cấp trên"),
    "kind": lazy_gettext("loại"),
    "code": lazy_gettext("mã"),
    "role": lazy_gettext("vai trò"),
    "scope": lazy_gettext("phạm vi"),
    "rights": lazy_gettext("quyền"),
    "slip": lazy_gettext("phiếu số"),
    "generation": lazy_gettext("lần cấp"),
    "number": lazy_gettext("số"),
    "numbers": lazy_gettext("số"),
    "points": lazy_gettext("điểm"),
    "title": lazy_gettext("tên"),
    "rows": lazy_gettext("số dòng"),
    "people": lazy_gettext("số người"),
    "file": lazy_gettext("tệp"),
    "count": lazy_gettext("số lượng"),
    "counts": lazy_gettext("số dòng theo loại"),
    "new": lazy_gettext("mới"),
    "same": lazy_gettext("không đổi"),
    "doubtful": lazy_gettext("cần xem lại"),
    "problem": lazy_gettext("có lỗi"),
    "left_out": lazy_gettext("để ngoài"),
    "learners": lazy_gettext("số học viên"),
    "enrolment": lazy_gettext("số hiệu ghi danh"),
    "group": lazy_gettext("tổ"),
    "graders": lazy_gettext("số hiệu giám khảo"),
    "meeting": lazy_gettext("buổi thực hành số"),
    "sheets": lazy_gettext("số phiếu"),
    "level": lazy_gettext("xếp loại"),
    "slot": lazy_gettext("câu"),
    "answers": lazy_gettext("số câu trả lời"),
    "accepted": lazy_gettext("nhận"),
    "counted": lazy_gettext("tính"),
    "decided": lazy_gettext("quyết định"),
    "minutes": lazy_gettext("số phút"),
    "day": lazy_gettext("ngày"),
    "before": lazy_gettext("trước"),
    "after": lazy_gettext("sau"),
    "key": lazy_gettext("đáp án"),
    "first": lazy_gettext("từ số"),
    "last": lazy_gettext("đến số"),
    "terms": lazy_gettext("điều kiện"),
    "attendance_percent": lazy_gettext("tỷ lệ dự học từ"),
    "lessons": lazy_gettext("đọc bài"),
    "quizzes": lazy_gettext("đạt bài trắc nghiệm"),
    "practice_level": lazy_gettext("mức thực hành"),
    "paper_points": lazy_gettext("điểm bài thu hoạch từ"),
    "grades": lazy_gettext("xếp loại"),
    "starts": lazy_gettext("khai giảng"),
    "ends": lazy_gettext("bế giảng"),
    "place": lazy_gettext("địa danh"),
    "heading": lazy_gettext("tiêu đề giấy tờ"),
    "parent_name": lazy_gettext("cơ quan cấp trên"),
    "signer_authority": lazy_gettext("thẩm quyền ký"),
    "signer_position": lazy_gettext("chức vụ người ký"),
    "signer_name": lazy_gettext("người ký"),
    "learner_word": lazy_gettext("gọi người học là"),
    "wifi_name": lazy_gettext("tên Wi-Fi"),
    "wifi_password": lazy_gettext("mật khẩu Wi-Fi"),
    "site_address": lazy_gettext("địa chỉ của trang"),
    "verification_on": lazy_gettext("cho tra cứu giấy chứng nhận"),
    "number_pattern": lazy_gettext("kiểu số"),
    "papers": lazy_gettext("số bài chấm lại"),
    "changed": lazy_gettext("thay đổi"),
    "ruling": lazy_gettext("cách chấm"),
    "version": lazy_gettext("phiên bản câu hỏi"),
}


VALUES = {
    "learner": lazy_gettext("học viên"),
    "guest": lazy_gettext("khách mời chấm"),
    "male": lazy_gettext("nam"),
    "female": lazy_gettext("nữ"),
    "site": lazy_gettext("toàn trung tâm"),
    "key": lazy_gettext("sửa đáp án"),
    "accept": lazy_gettext("nhận thêm đáp án"),
    "void": lazy_gettext("không tính điểm"),
    "full": lazy_gettext("cho đủ điểm"),
    **{str(right): sentence for right, sentence in RIGHTS.items()},
}


def action_words(action: str) -> str:
    """An act in words; one that has none yet is named by its area and its code."""
    if action in ACTIONS:
        return str(ACTIONS[action])
    area = AREAS.get(action.partition(".")[0])
    return f"{area} ({action})" if area else action


def fact_lines(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts of an act, one line each; before and after side by side."""
    before, after = facts.get("before"), facts.get("after")
    lines = []
    if isinstance(after, Mapping):
        was: Mapping[str, Any] = before if isinstance(before, Mapping) else {}
        for name, value in after.items():
            if name in was:
                lines.append(f"{fact_words(name)}: {_shown(was[name])} → {_shown(value)}")
            else:
                lines.append(f"{fact_words(name)}: {_shown(value)}")
    rest = {
        name: value for name, value in facts.items() if not (name == "after" and isinstance(after, Mapping))
    }
    if lines:
        rest.pop("before", None)
    lines += [f"{fact_words(name)}: {_shown(value)}" for name, value in rest.items()]
    return tuple(lines)


def fact_words(name: str) -> str:
    """What a fact is called."""
    return str(FACTS.get(name, name))


def _shown(value: Any) -> str:
    if isinstance(value, str) and value in VALUES:
        return str(VALUES[value])
    if value is None or value == "":
        return str(gettext("(trống)"))
    if isinstance(value, list | tuple):
        return "; ".join(_shown(one) for one in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{fact_words(name)} {_shown(one)}" for name, one in value.items())
    if isinstance(value, bool):
        return str(gettext("có")) if value else str(gettext("không"))
    return str(value)
