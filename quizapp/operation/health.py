"""What is wrong with this installation, in words, with the way out."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quizapp.accounts.administrators import administrator_code
from quizapp.db import db
from quizapp.operation.initialise import is_behind
from quizapp.operation.queries import number_of_questions
from quizapp.settings import Settings
from quizapp.web import room

LITTLE_SPACE = 1_000_000_000  # bytes
SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "zalo")


class Severity(StrEnum):
    """How much a finding matters."""

    FINE = "fine"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in words for the person at the machine."""

    check: str
    severity: Severity
    words: str


def findings(settings: Settings) -> list[Finding]:
    """Look at everything; needs an application context. A database that does not answer ends the checks on it."""
    about_machine = [
        _space(settings.instance),
        _synchronised(settings.instance),
        _keys(settings.instance),
        _network(),
    ]
    database = _database()
    if database.severity is Severity.ERROR:
        return [database, *about_machine]
    return [database, _administrator(), _questions(), *about_machine]


def _database() -> Finding:
    try:
        db.session.execute(text("SELECT 1"))
        behind = is_behind()
    except SQLAlchemyError as error:
        db.session.rollback()
        reason = type(getattr(error, "orig", None) or error).__name__
        return _error(
            "database", f"Cơ sở dữ liệu không trả lời ({reason}): kiểm tra DATABASE_URL và máy chủ."
        )
    if behind:
        return _error(
            "database", "Cơ sở dữ liệu chưa theo kịp phiên bản này: sao lưu rồi chạy flask --app app init."
        )
    return _fine("database", "Cơ sở dữ liệu trả lời và đúng phiên bản.")


def _administrator() -> Finding:
    code = administrator_code()
    if code is None:
        return _warning("administrator", "Chưa có quản trị viên: mở /first-run trên chính máy này để tạo.")
    return _fine("administrator", f"Có quản trị viên ({code}).")


def _questions() -> Finding:
    number = number_of_questions()
    if number == 0:
        return _warning("bank", "Ngân hàng câu hỏi trống: chạy flask --app app init.")
    return _fine("bank", f"Ngân hàng có {number} câu hỏi.")


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    words = f"Ổ đĩa còn trống {free / 1e9:.1f} GB".replace(".", ",")
    if free < LITTLE_SPACE:
        return _error("space", f"{words}: hãy dọn bớt, cần ít nhất 1 GB.")
    return _fine("space", f"{words}.")


def _synchronised(folder: Path) -> Finding:
    inside = [
        part for part in folder.resolve().parts if any(sign in part.casefold() for sign in SYNCHRONISED)
    ]
    if inside:
        return _warning(
            "synchronised",
            f"Thư mục dữ liệu nằm trong “{inside[0]}” là nơi tự đồng bộ lên mạng, dễ làm hỏng cơ sở dữ liệu: "
            "hãy chuyển cả thư mục chương trình ra nơi khác.",
        )
    return _fine("synchronised", "Thư mục dữ liệu không nằm trong thư mục tự đồng bộ.")


def _keys(folder: Path) -> Finding:
    path = folder / "keys.json"
    if not path.exists():
        return _fine("keys", "Khóa của trang được cấp qua biến môi trường.")
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        return _error(
            "keys", f"Người khác trên máy đọc được khóa của trang: chạy chmod 600 {os.fspath(path)}"
        )
    return _fine("keys", "Khóa của trang chỉ chủ máy đọc được.")


def _network() -> Finding:
    found = room.addresses()
    if not found:
        return _warning("network", "Máy chưa nối vào mạng nào: học viên chưa vào được, hãy kết nối Wi-Fi.")
    return _fine("network", "Địa chỉ trong mạng: " + ", ".join(address.ip for address in found) + ".")


def _finding(severity: Severity) -> Callable[[str, str], Finding]:
    return lambda check, words: Finding(check, severity, words)


_fine, _warning, _error = (_finding(severity) for severity in Severity)
