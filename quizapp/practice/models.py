"""Rubrics, practice meetings, graders' sheets."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class RubricTemplate(Model):
    """One version of a rubric, never changed once used. body: the YAML shape as a dict. state: draft | approved."""

    __tablename__ = "rubric_template"
    __table_args__ = (UniqueConstraint("code", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    version: Mapped[str] = mapped_column(String(40))
    body: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    retired: Mapped[bool] = mapped_column(default=False)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class PracticeMeeting(Model):
    """The practice meeting of one group. meeting_kind: regular | thematic. combination: mean | median | trimmed.

    state: open | locked. position: place in the running order. Level and points are computed from the sheets;
    they are stored only when the meeting is locked (what was promised to the group).
    """

    __tablename__ = "practice_meeting"
    __table_args__ = (UniqueConstraint("cohort_id", "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("class_group.id"))
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubric_template.id"))
    position: Mapped[int]
    topic: Mapped[str] = mapped_column(String(300), default="")
    cell_type: Mapped[str] = mapped_column(String(120), default="")
    meeting_kind: Mapped[str] = mapped_column(String(10), default="regular")
    combination: Mapped[str] = mapped_column(String(10), default="mean")
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int] = mapped_column(default=30)
    state: Mapped[str] = mapped_column(String(10), default="open")
    locked_at: Mapped[datetime | None]
    points: Mapped[str | None] = mapped_column(String(60))
    maximum: Mapped[str | None] = mapped_column(String(60))
    level: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(Text, default="")


class MeetingRole(Model):
    """Who plays which part: role is free text ("Chủ trì", "Thư ký")."""

    __tablename__ = "meeting_role"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("practice_meeting.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(80))


class Sheet(Model):
    """One grader's sheet for one meeting. state: open | finished. entered_by: typed in from paper by someone else."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("meeting_id", "grader_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("practice_meeting.id"))
    grader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    epoch: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="open")
    finished_at: Mapped[datetime | None]
    strengths: Mapped[str] = mapped_column(Text, default="")
    weaknesses: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class SheetScore(Model):
    """The latest value a grader gave to one criterion (slot = place of the criterion in the rubric, from 1)."""

    __tablename__ = "sheet_score"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    epoch: Mapped[int]
    seq: Mapped[int]
    saved_at: Mapped[datetime]
