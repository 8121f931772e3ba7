"""Exact decimals: read as people type them (comma or point), rounded half up once, shown with a decimal comma."""

import re
from fractions import Fraction

_TYPED = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?")


def read_decimal(text: str) -> Fraction | None:
    """The number typed, or None. A comma and a point both part the decimals; there are no thousands marks."""
    tidy = text.strip().replace("\u2212", "-")
    if not tidy.isascii() or not _TYPED.fullmatch(tidy):
        return None
    return Fraction(tidy.replace(",", "."))


def exact(value: object) -> Fraction | None:
    """A number out of JSON or YAML as it was written (0.1 is one tenth), or None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Fraction | int):
        return Fraction(value)
    if isinstance(value, float):
        return Fraction(repr(value)) if value - value == 0 else None
    return read_decimal(value) if isinstance(value, str) else None


def round_half_up(value: Fraction, step: Fraction = Fraction(1)) -> Fraction:
    """The nearest multiple of the step; a half goes away from zero, as people round (never to even)."""
    steps = (abs(value) / step + Fraction(1, 2)).__floor__() * step
    return steps if value >= 0 else -steps


def decimal_words(value: Fraction, digits: int = 2, *, fixed: bool = False) -> str:
    """ "7,5": rounded half up to at most so many decimals, with a comma; fixed keeps the closing zeros."""
    scaled = round_half_up(abs(value) * 10**digits)
    whole, part = divmod(int(scaled), 10**digits)
    decimals = f"{part:0{digits}}" if digits else ""
    if not fixed:
        decimals = decimals.rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole},{decimals}" if decimals else f"{sign}{whole}"


def plain_number(value: Fraction) -> int | float:
    """For JSON: a whole number as an int, anything else as the nearest float."""
    return int(value) if value.denominator == 1 else float(value)


def thousandths(value: Fraction) -> int:
    """As marks are stored: the integer number of 1/1000, rounded half up."""
    return int(round_half_up(value * 1000))


def of_thousandths(stored: int) -> Fraction:
    """The mark that a stored integer of 1/1000 means."""
    return Fraction(stored, 1000)


def is_on_step(value: Fraction, step: Fraction) -> bool:
    """Is the value a whole number of steps from zero."""
    return (value / step).denominator == 1
