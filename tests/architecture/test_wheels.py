"""An install needs no compiler and no luck: everything is pinned, and every pin has its wheel everywhere."""

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tests.architecture.pins import PYTHONS, asked_for, pinned
from tests.architecture.sources import PROJECT

SYSTEMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"),
    "linux-arm": ("manylinux_2_17_aarch64", "manylinux2014_aarch64", "manylinux_2_28_aarch64"),
}
NO_NETWORK = ("NewConnectionError", "name resolution", "Max retries", "timed out", "Network is unreachable")


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_to_one_version(file: str) -> None:
    assert all(pinned(file).values())


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_whatever_a_pin_asks_for_is_pinned_too(file: str) -> None:
    pins = pinned(file)
    missing = {package: asked_for(package) - pins.keys() for package in pins}
    assert not {package: names for package, names in missing.items() if names}


def test_what_is_installed_here_is_what_is_pinned() -> None:
    differing = {name: pin for name, pin in pinned("requirements-dev.txt").items() if _installed(name) != pin}
    assert not differing


@pytest.mark.slow
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_pin_of_the_site_has_a_wheel(system: str, python: str, tmp_path: Path) -> None:
    _look_up("requirements.txt", system, python, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("python", PYTHONS)
def test_every_pin_of_the_tests_has_a_wheel_on_linux(python: str, tmp_path: Path) -> None:
    _look_up("requirements-dev.txt", "linux", python, tmp_path)


def _look_up(file: str, system: str, python: str, tmp_path: Path) -> None:
    """Ask the index for a wheel of each pin; nothing is fetched. Markers are not asked: every pin must be there."""
    pins = tmp_path / "pins.txt"
    pins.write_text("\n".join(f"{name}=={pin}" for name, pin in pinned(file).items()), encoding="utf-8")
    platforms = [part for tag in SYSTEMS[system] for part in ("--platform", tag)]
    pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet"]
    where = [
        "--only-binary=:all:",
        "--python-version",
        python,
        "--target",
        str(tmp_path / "nowhere"),
        *platforms,
    ]
    limits = ["--retries", "1", "--timeout", "30", "--disable-pip-version-check"]
    asking = subprocess.run(
        [*pip, *where, *limits, "-r", str(pins)], capture_output=True, text=True, cwd=PROJECT
    )
    if asking.returncode and any(sign in asking.stderr for sign in NO_NETWORK) and not os.environ.get("CI"):
        pytest.skip("the package index does not answer")
    assert asking.returncode == 0, asking.stderr[-2000:]


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
