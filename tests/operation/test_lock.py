"""One process at a time."""

from pathlib import Path

import pytest

from quizapp.operation.lock import LockTaken, only_one


def test_a_held_lock_is_refused(tmp_path: Path) -> None:
    with only_one(tmp_path / "lock"), pytest.raises(LockTaken), only_one(tmp_path / "lock"):
        pass


def test_a_lock_given_back_can_be_had_again(tmp_path: Path) -> None:
    for _ in range(2):
        with only_one(tmp_path / "lock"):
            assert (tmp_path / "lock").exists()
