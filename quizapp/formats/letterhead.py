"""What the top and the foot of an office paper share: who writes, under which heading, where and when."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Heading(Enum):
    """The two headings in use; which one a centre takes is the centre's choice (default: the Party's)."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """issuer and superior as they shall stand on paper, capitals included; `\\n` begins a new line."""

    issuer: str
    superior: str = ""
    heading: Heading = Heading.PARTY


@dataclass(frozen=True, slots=True)
class Signature:
    """The foot at the right: what stands above the name. An open day prints as dots to be filled by hand.

    place: where the paper is signed ("Hàm Yên"). authority: "T/M BAN GIÁM ĐỐC", "K/T GIÁM ĐỐC" or nothing.
    position: "GIÁM ĐỐC". name: the signer.
    """

    place: str = ""
    day: date | None = None
    authority: str = ""
    position: str = ""
    name: str = ""


def letterhead_facts(letterhead: Letterhead) -> dict[str, str]:
    """For the layouts: heading, superior and issuer."""
    return {
        "heading": letterhead.heading.value,
        "superior": letterhead.superior,
        "issuer": letterhead.issuer,
    }


def signature_facts(signature: Signature) -> dict[str, str]:
    """For the layouts: the place-and-date line in words, authority, position and name."""
    return {
        "place_and_date": place_and_date(signature.place, signature.day),
        "authority": signature.authority,
        "position": signature.position,
        "name": signature.name,
    }


def place_and_date(place: str, day: date | None) -> str:
    """ "Hàm Yên, ngày 05 tháng 02 năm 2026"; dots where the day is open.

    Days below 10 and the months 1 and 2 get a leading zero (source: HD 05-HD/VPTW, 2026).
    """
    where = f"{place or '.' * 20}, "
    if day is None:
        return f"{where}ngày ....... tháng ....... năm 20......."
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{where}ngày {day.day:02d} tháng {month} năm {day.year}"


def short_day(day: date | None) -> str:
    """ "02/03/2026", or dots to be filled by hand."""
    return day.strftime("%d/%m/") + f"{day.year:04d}" if day else "....../....../.........."


def birth_words(born: date | int | None) -> str:
    """ "Sinh ngày 02/03/1965", "Sinh năm 1965" when only the year is known (never the first of January)."""
    if born is None:
        return ""
    return f"Sinh năm {born}" if isinstance(born, int) else f"Sinh ngày {short_day(born)}"
