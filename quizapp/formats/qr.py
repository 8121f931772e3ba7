"""QR codes as SVG, error correction level M, with the quiet zone that cameras need."""

from io import BytesIO

import segno

_QUIET_ZONE = 4
_RESERVED_IN_WIFI = '\\;,":'


def qr_svg(text: str, title: str) -> str:
    """An inline SVG for a page: scales with its box, is announced as an image named `title`.

    Black on white in dark mode too (many cameras can't read the inverse); the title is escaped.
    """
    return _svg(text, title).replace("<svg ", '<svg role="img" ', 1)


def qr_for_pdf(text: str) -> str:
    """The same code as an SVG document for a Typst layout; the layout gives it its alternative text."""
    return _svg(text, None)


def wifi_text(ssid: str, password: str) -> str:
    """What a phone must read to join a network: WPA, or an open one when the password is empty.

    Source: the "WIFI:" form of ZXing, understood by Android and iOS; reserved signs get a backslash.
    """
    if not password:
        return f"WIFI:T:nopass;S:{_escaped(ssid)};;"
    return f"WIFI:T:WPA;S:{_escaped(ssid)};P:{_escaped(password)};;"


def wifi_qr(ssid: str, password: str, title: str = "Mã QR để vào Wi-Fi") -> str:
    """An inline SVG that joins a phone to the room's Wi-Fi."""
    return qr_svg(wifi_text(ssid, password), title)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in _RESERVED_IN_WIFI else sign for sign in text)


def _svg(text: str, title: str | None) -> str:
    out = BytesIO()
    code = segno.make_qr(text, error="m", boost_error=False)
    code.save(
        out, kind="svg", border=_QUIET_ZONE, title=title, omitsize=True, dark="#000", light="#fff",
        xmldecl=False, svgclass=None, lineclass=None, nl=False,
    )  # fmt: skip
    return out.getvalue().decode()
