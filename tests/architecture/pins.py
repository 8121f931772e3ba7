"""The pinned packages, and what they ask for on every system that we name."""

from importlib.metadata import requires

from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import PROJECT

PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = (("linux", "posix", "Linux", "x86_64"), ("win32", "nt", "Windows", "AMD64"))


def pinned(file: str) -> dict[str, str]:
    """Name -> version of a requirements file and the files that it includes."""
    pins: dict[str, str] = {}
    for line in (PROJECT / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            pins |= pinned(line[3:].strip())
        elif line and not line.startswith("#"):
            wanted, _, version = line.partition("==")
            pins[canonicalize_name(wanted)] = version
    return pins


def environments() -> list[Environment]:
    """What markers see on each Python and system that the README names."""
    found = []
    for python in PYTHONS:
        for platform, os_name, system, machine in SYSTEMS:
            environment = default_environment()
            environment.update(python_version=python, python_full_version=f"{python}.1", os_name=os_name)
            environment.update(sys_platform=platform, platform_system=system, platform_machine=machine)
            found.append(environment)
    return found


def asked_for(package: str) -> set[str]:
    """Packages that a package needs on at least one of them, extras left out."""
    everywhere = environments()
    needed = set()
    for line in requires(package) or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({**each, "extra": ""}) for each in everywhere):
            needed.add(canonicalize_name(requirement.name))
    return needed
