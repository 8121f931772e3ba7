"""The forms of the instructor."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from quizapp.domain.decimals import read_decimal
from quizapp.quizzes.queries import QuizFacts
from quizapp.quizzes.service import QuizDraft
from quizapp.web.forms import Form

RULES = (
    ("all_or_nothing", _l("Đúng hoàn toàn mới được điểm")),
    ("proportional", _l("Đúng phần nào được điểm phần ấy")),
    ("proportional_with_deduction", _l("Đúng phần nào được điểm phần ấy, chọn sai bị trừ")),
)


class QuizForm(Form):
    """A quiz on one page, with defaults that suit a class. Cells of the blueprint come beside it (`row-...`)."""

    title = StringField(_l("Tên bài kiểm tra"), [InputRequired(), Length(max=300)])
    choice = RadioField(
        _l("Câu hỏi trong đề"),
        choices=[
            SelectChoice("all", _l("Tất cả câu đã duyệt của khóa học")),
            SelectChoice("number", _l("Lấy ngẫu nhiên một số câu|Mỗi đồng chí một đề, các đề cùng số câu")),
            SelectChoice("blueprint", _l("Theo ma trận đề|Số câu cho từng chủ đề và mức độ")),
        ],
        default="number",
    )
    number = IntegerField(_l("Số câu"), [Optional(), NumberRange(1, 200)], default=20)
    minutes = IntegerField(_l("Thời gian làm bài (phút)"), [InputRequired(), NumberRange(1, 480)], default=30)
    pass_percent = StringField(_l("Đạt từ (%)"), [InputRequired()], default="50")
    attempts_allowed = IntegerField(_l("Số lượt làm"), [InputRequired(), NumberRange(1, 20)], default=1)
    scoring_rule = RadioField(
        _l("Cách tính điểm câu có nhiều lựa chọn"),
        choices=[SelectChoice(code, words) for code, words in RULES],
        default="all_or_nothing",
    )
    common_end = RadioField(
        _l("Người vào muộn"),
        choices=[
            SelectChoice("yes", _l("Kết thúc cùng cả lớp")),
            SelectChoice("no", _l("Được làm đủ thời gian")),
        ],
        default="yes",
    )
    required = BooleanField(_l("Cần đạt bài này mới hoàn thành khóa học"), default=True)
    one_at_a_time = BooleanField(_l("Mỗi màn hình một câu"), default=True)
    shuffle = BooleanField(_l("Đảo thứ tự câu hỏi và phương án"), default=True)
    show_result = BooleanField(_l("Nộp bài xong thấy ngay điểm"), default=True)
    grace = IntegerField(
        _l("Chờ bài gửi chậm sau khi hết giờ (giây)"), [InputRequired(), NumberRange(0, 600)], default=60
    )

    def validate_number(self, field: IntegerField) -> None:
        """A number is needed when questions are drawn by number."""
        if self.choice.data == "number" and not field.data:
            raise ValidationError(_l("Hãy ghi số câu."))

    def validate_pass_percent(self, field: StringField) -> None:
        """Exact, with comma or point, 0 to 100."""
        value = read_decimal(field.data or "")
        if value is None or not 0 <= value <= 100:
            raise ValidationError(_l("Hãy ghi một số từ 0 đến 100, ví dụ 50 hoặc 66,7."))

    def draft(self, cells: Mapping[tuple[str, str], int]) -> QuizDraft:
        """What the form says. cells: the blueprint by (topic, level)."""
        return QuizDraft(
            title=self.title.data,
            plan={"rows": self._rows(cells)},
            time_limit=self.minutes.data * 60,
            grace=self.grace.data,
            attempts_allowed=self.attempts_allowed.data,
            one_at_a_time=self.one_at_a_time.data,
            shuffle=self.shuffle.data,
            common_end=self.common_end.data == "yes",
            pass_percent=self.pass_percent.data.replace(",", "."),
            scoring_rule=self.scoring_rule.data,
            required=self.required.data,
            show_result=self.show_result.data,
        )

    def _rows(self, cells: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
        if self.choice.data == "all":
            return []
        if self.choice.data == "number":
            return [{"topic": None, "level": None, "number": self.number.data}]
        return [
            {"topic": topic or None, "level": level or None, "number": number}
            for (topic, level), number in cells.items()
            if number
        ]

    def fill(self, quiz: QuizFacts) -> None:
        """Show what a quiz says now."""
        for name in ("title", "attempts_allowed", "scoring_rule", "required", "one_at_a_time", "shuffle"):
            self[name].data = getattr(quiz, name)
        self.show_result.data, self.grace.data, self.minutes.data = quiz.show_result, quiz.grace, quiz.minutes
        self.pass_percent.data = quiz.pass_percent.replace(".", ",")
        self.common_end.data = "yes" if quiz.common_end else "no"
        rows = quiz.plan.get("rows", ())
        by_number = len(rows) == 1 and not rows[0]["topic"] and not rows[0]["level"]
        self.choice.data = "all" if not rows else "number" if by_number else "blueprint"
        if by_number:
            self.number.data = rows[0]["number"]


def cells_of(quiz: QuizFacts) -> dict[tuple[str, str], int]:
    """The blueprint of a quiz by (topic, level)."""
    return {(row["topic"] or "", row["level"] or ""): row["number"] for row in quiz.plan.get("rows", ())}


class AddTimeForm(Form):
    """More time for all, a group or one learner. whom: "all", "group-3", "learner-17"."""

    minutes = IntegerField(_l("Thêm bao nhiêu phút"), [InputRequired(), NumberRange(1, 240)], default=5)
    whom = SelectField(_l("Cho ai"), choices=[SelectChoice("all", _l("Cả lớp"))], default="all")
    reason = StringField(_l("Lý do"), [InputRequired(), Length(max=300)])

    def offer(self, groups: Iterable[tuple[int, str]], learners: Iterable[tuple[int, str]]) -> None:
        """Name the groups and learners to choose from."""
        self.whom.choices = [
            SelectChoice("all", _l("Cả lớp")),
            *(SelectChoice(f"group-{one}", name) for one, name in groups),
            *(SelectChoice(f"learner-{one}", name) for one, name in learners),
        ]

    @property
    def target(self) -> dict[str, int]:
        """As service.add_time takes it."""
        kind, _, number = self.whom.data.partition("-")
        return {} if kind == "all" else {"group_id" if kind == "group" else "enrolment_id": int(number)}


class ReopenForm(Form):
    """Let a learner in again."""

    minutes = IntegerField(
        _l("Cho làm tiếp bao nhiêu phút"), [InputRequired(), NumberRange(1, 240)], default=10
    )
    reason = StringField(_l("Lý do"), [InputRequired(), Length(max=300)])


class ReasonForm(Form):
    """An act that goes into the record with its reason."""

    reason = StringField(_l("Lý do"), [InputRequired(), Length(max=300)])
