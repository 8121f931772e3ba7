"""Forms of signing in, people, units and roles."""

import re

from flask_babel import lazy_gettext
from wtforms import HiddenField, PasswordField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.accounts.passwords import LONGEST, SHORTEST
from quizapp.domain.birth_dates import BirthDate
from quizapp.web.access import Right
from quizapp.web.forms import Form
from quizapp.web.wording.accounts import RIGHTS

_BORN = re.compile(r"(?:(?:(\d{1,2})[./\- ]+)?(\d{1,2})[./\- ]+)?(\d{4})", re.ASCII)
_PHONE = re.compile(r"\+?[\d .\-()]{6,20}", re.ASCII)


class SlipCodeForm(Form):
    """The code on a slip."""

    code = StringField(
        lazy_gettext("Mã trên phiếu (9 chữ số)"),
        [InputRequired(lazy_gettext("Đồng chí nhập 9 chữ số in trên phiếu."))],
    )
    next = HiddenField()


class PasswordForm(Form):
    """Personal code and password."""

    personal = StringField(
        lazy_gettext("Mã cá nhân"), [InputRequired(lazy_gettext("Đồng chí nhập mã cá nhân, ví dụ NVA-4821."))]
    )
    password = PasswordField(
        lazy_gettext("Mật khẩu"), [InputRequired(lazy_gettext("Đồng chí nhập mật khẩu."))]
    )
    next = HiddenField()


class ChosenPasswordForm(Form):
    """A new password, twice."""

    chosen = PasswordField(
        lazy_gettext("Mật khẩu mới"),
        [
            InputRequired(lazy_gettext("Đồng chí đặt một mật khẩu mới.")),
            Length(SHORTEST, LONGEST, lazy_gettext("Mật khẩu cần từ %(min)d đến %(max)d ký tự.")),
        ],
        description=lazy_gettext(
            "Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất, ví dụ: bốn từ không liên quan."
        ),
    )
    again = PasswordField(
        lazy_gettext("Nhập lại mật khẩu mới"),
        [EqualTo("chosen", lazy_gettext("Hai lần nhập chưa giống nhau."))],
    )


class ChangePasswordForm(ChosenPasswordForm):
    """The present password as well."""

    present = PasswordField(
        lazy_gettext("Mật khẩu đang dùng"),
        [InputRequired(lazy_gettext("Đồng chí nhập mật khẩu đang dùng."))],
        description=lazy_gettext("Lần đầu: mật khẩu được giáo vụ đưa."),
    )


class FirstRunForm(ChosenPasswordForm):
    """Who will be the first administrator."""

    name = StringField(
        lazy_gettext("Họ và tên"),
        [InputRequired(lazy_gettext("Đồng chí điền họ và tên.")), Length(max=120)],
    )


def read_born(typed: str) -> str | None:
    """A birth date as people type it (13/12/1966, 12/1966, 1966) in the stored form; ValueError for anything else."""
    if not typed:
        return None
    found = _BORN.fullmatch(typed.strip())
    if found is None:
        return str(BirthDate.parse(typed))
    day, month, year = found.groups()
    return str(BirthDate(int(year), int(month or 0), int(day or 0)))


class PersonForm(Form):
    """The facts of a person. `unit` is filled with choices by the view."""

    name = StringField(
        lazy_gettext("Họ và tên"), [InputRequired(lazy_gettext("Chưa điền họ và tên.")), Length(max=120)]
    )
    born = StringField(
        lazy_gettext("Ngày sinh"),
        [Length(max=12)],
        description=lazy_gettext("Ví dụ 13/12/1966; chỉ biết năm thì ghi 1966."),
    )
    sex = RadioField(
        lazy_gettext("Giới tính"),
        choices=[
            SelectChoice("male", lazy_gettext("Nam")),
            SelectChoice("female", lazy_gettext("Nữ")),
            SelectChoice("", lazy_gettext("Chưa rõ")),
        ],
        default="",
    )
    ethnicity = StringField(lazy_gettext("Dân tộc"), [Length(max=40)])
    phone = StringField(lazy_gettext("Số điện thoại"), [Length(max=20)])
    post = StringField(
        lazy_gettext("Chức vụ"), [Length(max=120)], description=lazy_gettext("Ví dụ: Bí thư chi bộ.")
    )
    unit = SelectField(lazy_gettext("Chi bộ, đơn vị"), coerce=str)

    def validate_born(self, field: StringField) -> None:
        """A day that exists."""
        try:
            read_born(field.data or "")
        except ValueError as wrong:
            raise ValidationError(
                lazy_gettext("Ngày sinh chưa đúng. Ví dụ 13/12/1966, 12/1966 hoặc 1966.")
            ) from wrong

    def validate_phone(self, field: StringField) -> None:
        """Digits, with blanks and dots if need be."""
        if field.data and not _PHONE.fullmatch(field.data):
            raise ValidationError(lazy_gettext("Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."))


class CorrectionForm(PersonForm):
    """The facts of a person, and why they change."""

    reason = StringField(
        lazy_gettext("Lý do sửa"),
        [InputRequired(lazy_gettext("Ghi ngắn gọn vì sao sửa, để sau này còn tra lại.")), Length(max=300)],
        description=lazy_gettext("Ví dụ: theo căn cước công dân; đồng chí báo ghi sai tên đệm."),
    )


class NewPersonForm(PersonForm):
    """A person who will sign in with a password, and the first role. Choices of role and scope by the view."""

    role = SelectField(lazy_gettext("Vai trò"), coerce=str)
    scope = SelectField(lazy_gettext("Phạm vi"), coerce=str)


class GrantForm(Form):
    """A role and where it holds."""

    role = SelectField(lazy_gettext("Vai trò"), coerce=str)
    scope = SelectField(lazy_gettext("Phạm vi"), coerce=str)


class UnitForm(Form):
    """A unit of the tree. `parent` is filled with choices by the view."""

    name = StringField(
        lazy_gettext("Tên đơn vị"),
        [InputRequired(lazy_gettext("Chưa điền tên đơn vị.")), Length(max=200)],
        description=lazy_gettext("Ví dụ: Chi bộ khu phố 3."),
    )
    kind = StringField(
        lazy_gettext("Loại đơn vị"),
        [Length(max=80)],
        description=lazy_gettext("Đồng chí tự đặt: đảng bộ phường, chi bộ, trung tâm..."),
    )
    code = StringField(lazy_gettext("Mã đơn vị"), [Length(max=40)])
    parent = SelectField(lazy_gettext("Trực thuộc"), coerce=str)


class RoleForm(Form):
    """A role: its name and its rights."""

    name = StringField(
        lazy_gettext("Tên vai trò"), [InputRequired(lazy_gettext("Chưa điền tên vai trò.")), Length(max=80)]
    )
    rights = SelectMultipleField(
        lazy_gettext("Người giữ vai trò này được làm gì"),
        choices=[SelectChoice(str(right), RIGHTS[right]) for right in Right],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
