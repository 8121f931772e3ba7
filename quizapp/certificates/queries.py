"""Reads certificates, batches and books; gives the place of each for the check of rights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from quizapp.accounts.models import Person, Unit
from quizapp.certificates.models import Certificate, CertificateBatch, HandedOutFile, RegisterBook
from quizapp.certificates.print_facts import Decision
from quizapp.cohorts.models import Cohort, Enrolment
from quizapp.db import db
from quizapp.web.access import Place


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as stored. facts: what is printed (certificates.print_facts); state: valid|revoked|replaced."""

    id: int
    batch_id: int
    book_id: int
    enrolment_id: int
    cohort_id: int
    number: int
    number_words: str
    code: str
    facts: dict[str, Any]
    state: str
    ended_at: datetime | None
    ended_reason: str
    reissues: int
    received_on: date | None
    received_by: str
    issued_at: datetime
    decision: Decision

    @property
    def is_valid(self) -> bool:
        """Does this number count."""
        return self.state == "valid"

    @property
    def name(self) -> str:
        """The holder as printed."""
        return str(self.facts["name"])


@dataclass(frozen=True, slots=True)
class Batch:
    """One issue. first and last: numbers as printed; count: of those that are still valid or void together."""

    id: int
    cohort_id: int
    issued_at: datetime
    issued_by: str
    decision: Decision
    signer_name: str
    count: int
    first: int
    last: int
    first_words: str
    last_words: str


@dataclass(frozen=True, slots=True)
class Book:
    """A register book."""

    id: int
    code: str
    title: str
    pattern: str
    last_number: int


@dataclass(frozen=True, slots=True)
class Due:
    """A class for the page of today: learners without a certificate, batches that wait for the decision's number."""

    cohort_id: int
    title: str
    ends: date | None
    learners: int
    issued: int
    waiting_decision: int


def _certificates() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Certificate.id,
            Certificate.batch_id,
            Certificate.book_id,
            Certificate.enrolment_id,
            CertificateBatch.cohort_id,
            Certificate.number,
            Certificate.number_words,
            Certificate.code,
            Certificate.facts,
            Certificate.state,
            Certificate.ended_at,
            Certificate.ended_reason,
            Certificate.reissues,
            Certificate.received_on,
            Certificate.received_by,
            CertificateBatch.issued_at,
            CertificateBatch.decision,
            CertificateBatch.decided_on,
            CertificateBatch.dated_on,
        )
        .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
        .order_by(Certificate.book_id, Certificate.number)
    )


def _issued(row: Any) -> Issued:
    known: tuple[Any, ...] = (*row[:16], Decision(*row[16:]))
    return Issued(*known)


def certificates_of(cohort_id: int, batch_id: int | None = None) -> tuple[Issued, ...]:
    """Every number of a class, void ones included, in the order of the register. One query."""
    wanted = _certificates().where(CertificateBatch.cohort_id == cohort_id)
    if batch_id is not None:
        wanted = wanted.where(CertificateBatch.id == batch_id)
    return tuple(_issued(row) for row in db.session.execute(wanted))


def valid_certificates(cohort_id: int, batch_id: int | None = None) -> tuple[Issued, ...]:
    """Those that count."""
    return tuple(one for one in certificates_of(cohort_id, batch_id) if one.is_valid)


def certificate(certificate_id: int) -> Issued:
    """One certificate; LookupError when there is none."""
    row = db.session.execute(_certificates().where(Certificate.id == certificate_id)).one_or_none()
    if row is None:
        raise LookupError(certificate_id)
    return _issued(row)


def certificates_by_id(ids: Iterable[int]) -> tuple[Issued, ...]:
    """Several certificates. One query."""
    rows = db.session.execute(_certificates().where(Certificate.id.in_(list(ids))))
    return tuple(_issued(row) for row in rows)


def certificate_by_code(code: str) -> Issued | None:
    """By the code of verification."""
    row = db.session.execute(_certificates().where(Certificate.code == code)).one_or_none()
    return _issued(row) if row else None


def present_certificate(enrolment_id: int) -> Issued | None:
    """The certificate of an enrolment that counts, if there is one."""
    wanted = _certificates().where(Certificate.enrolment_id == enrolment_id, Certificate.state == "valid")
    row = db.session.execute(wanted).one_or_none()
    return _issued(row) if row else None


def certificates_of_person(person_id: int) -> tuple[Issued, ...]:
    """What a person holds, for their own pages. One query."""
    wanted = (
        _certificates()
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.person_id == person_id, Certificate.state == "valid")
    )
    return tuple(_issued(row) for row in db.session.execute(wanted))


def batches_of(cohort_id: int) -> tuple[Batch, ...]:
    """The issues of a class, the first one first. One query."""
    rows = db.session.execute(_batches().where(CertificateBatch.cohort_id == cohort_id))
    return tuple(_batch(row) for row in rows)


def batch(batch_id: int) -> Batch:
    """One issue; LookupError when there is none."""
    row = db.session.execute(_batches().where(CertificateBatch.id == batch_id)).one_or_none()
    if row is None:
        raise LookupError(batch_id)
    return _batch(row)


