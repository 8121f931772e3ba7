"""The page of marks as it is sent: rows read and checked, and shown again just as they were typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from flask_babel import gettext

from quizapp.cohorts.queries import Learner
from quizapp.domain.decimals import decimal_words, read_decimal
from quizapp.domain.names import tidy
from quizapp.papers.queries import MAXIMUM, NO_MARK, Mark
from quizapp.papers.service import Change, is_possible

PARTS = ("points", "redo")
NOTE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One learner on the page. typed and seen: texts of points, redo, note. errors: {part: sentence}.

    theirs: what somebody else has written while this page was open, to be shown beside what was typed here.
    """

    learner: Learner
    typed: Mapping[str, str]
    seen: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    theirs: str = ""


def shown(mark: Mark) -> dict[str, str]:
    """A mark as the fields show it."""
    return {"points": _text(mark.points), "redo": _text(mark.redo), "note": mark.note}


def fresh(learners: Sequence[Learner], marks: Mapping[int, Mark]) -> list[Row]:
    """The page as it stands in the database."""
    texts = {one.enrolment_id: shown(marks.get(one.enrolment_id, NO_MARK)) for one in learners}
    return [Row(one, texts[one.enrolment_id], texts[one.enrolment_id]) for one in learners]


def read(
    learners: Sequence[Learner], form: Mapping[str, str], step: Fraction
) -> tuple[list[Row], list[Change]]:
    """The page as sent: rows with their errors, and the changes of those rows that have none."""
    rows, changes = [], []
    for learner in learners:
        row, change = _read_row(learner, form, step)
        rows.append(row)
        if change is not None:
            changes.append(change)
    return rows, changes


def with_conflicts(rows: Sequence[Row], conflicts: Mapping[int, Mark]) -> list[Row]:
    """After saving: a row in conflict keeps what was typed and shows theirs; sent again, it replaces theirs."""
    after = []
    for row in rows:
        theirs = conflicts.get(row.learner.enrolment_id)
        if theirs is not None:
            after.append(Row(row.learner, row.typed, shown(theirs), row.errors, mark_words(theirs)))
        elif row.errors:
            after.append(row)
        else:
            after.append(Row(row.learner, row.typed, row.typed))
    return after


def mark_words(mark: Mark) -> str:
    """A mark in one line."""
    parts = [_text(mark.points) or gettext("chưa có điểm")]
    if mark.redo is not None:
        parts.append(gettext("làm lại %(points)s", points=_text(mark.redo)))
    if mark.note:
        parts.append(gettext("ghi chú “%(note)s”", note=mark.note))
    return ", ".join(parts)


def _read_row(learner: Learner, form: Mapping[str, str], step: Fraction) -> tuple[Row, Change | None]:
    number = learner.enrolment_id
    if f"points-{number}" not in form:
        return Row(learner, shown(NO_MARK), shown(NO_MARK)), None
    typed = {part: tidy(form.get(f"{part}-{number}", "")) for part in (*PARTS, "note")}
    seen = {part: form.get(f"seen-{part}-{number}", "") for part in (*PARTS, "note")}
    errors: dict[str, str] = {}
    points = {part: _points(part, typed[part], seen[part], step, errors) for part in PARTS}
    if points["redo"] is not None and not typed["points"]:
        errors["redo"] = gettext("Chưa có điểm lần đầu.")
    if len(typed["note"]) > NOTE_LENGTH:
        errors["note"] = gettext("Ghi chú không quá %(n)s chữ.", n=NOTE_LENGTH)
    row = Row(learner, typed, seen, errors)
    if errors:
        return row, None
    before = Mark(read_decimal(seen["points"]), read_decimal(seen["redo"]), seen["note"])
    return row, Change(number, before, Mark(points["points"], points["redo"], typed["note"]))


def _points(part: str, typed: str, seen: str, step: Fraction, errors: dict[str, str]) -> Fraction | None:
    if not typed:
        return None
    points = read_decimal(typed)
    if points is None:
        errors[part] = gettext("“%(typed)s” không phải là điểm. Ví dụ: 7,5.", typed=typed[:20])
    elif not 0 <= points <= MAXIMUM:
        errors[part] = gettext("Điểm phải từ 0 đến %(most)s.", most=int(MAXIMUM))
    elif points != read_decimal(seen) and not is_possible(points, step):
        errors[part] = gettext("Điểm chấm theo bước %(step)s, ví dụ 7,5.", step=decimal_words(step))
    return points


def _text(points: Fraction | None) -> str:
    return "" if points is None else decimal_words(points, 3)
