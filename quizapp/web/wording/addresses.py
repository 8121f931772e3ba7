"""Why phones may not find the address that is shown or printed."""

from flask_babel import gettext


def doubt_sentence(doubt: str, address: str) -> str:
    """One sentence for centre.address.Doubt; nothing when there is no doubt."""
    if doubt == "loopback":
        words = gettext(
            "Địa chỉ %(address)s chỉ mở được trên chính máy này, điện thoại không vào được. "
            "Hãy bấm “Mở cho lớp” hoặc sửa địa chỉ ở trang Trung tâm rồi in lại.",
            address=address,
        )
    elif doubt == "not_this_machine":
        words = gettext(
            "Địa chỉ %(address)s hiện không phải địa chỉ của máy này (có thể Wi-Fi đã đổi). "
            "Hãy kiểm tra ở trang Trung tâm trước khi in.",
            address=address,
        )
    elif doubt == "closed":
        words = gettext(
            "Trang đang chỉ mở trên máy này. Hãy bấm “Mở cho lớp” trước khi in, "
            "vì địa chỉ %(address)s có thể thay đổi khi mở.",
            address=address,
        )
    elif doubt == "nowhere":
        words = gettext(
            "Máy này chưa vào mạng nào. Hãy vào Wi-Fi của lớp rồi in, nếu không mã QR sẽ không dùng được."
        )
    else:
        words = ""
    return str(words)
