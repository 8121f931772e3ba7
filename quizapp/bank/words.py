"""Kinds, levels and states of questions as people call them."""

from flask_babel import lazy_gettext as _l

KINDS = {
    "single": _l("Chọn một"),
    "multiple": _l("Chọn nhiều"),
    "true_false": _l("Đúng hay sai"),
    "ordering": _l("Sắp thứ tự"),
}
LEVELS = {
    "nhan_biet": _l("Nhận biết"),
    "thong_hieu": _l("Thông hiểu"),
    "van_dung": _l("Vận dụng"),
}
STATES = {
    "draft": _l("Bản nháp"),
    "reviewed": _l("Đã soát"),
    "approved": _l("Đã duyệt"),
    "retired": _l("Không dùng nữa"),
}
STATE_KINDS = {"draft": "", "reviewed": "info", "approved": "done", "retired": ""}
