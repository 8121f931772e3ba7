"""Forms about sessions."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quizapp.web.forms import Form
from quizapp.web.typed_dates import read_day

PARTS = {"morning": _l("Sáng"), "afternoon": _l("Chiều"), "evening": _l("Tối")}
WRONG_DAY = _l("Ngày chưa đúng, ví dụ 05/10/2026.")


class SessionDayField(StringField):  # type: ignore[misc]
    """A day as people write it: 5/10/2026 or 5.10.2026."""

    def process_formdata(self, values: list[str]) -> None:
        self.typed = values[0] if values else ""
        self.data: date | None = read_day(self.typed) if self.typed.strip() else None
        if self.typed.strip() and self.data is None:
            raise ValueError(str(WRONG_DAY))

    def _value(self) -> str:
        return getattr(self, "typed", "") or (f"{self.data:%d/%m/%Y}" if self.data else "")


def _numbers(first: int, last: int) -> list[Any]:
    return [SelectChoice(number, str(number)) for number in range(first, last + 1)]


class ScheduleForm(Form):
    """All sessions of a class at once."""

    first = SessionDayField(_l("Ngày học đầu tiên"), [InputRequired(_l("Hãy ghi ngày học đầu tiên."))])
    days = SelectField(_l("Số ngày học"), coerce=int, choices=_numbers(1, 30), default=5)
    parts = RadioField(
        _l("Học buổi nào?"),
        choices=[
            SelectChoice("both", _l("Sáng và chiều")),
            SelectChoice("morning", _l("Chỉ buổi sáng")),
            SelectChoice("afternoon", _l("Chỉ buổi chiều")),
            SelectChoice("evening", _l("Chỉ buổi tối")),
        ],
        default="both",
    )
    periods = SelectField(_l("Số tiết mỗi buổi"), coerce=int, choices=_numbers(1, 12), default=4)
    skip_weekends = BooleanField(_l("Nghỉ thứ bảy, chủ nhật"), default=True)

    @property
    def parts_wanted(self) -> tuple[str, ...]:
        """The parts of each day."""
        return ("morning", "afternoon") if self.parts.data == "both" else (self.parts.data,)


class SessionForm(Form):
    """One session."""

    held_on = SessionDayField(_l("Ngày học"))
    part_of_day = RadioField(
        _l("Buổi"),
        choices=[
            *(SelectChoice(value, words) for value, words in PARTS.items()),
            SelectChoice("", _l("Không ghi")),
        ],
        default="morning",
    )
    periods = SelectField(_l("Số tiết"), coerce=int, choices=_numbers(1, 12), default=4)
    title = StringField(_l("Nội dung"), [Length(max=200)])
