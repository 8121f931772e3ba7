"""Sign-in slips, eight on an A4 page with cutting lines: what a learner holds in the hand on the first day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.formats.pdf import Plain, typeset
from quizapp.formats.qr import qr_for_pdf


@dataclass(frozen=True, slots=True)
class Room:
    """What is the same on every slip of a class. address: as one types it ("192.168.1.20").

    No ssid: the lines about Wi-Fi are left out (people come over the internet).
    """

    centre: str
    class_title: str
    address: str
    ssid: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's slip. code: digits without spaces, printed in threes; link: what the QR code opens.

    year: of birth; group: as it shall stand ("Tổ 1 của lớp"). guest: a guest grader's slip, marked as such.
    honorific: "Đồng chí" or "Học viên", as the class says.
    """

    name: str
    code: str
    link: str
    year: int | None = None
    cell: str = ""
    group: str = ""
    guest: bool = False
    honorific: str = "Đồng chí"


def slips_pdf(room: Room, slips: Sequence[Slip], timestamp: datetime) -> bytes:
    """Slips in the order given, row by row; long names wrap, nothing is cut. Legible in black and white."""
    if not slips:
        raise ValueError("A page of slips needs at least one")
    facts: dict[str, Plain] = {
        "title": f"Phiếu đăng nhập - {room.class_title}",
        "author": room.centre,
        "centre": room.centre,
        "class_title": room.class_title,
        "slips": [_facts(room, slip) for slip in slips],
    }
    return typeset("slips", facts, timestamp)


def spaced_code(code: str) -> str:
    """ "123 456 789": digits in threes, as people read them aloud and type them."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))


def help_lines(room: Room, code: str) -> list[list[tuple[str, bool]]]:
    """The numbered lines of help on a slip, each in parts: words, and whether they are printed bold."""
    lines = []
    if room.ssid and room.password:
        lines.append(
            [("Vào Wi-Fi:", False), (room.ssid, True), ("- mật khẩu:", False), (room.password, True)]
        )
    elif room.ssid:
        lines.append([("Vào Wi-Fi:", False), (room.ssid, True), ("(không cần mật khẩu)", False)])
    if room.ssid:
        lines.append([("Nếu máy báo “không có Internet”: chọn", False), ("“Giữ kết nối”", True)])
    lines.append([("Quét mã QR hoặc mở địa chỉ", False), (room.address, True)])
    lines.append([("Nhập mã", False), (spaced_code(code), True)])
    return lines


def _facts(room: Room, slip: Slip) -> dict[str, Plain]:
    about = [f"Sinh năm {slip.year}" if slip.year else "", slip.group]
    return {
        "name": slip.name,
        "honorific": slip.honorific,
        "about": [part for part in about if part],
        "cell": slip.cell,
        "code": spaced_code(slip.code),
        "qr": qr_for_pdf(slip.link),
        "guest": slip.guest,
        "help": help_lines(room, slip.code),
        "lines": _lines(room, slip),
    }


def _lines(room: Room, slip: Slip) -> int:
    """How many lines name and cell surely need, 2 or 3; 0 when the layout must measure and shrink.

    Measuring costs five times the memory, so it is kept for the few long ones.
    """
    limits = ((room.centre, 45), (room.class_title, 65), (slip.name, 40), (slip.cell, 64), (slip.group, 20))
    long = any(len(text) > limit for text, limit in limits)
    if long or len(room.ssid) + len(room.password) > 36 or len(room.address) > 36 or len(slip.code) > 9:
        return 0
    needed = (1 if len(slip.name) <= 20 else 2) + (1 if len(slip.cell) <= 32 else 2)
    return needed if needed <= 3 else 0
