"""The sample files of written questions come out letter for letter."""

import json
from pathlib import Path

import pytest

from quizapp.formats.question_drafts import ReadQuestion, State
from quizapp.formats.questions_text_entrance import read_written_questions

SAMPLES = Path(__file__).parent.parent / "samples" / "questions"
SAME_THREE = [
    ("Chi bộ sinh hoạt định kỳ mỗi tháng mấy lần?", ["Một lần", "Hai lần", "Ba lần", "Bốn lần"], [0]),
    ("Ai chủ trì cuộc họp chi bộ?", ["Đảng viên trẻ nhất", "Bí thư hoặc phó bí thư", "Trưởng thôn", "Khách mời"], [1]),
    (
        "Nghị quyết của chi bộ được thông qua khi có bao nhiêu đảng viên tán thành?",
        ["Một phần ba", "Quá nửa", "Tất cả", "Không cần biểu quyết"], [1],
    ),
]  # fmt: skip


def facts(question: ReadQuestion) -> tuple[str, list[str], list[object]]:
    asked = question.question
    return asked.stem, [option.text for option in asked.options], list(asked.key)


@pytest.mark.parametrize("name", ["answer-table", "slash-letters", "underlined-letter"])
def test_word_samples_are_equal_to_what_is_expected(name: str) -> None:
    found = read_written_questions((SAMPLES / f"{name}.docx").read_bytes())
    expected = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
    assert [facts(each) for each in found.questions] == [
        (e["stem"], e["options"], e["right"]) for e in expected
    ]
    assert [each.basis for each in found.questions] == [each["basis"] for each in expected]
    assert {each.state for each in found.questions} == {State.OK}
    assert found.problems == ()


def test_the_broken_sample_says_what_is_wrong_with_each_question() -> None:
    found = read_written_questions((SAMPLES / "broken.docx").read_bytes())
    assert [(each.number, each.state.value, each.problems[0].code if each.problems else "") for each in found.questions] == [
        ("1", "error", "key_missing"), ("2", "error", "options_too_few"), ("3", "error", "key_ambiguous"),
        ("4", "ok", ""), ("6", "error", "key_no_such_option"),
    ]  # fmt: skip
    assert facts(found.questions[3])[1] == ["Ban Chấp hành Trung ương Đảng", "Bộ Chính trị"]
    assert [each.code for each in found.problems] == ["numbers_missing"]


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("synth_nfd_times_underline.docx", []), ("synth_tcvn3_vntime_underline.docx", ["legacy_converted"]),
        ("synth_vni_times_underline.docx", ["legacy_converted"]), ("synth_aiken_utf16.txt", []),
        ("synth_aiken_utf8bom_crlf.txt", []), ("synth_aiken_cp1258.txt", ["encoding_guessed"]),
    ],
)  # fmt: skip
def test_letters_and_encodings(name: str, notes: list[str]) -> None:
    found = read_written_questions((SAMPLES / name).read_bytes())
    assert [facts(each) for each in found.questions] == SAME_THREE
    assert {each.state for each in found.questions} == {State.OK}
    assert [each.code for each in found.problems] == notes
