"""Requirements, certificates, register books."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class CohortRequirement(Model):
    """What completing this class takes (domain.completion.Requirement as a dict)."""

    __tablename__ = "cohort_requirement"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    requirement: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class RegisterBook(Model):
    """A register (sổ gốc): last_number is the counter that numbers come from, gap-free."""

    __tablename__ = "register_book"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    pattern: Mapped[str] = mapped_column(String(60))
    last_number: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]


class CertificateBatch(Model):
    """One issue for a cohort. Decision number and dates may stay open (None) and are filled in once."""

    __tablename__ = "certificate_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("register_book.id"))
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[str | None] = mapped_column(String(80))
    decided_on: Mapped[date | None]
    dated_on: Mapped[date | None]
    signer_authority: Mapped[str] = mapped_column(String(200), default="")
    signer_position: Mapped[str] = mapped_column(String(200), default="")
    signer_name: Mapped[str] = mapped_column(String(200))


class Certificate(Model):
    """One certificate. facts: everything printed on it, frozen; evidence: what completion stood on.

    state: valid | revoked | replaced. code: the random code of verification.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("book_id", "number"), UniqueConstraint("enrolment_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("certificate_batch.id"), index=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("register_book.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    number_words: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(20), unique=True)
    facts: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="valid")
    received_on: Mapped[date | None]
    received_by: Mapped[str] = mapped_column(String(120), default="")
