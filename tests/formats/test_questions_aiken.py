"""Aiken as the world and as Vietnamese teachers write it."""

from pathlib import Path

import pytest

from quizapp.formats.question_drafts import ReadQuestion, State
from quizapp.formats.questions_aiken import read_aiken

SAMPLES = Path(__file__).parents[1] / "samples" / "questions_real" / "aiken"


def read(text: str) -> tuple[ReadQuestion, ...]:
    return read_aiken(text.encode()).questions


def texts(question: ReadQuestion) -> list[str]:
    return [option.text for option in question.question.options]


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_three_questions_are_the_same_in_every_encoding(path: Path) -> None:
    questions = read_aiken(path.read_bytes()).questions

    assert [question.question.key for question in questions] == [(0,), (1,), (1,)]
    assert questions[1].question.stem == "Ai chủ trì cuộc họp chi bộ?"
    assert texts(questions[2]) == ["Một phần ba", "Quá nửa", "Tất cả", "Không cần biểu quyết"]


def test_a_guessed_encoding_is_told() -> None:
    file = read_aiken((SAMPLES / "synth_aiken_cp1258.txt").read_bytes())

    assert [(problem.code, problem.facts["encoding"]) for problem in file.problems] == [
        ("encoding_guessed", "windows-1258")
    ]


@pytest.mark.parametrize("word", ["ANSWER:", "ĐÁP ÁN:", "Đáp án:", "Đáp án đúng:", "TRẢ LỜI:", "Đáp án"])
def test_the_answer_line_may_be_vietnamese(word: str) -> None:
    (question,) = read(f"Mấy?\nA. Một\nB. Hai\n{word} B\n")

    assert (question.question.key, question.state) == ((1,), State.OK)


@pytest.mark.parametrize("label", ["A. ", "A) ", "A: ", "A/ ", "a. ", "a) ", "a/ ", "A."])
def test_letters_may_be_marked_in_many_ways(label: str) -> None:
    (question,) = read(f"Mấy?\n{label}Một\n{label.replace('A', 'B').replace('a', 'b')}Hai\nANSWER: B\n")

    assert texts(question) == ["Một", "Hai"]


@pytest.mark.parametrize("letters", ["A, C", "A,C", "AC", "A và C", "A; C", "a c"])
def test_several_right_letters_make_a_multiple_choice(letters: str) -> None:
    (question,) = read(f"Những gì?\nA. x\nB. y\nC. z\nĐÁP ÁN: {letters}\n")

    assert (question.question.kind, question.question.key) == ("multiple", (0, 2))


def test_level_number_and_basis_are_taken_out() -> None:
    first, second, third = read(
        "[1] Câu 3: Mấy?\nA. x\nB. y\nANSWER: A\nGiải thích: Vì thế.\nCăn cứ: Điều 24\n\n"
        "[2] Gì?\nA. x\nB. y\nANSWER: B\n\n[1] Ai?\nA. x\nB. y\nANSWER: B\n"
    )

    assert (first.number, first.level, first.question.stem) == ("3", "nhan_biet", "Mấy?")
    assert (first.explanation, first.basis) == ("Vì thế.", "Điều 24")
    assert (second.level, third.level) == ("thong_hieu", "nhan_biet")


def test_brackets_that_count_up_are_numbers() -> None:
    questions = read("".join(f"[{n}] Gì?\nA. x\nB. y\nANSWER: A\n\n" for n in range(1, 6)))

    assert [question.number for question in questions] == ["1", "2", "3", "4", "5"]


def test_wrapped_lines_are_joined_and_a_name_is_no_letter() -> None:
    (question,) = read("C. Mác sinh năm\nnào?\nA. 1818, tại\nthành phố Trier\nB. 1820\nANSWER: A\n")

    assert question.question.stem == "C. Mác sinh năm\nnào?"
    assert texts(question) == ["1818, tại thành phố Trier", "1820"]


def test_options_read_across_two_columns_come_in_order_with_a_warning() -> None:
    (question,) = read("Gì?\nA. một\nC. ba\nB. hai\nD. bốn\nANSWER: C\n")

    assert texts(question) == ["một", "hai", "ba", "bốn"]
    assert question.question.key == (2,)
    assert [problem.code for problem in question.problems] == ["letters_out_of_order"]


def test_true_and_false_are_known() -> None:
    (question,) = read("Đảng viên đóng đảng phí.\nA. Đúng\nB. Sai\nANSWER: A\n")

    assert (question.question.kind, question.question.key) == ("true_false", (0,))


@pytest.mark.parametrize(
    ("answer", "code"), [("ANSWER: bốn mươi", "answer_unreadable"), ("ANSWER: E", "answer_no_such_option")]
)
def test_an_answer_that_names_no_option_is_told_and_leaves_no_key(answer: str, code: str) -> None:
    (question,) = read(f"Gì?\nA. x\nB. y\n{answer}\n")

    assert question.state is State.ERROR
    assert [problem.code for problem in question.problems] == ["key_missing", code]


def test_a_question_without_answer_line_is_an_error() -> None:
    first, second = read("Gì?\nA. x\nB. y\n\nAi?\nA. x\nB. y\nANSWER: A\n")

    assert (first.state, second.state) == (State.ERROR, State.OK)


def test_an_answer_may_be_the_words_of_an_option() -> None:
    (question,) = read("Gì?\nA. Quá nửa\nB. Tất cả\nĐáp án: Tất cả\n")

    assert question.question.key == (1,)


def test_words_outside_questions_are_listed() -> None:
    file = read_aiken("Gì?\nA. x\nB. y\nANSWER: A\n\nHẾT\n".encode())

    assert [(problem.code, problem.row) for problem in file.problems] == [("question_skipped", 6)]
    assert [problem.code for problem in file.lost] == ["text_outside"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system_are_read(end: str) -> None:
    (question,) = read(end.join(("Gì?", "A. x", "B. y", "ANSWER: A", "")))

    assert (texts(question), question.state) == (["x", "y"], State.OK)
