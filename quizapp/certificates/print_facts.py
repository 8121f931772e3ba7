"""Everything that stands on a certificate: gathered and frozen when it is issued, printed from what was frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quizapp.centre.address import given_address, is_public
from quizapp.centre.queries import CentreFacts
from quizapp.certificates.codes import code_shown
from quizapp.cohorts.queries import CohortFacts, Learner
from quizapp.formats.certificate_pdf import Certificate
from quizapp.formats.letterhead import Heading, Letterhead, Signature


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs and certifies. certifier: the line above "chứng nhận" ("GIÁM ĐỐC TRUNG TÂM CHÍNH TRỊ XÃ ...")."""

    name: str
    position: str = ""
    authority: str = ""
    certifier: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The recognition decision and the date of the certificates; what is None prints as dots."""

    number: str | None = None
    decided: date | None = None
    dated: date | None = None

    @property
    def is_complete(self) -> bool:
        """Nothing is left to be filled in."""
        return None not in (self.number, self.decided, self.dated)


OPEN = Decision()


def issuer_of(cohort: CohortFacts, centre: CentreFacts) -> str:
    """Whoever issues: as set for the class, else the centre."""
    return cohort.issuer or centre.name


def usual_certifier(position: str, issuer: str) -> str:
    """ "GIÁM ĐỐC TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN": whoever signs for the director certifies in the director's name."""
    office = position.upper()
    return f"{'GIÁM ĐỐC' if 'GIÁM ĐỐC' in office else office} {issuer.upper()}".strip()


def usual_signing(cohort: CohortFacts, centre: CentreFacts) -> Signing:
    """As the centre's settings say."""
    position = centre.signer_position
    certifier = usual_certifier(position, issuer_of(cohort, centre))
    return Signing(centre.signer_name, position, centre.signer_authority, certifier)


def facts_of(
    learner: Learner, grade: str | None, cohort: CohortFacts, centre: CentreFacts, signing: Signing
) -> dict[str, Any]:
    """Plain JSON. What is filled in once for the batch (decision, dates) and the number stand beside it."""
    return {
        "heading": centre.heading,
        "superior": centre.parent_name.upper(),
        "issuer": issuer_of(cohort, centre).upper(),
        "authority": signing.certifier or usual_certifier(signing.position, issuer_of(cohort, centre)),
        "honorific": centre.learner_word[:1].upper() + centre.learner_word[1:],
        "name": learner.name,
        "name_key": learner.name_key,
        "born": learner.born,
        "sex": learner.sex,
        "post": learner.post,
        "cell": learner.cell,
        "unit": learner.unit,
        "programme": cohort.course_title,
        "class_code": cohort.code,
        "class_title": cohort.title,
        "starts": cohort.starts.isoformat() if cohort.starts else None,
        "ends": cohort.ends.isoformat() if cohort.ends else None,
        "venue": cohort.place,
        "grade": grade or "",
        "place": centre.place,
        "signer_authority": signing.authority,
        "signer_position": signing.position,
        "signer_name": signing.name,
        "verify_address": verify_address(centre),
    }


def verify_address(centre: CentreFacts) -> str:
    """Where certificates can be looked up; nothing until the centre has a public https address and switched it on."""
    public = (given_address() or centre.site_address).rstrip("/")
    return f"{public}/verify" if centre.verification_on and is_public(public) else ""


def printed(facts: Mapping[str, Any], number: str, code: str, decision: Decision) -> Certificate:
    """Frozen facts as the layout takes them; the same facts always give the same paper."""
    address = facts["verify_address"]
    return Certificate(
        letterhead=Letterhead(facts["issuer"], facts["superior"], Heading(facts["heading"])),
        authority=facts["authority"],
        name=facts["name"],
        programme=facts["programme"],
        number=number,
        signature=Signature(
            facts["place"],
            decision.dated,
            facts["signer_authority"],
            facts["signer_position"],
            facts["signer_name"],
        ),
        honorific=facts["honorific"],
        born=born_of(facts["born"]),
        post=facts["post"],
        cell=facts["cell"],
        unit=facts["unit"],
        starts=day_of(facts["starts"]),
        ends=day_of(facts["ends"]),
        venue=facts["venue"],
        grade=facts["grade"],
        decision=decision.number,
        decided=decision.decided,
        verify_url=f"{address}/{code}" if address else "",
        verify_code=code_shown(code) if address else "",
    )


def born_of(stored: str | None) -> date | int | None:
    """A day, or the year where no more than that is known for certain."""
    if not stored:
        return None
    return date.fromisoformat(stored) if len(stored) == 10 else int(stored[:4])


def day_of(stored: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(stored) if stored else None
