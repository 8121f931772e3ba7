"""Forms about rubrics, guests and locking."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from quizapp.web.forms import Form


class RubricUploadForm(Form):
    """Upload a rubric file."""

    file = FileField(_l("Tệp mẫu chấm điểm"), [FileRequired(message=_l("Hãy chọn một tệp .yaml."))])


class GuestForm(Form):
    """Add a guest grader: two lines, no more."""

    name = StringField(_l("Họ và tên"), [DataRequired(), Length(max=120)])
    position = StringField(_l("Chức vụ, nơi công tác"), [Length(max=120)])


class UnlockForm(Form):
    """Open locked marks again."""

    reason = TextAreaField(_l("Lý do mở khóa"), [DataRequired(), Length(max=300)])
