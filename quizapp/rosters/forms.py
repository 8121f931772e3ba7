"""The upload of a list."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from quizapp.web.forms import Form


class UploadForm(Form):
    """One file."""

    file = FileField(_l("Tệp danh sách lớp"), [FileRequired(_l("Hãy chọn tệp danh sách trước khi bấm nút."))])
