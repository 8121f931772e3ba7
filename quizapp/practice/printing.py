"""Rubrics and sheets on paper, all scores as a table."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext

from quizapp.centre.queries import letterhead
from quizapp.domain.rubric import Rubric
from quizapp.formats.list_facts import ListColumn, ResultsTable
from quizapp.formats.list_xlsx import results_xlsx
from quizapp.formats.sheet_pdf import RubricForm, SheetCriterion, SheetFor, SheetLevel, rubric_sheets_pdf
from quizapp.practice.overview import Cell, Overview, Row
from quizapp.practice.queries import RubricFacts
from quizapp.practice.sheet_queries import STRENGTHS, WEAKNESSES
from quizapp.practice.words import points_words, score_words


def rubric_form(facts: RubricFacts, class_title: str = "", rule: str = "") -> RubricForm:
    """What is the same on every sheet of a rubric."""
    rubric = facts.rubric
    places = {one.id: str(place) for place, one in enumerate(rubric.criteria, 1)}
    return RubricForm(
        title=rubric.title,
        criteria=tuple(
            SheetCriterion(
                number=places[one.id],
                text=one.text,
                maximum=one.maximum,
                group=one.group,
                guidance=one.guidance,
                bands=tuple((band.label, band.points) for band in one.bands),
            )
            for one in rubric.criteria
        ),
        levels=tuple(
            SheetLevel(level.name, level.threshold, tuple(places[one] for one in level.requires))
            for level in rubric.levels
        ),
        centre=letterhead().name,
        class_title=class_title,
        basis=rubric.basis,
        rule=rule,
        note=gettext("Dự thảo, chờ trung tâm duyệt") if facts.is_draft else "",
    )


def rubric_pdf(facts: RubricFacts, now: datetime) -> bytes:
    """The empty sheet."""
    return rubric_sheets_pdf(rubric_form(facts), [SheetFor()], now)


def sheets_pdf(
    facts: RubricFacts, class_title: str, rule: str, rows: Sequence[Row], day: date | None, now: datetime
) -> bytes:
    """A page for each grader and group, in the running order; without graders one for each group."""
    sheets = [
        SheetFor(name, gettext("%(group)s của lớp", group=row.meeting.group), row.meeting.topic, day, guest)
        for row in rows
        for name, guest in [(cell.grader.name, cell.grader.guest) for cell in row.cells] or [("", False)]
    ]
    return rubric_sheets_pdf(rubric_form(facts, class_title, rule), sheets, now)


def scores_xlsx(found: Overview) -> bytes:
    """One row a sheet: who scored whom, every criterion, the total, the remarks, and what the group got."""
    most = max((row.total for row in found.rows), default=0)
    rubrics = {row.meeting.rubric_id: row.rubric for row in found.rows}
    only: Rubric | None = next(iter(rubrics.values())) if len(rubrics) == 1 else None
    columns = [
        ListColumn(gettext("Tổ"), 14),
        ListColumn(gettext("Chủ đề"), 30),
        ListColumn(gettext("Giám khảo"), 24),
        ListColumn(gettext("Chức vụ, nơi công tác"), 24),
        ListColumn(gettext("Phiếu"), 16),
        ListColumn(gettext("Tổng điểm"), 10, "number"),
        ListColumn(gettext("Điểm tối đa"), 10, "number"),
        ListColumn(gettext("Xếp loại của phiếu"), 12),
    ]
    columns += [
        ListColumn(f"{place}. {only.criteria[place - 1].text}" if only else f"{place}", 8, "number")
        for place in range(1, most + 1)
    ]
    endings = (gettext("Ưu điểm"), gettext("Hạn chế"), gettext("Điểm của tổ"), gettext("Xếp loại của tổ"))
    columns += [ListColumn(words, 20) for words in endings]
    rows = tuple(_score_row(row, cell, most) for row in found.rows for cell in row.cells)
    return results_xlsx(ResultsTable(tuple(columns), rows, gettext("Điểm thực hành")))


def _score_row(row: Row, cell: Cell, most: int) -> tuple[str, ...]:
    sheet, rating = cell.sheet, cell.rating
    criteria = row.rubric.criteria
    scores = [
        score_words(one, sheet.first(str(place))) if sheet else "" for place, one in enumerate(criteria, 1)
    ]
    scores += [""] * (most - len(scores))
    states = {True: gettext("Chấm xong"), False: gettext("Đang chấm")}
    state = states[sheet.is_finished] if sheet and cell.done else gettext("Chưa chấm")
    if sheet and sheet.entered_by:
        state += " " + gettext("(nhập thay từ phiếu giấy)")
    return (
        row.meeting.group,
        row.meeting.topic,
        cell.grader.name,
        cell.grader.post,
        state,
        points_words(rating.points) if rating and cell.done else "",
        points_words(rating.maximum) if rating and cell.done else "",
        rating.level or "" if rating and sheet and sheet.is_finished else "",
        *scores,
        sheet.first(STRENGTHS) if sheet else "",
        sheet.first(WEAKNESSES) if sheet else "",
        points_words(row.meeting.points),
        row.meeting.level or "",
    )
