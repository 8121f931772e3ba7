"""The form every page starts from: NFC in, Vietnamese messages, an error summary in order."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field

MESSAGES = {
    "This field is required.": "Chưa điền mục này.",
    "Invalid value, must be a number.": "Mục này phải là một số.",
    "Not a valid integer value.": "Mục này phải là một số nguyên.",
    "Not a valid decimal value.": "Mục này phải là một số, ví dụ 7,5.",
    "Not a valid date value.": "Ngày chưa đúng, ví dụ 05/10/2026.",
    "Not a valid time value.": "Giờ chưa đúng, ví dụ 13:30.",
    "Not a valid choice.": "Hãy chọn một trong các mục có sẵn.",
    "Not a valid choice": "Hãy chọn một trong các mục có sẵn.",
    "Invalid Choice: could not coerce.": "Hãy chọn một trong các mục có sẵn.",
    "Invalid input.": "Mục này chưa đúng.",
    "Number must be between %(min)s and %(max)s.": "Số phải từ %(min)s đến %(max)s.",
    "Number must be at least %(min)s.": "Số phải từ %(min)s trở lên.",
    "Number must be at most %(max)s.": "Số phải không quá %(max)s.",
    "Field cannot be longer than %(max)d character.": "Không quá %(max)d chữ.",
    "Field cannot be longer than %(max)d characters.": "Không quá %(max)d chữ.",
    "Field must be at least %(min)d character long.": "Ít nhất %(min)d chữ.",
    "Field must be at least %(min)d characters long.": "Ít nhất %(min)d chữ.",
    "Field must be between %(min)d and %(max)d characters long.": "Từ %(min)d đến %(max)d chữ.",
    "File does not have an approved extension: {extensions}": "Loại tệp này không nhận được.",
}


class _Vietnamese:
    """WTForms has no Vietnamese catalogue; these are its messages in our words."""

    def gettext(self, string: str) -> str:
        return gettext(MESSAGES[string]) if string in MESSAGES else string

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


def tidy(value: Any) -> Any:
    """NFC and no space around: phones may send decomposed letters."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


class Form(FlaskForm):  # type: ignore[misc]
    """Base of all forms: CSRF, tidy text, Vietnamese messages."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            filters: Sequence[Callable[[Any], Any]] = unbound_field.kwargs.get("filters", ())
            return unbound_field.bind(form=form, filters=[tidy, *filters], **options)

        def get_translations(self, form: Any) -> _Vietnamese:
            return _Vietnamese()

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(id of the field, message) for the error summary at the top of the page."""
        return [
            (field.id, str(message))
            for field in self
            for message in (field.errors if field.type != "FormField" else ())
        ]
