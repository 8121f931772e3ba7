"""The filter of the record."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from quizapp.web.forms import Form


class AuditFilterForm(Form):
    """Sent by GET. Choices of action and class by the view."""

    class Meta(Form.Meta):
        csrf = False

    action = SelectField(lazy_gettext("Việc"), coerce=str, validate_choice=False)
    who = StringField(lazy_gettext("Người làm hoặc người liên quan"), [Optional(), Length(max=100)])
    cohort = SelectField(lazy_gettext("Lớp"), coerce=str, validate_choice=False)
    day = DateField(lazy_gettext("Ngày"), [Optional()])
