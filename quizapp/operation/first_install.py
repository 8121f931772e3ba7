"""Make .venv and install the pinned packages, once and again when the pins change. Standard library only.

Called by `make` and by chay.bat: python -m quizapp.operation.first_install [--dev] [--wheelhouse FOLDER]
"""

import argparse
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

from quizapp.operation.console import say

ENVIRONMENT = Path(".venv")
PYTHONS = ((3, 11), (3, 12), (3, 13))


class CannotInstall(Exception):
    """Something is missing on this machine; the message is the sentence for its user."""


def main(arguments: list[str] | None = None) -> int:
    """Bring .venv up to date in the current folder; 0 when it is, 1 with one sentence when it cannot be."""
    parser = argparse.ArgumentParser(prog="first_install")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    parser.add_argument(
        "--wheelhouse", default="", help="a folder of wheels: install from it, without network"
    )
    options = parser.parse_args(arguments)
    try:
        install(dev=options.dev, wheelhouse=Path(options.wheelhouse) if options.wheelhouse else None)
    except CannotInstall as missing:
        say(str(missing), sys.stderr)
        return 1
    return 0


def install(*, dev: bool, wheelhouse: Path | None) -> None:
    """Create .venv if needed and install what changed since last time; nothing happens when nothing changed."""
    pins = Path("requirements-dev.txt" if dev else "requirements.txt")
    stamp = ENVIRONMENT / f"installed-{pins.stem}.txt"
    wanted = _fingerprint(dev)
    if _is_sound() and stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    _make_environment()
    say("Đang cài các gói cần thiết (lần đầu có thể mất một đến vài phút)... / Installing packages...")
    _install_packages(pins, wheelhouse)
    stamp.write_text(wanted, encoding="ascii")


def environment_python(folder: Path = ENVIRONMENT) -> Path:
    """The interpreter inside a virtual environment, on Windows and elsewhere."""
    return folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"


def _fingerprint(dev: bool) -> str:
    names = ["requirements.txt", "requirements-dev.txt"] if dev else ["requirements.txt"]
    content = b"".join(Path(name).read_bytes().replace(b"\r\n", b"\n") for name in names)
    return hashlib.sha256(content).hexdigest()


def _is_sound() -> bool:
    """Whether .venv has a Python that starts and has pip (it breaks when the system's Python goes away)."""
    if not environment_python().exists():
        return False
    test = f"import pip, sys; sys.exit(sys.version_info[:2] not in {PYTHONS!r})"
    probe = [str(environment_python()), "-c", test]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _make_environment() -> None:
    if _is_sound():
        return
    version = sys.version_info[:2]
    if version not in PYTHONS:
        raise CannotInstall(
            f"Cần Python 3.11, 3.12 hoặc 3.13, máy này đang dùng {version[0]}.{version[1]}: sudo apt install python3 "
            "python3-venv (Windows: python.org). / Python 3.11, 3.12 or 3.13 is needed."
        )
    if not _has_venv():
        package = f"python{version[0]}.{version[1]}-venv"
        raise CannotInstall(
            f"Máy thiếu phần venv và pip của Python: hãy chạy sudo apt install {package} rồi chạy lại lệnh này. "
            f"/ Python's venv and pip are missing: sudo apt install {package}, then run this again."
        )
    making = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
        capture_output=True,
        text=True,
        check=False,
    )
    if making.returncode or not _is_sound():
        reason = (making.stdout + making.stderr).strip().splitlines()[-1:] or ["?"]
        raise CannotInstall(
            f"Không tạo được thư mục .venv (còn chỗ trống và quyền ghi không?): {reason[0]} / Cannot create .venv."
        )


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _install_packages(pins: Path, wheelhouse: Path | None) -> None:
    if wheelhouse is not None and not any(wheelhouse.glob("*.whl")):
        raise CannotInstall(
            f"Thư mục {wheelhouse} không có tệp .whl nào: chạy make wheelhouse trên máy có mạng rồi chép sang. "
            "/ No wheels in that folder: run make wheelhouse on a machine with a network."
        )
    pip = [
        str(environment_python()),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    source = ["--no-index", "--find-links", str(wheelhouse)] if wheelhouse else []
    result = subprocess.run(
        [*pip, "--only-binary=:all:", *source, "-r", str(pins)], capture_output=True, text=True, check=False
    )
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if line.startswith("ERROR")]
        say("\n".join(lines[-3:]) or result.stderr[-600:], sys.stderr)
        place = (
            f"trong thư mục {wheelhouse}"
            if wheelhouse
            else "trên mạng (kiểm tra kết nối, hoặc dùng WHEELHOUSE=...)"
        )
        raise CannotInstall(
            f"Chưa cài được các gói của {pins}: không lấy được đủ {place}. / The pinned packages could not be installed."
        )


if __name__ == "__main__":
    sys.exit(main())
