"""GIFT as questions of ours."""

import pytest

from quizapp.formats.question_drafts import QuestionFile, ReadQuestion, State
from quizapp.formats.questions_gift import read_gift


def read(text: str) -> tuple[ReadQuestion, ...]:
    return read_gift(text.encode()).questions


def lost(file: QuestionFile) -> dict[str, object]:
    return {problem.code: problem.facts["count"] for problem in file.lost}


def test_one_equals_sign_is_a_single_choice() -> None:
    (question,) = read("::Câu 7::Mấy?{~Một =Hai ~Ba ####Vì thế.\\nCăn cứ\\: Điều 3}")

    assert (question.number, question.question.kind, question.question.key) == ("7", "single", (1,))
    assert (question.explanation, question.basis, question.state) == ("Vì thế.", "Điều 3", State.OK)


def test_percentages_without_an_equals_sign_are_a_multiple_choice() -> None:
    (question,) = read("Gì?{~%50%a ~%50%b ~%-50%c}")

    assert (question.question.kind, question.question.key) == ("multiple", (0, 1))
    assert question.question.rule == "proportional_with_deduction"


def test_several_equals_signs_are_read_as_written_and_doubted() -> None:
    (question,) = read("Mùa?{=xuân =hạ ~tết}")

    assert (question.question.key, question.state) == ((0, 1), State.WARNING)
    assert [problem.code for problem in question.problems] == ["several_right_accepted"]


def test_wrong_answers_only_are_an_error() -> None:
    (question,) = read("Gì?{~a ~b}")

    assert question.state is State.ERROR
    assert [problem.code for problem in question.problems] == ["key_missing"]


@pytest.mark.parametrize(("word", "key"), [("T", 0), ("FALSE", 1), ("true", 0), ("Đúng", 0), ("SAI", 1)])
def test_true_and_false_are_known_in_both_languages(word: str, key: int) -> None:
    (question,) = read(f"Đảng viên đóng đảng phí.{{{word}}}")

    assert (question.question.kind, question.question.key) == ("true_false", (key,))


def test_a_forgotten_blank_line_parts_questions_all_the_same() -> None:
    questions = read("Một?{=a ~b}\nHai\ndòng?{=c ~d}\n::Câu 3::Ba?{=e ~f}\n")

    assert [question.question.stem for question in questions] == ["Một?", "Hai dòng?", "Ba?"]
    assert [question.place for question in questions] == ["line 1", "line 2", "line 4"]


def test_a_blank_line_among_the_answers_is_forgiven() -> None:
    (question,) = read("Một?{\n=a\n\n~b\n\n}\n")

    assert [option.text for option in question.question.options] == ["a", "b"]


def test_braces_that_never_close_are_an_error_with_their_line() -> None:
    first, second = read("Một?{=a ~b\n\nHai?{=c ~d}")

    assert first.state is State.ERROR
    assert (first.problems[0].code, first.problems[0].row) == ("gift_brace_open", 1)
    assert second.state is State.OK


def test_a_category_is_the_topic_and_tags_hold_the_level() -> None:
    (question,) = read("$CATEGORY: $course$/top/Điều lệ\n\n// [tag:nhan_biet] [tag:chi bộ]\nMột?{=a ~b}")

    assert (question.topic, question.level, question.tags) == ("Điều lệ", "nhan_biet", ("chi bộ",))


def test_descriptions_names_and_remarks_are_listed_as_lost() -> None:
    file = read_gift("Đọc đoạn sau.\n\n::Tên riêng::Một?{=a#tốt ~b#chưa ####Vì thế}".encode())

    assert lost(file) == {"description": 1, "option_feedback": 2, "question_name": 1}
    assert [(problem.code, problem.row) for problem in file.problems] == [("question_skipped", 1)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1258"])
def test_every_encoding_of_vietnamese_offices_is_read(encoding: str) -> None:
    text = "Nghị quyết của Đảng?{=có ~không} " if encoding != "cp1258" else "Đảng là gì?{=có ~không}"
    content = (
        text.encode(encoding, "ignore") if encoding != "cp1258" else "Ðãng".encode("latin-1") + b"?{=a ~b}"
    )

    assert len(read_gift(content).questions) == 1


def test_a_text_that_only_looks_like_a_tag_stays() -> None:
    (question,) = read("a < b và b > c?{=đúng <5 ~sai}")

    assert question.question.stem == "a < b và b > c?"
    assert question.question.options[0].text == "đúng <5"
