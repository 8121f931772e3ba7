"""Forms about completion and certificates."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from quizapp.certificates.print_facts import Decision, Signing
from quizapp.certificates.requirement import Terms
from quizapp.cohorts.forms import DayField
from quizapp.domain.completion import GRADES, Grade
from quizapp.domain.decimals import decimal_words, read_decimal
from quizapp.web.forms import Form

GRADE_FIELDS = ("excellent", "very_good", "good", "average")


class NumberField(StringField):  # type: ignore[misc]
    """An exact number with comma or point, in its range; empty = nothing is asked."""

    def __init__(self, label: Any, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most = least, most

    def process_formdata(self, values: list[str]) -> None:
        self.typed = values[0].strip() if values else ""
        self.data: Fraction | None = None
        if self.typed:
            self.data = read_decimal(self.typed.rstrip("% "))
            if self.data is None:
                raise ValueError(str(_l("Mục này phải là một số, ví dụ 7,5.")))
            if not self.least <= self.data <= self.most:
                words = _l("Số phải từ %(least)s đến %(most)s.", least=self.least, most=self.most)
                raise ValueError(str(words))

    def _value(self) -> str:
        if getattr(self, "typed", ""):
            return self.typed
        return decimal_words(self.data, 3) if self.data is not None else ""


class TermsForm(Form):
    """What completing a class takes."""

    attendance = NumberField(_l("Dự học từ bao nhiêu phần trăm số tiết"), 0, 100)
    paper = NumberField(_l("Bài thu hoạch từ bao nhiêu điểm"), 0, 10)
    quizzes = BooleanField(_l("Đạt các bài trắc nghiệm bắt buộc của lớp"))
    lessons = BooleanField(_l("Đọc hết các bài học"))
    practice = SelectField(_l("Buổi thực hành của tổ đạt từ mức"))
    excellent = NumberField(_l("Xuất sắc từ"), 0, 10)
    very_good = NumberField(_l("Giỏi từ"), 0, 10)
    good = NumberField(_l("Khá từ"), 0, 10)
    average = NumberField(_l("Trung bình từ"), 0, 10)

    def fill(self, terms: Terms, levels: tuple[str, ...]) -> None:
        """Choices, and when the form has not been sent the terms as they stand."""
        named = [*levels, *([terms.practice_level] if terms.practice_level not in (None, *levels) else [])]
        self.practice.choices = [SelectChoice("", str(_l("Không xét")))]
        self.practice.choices += [SelectChoice(level, level) for level in named]
        if self.is_submitted():
            return
        thresholds = {grade.name: grade.threshold for grade in terms.grades}
        for name, grade in zip(GRADE_FIELDS, GRADES, strict=True):
            self[name].data = thresholds.get(grade.name)
        self.attendance.data, self.paper.data = terms.attendance_percent, terms.paper_points
        self.quizzes.data, self.lessons.data = terms.quizzes, terms.lessons
        self.practice.data = terms.practice_level or ""

    def validate_average(self, field: Any) -> None:
        """From the best grade down, each lower than the one before."""
        given = [self[name].data for name in GRADE_FIELDS if self[name].data is not None]
        if any(lower >= higher for higher, lower in pairwise(given)):
            raise ValidationError(
                str(_l("Mức sau phải thấp hơn mức trước: Xuất sắc, Giỏi, Khá, Trung bình."))
            )

    def terms(self) -> Terms:
        """As sent."""
        grades = tuple(
            Grade(grade.name, self[name].data)
            for name, grade in zip(GRADE_FIELDS, GRADES, strict=True)
            if self[name].data is not None
        )
        return Terms(
            attendance_percent=self.attendance.data,
            lessons=self.lessons.data,
            quizzes=self.quizzes.data,
            practice_level=self.practice.data or None,
            paper_points=self.paper.data,
            grades=grades,
        )


class DecisionForm(Form):
    """The recognition decision; each line may stay open."""

    decision = StringField(_l("Số quyết định công nhận"), [Length(max=80)])
    decided = DayField(_l("Ngày quyết định"))
    dated = DayField(_l("Ngày ký giấy chứng nhận"))

    def made(self) -> Decision:
        """As sent."""
        return Decision(self.decision.data or None, self.decided.data, self.dated.data)


class IssueForm(DecisionForm):
    """Issue certificates."""

    certifier = StringField(_l("Dòng người chứng nhận"), [Length(max=250)])
    authority = StringField(_l("Quyền hạn"), [Length(max=200)])
    position = StringField(_l("Chức vụ người ký"), [Length(max=200)])
    signer = StringField(_l("Họ và tên người ký"), [DataRequired(), Length(max=200)])
    first = StringField(_l("Bắt đầu từ số"), [Length(max=8)])

    def validate_first(self, field: Any) -> None:
        """A whole number from 1 on."""
        if field.data and not (field.data.isascii() and field.data.isdigit() and int(field.data) > 0):
            raise ValidationError(str(_l("Mục này phải là một số nguyên.")))

    def fill(self, signing: Signing) -> None:
        """The usual signer, when the form has not been sent."""
        if not self.is_submitted():
            self.certifier.data, self.authority.data = signing.certifier, signing.authority
            self.position.data, self.signer.data = signing.position, signing.name

    def signing(self) -> Signing:
        """As sent."""
        fields = (self.signer, self.position, self.authority, self.certifier)
        return Signing(*(field.data or "" for field in fields))


class TakeBackForm(Form):
    """End a certificate."""

    state = RadioField(
        _l("Việc cần làm"),
        choices=[
            SelectChoice("replaced", _l("Hủy số để cấp số mới|Giấy in sai. Lần cấp sau máy cấp số mới.")),
            SelectChoice("revoked", _l("Thu hồi|Người này không còn được chứng nhận.")),
        ],
        default="replaced",
    )
    reason = TextAreaField(_l("Lý do (ghi vào sổ gốc)"), [DataRequired(), Length(max=300)])


class ReissueForm(Form):
    """Print the same certificate once more."""

    reason = StringField(_l("Lý do cấp lại"), [DataRequired(), Length(max=300)])


class ReceivedForm(Form):
    """Enter who has received their certificate."""

    day = DayField(_l("Ngày nhận"), [DataRequired()])


class CodeForm(Form):
    """Look a certificate up."""

    code = StringField(_l("Mã tra cứu in trên giấy chứng nhận"), [DataRequired(), Length(max=60)])
