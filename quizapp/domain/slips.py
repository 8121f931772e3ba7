"""Codes and links of sign-in slips: derived, never drawn, so that the same slip prints again.

A code is nine digits for a number pad: eight from an HMAC, one check digit (Damm) that finds every single wrong
digit and every two neighbours swapped before anything is looked up. The key stands outside the database. When two
slips would share a code, the second takes the next try number; a renewal raises the generation.
"""

import base64
import hashlib
import hmac
import re

CODE_LENGTH = 9
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_PARTING = re.compile(r"[\s.\-_,/\u2010-\u2015]+")


def _digest(key: bytes, use: str, slip: int, kind: str, generation: int, attempt: int) -> bytes:
    if len(key) < 16:
        raise ValueError("the key of the slips is too short")
    message = "\0".join(("slip", use, str(slip), kind, str(generation), str(attempt)))
    return hmac.new(key, message.encode(), hashlib.sha256).digest()


def check_digit(digits: str) -> str:
    """The Damm digit: appended, it makes the whole number check to 0."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def slip_code(key: bytes, slip: int, kind: str, generation: int, attempt: int = 0) -> str:
    """The nine digits of a slip. slip: the id it belongs to; kind: what that is ("learner", "guest"); attempt: the
    try number when a code was taken already.
    """
    number = int.from_bytes(_digest(key, "code", slip, kind, generation, attempt)[:16], "big") % 10**8
    digits = f"{number:08}"
    return digits + check_digit(digits)


def slip_token(key: bytes, slip: int, kind: str, generation: int) -> str:
    """The text of the slip's link, /s/<token>: 26 letters and digits, 128 bits, the same in any capitals."""
    digest = _digest(key, "token", slip, kind, generation, 0)[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def shown_code(code: str) -> str:
    """In groups of three, as printed: "123 456 789"."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))


def tidy_code(typed: str) -> str | None:
    """The nine digits typed with any blanks, dots or dashes; None for anything else. The check digit may be wrong."""
    digits = _PARTING.sub("", typed)
    return digits if len(digits) == CODE_LENGTH and digits.isascii() and digits.isdigit() else None


def is_well_typed(code: str) -> bool:
    """Does the check digit fit: false for a slip of the finger, which should cost no try."""
    return check_digit(code) == "0"
