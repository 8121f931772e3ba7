"""No file makes a reader fail: spoilt samples and made-up bytes, 200 and more a format; SOAK asks for more."""

import os
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.question_drafts import QuestionFile
from quizapp.formats.questions_aiken import read_aiken
from quizapp.formats.questions_gift import read_gift
from quizapp.formats.questions_gift_writing import write_gift
from quizapp.formats.questions_moodle import read_moodle
from quizapp.formats.questions_moodle_writing import write_moodle
from quizapp.formats.questions_qti import read_qti
from quizapp.formats.questions_qti_writing import write_qti
from tests.formats.question_files import WORDS, is_sane, spoilt

SAMPLES = Path(__file__).parents[1] / "samples" / "questions_real"
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "200"))
Read = Callable[[bytes], QuestionFile]


def _all_gift() -> list[bytes]:
    return [path.read_bytes() for path in sorted((SAMPLES / "gift").glob("*.gift"))]


def _seeds(format_name: str) -> list[bytes]:
    if format_name == "gift":
        return _all_gift()
    if format_name == "aiken":
        return [path.read_bytes() for path in sorted((SAMPLES / "aiken").iterdir())]
    questions = [question for content in _all_gift() for question in read_gift(content).questions]
    if format_name == "moodle":
        return [write_moodle(questions[start::7]).content for start in range(7)]
    packed = [write_qti(questions[start::7]).content for start in range(7)]
    bare = [
        path.read_bytes() for folder in ("qti12", "qti2") for path in sorted((SAMPLES / folder).iterdir())
    ]
    return packed + bare


READERS: dict[str, Read] = {"gift": read_gift, "aiken": read_aiken, "moodle": read_moodle, "qti": read_qti}


@pytest.mark.parametrize("format_name", READERS)
def test_a_spoilt_file_is_read_or_refused_and_never_raises(format_name: str) -> None:
    seeds = _seeds(format_name)
    for number in range(ROUNDS):
        content = spoilt(seeds[number % len(seeds)], number)
        begun = perf_counter()
        assert is_sane(READERS[format_name], content), number
        assert perf_counter() - begun < 10, number


@pytest.mark.parametrize("format_name", READERS)
@settings(max_examples=100, deadline=None)
@given(
    content=st.binary(max_size=400)
    | st.lists(
        st.sampled_from(
            (
                *WORDS,
                "\n",
                "\n\n",
                "A. ",
                "ANSWER: ",
                "<question type='multichoice'>",
                "</text>",
                "<item>",
                "<assessmentItem>",
            )
        ),
        max_size=30,
    ).map(lambda parts: "".join(parts).encode())
)
def test_made_up_bytes_are_read_or_refused(format_name: str, content: bytes) -> None:
    assert is_sane(READERS[format_name], content)


@pytest.mark.parametrize(
    "content",
    [
        b"{" * 300_000,
        b"x{~a\n" * 60_000,
        b"=" * 300_000,
        b"a{" + b"~b#c" * 60_000 + b"}",
        b"::" * 200_000,
        b"\\" * 300_001,
        b"// [tag:" * 50_000,
        b"[html]x" + b"<!--" * 100_000 + b"{}",
        b"[html]" + b"<b>" * 50_000 + b"{}",
        b"[markdown]" + b"[" * 90_000 + b"{}",
        b"[markdown]" + b"*a_" * 30_000 + b"{}",
    ],
    ids=lambda content: content[:8].decode(),
)
def test_a_gift_text_made_to_be_slow_is_not(content: bytes) -> None:
    begun = perf_counter()

    assert is_sane(read_gift, content)
    assert perf_counter() - begun < 10


@pytest.mark.parametrize(
    "content",
    [b"A. x\n" * 100_000, b"A. a\nC. b\n" * 60_000, "Đáp án: A\n".encode() * 80_000, b"x\n\n" * 150_000],
)
def test_an_aiken_text_made_to_be_slow_is_not(content: bytes) -> None:
    begun = perf_counter()

    assert is_sane(read_aiken, content)
    assert perf_counter() - begun < 10


def test_what_spoilt_gift_says_can_be_written_again() -> None:
    for number, content in enumerate(_all_gift()):
        read = read_gift(spoilt(content, number)).questions
        assert write_gift(read).content is not None
        assert write_moodle(read).content
        assert write_qti(read).content
