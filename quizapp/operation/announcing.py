"""What the console says once the site answers: addresses as text and as QR codes."""

import sys

import colorama
import segno

from quizapp.operation.console import qr_lines, say
from quizapp.operation.where import Where
from quizapp.web.room import Serving, addresses

WHITE_ON_BLACK, AS_BEFORE = "\x1b[97;40m", "\x1b[0m"


def announce(where: Where, port: int, *, first_run: bool) -> None:
    """Print where the site is and, while there is no administrator, where the first one is made."""
    suffix = "" if port == 80 else f":{port}"
    here = "127.0.0.1" if where.serving is Serving.ROOM else _shown(where.host)
    say(f"\nTrang đang chạy tại  http://{here}{suffix}  (dừng: Ctrl+C). / Serving.")
    if first_run:
        say(
            f"Lần đầu sử dụng: mở  http://{here}{suffix}/first-run  trên chính máy này để tạo tài khoản quản trị."
        )
    if where.serving is Serving.ROOM:
        announce_room(port)


def announce_room(port: int) -> None:
    """Print every address under which the room reaches this machine, found afresh, each with its QR code."""
    found = addresses(port)
    if not found:
        say("Máy chưa nối vào mạng nào: hãy kết nối Wi-Fi (hoặc bật điểm phát sóng) rồi chạy lại.")
        return
    say("\nHọc viên nối cùng mạng Wi-Fi với máy này rồi mở một trong các địa chỉ sau:")
    for address in found:
        say(f"\n  {address.url}   ({address.interface})")
        _draw(address.url)


def python_name() -> str:
    """How this machine's user calls the site's Python, seen from the project folder."""
    return r".venv\Scripts\python" if sys.platform == "win32" else ".venv/bin/python"


def _draw(url: str) -> None:
    """On a real console the colours are set, so that the code is dark on light whatever the user's theme."""
    lines = qr_lines(segno.make(url, error="m", micro=False).matrix_iter(border=2), sys.stdout.encoding)
    coloured = sys.stdout.isatty()
    if coloured:
        colorama.just_fix_windows_console()
    for line in lines:
        say(f"  {WHITE_ON_BLACK}{line}{AS_BEFORE}" if coloured else f"  {line}")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
