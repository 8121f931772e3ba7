"""What is wrong with an address or a number pattern, and where the door to the room stands, in words."""

from collections.abc import Callable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from quizapp.domain.flaws import Flaw
from quizapp.web.room import Door

ADDRESS = {
    "scheme": _l("Địa chỉ phải bắt đầu bằng http:// hoặc https://."),
    "host": _l(
        "Địa chỉ này chưa đúng. Tên máy chỉ gồm chữ không dấu, số, dấu chấm và gạch nối, ví dụ 192.168.1.10."
    ),
    "port": _l("Số cổng sau dấu hai chấm chưa đúng, ví dụ http://192.168.1.10:8080."),
    "more": _l("Chỉ ghi đến tên máy và cổng, bỏ phần đứng sau, ví dụ http://192.168.1.10:8080."),
}

PATTERN: dict[str, Callable[[Flaw], str]] = {
    "pattern_too_long": lambda flaw: gettext(
        "Kiểu số không quá %(most)s chữ.", most=flaw.facts.get("at_most")
    ),
    "pattern_field_unknown": lambda flaw: gettext(
        "Không hiểu %(field)s. Chỉ dùng {n} (số thứ tự) và {year} (năm).", field=flaw.facts.get("field")
    ),
    "pattern_brace_alone": lambda flaw: gettext("Dấu ngoặc nhọn phải đi thành cặp, ví dụ {n}."),
    "pattern_without_number": lambda flaw: gettext("Kiểu số phải có {n}, nếu không các giấy sẽ trùng số."),
    "pattern_number_twice": lambda flaw: gettext("{n} chỉ được đứng một lần."),
    "pattern_number_touches_digits": lambda flaw: gettext(
        "{n} không đứng liền với chữ số hoặc {year}. Hãy thêm dấu gạch chéo ở giữa, ví dụ {n}/{year}."
    ),
}

DOOR = {
    Door.CLOSED: _l("Đang đóng: chỉ máy này mở được trang."),
    Door.OPENING: _l("Đang mở, đợi vài giây."),
    Door.OPEN: _l("Đang mở cho lớp."),
    Door.CLOSING: _l("Đang đóng lại, đợi vài giây."),
    Door.FAILED: _l("Chưa mở được: các cổng mạng của máy đang bị chương trình khác dùng."),
    Door.ALWAYS_OPEN: _l("Đang mở cho lớp từ lúc khởi động."),
    Door.NOT_HERE: _l("Nút này không dùng ở đây."),
}


def address_sentence(fault: str) -> str:
    """One sentence for centre.address.AddressFault."""
    return str(ADDRESS[fault])


def pattern_sentence(flaw: Flaw) -> str:
    """One sentence for a flaw of domain.numbering.parse_pattern."""
    wording = PATTERN.get(flaw.code)
    return str(wording(flaw)) if wording else str(gettext("Kiểu số chưa đúng, ví dụ {n}/{year}/GCN-TTCT."))
