"""The papers around certificates: the list, the proposal, the list to sign for receipt, the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quizapp.centre.queries import CentreFacts
from quizapp.certificates.candidates import Candidate
from quizapp.certificates.print_facts import Signing, born_of, issuer_of
from quizapp.certificates.queries import Book, Issued
from quizapp.cohorts.queries import CohortFacts
from quizapp.domain.birth_dates import BirthDate
from quizapp.domain.decimals import decimal_words
from quizapp.domain.number_words import number_words
from quizapp.formats.letterhead import Heading, Letterhead, Signature
from quizapp.formats.list_facts import ListColumn, OfficeList
from quizapp.formats.register_pdf import Register, RegisterRow, register_pdf
from quizapp.web.clock import local

STT = ListColumn("STT", 5, "number")
NAME = ListColumn("Họ và tên", 20)
BORN = ListColumn("Ngày sinh", 10, "date")
POST = ListColumn("Chức vụ", 13)
PLACE = ListColumn("Chi bộ, đơn vị", 22)
GRADE = ListColumn("Xếp loại", 9, align="center")
NUMBER = ListColumn("Số giấy chứng nhận", 17, align="center")
NOTE = ListColumn("Ghi chú", 9)


@dataclass(frozen=True, slots=True)
class Paper:
    """For whom a list is made: the class, the centre, who signs."""

    cohort: CohortFacts
    centre: CentreFacts
    signing: Signing

    @property
    def letterhead(self) -> Letterhead:
        """As papers of this class carry it."""
        issuer = issuer_of(self.cohort, self.centre).upper()
        return Letterhead(issuer, self.centre.parent_name.upper(), Heading(self.centre.heading))

    @property
    def signature(self) -> Signature:
        """The foot at the right."""
        return Signature(
            authority=self.signing.authority, position=self.signing.position, name=self.signing.name
        )


def counted(number: int, noun: str, what: str = "Danh sách này có") -> str:
    """ "Danh sách này có 94 (chín mươi tư) đồng chí." """
    return f"{what} {number} ({number_words(number)}) {noun}."


def certificate_list(paper: Paper, certificates: Sequence[Issued]) -> OfficeList:
    """The list of certificates issued, by given name; what is frozen is printed."""
    rows = [
        (
            str(place),
            one.name,
            born_shown(one.facts["born"]),
            one.facts["post"],
            organisation(one.facts),
            one.facts["grade"],
            one.number_words,
            "",
        )
        for place, one in enumerate(in_name_order(certificates), 1)
    ]
    columns = (STT, NAME, BORN, POST, PLACE, GRADE, NUMBER, NOTE)
    return _office(paper, "DANH SÁCH CẤP GIẤY CHỨNG NHẬN", columns, rows, _decision_line(certificates))


def receipt_list(paper: Paper, certificates: Sequence[Issued]) -> OfficeList:
    """The list on which each holder signs for the certificate."""
    columns = (
        STT,
        NAME,
        BORN,
        PLACE,
        NUMBER,
        ListColumn("Ngày nhận", 11, "date"),
        ListColumn("Ký nhận", 16, "sign"),
        NOTE,
    )
    rows = [
        (
            str(place),
            one.name,
            born_shown(one.facts["born"]),
            organisation(one.facts),
            one.number_words,
            f"{one.received_on:%d/%m/%Y}" if one.received_on else "",
            "",
            one.received_by and f"Nhận thay: {one.received_by}",
        )
        for place, one in enumerate(in_name_order(certificates), 1)
    ]
    return _office(paper, "DANH SÁCH KÝ NHẬN GIẤY CHỨNG NHẬN", columns, rows, _decision_line(certificates))


def proposal_list(paper: Paper, ready: Sequence[Candidate]) -> OfficeList:
    """For the director: who is proposed to be recognised as having completed, with what it stands on."""
    columns = (
        STT,
        NAME,
        BORN,
        POST,
        PLACE,
        ListColumn("Số tiết dự học", 10, align="center"),
        ListColumn("Điểm bài thu hoạch", 10, align="center"),
        GRADE,
        NOTE,
    )
    rows = []
    for place, one in enumerate(ready, 1):
        learner, evidence = one.standing.learner, one.standing.evidence
        points = evidence.paper_points
        rows.append(
            (
                str(place),
                learner.name,
                born_shown(learner.born),
                learner.post,
                organisation({"cell": learner.cell, "unit": learner.unit}),
                f"{evidence.periods_attended}/{evidence.periods_held}" if evidence.periods_held else "",
                "" if points is None else decimal_words(points),
                one.standing.grade or "",
                "",
            )
        )
    title = "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN HOÀN THÀNH KHÓA HỌC"
    return _office(paper, title, columns, rows, "")


def register_file(paper: Paper, book: Book, certificates: Sequence[Issued], now: datetime) -> bytes:
    """The extract of the register for a class, every number of it, void ones struck through."""
    rows = tuple(_register_row(one, paper.cohort) for one in certificates if one.book_id == book.id)
    valid = sum(1 for one in certificates if one.book_id == book.id and one.is_valid)
    closing = counted(len(rows), "số", "Trích sổ này có")
    if valid < len(rows):
        closing += f" Trong đó có giá trị: {valid}, đã hủy hoặc thu hồi: {len(rows) - valid}."
    foot = paper.signature
    signature = Signature(paper.centre.place, local(now).date(), foot.authority, foot.position, foot.name)
    title = "TRÍCH SỔ GỐC CẤP GIẤY CHỨNG NHẬN"
    return register_pdf(Register(paper.letterhead, rows, book.title, title, closing, signature), now)


def in_name_order(certificates: Sequence[Issued]) -> list[Issued]:
    """By given name, as frozen; the same name by number."""
    return sorted(certificates, key=lambda one: (one.facts["name_key"], one.number))


def born_shown(stored: str | None) -> str:
    """13/12/1966, 12/1966 or 1966."""
    return BirthDate.parse(stored).shown if stored else ""


def organisation(facts: Any) -> str:
    """Cell and unit in one text."""
    return ", ".join(part for part in (facts["cell"], facts["unit"]) if part)


def held_words(starts: date | None, ends: date | None) -> str:
    """ "Từ ngày 05/10/2026 đến ngày 09/10/2026", as much of it as is known."""
    if starts and ends and starts != ends:
        return f"từ ngày {starts:%d/%m/%Y} đến ngày {ends:%d/%m/%Y}"
    day = starts or ends
    return f"ngày {day:%d/%m/%Y}" if day else ""


def class_lines(cohort: CohortFacts) -> tuple[str, ...]:
    """The lines below a title that say which class."""
    held = held_words(cohort.starts, cohort.ends)
    when = ", ".join(part for part in (held, f"tại {cohort.place}" if cohort.place else "") if part)
    when = when[:1].upper() + when[1:]
    return tuple(line for line in (cohort.title, when and f"({when})") if line)


def _office(
    paper: Paper, title: str, columns: tuple[ListColumn, ...], rows: Sequence[tuple[str, ...]], basis: str
) -> OfficeList:
    return OfficeList(
        letterhead=paper.letterhead,
        title=(title, *class_lines(paper.cohort), *((basis,) if basis else ())),
        columns=columns,
        rows=tuple(rows),
        place=paper.centre.place or "." * 20,
        total=counted(len(rows), paper.centre.learner_word),
        signatures=(paper.signature,),
    )


def _decision_line(certificates: Sequence[Issued]) -> str:
    """ "Theo Quyết định số ... ngày ...": only where all stand on the same one, dots where it is open."""
    decisions = {(one.decision.number, one.decision.decided) for one in certificates}
    if len(decisions) != 1:
        return ""
    number, decided = decisions.pop()
    day = f"{decided:%d/%m/%Y}" if decided else "....../....../.........."
    return f"(Kèm theo Quyết định số {number or '.' * 20} ngày {day})"


def _register_row(one: Issued, cohort: CohortFacts) -> RegisterRow:
    facts = one.facts
    notes = [f"Cấp lại lần {one.reissues}"] if one.reissues else []
    if one.received_by:
        notes.append(f"Nhận thay: {one.received_by}")
    if not one.is_valid:
        word = "Thu hồi" if one.state == "revoked" else "Hủy số"
        notes.insert(0, f"{word}: {one.ended_reason}")
    return RegisterRow(
        number=one.number_words,
        name=one.name,
        born=born_of(facts["born"]),
        organisation=", ".join(part for part in (facts["post"], organisation(facts)) if part),
        course=facts["class_title"],
        grade=facts["grade"],
        issued=one.decision.dated,
        received=one.received_on,
        note=". ".join(notes),
        void=not one.is_valid,
    )
