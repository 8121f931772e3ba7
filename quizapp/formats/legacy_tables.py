"""The letters of the two old Vietnamese font families, as they stand in a file that Word opens as Latin-1."""

import unicodedata
from itertools import product

TCVN3_SIGNS = (
    "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae"
    "\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb"
    "\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde"
    "\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee"
    "\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe"
)
TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ"
    "àảãáạằẳẵắặầẩẫấậ"
    "èẻẽéẹềểễếệìỉĩíị"
    "òỏõóọồổỗốộờởỡớợ"
    "ùủũúụừửữứựỳỷỹýỵ"
)  # fmt: skip

# VNI: a letter, then one sign for everything above and below it.
_VNI_TONES = (("ø", "\u0300"), ("ù", "\u0301"), ("û", "\u0309"), ("õ", "\u0303"), ("ï", "\u0323"))
_VNI_HATS = (
    ("â", "\u0302"), ("à", "\u0302\u0300"), ("á", "\u0302\u0301"), ("å", "\u0302\u0309"),
    ("ã", "\u0302\u0303"), ("ä", "\u0323\u0302"),
)  # fmt: skip
_VNI_BREVES = (
    ("ê", "\u0306"), ("è", "\u0306\u0300"), ("é", "\u0306\u0301"), ("ú", "\u0306\u0309"),
    ("ü", "\u0306\u0303"), ("ë", "\u0323\u0306"),
)  # fmt: skip
_VNI_ALONE = {
    "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ",
    "Ì": "Ì", "Í": "Í", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Ô": "Ơ", "Ö": "Ư", "Î": "Ỵ", "Ñ": "Đ",
}  # fmt: skip
_VNI_BASES = (
    ("a", "a", (*_VNI_TONES, *_VNI_HATS, *_VNI_BREVES)),
    ("e", "e", (*_VNI_TONES, *_VNI_HATS)),
    ("o", "o", (*_VNI_TONES, *_VNI_HATS)),
    # i has letters of its own below; some programs write it like the others
    ("i", "i", _VNI_TONES),
    ("u", "u", _VNI_TONES),
    ("y", "y", _VNI_TONES),
    ("ô", "ơ", _VNI_TONES),
    ("ö", "ư", _VNI_TONES),
)


def _vni_pairs() -> dict[str, str]:
    """Letter and sign -> letter; the sign may be small or capital whatever the letter is."""
    pairs: dict[str, str] = {}
    for typed, letter, marks in _VNI_BASES:
        for (sign, combining), capital in product(marks, (False, True)):
            whole = unicodedata.normalize("NFC", (letter.upper() if capital else letter) + combining)
            base = typed.upper() if capital else typed
            pairs[base + sign] = whole
            pairs[base + sign.upper()] = whole
    return pairs


TCVN3: dict[str, str] = dict(zip(TCVN3_SIGNS, TCVN3_LETTERS, strict=True))
VNI_PAIRS: dict[str, str] = _vni_pairs()
VNI_ALONE: dict[str, str] = dict(_VNI_ALONE)
