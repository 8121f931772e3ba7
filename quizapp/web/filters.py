"""How facts are written for people: days, times, marks, numbers."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from flask import Flask

from quizapp.web.clock import local


def day(value: date | datetime | None) -> str:
    """dd/mm/yyyy, on the clocks of Vietnam; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = local(value)
    return f"{value:%d/%m/%Y}"


def clock_time(value: datetime | None) -> str:
    """HH:MM, on the clocks of Vietnam."""
    return f"{local(value):%H:%M}" if value else ""


def moment(value: datetime | None) -> str:
    """HH:MM dd/mm/yyyy."""
    return f"{local(value):%H:%M %d/%m/%Y}" if value else ""


def born(value: str | None) -> str:
    """A stored birth date ("1965", "1965-02", "1965-02-03") as people write it: 1965, 02/1965, 03/02/1965."""
    return "/".join(reversed(value.split("-"))) if value else ""


def number(value: int | float | Fraction | Decimal | None, digits: int = 2) -> str:
    """With a decimal comma and no needless zeros: 7.50 is "7,5". Shown only; never decides anything."""
    if value is None:
        return ""
    exact = Fraction(value)
    scaled = exact * 10**digits
    rounded = int(scaled + Fraction(1, 2)) if scaled >= 0 else -int(-scaled + Fraction(1, 2))
    sign = "-" if rounded < 0 else ""
    whole, rest = divmod(abs(rounded), 10**digits)
    tail = f"{rest:0{digits}d}".rstrip("0") if digits else ""
    return f"{sign}{whole},{tail}" if tail else f"{sign}{whole}"


def code_groups(code: str) -> str:
    """Digits in threes, as people read them aloud: 123 456 789."""
    return " ".join(code[place : place + 3] for place in range(0, len(code), 3))


def register_filters(app: Flask) -> None:
    """Make them known to the templates."""
    app.jinja_env.filters.update(
        born=born, day=day, clock_time=clock_time, moment=moment, number=number, code_groups=code_groups
    )
