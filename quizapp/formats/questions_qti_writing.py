"""Questions into a package of QTI 2.1 items."""

from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from quizapp.formats.question_drafts import EXPLANATION, STEM, ImageDraft, ReadQuestion, lost
from quizapp.formats.questions_drafting import WrittenFile, name_of, with_basis
from quizapp.formats.questions_gift_writing import is_plain_true_false
from quizapp.formats.questions_html import clean
from quizapp.formats.questions_qti_answers import WRITERS, add, fill

ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"


def write_qti(questions: Sequence[ReadQuestion]) -> WrittenFile:
    """A zip: imsmanifest.xml with level, tags and topic, items/<n>.xml, the pictures in a folder an item.

    The same questions give the same bytes. Sources are what the items have no place for.
    """
    losses: Counter[str] = Counter()
    stream = BytesIO()
    manifest = _manifest()
    resources = add(manifest, "resources")
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for number, draft in enumerate(questions, start=1):
            if draft.question.kind not in WRITERS:
                losses[f"kind_{draft.question.kind}"] += 1
                continue
            identifier = f"q{number:05d}"
            item, images = _item(draft, identifier, losses)
            _put(package, f"items/{identifier}.xml", _bytes(item))
            for image in images:
                _put(package, f"items/{identifier}/{image.name}", image.content)
            _resource(resources, draft, identifier, images)
        _put(package, "imsmanifest.xml", _bytes(manifest))
    return WrittenFile(stream.getvalue(), lost(losses))


def _item(
    draft: ReadQuestion, identifier: str, losses: Counter[str]
) -> tuple[etree._Element, tuple[ImageDraft, ...]]:
    question = draft.question
    root = _root("assessmentItem", ITEM)
    root.set("identifier", identifier)
    root.set("title", " ".join(clean(name_of(draft)).split()))
    root.set("adaptive", "false")
    root.set("timeDependent", "false")
    told = with_basis(draft)
    places = [STEM, EXPLANATION, *(f"option {place + 1}" for place in range(len(question.options)))]
    images = tuple(image for image in draft.images if image.place in places)
    shown = {
        place: [(f"{identifier}/{quote(one.name)}", one.alt) for one in images if one.place == place]
        for place in places
    }
    WRITERS[question.kind](root, draft, shown)
    if told or shown[EXPLANATION]:
        feedback = add(
            root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier="general", showHide="show"
        )
        fill(feedback, told, shown[EXPLANATION])
    losses["source"] += int(bool(draft.source))
    losses["image"] += len(draft.images) - len(images)
    losses["true_false_words"] += int(question.kind == "true_false" and not is_plain_true_false(question))
    return root, images


def _manifest() -> etree._Element:
    root = _root("manifest", PACKAGE, f' xmlns:imsmd="{METADATA}"')
    root.set("identifier", "questions")
    metadata = add(root, "metadata")
    add(metadata, "schema").text = "IMS Content"
    add(metadata, "schemaversion").text = "1.1"
    add(root, "organizations")
    return root


def _resource(
    resources: etree._Element, draft: ReadQuestion, identifier: str, images: Sequence[ImageDraft]
) -> None:
    path = f"items/{identifier}.xml"
    resource = add(resources, "resource", identifier=identifier, type="imsqti_item_xmlv2p1", href=path)
    words = [" ".join(clean(word).split()) for word in (draft.level, *draft.tags)]
    topic = " ".join(clean(draft.topic).split())
    if any(words) or topic:
        lom = _described(add(resource, "metadata"), "lom")
        if any(words):
            general = _described(lom, "general")
            for word in filter(None, words):
                _described(_described(general, "keyword"), "langstring").text = word
        if topic:
            taxon = _described(_described(_described(lom, "classification"), "taxonpath"), "taxon")
            _described(_described(taxon, "entry"), "langstring").text = topic
    add(resource, "file", href=path)
    for image in images:
        add(resource, "file", href=f"items/{identifier}/{quote(image.name)}")


def _root(tag: str, main: str, more: str = "") -> etree._Element:
    return etree.fromstring(f'<{tag} xmlns="{main}"{more}/>')


def _described(parent: etree._Element, tag: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{METADATA}}}{tag}")


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _put(package: ZipFile, path: str, content: bytes) -> None:
    """With a fixed date, so that nothing but the questions changes the file."""
    entry = ZipInfo(path, (2000, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    package.writestr(entry, content)
