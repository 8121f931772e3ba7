"""Rubrics, practice meetings, graders' sheets."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class RubricTemplate(Model):
    """One version of a rubric; its content never changes. body: the shape of its YAML file.

    code: common to all versions. state: draft | approved. retired: offered no more.
    """

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
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class PracticePlan(Model):
    """How a class holds its practice meetings. changeover, break_minutes: minutes; break_after: place in the running
    order after which the break comes, 0 = none. spread_percent: from how far apart, in percent of a criterion's
    maximum, graders are asked to agree. not_grading: ids of people with the right to grade who do not.
    """

    __tablename__ = "practice_plan"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    starts_at: Mapped[datetime | None]
    changeover: Mapped[int] = mapped_column(default=5)
    break_after: Mapped[int] = mapped_column(default=0)
    break_minutes: Mapped[int] = mapped_column(default=15)
    spread_percent: Mapped[int] = mapped_column(default=30)
    not_grading: Mapped[list[Any]] = mapped_column(default=list)


class PracticeMeeting(Model):
    """The practice meeting of one group. meeting_kind: regular | thematic. combination: mean | median | trimmed.

    state: open | locked. position: place in the running order. minutes: as planned. began_at, ended_at: by the clock
    on the sheet. Level and points are computed from the sheets; they are stored only when the meeting is locked (what
    was promised to the group): points and maximum as exact fractions ("157/2"). left_out: names of the graders whose
    sheets were not waited for.
    """

    __tablename__ = "practice_meeting"
    __table_args__ = (UniqueConstraint("cohort_id", "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("class_group.id"), index=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubric_template.id"))
    position: Mapped[int]
    topic: Mapped[str] = mapped_column(String(300), default="")
    cell_type: Mapped[str] = mapped_column(String(120), default="")
    meeting_kind: Mapped[str] = mapped_column(String(10), default="regular")
    combination: Mapped[str] = mapped_column(String(10), default="mean")
    minutes: Mapped[int] = mapped_column(default=30)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10), default="open")
    locked_at: Mapped[datetime | None]
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    points: Mapped[str | None] = mapped_column(String(200))
    maximum: Mapped[str | None] = mapped_column(String(200))
    level: Mapped[str | None] = mapped_column(String(80))
    held_back_by: Mapped[list[Any]] = mapped_column(default=list)
    left_out: Mapped[list[Any]] = mapped_column(default=list)


class MeetingMember(Model):
    """A member at the group's meeting. role: free text ("Chủ trì", "Thư ký"). absent: gets no mark from it.

    counted: was a member, and not absent, when the meeting was locked; so a later change of groups moves no mark.
    """

    __tablename__ = "meeting_member"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("practice_meeting.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(80), default="")
    absent: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[bool] = mapped_column(default=False)


class Sheet(Model):
    """One grader's sheet for one meeting. state: open | finished. entered_by_id: typed in from paper by this person.

    epoch rises when another device goes on with the sheet; device: the one that works on it. first_finished_at stays
    when the sheet is opened again: from then on every change is kept in SheetChange.
    """

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("meeting_id", "grader_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("practice_meeting.id"))
    grader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    epoch: Mapped[int] = mapped_column(BigInteger, default=1)
    device: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    finished_at: Mapped[datetime | None]
    first_finished_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class SheetScore(Model):
    """The latest value of one slot. slot: the place of a criterion in the rubric from 1 ("3"), a remark on it
    ("note-3"), "strengths" or "weaknesses". value: a JSON list of texts, as sent.
    """

    __tablename__ = "sheet_score"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    epoch: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    saved_at: Mapped[datetime]


class HeldScore(Model):
    """A score that came from an older device or after the sheet was closed: kept until somebody decides.

    reason: late | old_epoch | epoch_unknown. decided: "" | taken | dropped.
    """

    __tablename__ = "held_score"
    __table_args__ = (UniqueConstraint("sheet_id", "slot", "epoch", "seq", "value_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    slot: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    value_key: Mapped[str] = mapped_column(String(64))
    epoch: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    came_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(20))
    decided: Mapped[str] = mapped_column(String(10), default="")


class SheetChange(Model):
    """A value changed after the sheet had been finished once: the old and the new one both stay."""

    __tablename__ = "sheet_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    slot: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
