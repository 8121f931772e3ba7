"""The code by which anybody can look a certificate up: 13 random signs (63 bits) and a check sign.

29 signs without look-alikes (no 0 O, 1 I L, 5 S, U V's twin U): a prime, so the check finds every single wrong sign
and every two neighbours exchanged.
"""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXYZ"
LENGTH = 13


def new_code() -> str:
    """A fresh code, unguessable."""
    return with_check("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def with_check(signs: str) -> str:
    """The signs and their check sign."""
    return signs + ALPHABET[_sum(signs)]


def read_code(typed: str) -> str | None:
    """The code out of what was typed (blanks, dashes and small letters do not matter), None for a slip of the pen."""
    signs = re.sub(r"[\s.\-–]", "", typed[:60]).upper()
    if len(signs) != LENGTH + 1 or any(sign not in ALPHABET for sign in signs):
        return None
    return signs if with_check(signs[:LENGTH]) == signs else None


def code_shown(code: str) -> str:
    """In groups as printed: ABCDE-FGHJK-MNPQ."""
    return "-".join(code[place : place + 5] for place in range(0, len(code), 5))


def _sum(signs: str) -> int:
    return sum(ALPHABET.index(sign) * (place + 2) for place, sign in enumerate(signs)) % len(ALPHABET)
