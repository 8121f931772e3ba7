"""Sheets of questions: our template, Quizizz, and the templates of schools."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from quizapp.domain.questions import Option, Question
from quizapp.formats.question_drafts import QuestionFile, ReadQuestion, State
from quizapp.formats.questions_sheet import read_sheet_key, read_sheet_questions
from quizapp.formats.questions_sheet_template import question_sheet
from quizapp.formats.questions_text_entrance import read_written_questions

SAMPLES = Path(__file__).parent.parent / "samples" / "questions"


def workbook(*rows: tuple[object, ...], merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: tuple[object, ...], merged: str = "") -> QuestionFile:
    return read_sheet_questions(workbook(*rows, merged=merged))


def options(question: ReadQuestion) -> list[str]:
    return [option.text for option in question.question.options]


def codes(question: ReadQuestion) -> list[str]:
    return [problem.code for problem in question.problems]


def test_all_three_hundred_questions_of_quizizz() -> None:
    found = read_sheet_questions((SAMPLES / "gdcd_300.xlsx").read_bytes())
    assert found.format == "quizizz"
    assert len(found.questions) == 300
    assert all(len(each.question.options) >= 2 for each in found.questions)
    assert [(each.place, codes(each)) for each in found.questions if each.state is not State.OK] == [
        ("row 14", ["option_twice"])
    ]
    first = found.questions[0]
    assert (first.question.stem, first.question.key) == ("Chính trị xuất hiện khi nào?", (3,))
    assert options(found.questions[2]) == ["2", "3", "4", "5"]
    assert found.questions[2].question.key == (0,)


def test_the_template_reads_back_as_it_was_written() -> None:
    questions = (
        ReadQuestion(
            "1", "row 2", Question("single", "Ai {=chủ~trì}?\nGhi rõ.", (Option("Bí thư"), Option("=1+1")), (0,)),
            explanation="Vì thế.", basis="Điều 24", level="nhan_biet", topic="Chi bộ", source="Sách",
        ),
        ReadQuestion("2", "row 3", Question("multiple", "Việc gì?", (Option("một"), Option("hai"), Option("ba")), (0, 2))),
        ReadQuestion("3", "row 4", Question("true_false", "Đúng chứ?", (Option("Đúng"), Option("Sai")), (1,))),
        ReadQuestion("4", "row 5", Question("ordering", "Xếp?", (Option("x"), Option("y"), Option("z")), (2, 0, 1))),
        ReadQuestion("5", "row 6", Question("single", "Nhận cả hai?", (Option("x"), Option("y"), Option("z")), (0, 1))),
    )  # fmt: skip
    found = read_sheet_questions(question_sheet(questions))
    assert found.questions == questions
    assert found.problems == ()


def test_the_empty_template_has_no_questions_and_says_so() -> None:
    found = read_sheet_questions(question_sheet())
    assert found.questions == ()
    assert [problem.code for problem in found.problems] == ["no_questions"]


def test_a_school_template_with_titles_above_and_a_heading_in_two_rows() -> None:
    found = read(
        ("SỞ GIÁO DỤC", None, None, None),
        ("NGÂN HÀNG CÂU HỎI", None, None, None),
        ("STT", "Nội dung câu hỏi", "Phương án trả lời", None, None, None, "Đáp án đúng", "Mức độ"),
        (None, None, "A", "B", "C", "D", None, None),
        ("Chương I: Mở đầu", None, None, None, None, None, None, None),
        (1, "Ai?", "A. một", "B. hai", "C. ba", "D. bốn", "B", "NB"),
        (2, "Gì?", 1.0, 2.0, 5.0, 9.0, "c", "Vận dụng cao"),
    )  # fmt: skip
    first, second = found.questions
    assert (options(first), first.question.key, first.level) == (
        ["một", "hai", "ba", "bốn"],
        (1,),
        "nhan_biet",
    )
    assert (options(second), second.question.key, second.level) == (["1", "2", "5", "9"], (2,), "van_dung")
    assert first.topic == "Chương I: Mở đầu"
    assert first.state is State.OK


def test_options_in_one_cell_are_cut_at_their_letters() -> None:
    found = read(
        ("TT", "Câu hỏi", "Các phương án", "Đáp án"),
        (1, "Ai?", "A. một\nhai\nB. ba\nC. bốn", "C"),
        (2, "Gì?", "A. một; B. hai", "A"),
        (3, "Nào?", "một\nhai\nba", "hai"),
    )
    assert [options(each) for each in found.questions] == [
        ["một hai", "ba", "bốn"],
        ["một;", "hai"],
        ["một", "hai", "ba"],
    ]
    assert [each.question.key for each in found.questions] == [(2,), (0,), (1,)]


def test_options_inside_the_cell_of_the_question() -> None:
    found = read(
        ("STT", "Nội dung câu hỏi", "Đáp án"),
        (1, "Câu 1. Ai?\nA. một\nB. hai", "B"),
        (2, "Câu 2. Gì?\nA. một\nB. hai", "A"),
    )
    assert [each.question.stem for each in found.questions] == ["Ai?", "Gì?"]
    assert [each.question.key for each in found.questions] == [(1,), (0,)]


def test_one_option_a_row_with_a_tick_at_the_right_one() -> None:
    found = read(
        ("STT", "Câu hỏi", "Phương án", "Đáp án đúng"),
        (1, "Ai?", "một", None), (None, None, "hai", "x"), (None, None, "ba", None),
        (2, "Gì?", "một", "x"), (None, None, "hai", None),
    )  # fmt: skip
    assert [(options(each), each.question.key) for each in found.questions] == [
        (["một", "hai", "ba"], (1,)), (["một", "hai"], (0,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("B", (1,)),
        ("b", (1,)),
        ("hai", (1,)),
        ("B. hai", (1,)),
        ("A, C", (0, 2)),
        ("Đáp án B", (1,)),
        ("xem sách", ()),
    ],
)
def test_answers_as_letter_or_text(answer: str, key: tuple[int, ...]) -> None:
    found = read(
        ("Câu hỏi", "A", "B", "C", "Đáp án"), ("Những gì sau đây?", "một", "hai", "ba", answer)
    ).questions[0]
    assert found.question.key == key
    assert (found.state is State.OK) is bool(key)


def test_answers_as_numbers_also_as_floats_and_several() -> None:
    found = read(
        ("Câu hỏi", "Đáp án 1", "Đáp án 2", "Đáp án 3", "Đáp án đúng"),
        ("Ai?", "một", "hai", "ba", 2.0), ("Gì?", "một", "hai", "ba", "1,3"), ("Nào?", "một", "hai", "ba", 7),
    ).questions  # fmt: skip
    assert [each.question.key for each in found] == [(1,), (0, 2), ()]
    assert codes(found[2]) == ["key_no_such_option", "key_missing"]


def test_a_number_that_is_also_the_wording_of_another_option_is_doubtful() -> None:
    found = read(
        ("Câu hỏi", "A", "B", "C", "Đáp án"), ("Mấy?", 2, 3, 5, 2), ("Ai?", "một", "hai", "ba", 1)
    ).questions
    assert codes(found[0]) == ["key_number_doubtful"]
    assert found[0].state is State.WARNING


def test_dates_that_stood_for_two_answers() -> None:
    found = read(
        ("Câu hỏi", "A", "B", "C", "Đáp án"),
        ("Những gì?", "một", "hai", "ba", date(2026, 2, 1)),
        ("Ai?", "một", "hai", "ba", 1),
    ).questions[0]
    assert (found.question.key, codes(found)) == ((0, 1), ["answer_was_date"])


def test_csv_in_the_encodings_of_offices() -> None:
    text = "STT;Câu hỏi;A;B;Đáp án\n1;Ai chủ trì?;Bí thư;Dân;A\n2;Gì?;một;hai;B\n"
    for content in (text.encode("utf-8-sig"), text.encode("utf-16"), text.encode()):
        found = read_written_questions(content)
        assert [each.question.key for each in found.questions] == [(0,), (1,)]
        assert options(found.questions[0]) == ["Bí thư", "Dân"]


def test_a_sheet_without_headings_is_guessed_and_says_so() -> None:
    found = read((1, "Ai?", "một", "hai", "ba", "bốn", "A"), (2, "Gì?", "một", "hai", "ba", "bốn", "D"))
    assert [each.question.key for each in found.questions] == [(0,), (3,)]
    assert [problem.code for problem in found.problems] == ["heading_guessed"]


def test_questions_written_down_the_rows_are_read_as_text() -> None:
    found = read(
        ("Câu 1. Ai?",), ("A. một",), ("B. hai",), ("Đáp án: B",), ("Câu 2. Gì?",), ("A. một",), ("B. hai",)
    )
    assert [each.state for each in found.questions] == [State.OK, State.ERROR]
    assert found.questions[0].place == "row 1"


def test_what_the_sheet_holds_beyond_questions_is_listed() -> None:
    found = read(("Câu hỏi", "A", "B", "Đáp án", "Điểm", "Thời gian"), ("Ai?", "một", "hai", "A", 1, 30))
    assert [(each.code, each.facts["count"]) for each in found.lost] == [
        ("column_points", 1),
        ("column_time", 1),
    ]


def test_a_sheet_of_answers_is_a_key() -> None:
    key = read_sheet_key(workbook(("Câu", "Đáp án"), (1, "A"), (2, "C")))
    assert key[0].pairs == (("1", "A"), ("2", "C"))
    text = "Câu 1. Ai?\nA. một\nB. hai\nCâu 2. Gì?\nA. một\nB. hai\nC. ba".encode()
    found = read_written_questions(text, workbook(("Câu", "Đáp án"), (1, "A"), (2, "C")))
    assert [each.question.key for each in found.questions] == [(0,), (2,)]
