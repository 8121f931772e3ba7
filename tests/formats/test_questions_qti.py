"""QTI: the public samples by kind, packages, QTI 3, and packages that mean harm."""

from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from quizapp.formats.question_drafts import QuestionFile, State
from quizapp.formats.questions_qti import read_qti
from tests.formats.test_questions_moodle import PNG

SAMPLES = Path(__file__).parents[1] / "samples" / "questions_real"

KINDS = {
    "qti12/all_canvas_simple_1.2.xml": "single true_false short_text multiple single matching number essay",
    "qti12/cartridge_assessment_qti.xml": "single true_false short_text multiple essay",
    "qti12/cartridge_ib5281f3537a06f58877107a2501a4e2d.xml.qti": (
        "single true_false short_text multiple single matching number essay"
    ),
    "qti12/edge_cases_1.2.xml": "single matching matching",
    "qti12/feedback_quiz_1.2.xml": "essay true_false true_false",
    "qti12/item_canvas_multiple_dropdown.xml": "",
    "qti12/item_choice.xml": "true_false single multiple single",
    "qti12/item_choice_vary_points_by_answer.xml": "single",
    "qti12/item_essay.xml": "essay",
    "qti12/item_fib.xml": "",
    "qti12/item_item_no_title.xml": "",
    "qti12/item_matching.xml": "matching",
    "qti12/item_mc_feedback.xml": "single",
    "qti12/item_multiple_answer.xml": "multiple",
    "qti12/item_multiple_answer_canvas.xml": "multiple",
    "qti12/item_multiple_choice.xml": "single",
    "qti12/item_numeric_exact_match.xml": "number number",
    "qti12/item_ordering.xml": "ordering",
    "qti12/item_question_group.xml": "true_false " * 10,
    "qti12/item_stimulus.xml": "",
    "qti12/item_text.no.question.xml": "",
    "qti12/item_true_false.xml": "true_false",
    "qti2/item_choice.xml": "single",
    "qti2/item_choice_fixed.xml": "single",
    "qti2/item_choice_multiple.xml": "multiple",
    "qti2/item_choice_multiple_chocolade.xml": "multiple",
    "qti2/item_choice_t_f.xml": "true_false",
    "qti2/item_essay.xml": "essay",
    "qti2/item_essay_22.xml": "essay",
    "qti2/item_gap_match.xml": "",
    "qti2/item_match.xml": "matching",
    "qti2/item_order.xml": "ordering",
    "qti2/item_text_entry.xml": "short_text",
    "qti2/package_choice.xml": "single",
}
KEYS = {
    "qti12/all_canvas_simple_1.2.xml": [(0,), (0,), ("Blank", "blank"), (0, 1, 2), (0,)],
    "qti12/item_choice.xml": [(1,), (3,), (0, 2, 3, 6), (0,)],
    "qti12/item_choice_vary_points_by_answer.xml": [(0,)],
    "qti12/item_matching.xml": [(2, 3)],
    "qti12/item_multiple_answer_canvas.xml": [(0, 2, 3)],
    "qti12/item_numeric_exact_match.xml": [("1234",), ("4321", "1234", "1111")],
    "qti12/item_ordering.xml": [(0, 1, 4, 3, 2)],
    "qti12/item_true_false.xml": [(1,)],
    "qti2/item_choice.xml": [(0,)],
    "qti2/item_choice_multiple.xml": [(0, 3)],
    "qti2/item_choice_t_f.xml": [(1,)],
    "qti2/item_order.xml": [(2, 0, 1)],
    "qti2/item_text_entry.xml": [("York",)],
}
QTI3 = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i1" title="Câu 5">
<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
<qti-correct-response><qti-value>A</qti-value><qti-value>C</qti-value></qti-correct-response>
</qti-response-declaration>
<qti-item-body><p>H<sub>2</sub>O là gì?</p><p><img src="images/a.png" alt="Nước"/></p>
<qti-choice-interaction response-identifier="RESPONSE" max-choices="0" shuffle="true">
<qti-prompt>Chọn <b>hết</b>.</qti-prompt>
<qti-simple-choice identifier="A">Nước</qti-simple-choice>
<qti-simple-choice identifier="B">Đất<qti-feedback-inline identifier="B">Sai</qti-feedback-inline></qti-simple-choice>
<qti-simple-choice identifier="C" fixed="true">a &lt; b</qti-simple-choice>
</qti-choice-interaction></qti-item-body>
<qti-modal-feedback identifier="general"><qti-content-body><p>Vì thế.</p><p>Căn cứ: Điều 1</p></qti-content-body></qti-modal-feedback>
</qti-assessment-item>"""


def zipped(members: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def codes(file: QuestionFile) -> list[str]:
    return [problem.code for problem in file.problems]


@pytest.mark.parametrize("name", KINDS)
def test_a_public_sample_is_read_by_kind(name: str) -> None:
    file = read_qti((SAMPLES / name).read_bytes())

    assert [question.question.kind for question in file.questions] == KINDS[name].split()


@pytest.mark.parametrize("name", KEYS)
def test_the_keys_of_a_public_sample_are_right(name: str) -> None:
    file = read_qti((SAMPLES / name).read_bytes())

    assert [question.question.key for question in file.questions][: len(KEYS[name])] == KEYS[name]


@pytest.mark.parametrize("name", KINDS)
def test_every_item_of_a_public_sample_is_read_or_named(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    file = read_qti(content)

    items = content.count(b"<item ") + content.count(b"<assessmentItem ")
    assert len(file.questions) + codes(file).count("question_skipped") == items


def test_several_ways_to_be_right_leave_no_key() -> None:
    (question,) = read_qti((SAMPLES / "qti2" / "item_choice_multiple_chocolade.xml").read_bytes()).questions

    assert (question.question.key, question.state) == ((), State.ERROR)
    assert "several_keys" in [problem.code for problem in question.problems]


def test_qti_3_is_read_like_qti_2() -> None:
    (question,) = read_qti(zipped({"items/i1.xml": QTI3.encode(), "items/images/a.png": PNG})).questions

    assert (question.number, question.question.stem) == ("5", "H₂O là gì?\nChọn hết.")
    assert [(one.text, one.pinned) for one in question.question.options] == [
        ("Nước", None), ("Đất", None), ("a < b", True)
    ]  # fmt: skip
    assert (question.question.kind, question.question.key) == ("multiple", (0, 2))
    assert (question.explanation, question.basis) == ("Vì thế.", "Điều 1")
    assert [(image.content, image.alt, image.place) for image in question.images] == [(PNG, "Nước", "stem")]


def test_a_cartridge_is_read_once_and_in_its_complete_form() -> None:
    folder = SAMPLES / "qti12"
    name = "ib5281f3537a06f58877107a2501a4e2d"
    file = read_qti(
        zipped(
            {
                "imsmanifest.xml": (folder / "cartridge_imsmanifest.xml").read_bytes(),
                f"{name}/assessment_qti.xml": (folder / "cartridge_assessment_qti.xml").read_bytes(),
                f"{name}/assessment_meta.xml": (folder / "cartridge_assessment_meta.xml").read_bytes(),
                f"non_cc_assessments/{name}.xml.qti": (folder / f"cartridge_{name}.xml.qti").read_bytes(),
            }
        )
    )

    kinds = Counter(question.question.kind for question in file.questions)
    assert kinds == Counter(KINDS[f"qti12/cartridge_{name}.xml.qti"].split())
    assert codes(file).count("question_skipped") == 4


def test_a_member_that_leads_out_of_the_package_is_not_touched() -> None:
    file = read_qti(zipped({"../../evil.xml": QTI3.encode(), "/root.xml": QTI3.encode()}))

    assert (file.questions, codes(file)) == ((), ["unsafe_name", "unsafe_name"])


def test_a_packed_bomb_is_refused() -> None:
    assert codes(read_qti(zipped({"a.xml": b"\0" * 200_000_000}))) == ["zip_bomb"]


def test_entities_in_a_package_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]>' + QTI3.split("?>", 1)[1].encode()

    assert codes(read_qti(zipped({"a.xml": bomb}))) == ["unsafe_xml"]
    assert codes(read_qti(bomb)) == ["unsafe_xml"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04junk", "damaged"),
        (b"<html/>", "not_qti"),
        (b"junk", "xml_broken"),
        (zipped({}), "no_questions"),
    ],
)
def test_what_is_no_qti_is_told(content: bytes, code: str) -> None:
    assert codes(read_qti(content)) == [code]


def test_a_missing_picture_is_a_warning() -> None:
    (question,) = read_qti(zipped({"items/i1.xml": QTI3.encode()})).questions

    assert [problem.code for problem in question.problems] == ["image_missing"]
