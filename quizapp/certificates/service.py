"""Commands on certificates: issue, fill in the decision, take back, reprint, hand over. Nothing issues by itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from quizapp.audit.service import record
from quizapp.certificates import books
from quizapp.certificates.candidates import Candidate, Preview, State, preview
from quizapp.certificates.codes import new_code
from quizapp.certificates.models import Certificate, CertificateBatch, CohortRequirement
from quizapp.certificates.print_facts import OPEN, Decision, Signing
from quizapp.certificates.requirement import Terms, frozen, stored, terms_of
from quizapp.cohorts.models import Cohort, Enrolment
from quizapp.db import db, transactional
from quizapp.domain.errors import (
    CertificateAlreadyRevoked,
    DecisionFrozen,
    NotInThisCohort,
    ReasonMissing,
    RequirementNotMet,
)
from quizapp.domain.names import tidy
from quizapp.web.clock import local


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What is said when certificates are issued.

    people: enrolments; None = everybody who is ready. decision: may stay open. book: code of the register, None =
    the year's. first_number: where an untouched book begins.
    """

    signing: Signing
    decision: Decision = OPEN
    people: Collection[int] | None = None
    book: str | None = None
    first_number: int | None = None


@dataclass(frozen=True, slots=True)
class IssueDone:
    """numbers: as printed, in the order of names; empty = there was nobody left to issue for."""

    batch_id: int | None
    numbers: tuple[str, ...]


NOTHING = IssueDone(None, ())


@transactional
def issue(cohort_id: int, order: IssueOrder, now: datetime, actor_id: int | None) -> IssueDone:
    """Give numbers to all who are ready, in the order of names, and freeze what their certificates say.

    Again: those who hold a certificate are passed over; with nobody left nothing is written and no number is used.
    RequirementNotMet: somebody asked for by name has not completed, or their certificate cannot be printed.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == cohort_id).with_for_update())
    takers = chosen(preview(cohort_id, now, order.signing), order.people)
    if not takers:
        return NOTHING
    decision = _tidied(order.decision)
    year = (decision.dated or decision.decided or local(now).date()).year
    book = books.open_book(order.book or books.usual_book_code(year), year)
    numbers = books.take_numbers(book, len(takers), year, order.first_number)
    batch = CertificateBatch(
        cohort_id=cohort_id,
        book_id=numbers.book_id,
        issued_at=now,
        issued_by_id=actor_id,
        decision=decision.number,
        decided_on=decision.decided,
        dated_on=decision.dated,
        signer_authority=order.signing.authority,
        signer_position=order.signing.position,
        signer_name=order.signing.name,
    )
    db.session.add(batch)
    db.session.flush()
    terms = takers[0].terms
    for place, one in enumerate(takers):
        _add(batch.id, numbers, place, one.candidate, one.evidence)
    facts: dict[str, Any] = {
        "first": numbers.words[0],
        "last": numbers.words[-1],
        "count": len(takers),
        "terms": stored(terms),
    }
    _record("issue", "certificate_batch", batch.id, cohort_id, now, actor_id, **facts)
    return IssueDone(batch.id, numbers.words)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody who gets a number, with what their completion stands on."""

    candidate: Candidate
    evidence: dict[str, Any]
    terms: Terms


def chosen(seen: Preview, people: Collection[int] | None) -> tuple[Chosen, ...]:
    """Who gets a number, in the order of names; writes nothing.

    Asked for by name: also those whose certificate was revoked, once they complete. RequirementNotMet.
    """
    ready = list(seen.of(State.READY))
    if people is not None:
        wanted = set(people)
        known = {one.enrolment_id: one for one in seen.candidates}
        if not wanted <= known.keys():
            raise NotInThisCohort
        asked = [one for one in seen.candidates if one.enrolment_id in wanted]
        for one in asked:
            if one.state in (State.MISSING, State.BLOCKED) or (
                one.state is State.REVOKED and one.standing.missing
            ):
                raise RequirementNotMet(one.name, _reasons(one))
        ready = [one for one in asked if one.state is not State.ISSUED]
    standing = seen.standing
    return tuple(
        Chosen(one, frozen(one.standing.evidence, standing.requirement, standing.terms), standing.terms)
        for one in ready
    )


def _reasons(one: Candidate) -> tuple[str, ...]:
    return tuple(check.code.value for check in one.standing.missing) + tuple(
        doubt.code for doubt in one.doubts if doubt.is_blocking
    )


def _add(batch_id: int, numbers: books.Numbers, place: int, one: Candidate, evidence: dict[str, Any]) -> None:
    db.session.add(
        Certificate(
            batch_id=batch_id,
            book_id=numbers.book_id,
            enrolment_id=one.enrolment_id,
            number=numbers.first + place,
            number_words=numbers.words[place],
            code=new_code(),
            facts=one.facts,
            evidence=evidence,
        )
    )


