"""`make wheelhouse`: every pinned wheel for Windows and Linux on each Python we name, for an install without network."""

import subprocess
import sys
from pathlib import Path

from quizapp.operation.console import say
from quizapp.operation.first_install import PYTHONS

FOLDER = Path("wheelhouse")
PLATFORMS = {
    "Windows": ("win_amd64",),
    "Linux": ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"),
}


def main() -> int:
    """Fill ./wheelhouse; what is there already is not fetched again. 0, or 1 when a wheel cannot be had."""
    FOLDER.mkdir(exist_ok=True)
    for system, tags in PLATFORMS.items():
        for major, minor in PYTHONS:
            say(f"Đang tải các gói cho {system}, Python {major}.{minor}...")
            if subprocess.run(download(tags, f"{major}.{minor}"), check=False).returncode:
                say("Chưa tải đủ: kiểm tra mạng rồi chạy lại make wheelhouse.", sys.stderr)
                return 1
    wheels = list(FOLDER.glob("*.whl"))
    size = sum(wheel.stat().st_size for wheel in wheels) // 1_000_000
    say(
        f"Xong: {len(wheels)} gói, {size} MB trong thư mục {FOLDER}. Chép thư mục này vào cạnh chay.bat trên máy"
    )
    say("không có mạng rồi bấm đúp chay.bat; trên Linux: make run WHEELHOUSE=wheelhouse")
    return 0


def download(tags: tuple[str, ...], version: str) -> list[str]:
    """The command that fetches every pin for one system; --no-deps, as markers are read for the machine it runs on."""
    platforms = [part for tag in tags for part in ("--platform", tag)]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    return [
        *pip,
        *("--only-binary=:all:", "--python-version", version, "--dest", str(FOLDER)),
        *("--find-links", str(FOLDER)),
        *platforms,
        *("-r", "requirements.txt"),
    ]


if __name__ == "__main__":
    sys.exit(main())
