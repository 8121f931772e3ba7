"""The dry run of an issue: who is ready, who is not and why, and what should be looked at first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from quizapp.centre.queries import letterhead
from quizapp.certificates.doubts import Doubt, class_doubts, doubts_of
from quizapp.certificates.evidence import ClassStanding, Standing, class_standing
from quizapp.certificates.print_facts import Signing, facts_of, usual_signing
from quizapp.certificates.queries import Issued, certificates_of
from quizapp.cohorts.queries import CohortFacts, cohort


class State(StrEnum):
    """missing: not completed. blocked: completed, but the paper cannot be printed. revoked: once issued, taken back."""

    READY = "ready"
    MISSING = "missing"
    BLOCKED = "blocked"
    ISSUED = "issued"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One learner. facts: what would be printed; certificate: the one that counts, or the revoked one."""

    standing: Standing
    state: State
    facts: dict[str, Any]
    doubts: tuple[Doubt, ...]
    certificate: Issued | None

    @property
    def enrolment_id(self) -> int:
        """Whose."""
        return self.standing.learner.enrolment_id

    @property
    def name(self) -> str:
        """As it stands in the class list now."""
        return self.standing.learner.name


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole class by given name. held: every certificate of the class, void ones too."""

    cohort: CohortFacts
    standing: ClassStanding
    signing: Signing
    candidates: tuple[Candidate, ...]
    class_doubts: tuple[Doubt, ...]
    held: tuple[Issued, ...]

    def of(self, *states: State) -> tuple[Candidate, ...]:
        """Those in one of the states."""
        return tuple(one for one in self.candidates if one.state in states)


def preview(cohort_id: int, now: datetime, signing: Signing | None = None) -> Preview:
    """Who would get a certificate now. Constant number of queries; writes nothing.

    signing: who will sign; the centre's usual signer where it is left out.
    """
    facts, centre = cohort(cohort_id), letterhead()
    signing = signing or usual_signing(facts, centre)
    standing = class_standing(cohort_id, now)
    held = certificates_of(cohort_id)
    latest = {one.enrolment_id: one for one in sorted(held, key=lambda one: (one.is_valid, one.id))}
    papers = {
        one.learner.enrolment_id: facts_of(one.learner, one.grade, facts, centre, signing)
        for one in standing.learners
    }
    open_ones = {
        one.learner.enrolment_id: papers[one.learner.enrolment_id]
        for one in standing.learners
        if not one.missing and not _stands(latest.get(one.learner.enrolment_id))
    }
    doubts = doubts_of(open_ones, now)
    candidates = []
    for one in standing.learners:
        key = one.learner.enrolment_id
        mine = tuple(doubts.get(key, ()))
        candidates.append(
            Candidate(one, _state(one, latest.get(key), mine), papers[key], mine, latest.get(key))
        )
    return Preview(facts, standing, signing, tuple(candidates), class_doubts(facts, centre, signing), held)


def _stands(certificate: Issued | None) -> bool:
    """A certificate that leaves nothing to be issued; one replaced because of a misprint does."""
    return certificate is not None and certificate.state in ("valid", "revoked")


def _state(standing: Standing, certificate: Issued | None, doubts: tuple[Doubt, ...]) -> State:
    if certificate is not None and certificate.state == "valid":
        return State.ISSUED
    if certificate is not None and certificate.state == "revoked":
        return State.REVOKED
    if standing.missing:
        return State.MISSING
    return State.BLOCKED if any(doubt.is_blocking for doubt in doubts) else State.READY
