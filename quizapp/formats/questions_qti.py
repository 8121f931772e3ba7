"""Questions in QTI: 1.2 and 2.0 to 3.0, bare XML or packed with their pictures (Canvas, Common Cartridge, others)."""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from quizapp.formats.drafts import Problem
from quizapp.formats.question_drafts import QuestionFile, ReadQuestion
from quizapp.formats.questions_drafting import Notes, level_of
from quizapp.formats.questions_qti1 import read_items
from quizapp.formats.questions_qti2 import read_item
from quizapp.formats.questions_xml import attribute, below, name, open_xml, words
from quizapp.formats.sniffing import FILE_LIMIT, UnsafeFile, open_package

_ROOTS = re.compile(rb"<(?:[\w.\-]+:)?(questestinterop|assessmentItem|qti-assessment-item)[\s>/]")
_BASE = re.compile(r"^(?:\$IMS[-_]CC[-_]FILE[-_]?BASE\$|%24IMS[-_]CC[-_]FILE[-_]?BASE%24)/?", re.IGNORECASE)
_REDUCED = re.compile(r"(?:.*/)?([^/]+)/assessment_qti\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the manifest says about an item: its words, its subject."""

    keywords: tuple[str, ...]
    subject: str


def read_qti(content: bytes) -> QuestionFile:
    """Every question of a QTI file or package; places are item identifiers. Never raises, unpacks nothing to disk."""
    notes = Notes("qti")
    if len(content) > FILE_LIMIT:
        notes.problems.append(Problem("too_big", facts={"limit": FILE_LIMIT // 1024 // 1024}))
        return notes.file(())
    if not content.startswith(b"PK"):
        return notes.file(_document(content, "", notes, lambda path: None))
    try:
        with open_package(content) as package:
            return notes.file(_package(package, notes))
    except UnsafeFile as error:
        notes.problems.append(Problem(error.code))
    return notes.file(())


def holds_qti(content: bytes) -> bool:
    """Whether an XML text is QTI, by its root."""
    return _ROOTS.search(content[:65_536]) is not None


def _document(
    content: bytes, place: str, notes: Notes, find: Callable[[str], bytes | None]
) -> list[ReadQuestion]:
    opened = open_xml(content, place)
    notes.problems.extend(opened.problems)
    root = opened.root
    if root is None:
        return []
    if name(root) == "questestinterop":
        return list(read_items(root, notes, find, is_mended=opened.mended))
    items = [root] if name(root) == "assessmentitem" else list(below(root, "assessmentitem"))
    read = (read_item(item, notes, find, is_mended=opened.mended) for item in items)
    found = [question for question in read if question is not None]
    if not items:
        notes.problems.append(Problem("not_qti", place))
    return found


def _package(package: ZipFile, notes: Notes) -> list[ReadQuestion]:
    """Items in the order of the manifest, then the others by name."""
    members = _members(package, notes)
    ordered, told = _manifest(package, members)
    shown = _Pictures(package, members)
    questions: list[ReadQuestion] = []
    for member in _complete(ordered):
        if not member.lower().endswith((".xml", ".qti", ".dat")):
            continue
        content = package.read(members[member])
        if not holds_qti(content):
            continue
        read = _document(content, member, notes, shown.beside(member))
        questions += [_with(told.get(member), question) for question in read]
    return questions


def _members(package: ZipFile, notes: Notes) -> dict[str, str]:
    """Names as paths, to the names in the zip; one that leads out of the package is not touched."""
    found: dict[str, str] = {}
    for info in package.infolist():
        path = info.filename.replace("\\", "/")
        if info.is_dir() or path.startswith("__MACOSX/"):
            continue
        if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
            notes.problems.append(Problem("unsafe_name", facts={"file": path[:80]}))
            continue
        found.setdefault(posixpath.normpath(path), info.filename)
    return found


def _manifest(package: ZipFile, members: dict[str, str]) -> tuple[list[str], dict[str, _Told]]:
    path = next((one for one in members if posixpath.basename(one).lower() == "imsmanifest.xml"), "")
    names = sorted(one for one in members if one != path)
    root = open_xml(package.read(members[path])).root if path else None
    if root is None:
        return names, {}
    folder = posixpath.dirname(path)
    listed: dict[str, None] = {}
    told: dict[str, _Told] = {}
    for resource in below(root, "resource"):
        files = [attribute(resource, "href"), *(attribute(one, "href") for one in below(resource, "file"))]
        for file in filter(None, files):
            member = posixpath.normpath(posixpath.join(folder, unquote(file)))
            if member in members and member != path:
                listed[member] = None
                told.setdefault(member, _told(resource))
    return list(dict.fromkeys([*listed, *names])), told


def _told(resource: etree._Element) -> _Told:
    keywords = tuple(words(one) for one in below(resource, "keyword") if words(one))
    entries = [words(one) for taxon in below(resource, "taxon") for one in below(taxon, "entry")]
    return _Told(keywords, entries[-1] if entries else "")


def _with(told: _Told | None, question: ReadQuestion) -> ReadQuestion:
    if told is None:
        return question
    level, tags = level_of(told.keywords)
    return replace(question, level=level, tags=tags, topic=question.topic or told.subject)


def _complete(ordered: Iterable[str]) -> list[str]:
    """Without the reduced form of a test where the cartridge also holds the complete one."""
    names = list(ordered)
    complete = {posixpath.basename(one).split(".")[0] for one in names if "non_cc_assessments/" in one}
    return [one for one in names if not ((found := _REDUCED.fullmatch(one)) and found[1] in complete)]


class _Pictures:
    """Looks pictures up in a package, by their addresses as items write them."""

    def __init__(self, package: ZipFile, members: dict[str, str]) -> None:
        self.package, self.members = package, members
        self.by_name: dict[str, list[str]] = {}
        for one in members:
            self.by_name.setdefault(posixpath.basename(one).lower(), []).append(one)

    def beside(self, member: str) -> Callable[[str], bytes | None]:
        """The pictures of an item that is this member."""
        return partial(self._find, posixpath.dirname(member))

    def _find(self, folder: str, source: str) -> bytes | None:
        """Beside the item, in the package, or the only one of its name; never one on another server."""
        if "://" in source or source.startswith("//"):
            return None
        path = unquote(_BASE.sub("", source).partition("?")[0]).replace("\\", "/").lstrip("/")
        for start in (folder, "", "web_resources", "images"):
            member = posixpath.normpath(posixpath.join(start, path))
            if member in self.members:
                return self.package.read(self.members[member])
        same = self.by_name.get(posixpath.basename(path).lower(), [])
        return self.package.read(self.members[same[0]]) if len(same) == 1 else None
