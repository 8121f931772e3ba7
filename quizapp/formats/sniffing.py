"""What a file is, told by its bytes alone: file names lie, offices rename."""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

FILE_LIMIT = 20 * 1024 * 1024
UNPACKED_LIMIT = 160 * 1024 * 1024
MEMBER_LIMIT = 3000
RATIO_LIMIT = 250
RATIO_COUNTS_FROM = 24 * 1024 * 1024


class Kind(Enum):
    """The kinds of file that readers tell apart."""

    EMPTY = "empty"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    PRESENTATION = "presentation"
    PAGES = "pages"
    PDF = "pdf"
    PHOTO = "photo"
    RTF = "rtf"
    HTML = "html"
    XML = "xml"
    MHTML = "mhtml"
    ARCHIVE = "archive"
    ENCRYPTED = "encrypted"
    TEXT = "text"
    UNKNOWN = "unknown"


class UnsafeFile(Exception):
    """A packed file that must not be opened: `code` is too_big, zip_bomb, unsafe_xml, encrypted or damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text out of bytes, NFC. encoding: the name of the one used; guessed: not proved by a mark or by UTF-8."""

    text: str
    encoding: str
    guessed: bool


_PHOTO_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_ARCHIVE_STARTS = (b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def sniff(content: bytes) -> Kind:
    """The kind of a file by its content; never raises."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Kind.EMPTY
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(content)
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if _is_photo(content):
        return Kind.PHOTO
    if content.startswith(_ARCHIVE_STARTS):
        return Kind.ARCHIVE
    return _sniff_text(content)


def _is_photo(content: bytes) -> bool:
    if content.startswith(_PHOTO_STARTS):
        return True
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return True
    if content[:2] == b"BM" and int.from_bytes(content[2:6], "little") == len(content):
        return True
    return content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS


def _sniff_zip(content: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(content)) as package:
            names = {name.lower().replace("\\", "/") for name in package.namelist()}
            declared = _declared_type(package)
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError, zlib.error, RuntimeError):
        return Kind.ARCHIVE
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    starts = (
        ("xl/", Kind.XLSX),
        ("word/", Kind.DOCX),
        ("ppt/", Kind.PRESENTATION),
        ("index/", Kind.PAGES),
    )
    for start, kind in starts:
        if any(name.startswith(start) for name in names):
            return kind
    for mark, kind in (("spreadsheet", Kind.ODS), ("presentation", Kind.PRESENTATION), ("text", Kind.ODT)):
        if declared.startswith("application/vnd.oasis.opendocument") and mark in declared:
            return kind
    return Kind.ARCHIVE


def _declared_type(package: ZipFile) -> str:
    if "mimetype" not in package.namelist():
        return ""
    with package.open("mimetype") as member:
        return member.read(200).decode("ascii", "replace").strip()


def _sniff_ole(content: bytes) -> Kind:
    def place(name: str) -> int:
        found = content.find(name.encode("utf-16-le") + b"\x00\x00")
        return found if found >= 0 else len(content)

    places = {
        Kind.ENCRYPTED: place("EncryptedPackage"),
        Kind.DOC: place("WordDocument"),
        Kind.XLS: min(place("Workbook"), place("Book")),
        Kind.PRESENTATION: place("PowerPoint Document"),
    }
    kind = min(places, key=lambda each: places[each])
    return kind if places[kind] < len(content) else Kind.UNKNOWN


def _sniff_text(content: bytes) -> Kind:
    if content.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    if _is_binary(content):
        return Kind.UNKNOWN
    head = decode_text(content[:8192]).text.lstrip("\ufeff \t\r\n").lower()
    if head.startswith("mime-version:") or ("content-type: multipart/related" in head):
        return Kind.MHTML
    if head.startswith("<"):
        is_page = any(
            mark in head for mark in ("<html", "<table", "<body", "<!doctype html", "<div", "<meta")
        )
        return Kind.HTML if is_page else Kind.XML
    return Kind.TEXT


def _is_binary(content: bytes) -> bool:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or _looks_utf16(content):
        return False
    sample = content[:8192]
    odd = sum(1 for byte in sample if byte < 9 or (13 < byte < 32 and byte != 27))
    return odd > len(sample) // 50


def _looks_utf16(content: bytes) -> str:
    """utf-16-le or utf-16-be when every second byte is nearly always zero, else an empty string."""
    sample = content[: 4096 - 4096 % 2]
    if len(sample) < 8:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.5 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.5 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def decode_text(content: bytes) -> DecodedText:
    """Text of a file as Vietnamese offices save it: UTF-8, UTF-16 or windows-1258, always NFC; never raises."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if content.startswith(mark):
            return DecodedText(
                _nfc(content[len(mark) :].decode(encoding, "replace")), encoding, guessed=False
            )
    if wide := _looks_utf16(content):
        return DecodedText(_nfc(content.decode(wide, "replace")), wide, guessed=True)
    try:
        return DecodedText(_nfc(content.decode("utf-8")), "utf-8", guessed=False)
    except UnicodeDecodeError as error:
        if error.start >= len(content) - 4 and error.end >= len(content):
            return DecodedText(_nfc(content.decode("utf-8", "ignore")), "utf-8", guessed=False)
    patched = content.decode("utf-8", "replace")
    broken = patched.count("\ufffd")
    if sum(sign > "\x7f" for sign in patched) > 20 * broken:
        return DecodedText(_nfc(patched), "utf-8", guessed=True)
    return DecodedText(_nfc(content.decode("cp1258", "replace")), "windows-1258", guessed=True)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def open_package(content: bytes) -> ZipFile:
    """A zip opened only after every member was unpacked once within the limits and its check sum held.

    Raises UnsafeFile; nothing else.
    """
    try:
        package = ZipFile(BytesIO(content))
        _check_sizes(package.infolist(), len(content))
        for member in package.infolist():
            _check_member(package, member)
    except UnsafeFile:
        raise
    except Exception as error:
        raise UnsafeFile("damaged") from error
    return package


def _check_sizes(members: list[ZipInfo], packed: int) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > MEMBER_LIMIT or total > UNPACKED_LIMIT:
        raise UnsafeFile("zip_bomb")
    if total > RATIO_COUNTS_FROM and total > RATIO_LIMIT * packed:
        raise UnsafeFile("zip_bomb")
    if any(member.flag_bits & 1 for member in members):
        raise UnsafeFile("encrypted")


def _check_member(package: ZipFile, member: ZipInfo) -> None:
    """Unpack a member to nowhere: a size that lies ends in a wrong check sum; a DTD has no place in office files."""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    with package.open(member) as stream:
        head = stream.read(4096)
        if is_xml and re.search(rb"<!(?:DOCTYPE|ENTITY)", head):
            raise UnsafeFile("unsafe_xml")
        while stream.read(1 << 20):
            pass
