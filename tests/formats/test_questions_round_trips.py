"""What we write for another system, we read back as it was: all that its format can hold."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.questions import Option, Question
from quizapp.formats.question_drafts import ImageDraft, ReadQuestion
from quizapp.formats.questions_aiken import read_aiken, write_aiken
from quizapp.formats.questions_gift import read_gift
from quizapp.formats.questions_gift_writing import write_gift
from quizapp.formats.questions_moodle import read_moodle
from quizapp.formats.questions_moodle_writing import write_moodle
from quizapp.formats.questions_qti import read_qti
from quizapp.formats.questions_qti_writing import write_qti
from tests.formats.question_files import drafts, told

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
KINDS = ("single", "multiple", "true_false", "short_text", "number", "essay")


@settings(max_examples=60, deadline=None)
@given(st.lists(drafts(KINDS), min_size=1, max_size=3))
def test_gift_gives_back_what_was_written(questions: list[ReadQuestion]) -> None:
    written = write_gift(questions)

    back = [told(question) for question in read_gift(written.content).questions]

    if "arrow" not in {problem.code for problem in written.lost}:
        assert back == questions


@settings(max_examples=60, deadline=None)
@given(st.lists(drafts((*KINDS, "ordering")), min_size=1, max_size=3))
def test_moodle_xml_gives_back_what_was_written(questions: list[ReadQuestion]) -> None:
    back = read_moodle(write_moodle(questions).content)

    assert [told(question) for question in back.questions] == questions
    assert back.problems == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(drafts((*KINDS, "ordering")), min_size=1, max_size=3))
def test_a_qti_package_gives_back_what_was_written(questions: list[ReadQuestion]) -> None:
    back = read_qti(write_qti(questions).content)

    assert [told(question) for question in back.questions] == questions
    assert back.problems == ()


@settings(max_examples=60, deadline=None)
@given(drafts(("single", "true_false"), breaks=False, more=False))
def test_aiken_gives_back_what_was_written_or_says_that_it_cannot(question: ReadQuestion) -> None:
    written = write_aiken([question])

    back = [told(one) for one in read_aiken(written.content).questions]

    assert (back == [question]) != bool(written.lost)


def test_nothing_written_is_a_file_without_questions() -> None:
    assert [problem.code for problem in read_qti(write_qti([]).content).problems] == ["no_questions"]


MATCHING = ReadQuestion(
    "3",
    "",
    Question(
        "matching",
        "Nối cho đúng",
        tuple(Option(text) for text in ("Bí thư", "Chi ủy", "chủ trì", "lãnh đạo", "không ai")),
        (2, 3),
    ),
)


@pytest.mark.parametrize("format_name", ["gift", "moodle", "qti"])
def test_pairs_come_back_with_the_misleading_side(format_name: str) -> None:
    assert [told(one) for one in _there_and_back(format_name, [MATCHING])] == [MATCHING]


@pytest.mark.parametrize("format_name", ["moodle", "qti"])
def test_pictures_come_back_where_they_stood(format_name: str) -> None:
    question = Question("single", "Hình nào?", (Option("Cờ"), Option("Búa liềm")), (1,))
    images = (
        ImageDraft("cờ đảng.png", PNG, 'Cờ "Đảng"', "stem"),
        ImageDraft("b.png", PNG + b"2", "", "option 2"),
        ImageDraft("c.png", PNG + b"3", "", "explanation"),
    )
    draft = ReadQuestion("", "", question, explanation="Vì thế", images=images)

    (back,) = _there_and_back(format_name, [draft])

    assert told(replace(back, images=())) == replace(draft, images=())
    assert sorted(back.images, key=lambda one: one.place) == sorted(images, key=lambda one: one.place)


@pytest.mark.parametrize("format_name", ["moodle", "qti"])
def test_options_that_keep_their_order_come_back_pinned(format_name: str) -> None:
    pinned = tuple(Option(text, pinned=True) for text in ("Một", "Hai", "Cả hai"))
    draft = ReadQuestion("", "", Question("single", "Mấy?", pinned, (2,)))

    assert [told(one) for one in _there_and_back(format_name, [draft])] == [draft]


def test_one_pin_comes_back_in_qti_and_is_told_by_moodle() -> None:
    options = (Option("Một"), Option("Hai"), Option("Cả hai", pinned=True))
    draft = ReadQuestion("", "", Question("single", "Mấy?", options, (2,)))

    assert [told(one) for one in _there_and_back("qti", [draft])] == [draft]
    assert [problem.code for problem in write_moodle([draft]).lost] == ["pins"]


def test_several_accepted_options_come_back_in_gift_moodle_and_qti() -> None:
    draft = ReadQuestion("", "", Question("single", "Mấy?", (Option("1"), Option("2"), Option("3")), (0, 2)))

    for format_name in ("gift", "moodle", "qti"):
        (back,) = _there_and_back(format_name, [draft])
        assert back.question == draft.question
        assert [problem.code for problem in back.problems] == ["several_right_accepted"]


def test_gift_and_aiken_say_which_questions_they_cannot_hold() -> None:
    steps = ReadQuestion(
        "", "", Question("ordering", "Xếp", (Option("a"), Option("b"), Option("c")), (0, 1, 2))
    )
    several = ReadQuestion(
        "", "", Question("multiple", "Chọn", (Option("a"), Option("b"), Option("c")), (0, 1))
    )

    assert [problem.code for problem in write_gift([steps]).lost] == ["kind_ordering"]
    assert [problem.code for problem in write_aiken([steps, several]).lost] == [
        "kind_multiple",
        "kind_ordering",
    ]


def test_the_same_questions_give_the_same_package() -> None:
    assert write_qti([MATCHING]).content == write_qti([MATCHING]).content


def _there_and_back(format_name: str, questions: list[ReadQuestion]) -> tuple[ReadQuestion, ...]:
    if format_name == "gift":
        return read_gift(write_gift(questions).content).questions
    if format_name == "moodle":
        return read_moodle(write_moodle(questions).content).questions
    return read_qti(write_qti(questions).content).questions
