"""The page that sets up all meetings of a class: what stands, and what was typed, checked field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from flask_babel import gettext

from quizapp.cohorts.queries import GroupFacts
from quizapp.domain.combining import Combination
from quizapp.practice.meetings import MeetingFacts, PlanFacts
from quizapp.practice.queries import RubricFacts
from quizapp.practice.service import MeetingDraft, PlanDraft
from quizapp.web.clock import VIETNAM, local
from quizapp.web.typed_dates import read_day

KINDS = ("regular", "thematic")


@dataclass(slots=True)
class Typed:
    """values: by field name, as shown again; problems: (field id, sentence)."""

    values: dict[str, str]
    problems: list[tuple[str, str]] = field(default_factory=list)
    plan: PlanDraft = field(default_factory=PlanDraft)
    meetings: tuple[MeetingDraft, ...] = ()

    def error(self, name: str) -> str:
        """The sentence beside a field."""
        return next((sentence for known, sentence in self.problems if known == name), "")


def present(
    groups: Iterable[GroupFacts],
    held: tuple[MeetingFacts, ...],
    plan: PlanFacts,
    rubrics: tuple[RubricFacts, ...],
    day: date,
) -> Typed:
    """What stands; where nothing stands yet, what most classes do."""
    starts = local(plan.starts_at) if plan.starts_at else None
    first = held[0] if held else None
    likely = next(
        (one.id for one in rubrics if one.code == "buoi-thuc-hanh"), rubrics[0].id if rubrics else 0
    )
    values = {
        "day": f"{starts or day:%d/%m/%Y}",
        "time": f"{starts:%H:%M}" if starts else "13:30",
        "changeover": str(plan.changeover),
        "break_after": str(plan.break_after),
        "break_minutes": str(plan.break_minutes),
        "spread_percent": str(plan.spread_percent),
        "combination": first.combination if first else "mean",
    }
    there = {one.group_id: one for one in held}
    for place, group in enumerate(groups, 1):
        one = there.get(group.id)
        values |= {
            f"topic-{group.id}": one.topic if one else "",
            f"cell_type-{group.id}": one.cell_type if one else "",
            f"kind-{group.id}": one.kind if one else "regular",
            f"rubric-{group.id}": str(one.rubric_id if one else likely),
            f"minutes-{group.id}": str(one.minutes if one else 30),
            f"position-{group.id}": str(one.position if one else place),
        }
    return Typed(values)


def read(form: Mapping[str, str], groups: tuple[GroupFacts, ...]) -> Typed:
    """What was typed, with everything that is wrong in it."""
    typed = Typed({"combination": "mean"} | {name: value.strip() for name, value in form.items()})
    day = read_day(typed.values.get("day", ""))
    clock = _clock(typed.values.get("time", ""))
    if day is None:
        typed.problems.append(("day", gettext("Ngày chưa đúng, ví dụ 05/10/2026.")))
    if clock is None:
        typed.problems.append(("time", gettext("Giờ chưa đúng, ví dụ 13:30.")))
    starts = datetime.combine(day, clock, VIETNAM).astimezone(UTC) if day and clock else None
    combination = typed.values.get("combination", "")
    typed.plan = PlanDraft(
        starts_at=starts,
        changeover=_whole(typed, "changeover", 0, 120),
        break_after=_whole(typed, "break_after", 0, 99),
        break_minutes=_whole(typed, "break_minutes", 0, 240),
        combination=combination if combination in set(Combination) else "mean",
        spread_percent=_whole(typed, "spread_percent", 1, 100),
    )
    typed.meetings = tuple(_meeting(typed, group) for group in groups)
    return typed


def _meeting(typed: Typed, group: GroupFacts) -> MeetingDraft:
    kind = typed.values.get(f"kind-{group.id}", "")
    topic = typed.values.get(f"topic-{group.id}", "")
    if len(topic) > 300:
        typed.problems.append((f"topic-{group.id}", gettext("Không quá 300 chữ.")))
    return MeetingDraft(
        group_id=group.id,
        rubric_id=_whole(typed, f"rubric-{group.id}", 1, 2**31 - 1),
        position=_whole(typed, f"position-{group.id}", 1, 99),
        topic=topic,
        cell_type=typed.values.get(f"cell_type-{group.id}", ""),
        kind=kind if kind in KINDS else "regular",
        minutes=_whole(typed, f"minutes-{group.id}", 1, 600),
    )


def _whole(typed: Typed, name: str, smallest: int, largest: int) -> int:
    text = typed.values.get(name, "")
    if text.isascii() and text.isdigit() and smallest <= int(text) <= largest:
        return int(text)
    words = gettext("Phải là số nguyên từ %(smallest)s đến %(largest)s.", smallest=smallest, largest=largest)
    typed.problems.append((name, words))
    return smallest


def _clock(text: str) -> time | None:
    hour, _, minute = text.replace("h", ":").replace(".", ":").partition(":")
    if not (hour.isascii() and hour.isdigit() and (minute or "0").isascii() and (minute or "0").isdigit()):
        return None
    return time(int(hour), int(minute or 0)) if int(hour) < 24 and int(minute or 0) < 60 else None