def _batches() -> Select[*tuple[Any, ...]]:
    def words(edge: Any) -> Any:
        of_batch = Certificate.batch_id == CertificateBatch.id
        return (
            select(Certificate.number_words)
            .where(of_batch)
            .order_by(edge)
            .limit(1)
            .correlate(CertificateBatch)
            .scalar_subquery()
        )

    return (
        select(
            CertificateBatch.id,
            CertificateBatch.cohort_id,
            CertificateBatch.issued_at,
            func.coalesce(Person.name, ""),
            CertificateBatch.decision,
            CertificateBatch.decided_on,
            CertificateBatch.dated_on,
            CertificateBatch.signer_name,
            func.count(Certificate.id),
            func.min(Certificate.number),
            func.max(Certificate.number),
            words(Certificate.number.asc()),
            words(Certificate.number.desc()),
        )
        .join(Certificate, Certificate.batch_id == CertificateBatch.id)
        .outerjoin(Person, Person.id == CertificateBatch.issued_by_id)
        .group_by(CertificateBatch.id, Person.name)
        .order_by(CertificateBatch.id)
    )


def _batch(row: Any) -> Batch:
    known: tuple[Any, ...] = (*row[:4], Decision(*row[4:7]), *row[7:])
    return Batch(*known)


def book_by_code(code: str) -> Book | None:
    """A register by its code."""
    row = db.session.execute(
        select(
            RegisterBook.id,
            RegisterBook.code,
            RegisterBook.title,
            RegisterBook.pattern,
            RegisterBook.last_number,
        ).where(RegisterBook.code == code)
    ).one_or_none()
    return Book(*row) if row else None


def books_of(cohort_id: int) -> tuple[Book, ...]:
    """The registers in which a class stands. One query."""
    rows = db.session.execute(
        select(
            RegisterBook.id,
            RegisterBook.code,
            RegisterBook.title,
            RegisterBook.pattern,
            RegisterBook.last_number,
        )
        .where(
            RegisterBook.id.in_(
                select(CertificateBatch.book_id).where(CertificateBatch.cohort_id == cohort_id)
            )
        )
        .order_by(RegisterBook.id)
    )
    return tuple(Book(*row) for row in rows)


def certificate_place(certificate_id: int, **others: object) -> Place | None:
    """Where a certificate stands, and whose it is."""
    row = db.session.execute(
        select(Cohort.id, Unit.path, Enrolment.person_id)
        .join(CertificateBatch, CertificateBatch.cohort_id == Cohort.id)
        .join(Certificate, Certificate.batch_id == CertificateBatch.id)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(Certificate.id == certificate_id)
    ).one_or_none()
    return Place(row[0], row[1], row[2]) if row else None


def batch_place(batch_id: int, **others: object) -> Place | None:
    """Where a batch stands."""
    row = db.session.execute(
        select(Cohort.id, Unit.path)
        .join(CertificateBatch, CertificateBatch.cohort_id == Cohort.id)
        .outerjoin(Unit, Unit.id == Cohort.unit_id)
        .where(CertificateBatch.id == batch_id)
    ).one_or_none()
    return Place(row[0], row[1]) if row else None


def people_by_code(cohort_id: int) -> dict[str, int]:
    """{personal code: enrolment} of those in a class who have such a code. One query."""
    rows = db.session.execute(
        select(Person.code, Enrolment.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id, Person.code.is_not(None), Enrolment.withdrawn_at.is_(None))
    )
    return {str(row[0]): row[1] for row in rows}


def handed_out(sha256: str) -> tuple[int, ...] | None:
    """The ids of the certificates in a file that we made, None for a file that we did not make."""
    found = db.session.scalar(select(HandedOutFile.certificates).where(HandedOutFile.sha256 == sha256))
    return tuple(int(one) for one in found) if found is not None else None


def due_for_staff(cohort_ids: Sequence[int]) -> tuple[Due, ...]:
    """For each class with learners still without a certificate or a batch that waits for its decision. One query."""
    waiting = (
        select(CertificateBatch.cohort_id, func.count().label("waiting"))
        .where(
            CertificateBatch.decision.is_(None)
            | CertificateBatch.decided_on.is_(None)
            | CertificateBatch.dated_on.is_(None)
        )
        .group_by(CertificateBatch.cohort_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Cohort.id,
            Cohort.title,
            Cohort.ends,
            func.count(func.distinct(Enrolment.id)),
            func.count(func.distinct(case((Certificate.state == "valid", Enrolment.id)))),
            func.coalesce(waiting.c.waiting, 0),
        )
        .join(Enrolment, (Enrolment.cohort_id == Cohort.id) & Enrolment.withdrawn_at.is_(None))
        .outerjoin(Certificate, Certificate.enrolment_id == Enrolment.id)
        .outerjoin(waiting, waiting.c.cohort_id == Cohort.id)
        .where(Cohort.id.in_(list(cohort_ids)), Cohort.closed_at.is_(None))
        .group_by(Cohort.id, waiting.c.waiting)
        .order_by(Cohort.ends.desc().nulls_last(), Cohort.id.desc())
    )
    due = (Due(*row) for row in rows)
    return tuple(one for one in due if one.issued < one.learners or one.waiting_decision)