@transactional
def fill_decision(batch_id: int, decision: Decision, now: datetime, actor_id: int | None) -> bool:
    """Fill in what stayed open; False when there was nothing to fill in. The same words again change nothing.

    DecisionFrozen: other words for something that is filled in already; then nothing at all is written.
    """
    batch = db.session.scalars(
        select(CertificateBatch).where(CertificateBatch.id == batch_id).with_for_update()
    ).one()
    given = _tidied(decision)
    changes: dict[str, Any] = {}
    for column, value in (
        ("decision", given.number),
        ("decided_on", given.decided),
        ("dated_on", given.dated),
    ):
        standing = getattr(batch, column)
        if value is None or value == standing:
            continue
        if standing is not None:
            raise DecisionFrozen(batch.decision or "")
        changes[column] = value
    for column, value in changes.items():
        setattr(batch, column, value)
    if changes:
        facts = {column: str(value) for column, value in changes.items()}
        _record("fill_decision", "certificate_batch", batch_id, batch.cohort_id, now, actor_id, **facts)
    return bool(changes)


@transactional
def take_back(certificate_id: int, state: str, reason: str, now: datetime, actor_id: int | None) -> None:
    """End a certificate: "revoked" (thu hồi), or "replaced" (misprinted: the next issue gives a new number).

    The number stays in the register, struck through, and is never used again. ReasonMissing,
    CertificateAlreadyRevoked.
    """
    certificate, cohort_id = _locked(certificate_id)
    if certificate.state != "valid":
        raise CertificateAlreadyRevoked(certificate.number_words)
    certificate.state, certificate.ended_at, certificate.ended_reason = state, now, _reason(reason)
    _record(
        "revoke" if state == "revoked" else "void",
        "certificate",
        certificate_id,
        cohort_id,
        now,
        actor_id,
        reason,
        number=certificate.number_words,
    )


@transactional
def reissue(certificate_id: int, reason: str, now: datetime, actor_id: int | None) -> int:
    """Note that the same certificate is printed once more (lost, damaged); gives which time it is: 1, 2...."""
    certificate, cohort_id = _locked(certificate_id)
    if certificate.state != "valid":
        raise CertificateAlreadyRevoked(certificate.number_words)
    _reason(reason)
    certificate.reissues += 1
    facts = {"number": certificate.number_words, "time": certificate.reissues}
    _record("reissue", "certificate", certificate_id, cohort_id, now, actor_id, reason, **facts)
    return certificate.reissues


@transactional
def note_received(
    cohort_id: int, received: Mapping[int, str], day: date, now: datetime, actor_id: int | None
) -> int:
    """Enter who has received their certificate: {certificate: received by whom, "" = the holder}; how many are new.

    Those entered before keep their day.
    """
    rows = db.session.scalars(
        select(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(
            Certificate.id.in_(list(received)),
            Enrolment.cohort_id == cohort_id,
            Certificate.state == "valid",
            Certificate.received_on.is_(None),
        )
        .with_for_update(of=Certificate)
    ).all()
    for row in rows:
        row.received_on, row.received_by = day, tidy(received[row.id])[:120]
    if rows:
        numbers = [row.number_words for row in rows]
        _record(
            "receive", "cohort", cohort_id, cohort_id, now, actor_id, day=day.isoformat(), numbers=numbers
        )
    return len(rows)


@transactional
def set_terms(cohort_id: int, terms: Terms, now: datetime, actor_id: int | None) -> bool:
    """Set what completing this class takes; False when nothing changes. Certificates issued before stay."""
    row = db.session.get(CohortRequirement, cohort_id)
    before = terms_of(row.requirement if row else None)
    if before == terms:
        return False
    if row is None:
        row = CohortRequirement(cohort_id=cohort_id)
        db.session.add(row)
    row.requirement, row.changed_at, row.changed_by_id = stored(terms), now, actor_id
    facts: dict[str, Any] = {"before": stored(before), "after": stored(terms)}
    _record("set_terms", "cohort", cohort_id, cohort_id, now, actor_id, **facts)
    return True


def _locked(certificate_id: int) -> tuple[Certificate, int]:
    certificate = db.session.scalars(
        select(Certificate).where(Certificate.id == certificate_id).with_for_update()
    ).one()
    cohort_id = db.session.scalars(
        select(CertificateBatch.cohort_id).where(CertificateBatch.id == certificate.batch_id)
    ).one()
    return certificate, cohort_id


def _reason(reason: str) -> str:
    if not tidy(reason):
        raise ReasonMissing
    return tidy(reason)


def _tidied(decision: Decision) -> Decision:
    return Decision(tidy(decision.number or "")[:80] or None, decision.decided, decision.dated)


def _record(
    verb: str,
    kind: str,
    subject_id: int,
    cohort_id: int,
    now: datetime,
    actor_id: int | None,
    reason: str = "",
    **facts: Any,
) -> None:
    record(
        f"certificates.{verb}",
        kind,
        subject_id,
        now=now,
        actor_id=actor_id,
        cohort_id=cohort_id,
        reason=tidy(reason),
        **facts,
    )
