"""The centre's own facts: one row."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Model


class Centre(Model):
    """Row 1 is the centre. heading: "party" or "state" (which heading its papers carry)."""

    __tablename__ = "centre"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(200), default="Trung tâm chính trị")
    parent_name: Mapped[str] = mapped_column(String(200), default="")
    heading: Mapped[str] = mapped_column(String(10), default="party")
    place: Mapped[str] = mapped_column(String(100), default="")
    signer_authority: Mapped[str] = mapped_column(String(200), default="")
    signer_position: Mapped[str] = mapped_column(String(200), default="GIÁM ĐỐC")
    signer_name: Mapped[str] = mapped_column(String(200), default="")
    learner_word: Mapped[str] = mapped_column(String(20), default="đồng chí")
    wifi_name: Mapped[str] = mapped_column(String(64), default="")
    wifi_password: Mapped[str] = mapped_column(String(64), default="")
    site_address: Mapped[str] = mapped_column(String(200), default="")
    verification_on: Mapped[bool] = mapped_column(default=False)
    number_pattern: Mapped[str] = mapped_column(String(60), default="{n}/{year}/GCN-TTCT")
