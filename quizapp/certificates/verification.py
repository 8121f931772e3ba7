"""Is this certificate one of ours, and does it still count: by its code, or by the very file that we handed out."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from quizapp.centre.queries import letterhead
from quizapp.certificates.codes import code_shown, read_code
from quizapp.certificates.print_facts import day_of, verify_address
from quizapp.certificates.queries import (
    Issued,
    certificate_by_code,
    certificates_by_id,
    handed_out,
    present_certificate,
)

OUR_TITLE = "Giấy chứng nhận"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public may see of a certificate: the year of birth only, no cell, no unit, no post."""

    name: str
    born: str
    programme: str
    starts: date | None
    ends: date | None
    grade: str
    issuer: str
    number: str
    decision: str
    dated: date | None
    code: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """state: valid | replaced | revoked | unknown | altered. replaced_by: the number that counts now, if there is one.

    shown: nothing where the state is unknown or altered.
    """

    state: str
    shown: tuple[Shown, ...] = ()
    replaced_by: str = ""


UNKNOWN = Verdict("unknown")


def is_open() -> bool:
    """Does the public page answer: the centre has a public https address and has switched verification on."""
    return bool(verify_address(letterhead()))


def verify_code(typed: str) -> Verdict:
    """By the printed code; blanks, dashes and small letters do not matter."""
    code = read_code(typed)
    found = certificate_by_code(code) if code else None
    return _verdict(found) if found else UNKNOWN


def verify_file(content: bytes) -> Verdict:
    """By the file: known by its SHA-256, never by what it looks like. One changed byte is "altered"."""
    ids = handed_out(hashlib.sha256(content).hexdigest())
    if ids is None:
        return Verdict("altered") if OUR_TITLE.encode() in content else UNKNOWN
    verdicts = [_verdict(one) for one in certificates_by_id(ids)]
    worst = max(
        (one.state for one in verdicts), key=("valid", "replaced", "revoked").index, default="unknown"
    )
    by = next((one.replaced_by for one in verdicts if one.state == worst), "")
    return Verdict(worst, tuple(shown for one in verdicts for shown in one.shown), by)


def facts_json(verdict: Verdict) -> dict[str, Any]:
    """For the command: the facts of the certificate, or of each one in a file of several."""
    rows = [
        {
            "name": one.name,
            "born": one.born,
            "programme": one.programme,
            "starts": one.starts.isoformat() if one.starts else None,
            "ends": one.ends.isoformat() if one.ends else None,
            "grade": one.grade,
            "issuer": one.issuer,
            "number": one.number,
            "decision": one.decision or None,
            "date": one.dated.isoformat() if one.dated else None,
            "code": one.code,
        }
        for one in verdict.shown
    ]
    by = {"replaced_by": verdict.replaced_by} if verdict.replaced_by else {}
    if not rows:
        return by
    return {**rows[0], **by} if len(rows) == 1 else {"certificates": rows, **by}


def _verdict(found: Issued) -> Verdict:
    present = present_certificate(found.enrolment_id) if found.state == "replaced" else None
    return Verdict(found.state, (_shown(found),), present.number_words if present else "")


def _shown(found: Issued) -> Shown:
    facts = found.facts
    return Shown(
        name=facts["name"],
        born=(facts["born"] or "")[:4],
        programme=facts["programme"],
        starts=day_of(facts["starts"]),
        ends=day_of(facts["ends"]),
        grade=facts["grade"],
        issuer=facts["issuer"],
        number=found.number_words,
        decision=found.decision.number or "",
        dated=found.decision.dated,
        code=code_shown(found.code),
    )
