"""Forms about the centre, a section each. Fields are columns of models.Centre."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from quizapp.centre.address import AddressFault, read_address
from quizapp.domain.flaws import Flaw
from quizapp.domain.names import tidy
from quizapp.domain.numbering import parse_pattern
from quizapp.web.forms import Form
from quizapp.web.wording.centre import address_sentence, pattern_sentence

WIFI_PASSWORD = (8, 63)


def printable(form: Any, field: Field) -> None:
    """No line breaks or invisible signs: they would print."""
    if field.data and not str(field.data).isprintable():
        raise ValidationError(gettext("Mục này có ký tự lạ không in được. Hãy gõ lại thay vì dán vào."))


def _line(label: Any, longest: int, *, needed: bool = False) -> StringField:
    filters = (lambda typed: tidy(typed) if isinstance(typed, str) else typed,)
    first = [InputRequired()] if needed else []
    return StringField(label, [*first, Length(max=longest), printable], filters=filters)


class NamesForm(Form):
    """Who the centre is and how it speaks to learners."""

    name = _line(_l("Tên trung tâm"), 200, needed=True)
    parent_name = _line(_l("Cơ quan cấp trên"), 200)
    place = _line(_l("Địa danh"), 100)
    learner_word = RadioField(
        _l("Gọi người học là"),
        choices=[
            SelectChoice("đồng chí", _l("đồng chí|Dùng cho lớp đảng viên, cấp ủy.")),
            SelectChoice("học viên", _l("học viên|Dùng cho lớp của Mặt trận và các đoàn thể.")),
        ],
    )


class PapersForm(Form):
    """How printed papers begin and end."""

    heading = RadioField(
        _l("Tiêu đề giấy tờ"),
        choices=[
            SelectChoice("party", _l("Kiểu văn bản của Đảng")),
            SelectChoice("state", _l("Kiểu hành chính nhà nước")),
        ],
    )
    signer_authority = _line(_l("Thẩm quyền ký"), 200)
    signer_position = _line(_l("Chức vụ người ký"), 200)
    signer_name = _line(_l("Họ và tên người ký"), 200)


class RoomForm(Form):
    """What phones in the room need."""

    wifi_name = StringField(_l("Tên Wi-Fi"), [Length(max=32), printable])
    wifi_password = StringField(_l("Mật khẩu Wi-Fi"), [Length(max=63), printable])
    site_address = StringField(_l("Địa chỉ cố định của trang"), [Length(max=200)])

    def validate_wifi_name(self, field: Field) -> None:
        """Names of networks are counted in bytes: 32 at most."""
        if len((field.data or "").encode()) > 32:
            raise ValidationError(gettext("Tên Wi-Fi dài quá. Hãy chép đúng tên đang hiện trên điện thoại."))

    def validate_wifi_password(self, field: Field) -> None:
        """WPA: 8 to 63 signs; empty: an open network."""
        if field.data and len(field.data) < WIFI_PASSWORD[0]:
            raise ValidationError(
                gettext("Mật khẩu Wi-Fi có ít nhất 8 ký tự. Wi-Fi không mật khẩu thì để trống.")
            )
        if field.data and not self.wifi_name.data:
            raise ValidationError(gettext("Có mật khẩu thì cần cả tên Wi-Fi."))

    def validate_site_address(self, field: Field) -> None:
        """http or https, a machine's name, perhaps a port: nothing else."""
        read = read_address(field.data or "")
        if isinstance(read, AddressFault):
            raise ValidationError(address_sentence(read))
        field.data = read


class CertificatesForm(Form):
    """How certificates are numbered and whether strangers may check them."""

    number_pattern = _line(_l("Kiểu số giấy chứng nhận"), 60, needed=True)
    verification_on = BooleanField(_l("Cho mọi người tra cứu giấy chứng nhận"))

    def validate_number_pattern(self, field: Field) -> None:
        """A pattern that gives every certificate its own number."""
        read = parse_pattern(field.data or "")
        if isinstance(read, Flaw):
            raise ValidationError(pattern_sentence(read))
