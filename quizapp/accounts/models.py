"""Units, people, roles, grants, slips, failed tries."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class Unit(Model):
    """An organisation (đảng bộ, chi bộ, trung tâm...): a node of a tree; kind is free text.

    path: ids from the root, "/1/7/", so that a subtree is a prefix.
    """

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("parent_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    path: Mapped[str] = mapped_column(String(200), default="/", index=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_fold: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(80), default="")


class Person(Model):
    """A person. born: "YYYY", "YYYY-MM" or "YYYY-MM-DD". sex: "male", "female" or None.

    code: the personal code of those who sign in with a password. session_number: raised to end every session.
    name_key: sorts by given name on any database (domain.names.sort_key); name_fold: search without accents.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name_key", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(400))
    name_fold: Mapped[str] = mapped_column(String(120), index=True)
    sex: Mapped[str | None] = mapped_column(String(6))
    born: Mapped[str | None] = mapped_column(String(10))
    ethnicity: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    post: Mapped[str] = mapped_column(String(120), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    session_number: Mapped[int] = mapped_column(default=1)
    is_demo: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]


class Role(Model):
    """A named bundle of rights. Built-in ones carry a code that the program knows; their rights are editable."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    rights: Mapped[list[Any]]
    position: Mapped[int] = mapped_column(default=0)


class Grant(Model):
    """A role held by a person: for one cohort, one group of it, a unit's subtree, or (all empty) the whole site."""

    __tablename__ = "grant"
    __table_args__ = (
        Index("ix_grant_person_id", "person_id"),
        Index(
            "uq_grant_held_once",
            "person_id",
            "role_id",
            "scope",
            unique=True,
        ),
        CheckConstraint(
            "(cohort_id IS NOT NULL AND unit_id IS NULL) OR cohort_id IS NULL AND group_id IS NULL",
            name="one_scope",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("class_group.id"))
    scope: Mapped[str] = mapped_column(String(40))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]


class Slip(Model):
    """A sign-in slip: one person's way into one cohort as a learner ("learner") or guest grader ("guest").

    The code itself is derived (domain.slips) from a key outside the database, this id and the generation;
    code_digest (HMAC of the typed code) and token_digest (of the link's text) find it: from the database alone
    nobody learns a code. A renewal raises generation and ends only its sessions.
    """

    __tablename__ = "slip"
    __table_args__ = (UniqueConstraint("person_id", "cohort_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    generation: Mapped[int] = mapped_column(default=1)
    code_try: Mapped[int] = mapped_column(default=0)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    valid_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class SignInFailure(Model):
    """Counts failed tries of one account or one address (subject: "person:12", "address:<digest>")."""

    __tablename__ = "sign_in_failure"

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int]
    window_started: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
