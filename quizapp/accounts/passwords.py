"""Passwords: argon2id at 19 MiB, at most two at a time in a process; one-time passwords that can be read aloud."""

import re
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from quizapp.domain.errors import PasswordTooShort
from quizapp.domain.names import fold

SHORTEST = 10
LONGEST = 200
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no i, l, o, 0, 1
GROUPS, GROUP_SIZE = 3, 4  # 59 bits
_PARTING = re.compile(r"[\s\-\u2010-\u2015]+")
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_TWO_AT_A_TIME = threading.BoundedSemaphore(2)
# Checked when there is no such person, so that the answer takes as long as for a wrong password.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$/ndsNG2DwJCRvXbQtLfKOA$fIsXxN0bNSWB8E54/1Jf4i6NXJn+ReLm1n0ghWHZMUI"
_COMMON = frozenset(
    (
        "1234567890", "0123456789", "9876543210", "123456789a", "a123456789", "12345678910", "1q2w3e4r5t",
        "qwertyuiop", "password123", "matkhau123", "matkhau1234", "matkhau12345", "iloveyou123", "vietnam123",
        "abcd123456", "abc1234567", "admin12345", "quantri123", "giangvien1",
    )
)  # fmt: skip


def hashed(password: str) -> str:
    """The hash that is stored; waits while two others are being made. Never call it inside a transaction."""
    with _TWO_AT_A_TIME:
        return _HASHER.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; takes as long when nothing is stored, and is False."""
    if len(password) > LONGEST:
        return False
    with _TWO_AT_A_TIME:
        try:
            _HASHER.verify(stored or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def one_time_password() -> str:
    """For the first sign-in, to be read from paper: "k7mp-3xwd-9tqa"."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_SIZE)) for _ in range(GROUPS))


def plain_one_time(typed: str) -> str:
    """A one-time password as it is hashed: phones write a capital first, people leave the dashes out."""
    return _PARTING.sub("", typed).lower()


def check_choice(password: str) -> None:
    """PasswordTooShort for fewer than ten characters. Letters of any kind and spaces are welcome."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(SHORTEST)


def is_guessable(password: str, *own: str) -> bool:
    """Whether it is one of those tried first: common ones, one sign again and again, the person's name or code."""
    bare = fold(password).replace(" ", "").replace("-", "")
    if bare in _COMMON or len(set(bare)) < 4:
        return True
    return any(bare == fold(word).replace(" ", "").replace("-", "") for word in own if word)
