"""Forms about papers."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from quizapp.web.forms import Form


class StepForm(Form):
    """Choose the step of the marks."""

    step = SelectField(
        _l("Bước điểm"),
        choices=[
            SelectChoice("0.05", _l("0,05 (nhận cả 7,1 và 7,25)")),
            SelectChoice("0.1", _l("0,1")),
            SelectChoice("0.25", _l("0,25")),
            SelectChoice("0.5", _l("0,5")),
            SelectChoice("1", _l("1 (điểm chẵn)")),
        ],
    )
