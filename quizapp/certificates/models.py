"""Requirements, certificates, register books, the files handed out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class CohortRequirement(Model):
    """What completing this class takes (certificates.requirement); a class without a row has the usual one."""

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

    state: valid | revoked | replaced (the number counts no more, the person gets a new one). code: of verification.
    reissues: how often the same certificate was printed again, each in the audit record with its reason.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("book_id", "number"),
        Index(
            "uq_certificate_valid_once",
            "enrolment_id",
            unique=True,
            sqlite_where=text("state = 'valid'"),
            postgresql_where=text("state = 'valid'"),
        ),
        Index("ix_certificate_enrolment_id", "enrolment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("certificate_batch.id"), index=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("register_book.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    number_words: Mapped[str] = mapped_column(String(80), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    facts: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="valid")
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    reissues: Mapped[int] = mapped_column(default=0)
    received_on: Mapped[date | None]
    received_by: Mapped[str] = mapped_column(String(120), default="")


class HandedOutFile(Model):
    """A PDF of certificates as it was handed out: its SHA-256 and the ids of the certificates in it, page by page."""

    __tablename__ = "handed_out_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    certificates: Mapped[list[Any]]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
