"""The results of a class: one row a learner, everything that completion looks at and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.centre.queries import letterhead
from quizapp.certificates.candidates import Candidate, Preview, State, preview
from quizapp.certificates.lists import Paper, born_shown, class_lines, counted, organisation
from quizapp.domain.decimals import decimal_words
from quizapp.formats.list_facts import ListColumn, OfficeList, ResultsTable
from quizapp.papers.queries import NO_MARK, Mark, marks_of
from quizapp.quizzes.queries import quizzes_of
from quizapp.web.wording.certificates import check_missing

WORDS = {
    State.READY: "Hoàn thành",
    State.ISSUED: "Hoàn thành, đã cấp giấy chứng nhận",
    State.BLOCKED: "Hoàn thành, chưa in được giấy chứng nhận",
    State.REVOKED: "Đã thu hồi giấy chứng nhận",
    State.MISSING: "Chưa hoàn thành",
}


@dataclass(frozen=True, slots=True)
class ClassResults:
    """A class with its candidates, the titles of its quizzes and the marks of its papers."""

    seen: Preview
    quizzes: Mapping[int, str]
    marks: Mapping[int, Mark]


def class_results(cohort_id: int, now: datetime) -> ClassResults:
    """Constant number of queries."""
    quizzes = {quiz.id: quiz.title for quiz in quizzes_of(cohort_id) if quiz.state != "draft"}
    return ClassResults(preview(cohort_id, now), quizzes, marks_of(cohort_id))


def results_table(results: ClassResults) -> ResultsTable:
    """For further work in a spreadsheet: one row a learner, a column for each quiz."""
    columns = (
        ListColumn("STT", 5, "number"),
        ListColumn("Họ và tên", 22),
        ListColumn("Ngày sinh", 10),
        ListColumn("Chức vụ", 14),
        ListColumn("Chi bộ", 18),
        ListColumn("Đơn vị", 18),
        ListColumn("Tổ", 8),
        ListColumn("Số tiết dự", 8, "number"),
        ListColumn("Tổng số tiết", 8, "number"),
        ListColumn("Số bài đã đọc", 8, "number"),
        ListColumn("Tổng số bài", 8, "number"),
        *(ListColumn(f"Trắc nghiệm: {title} (%)", 12, "number") for title in results.quizzes.values()),
        ListColumn("Thực hành", 10),
        ListColumn("Điểm bài thu hoạch", 10, "number"),
        ListColumn("Điểm làm lại", 10, "number"),
        ListColumn("Xếp loại", 10),
        ListColumn("Kết quả", 20),
        ListColumn("Còn thiếu", 40),
        ListColumn("Số giấy chứng nhận", 18),
    )
    rows = tuple(_row(place, one, results) for place, one in enumerate(results.seen.candidates, 1))
    return ResultsTable(columns, rows, f"Kết quả {results.seen.cohort.code}"[:31])


def results_list(results: ClassResults) -> OfficeList:
    """The same as an office paper to be signed: without the single quizzes."""
    seen = results.seen
    paper = Paper(seen.cohort, letterhead(), seen.signing)
    columns = (
        ListColumn("STT", 5, "number"),
        ListColumn("Họ và tên", 20),
        ListColumn("Ngày sinh", 10, "date"),
        ListColumn("Chi bộ, đơn vị", 22),
        ListColumn("Số tiết dự học", 9, align="center"),
        ListColumn("Thực hành", 10, align="center"),
        ListColumn("Điểm bài thu hoạch", 9, align="center"),
        ListColumn("Xếp loại", 9, align="center"),
        ListColumn("Kết quả", 18),
    )
    return OfficeList(
        letterhead=paper.letterhead,
        title=("KẾT QUẢ HỌC TẬP", *class_lines(seen.cohort)),
        columns=columns,
        rows=tuple(_office_row(place, one) for place, one in enumerate(seen.candidates, 1)),
        place=paper.centre.place or "." * 20,
        total=counted(len(seen.candidates), paper.centre.learner_word),
        signatures=(paper.signature,),
    )


def _row(place: int, one: Candidate, results: ClassResults) -> tuple[str, ...]:
    learner, known = one.standing.learner, one.standing.evidence
    mark = results.marks.get(one.enrolment_id, NO_MARK)
    reached = [known.quizzes.get(key) for key in results.quizzes]
    return (
        str(place),
        learner.name,
        born_shown(learner.born),
        learner.post,
        learner.cell,
        learner.unit,
        learner.group,
        str(known.periods_attended),
        str(known.periods_held),
        str(known.lessons_read),
        str(known.lessons_total),
        *(_words(result.percent if result else None) for result in reached),
        known.practice_level or "",
        _words(mark.points),
        _words(mark.redo),
        one.standing.grade or "",
        WORDS[one.state],
        "; ".join(check_missing(check) for check in one.standing.missing),
        one.certificate.number_words if one.certificate and one.certificate.is_valid else "",
    )


def _office_row(place: int, one: Candidate) -> tuple[str, ...]:
    learner, known = one.standing.learner, one.standing.evidence
    return (
        str(place),
        learner.name,
        born_shown(learner.born),
        organisation({"cell": learner.cell, "unit": learner.unit}),
        f"{known.periods_attended}/{known.periods_held}" if known.periods_held else "",
        known.practice_level or "",
        _words(known.paper_points),
        one.standing.grade or "",
        "Hoàn thành" if not one.standing.missing else "Chưa hoàn thành",
    )


def _words(value: Fraction | None) -> str:
    """Exact to two places, never rounded up to a threshold that was not reached."""
    return "" if value is None else decimal_words(Fraction(int(value * 100), 100))
