"""Certificates on A4 landscape, one a page: facts of one person in, the printed sheet out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quizapp.formats.fonts import unprintable
from quizapp.formats.letterhead import (
    Letterhead,
    Signature,
    birth_words,
    letterhead_facts,
    short_day,
    signature_facts,
)
from quizapp.formats.pdf import Plain, typeset
from quizapp.formats.qr import qr_for_pdf

OPEN_NUMBER = "." * 24
# Texts up to these lengths leave room on the page, so that nothing need be measured: half the time and memory.
_ROOMY = {
    "name": 40,
    "programme": 60,
    "organisation": 90,
    "post": 60,
    "held": 95,
    "authority": 70,
    "decision": 60,
}


class HasUnprintableCharacters(ValueError):
    """A certificate holds characters that the shipped fonts lack; `characters` are they, `name` is whose."""

    def __init__(self, name: str, characters: frozenset[str]) -> None:
        super().__init__(name, characters)
        self.name = name
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything that stands on the paper, as it was stored when the certificate was issued.

    authority: who certifies ("GIÁM ĐỐC TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN").
    born: a day, or a year where nothing more is known. venue: where the course was held.
    decision and decided: None prints as dots to be written by hand; cites_decision=False leaves the line out.
    signature.day: None prints as dots. verify_url: only when the centre answers there; makes the QR code.
    """

    letterhead: Letterhead
    authority: str
    name: str
    programme: str
    number: str
    signature: Signature
    honorific: str = "Đồng chí"
    born: date | int | None = None
    post: str = ""
    cell: str = ""
    unit: str = ""
    starts: date | None = None
    ends: date | None = None
    venue: str = ""
    grade: str = ""
    cites_decision: bool = True
    decision: str | None = None
    decided: date | None = None
    verify_url: str = ""
    verify_code: str = ""


def certificates_pdf(certificates: Sequence[Certificate], timestamp: datetime) -> bytes:
    """One PDF with a page for each certificate, in the order given, bookmarked by name.

    Raises HasUnprintableCharacters before anything is made, and DoesNotFit when a text is too long for the
    page even in small letters. Names shrink to a limit, then wrap; they are never cut.
    """
    if not certificates:
        raise ValueError("A file of certificates needs at least one")
    for certificate in certificates:
        unknown = unprintable_on(certificate)
        if unknown:
            raise HasUnprintableCharacters(certificate.name, frozenset(unknown))
    title = "Giấy chứng nhận"
    if len(certificates) == 1:
        title = f"{title} {certificates[0].number} - {certificates[0].name}"
    facts: dict[str, Plain] = {
        "title": title,
        "author": certificates[0].letterhead.issuer.replace("\n", " "),
        "certificates": [_facts(certificate) for certificate in certificates],
    }
    return typeset("certificate", facts, timestamp)


def unprintable_on(certificate: Certificate) -> set[str]:
    """Characters on a certificate that no shipped face holds: asked before a number is given away."""
    head, foot = certificate.letterhead, certificate.signature
    texts = (
        head.issuer, head.superior, certificate.authority, certificate.name, certificate.programme,
        certificate.number, certificate.honorific, certificate.post, certificate.cell, certificate.unit,
        certificate.venue, certificate.grade, certificate.decision or "", certificate.verify_code,
        foot.place, foot.authority, foot.position, foot.name,
    )  # fmt: skip
    return unprintable("\n".join(texts))


def _facts(certificate: Certificate) -> dict[str, Plain]:
    facts = _texts(certificate)
    head, foot = certificate.letterhead, certificate.signature
    short = all(len(str(facts[key])) <= limit for key, limit in _ROOMY.items())
    one_line = all(len(words) <= 38 and "\n" not in words for words in (head.superior, head.issuer))
    plain_foot = all(len(words) <= 40 and "\n" not in words for words in (foot.authority, foot.position))
    return {**facts, "roomy": short and one_line and plain_foot and "\n" not in certificate.authority}


def _texts(certificate: Certificate) -> dict[str, Plain]:
    return {
        "letterhead": letterhead_facts(certificate.letterhead),
        "signature": signature_facts(certificate.signature),
        "authority": certificate.authority,
        "honorific": certificate.honorific,
        "name": certificate.name,
        "born": birth_words(certificate.born),
        "post": certificate.post,
        "organisation": ", ".join(part for part in (certificate.cell, certificate.unit) if part),
        "programme": certificate.programme,
        "held": _held(certificate),
        "grade": certificate.grade,
        "decision": _decision(certificate),
        "number": certificate.number,
        "qr": qr_for_pdf(certificate.verify_url) if certificate.verify_url else "",
        "code": certificate.verify_code if certificate.verify_url else "",
    }


def _held(certificate: Certificate) -> str:
    """ "từ ngày 03/11/2026 đến ngày 05/11/2026 tại ...", as much of it as is known."""
    starts, ends = certificate.starts, certificate.ends
    if starts and ends and starts != ends:
        when = f"từ ngày {short_day(starts)} đến ngày {short_day(ends)}"
    else:
        day = starts or ends
        when = f"ngày {short_day(day)}" if day else ""
    where = f"tại {certificate.venue}" if certificate.venue else ""
    return " ".join(part for part in (when, where) if part)


def _decision(certificate: Certificate) -> str:
    if not certificate.cites_decision:
        return ""
    number = certificate.decision or OPEN_NUMBER
    return f"Theo Quyết định số {number} ngày {short_day(certificate.decided)}"
