"""`make breaks`: apply each patch to a scratch copy and demand that the test it names goes red.

A patch is what `git diff` prints, below lines that say which guarantee it breaks and which test must notice:

    Guarantee: nobody passes or fails by rounding
    Turns red: tests/domain/test_scoring.py::test_nobody_passes_by_rounding
"""

import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

PROJECT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
COPIES = 2
FAILED_TESTS = 1  # pytest's exit code when tests ran and some failed; anything else proves nothing


@dataclass(frozen=True, slots=True)
class Break:
    """One patch. test: a pytest node id, with `[` left out when every parameter of it should notice."""

    name: str
    patch: Path
    guarantee: str
    test: str

    @classmethod
    def read(cls, patch: Path) -> "Break":
        """From the lines above the diff; ValueError when one is missing."""
        head = patch.read_text(encoding="utf-8").split("diff --git", 1)[0]
        found = dict(re.findall(r"^(Guarantee|Turns red): (.+)$", head, re.MULTILINE))
        if set(found) != {"Guarantee", "Turns red"}:
            raise ValueError(f"{patch.name}: say the guarantee and the test it turns red")
        return cls(patch.stem, patch, found["Guarantee"].strip(), found["Turns red"].strip())


def all_breaks() -> tuple[Break, ...]:
    """Every patch of this folder, by name."""
    return tuple(Break.read(patch) for patch in sorted(HERE.glob("*.patch")))


def scratch_copy(folder: Path) -> None:
    """The tracked files as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        source, target = PROJECT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def apply(patch: Path, folder: Path, *, back: bool = False) -> bool:
    """Apply a patch, or take it back; False when it no longer fits the code."""
    way = ["--reverse"] if back else []
    return subprocess.run(["git", "apply", *way, str(patch)], cwd=folder, check=False).returncode == 0


def run_test(folder: Path, *tests: str) -> int:
    """pytest's exit code."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode


def judge(one: Break, copies: SimpleQueue[Path]) -> str:
    """What is wrong with this break; nothing when the test went red as it should."""
    folder = copies.get()
    try:
        if not apply(one.patch, folder):
            return "the patch no longer fits the code"
        try:
            code = run_test(folder, one.test)
        finally:
            apply(one.patch, folder, back=True)
        return "" if code == FAILED_TESTS else f"the test did not notice (pytest ended with {code})"
    finally:
        copies.put(folder)


def main() -> int:
    """0 when every break was noticed. Names on the command line: only these."""
    wanted = sys.argv[1:]
    breaks = tuple(one for one in all_breaks() if not wanted or one.name in wanted)
    with tempfile.TemporaryDirectory(prefix="quizapp-breaks-") as scratch:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(COPIES):
            folder = Path(scratch) / str(number)
            scratch_copy(folder)
            copies.put(folder)
        first = copies.get()
        if run_test(first, *dict.fromkeys(one.test for one in breaks)) != 0:
            print("The named tests are not green on the unbroken code; run them first.")
            return 1
        copies.put(first)
        with ThreadPoolExecutor(COPIES) as pool:
            faults = list(pool.map(lambda one: judge(one, copies), breaks))
    for one, fault in zip(breaks, faults, strict=True):
        print(
            f"{'NOT NOTICED' if fault else 'noticed':12} {one.name}: {one.guarantee}{f' - {fault}' if fault else ''}"
        )
    return 1 if any(faults) else 0


if __name__ == "__main__":
    sys.exit(main())
