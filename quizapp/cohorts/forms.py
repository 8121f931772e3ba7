"""Forms about classes."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Regexp

from quizapp.domain.birth_dates import BirthDate
from quizapp.web.forms import Form
from quizapp.web.typed_dates import read_day

SEXES = [SelectChoice("male", _l("Nam")), SelectChoice("female", _l("Nữ")), SelectChoice("", _l("Chưa rõ"))]
CODE = Regexp(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$", message=_l("Mã chỉ gồm chữ cái không dấu, số, dấu chấm, gạch ngang.")
)


class DayField(StringField):  # type: ignore[misc]
    """A day as people write it: 5/10/2026, 05-10-2026, 5.10.2026; phones show their number pad."""

    def process_formdata(self, values: list[str]) -> None:
        self.typed = values[0] if values else ""
        self.data: date | None = None
        if self.typed.strip():
            self.data = read_day(self.typed)
            if self.data is None:
                raise ValueError(str(_l("Ngày chưa đúng, ví dụ 05/10/2026.")))

    def _value(self) -> str:
        return getattr(self, "typed", "") or (f"{self.data:%d/%m/%Y}" if self.data else "")


class CohortForm(Form):
    """Open a class or change its facts."""

    title = StringField(_l("Tên lớp"), [DataRequired(), Length(max=300)])
    code = StringField(_l("Mã lớp"), [DataRequired(), Length(max=40), CODE])
    course_id = SelectField(_l("Chương trình"), coerce=int)
    unit_id = SelectField(_l("Đơn vị quản lý lớp"), coerce=int)
    starts = DayField(_l("Ngày khai giảng"))
    ends = DayField(_l("Ngày bế giảng"))
    place = StringField(_l("Địa điểm"), [Length(max=200)])
    organiser = StringField(_l("Đơn vị tổ chức"), [Length(max=200)])
    coordinator = StringField(_l("Đơn vị phối hợp"), [Length(max=200)])
    issuer = StringField(_l("Nơi cấp giấy chứng nhận"), [Length(max=200)])


class LearnerForm(Form):
    """Add one learner by hand."""

    name = StringField(_l("Họ và tên"), [DataRequired(), Length(max=120)])
    sex = RadioField(_l("Giới tính"), choices=SEXES, default="")
    born = StringField(_l("Ngày sinh"), [Length(max=20)])
    post = StringField(_l("Chức vụ"), [Length(max=120)])
    cell = StringField(_l("Chi bộ"), [Length(max=200)])
    unit = StringField(_l("Đảng bộ"), [Length(max=200)])
    phone = StringField(_l("Điện thoại"), [Length(max=20)])

    def validate_born(self, field: Any) -> None:
        """dd/mm/yyyy or the year alone."""
        if field.data and birth_of(field.data) is None:
            raise ValidationError(str(_l("Ngày sinh chưa đúng, ví dụ 13/12/1966 hoặc chỉ năm 1966.")))


def birth_of(typed: str) -> BirthDate | None:
    """A birth date as typed: a day, or a year alone; None for what is neither."""
    day = read_day(typed)
    try:
        return BirthDate.parse(f"{day:%Y-%m-%d}" if day else typed.strip())
    except ValueError:
        return None


class GroupsForm(Form):
    """Form groups for the whole class."""

    how = RadioField(
        _l("Chia theo cách nào?"),
        choices=[
            SelectChoice(
                "random", _l("Ngẫu nhiên, cân bằng nam nữ|Mỗi tổ có số người và tỷ lệ nam nữ gần bằng nhau")
            ),
            SelectChoice("unit", _l("Theo đảng bộ|Người cùng đảng bộ ở cùng tổ, các tổ gần bằng nhau")),
            SelectChoice("order", _l("Theo số thứ tự|Lần lượt theo danh sách")),
        ],
        default="random",
    )
    number = SelectField(
        _l("Số tổ"), coerce=int, choices=[SelectChoice(n, str(n)) for n in range(2, 21)], default=6
    )


class GroupNameForm(Form):
    """Rename a group."""

    name = StringField(_l("Tên tổ"), [DataRequired(), Length(max=80)])


class WithdrawForm(Form):
    """Take a learner off the list."""

    reason = TextAreaField(_l("Lý do"), [DataRequired(), Length(max=300)])
