"""The parts of a Word document that questions are read from, unpacked within limits."""

import posixpath
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from quizapp.formats.sniffing import UnsafeFile, open_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
PART_LIMIT = 40 * 1024 * 1024
IMAGE_LIMIT = 10 * 1024 * 1024
IMAGES_LIMIT = 60 * 1024 * 1024
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")


@dataclass(slots=True)
class Package:
    """The unpacked parts; pictures are taken out when they are met, up to a limit for all of them together."""

    archive: ZipFile
    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    targets: dict[str, str]
    taken: int = 0
    kept: dict[str, bytes] = field(default_factory=dict)

    def picture(self, relation: str) -> tuple[str, bytes] | None:
        """(file name, bytes) of a picture that browsers or Pillow can read; None for any other one."""
        path = self.targets.get(relation, "")
        if path not in self.kept:
            try:
                size = self.archive.getinfo(path).file_size
                if size > IMAGE_LIMIT or self.taken + size > IMAGES_LIMIT:
                    return None
                content = self.archive.read(path)
            except (KeyError, ValueError, OSError):
                return None
            if not content.startswith(_PICTURES):
                return None
            self.taken += size
            self.kept[path] = content
        return posixpath.basename(path), self.kept[path]


def open_document(content: bytes) -> Package:
    """Raises UnsafeFile, also for a damaged document; the caller closes nothing, all is in memory."""
    archive = open_package(content)
    try:
        main = _main_part(archive)
        document = _part(archive, main)
        if document is None:
            raise UnsafeFile("damaged")
        folder = posixpath.dirname(main)
        return Package(
            archive,
            document,
            _part(archive, f"{folder}/styles.xml"),
            _part(archive, f"{folder}/numbering.xml"),
            _targets(archive, main),
        )
    except (KeyError, ValueError, OSError, etree.LxmlError, RuntimeError) as error:
        raise UnsafeFile("damaged") from error


def _part(archive: ZipFile, path: str) -> etree._Element | None:
    if path not in archive.namelist():
        return None
    if archive.getinfo(path).file_size > PART_LIMIT:
        raise UnsafeFile("too_big")
    xml = archive.read(path)
    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(xml, parser)


def _main_part(archive: ZipFile) -> str:
    relations = _part(archive, "_rels/.rels")
    if relations is not None:
        for relation in relations.iter("{*}Relationship"):
            target = str(relation.get("Target", "")).lstrip("/")
            if str(relation.get("Type", "")).endswith("/officeDocument") and target in archive.namelist():
                return target
    names = [
        name
        for name in archive.namelist()
        if name.lower().startswith("word/document") and name.endswith(".xml")
    ]
    if not names:
        raise UnsafeFile("damaged")
    return min(names, key=len)


def _targets(archive: ZipFile, main: str) -> dict[str, str]:
    folder, name = posixpath.split(main)
    relations = _part(archive, f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    targets: dict[str, str] = {}
    for relation in relations.iter("{*}Relationship"):
        target = str(relation.get("Target", ""))
        if relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            targets[str(relation.get("Id", ""))] = path
    return targets
