"""Questions pasted as text, in every way teachers write them."""

import pytest

from quizapp.formats.legacy_fonts import Letters
from quizapp.formats.question_drafts import QuestionFile, ReadQuestion, State
from quizapp.formats.questions_text import read_pasted, read_text_file


def keys(found: QuestionFile) -> list[str]:
    return [
        "".join("ABCDEFGH"[at] for at in each.question.key if isinstance(at, int)) for each in found.questions
    ]


def options(question: ReadQuestion) -> list[str]:
    return [option.text for option in question.question.options]


def codes(question: ReadQuestion) -> list[str]:
    return [problem.code for problem in question.problems]


@pytest.mark.parametrize(
    "start", ["Câu 1.", "Câu 1:", "Câu hỏi 1:", "CÂU 1.", "Câu số 1:", "Bài 1:", "Question 1.", "1.", "1)", "1/", "Câu 1 (NB):",
              "Câu 1. (0,5 điểm)", "[NB] Câu 1:", "### Câu 1\n", "Câu 01.", "Câu 1", ""]
)  # fmt: skip
@pytest.mark.parametrize("label", ["A.", "A)", "a)", "a/", "A:", "(A)", "A/", "a.", "A. ", "A ."])
def test_every_start_with_every_label(start: str, label: str) -> None:
    def labelled(letter: str) -> str:
        return label.replace("A", letter).replace("a", letter.lower())

    text = f"{start} Chi bộ họp mấy lần?\n{labelled('A')} một\n{labelled('B')} hai\n{labelled('C')} ba\nĐáp án: B"
    found = read_pasted(text)
    assert keys(found) == ["B"]
    assert options(found.questions[0]) == ["một", "hai", "ba"]
    assert found.questions[0].question.stem == "Chi bộ họp mấy lần?"
    assert found.questions[0].state is State.OK


@pytest.mark.parametrize(
    "answer", ["Đáp án: B", "Đáp án B", "ĐÁP ÁN: b", "=> B", "→ B", "Chọn B", "ANSWER: B", "Đáp án đúng là: B", "Trả lời: B",
               "Đ/A: B", "Đáp án: B. hai", "Đáp án: hai", "Phương án đúng: B", "Đáp án:\nB", "(Đáp án: B)", "Đáp án: B.",
               "-> Chọn đáp án B", "Đáp án: Câu B", "Đáp án : B"]
)  # fmt: skip
def test_every_way_to_give_the_answer(answer: str) -> None:
    found = read_pasted(f"Câu 1. Ai?\nA. một\nB. hai\nC. ba\n{answer}\nCâu 2. Gì?\nA. một\nB. hai\nĐáp án: A")
    assert keys(found) == ["B", "A"]
    assert {each.state for each in found.questions} == {State.OK}


@pytest.mark.parametrize(
    "key", ["1A 2B 3C", "1-A; 2-B; 3-C", "1.A2.B3.C", "1. A\n2. B\n3. C", "Câu 1: A\nCâu 2: B\nCâu 3: C", "1\t2\t3\nA\tB\tC",
            "Câu 1 2 3\nĐáp án A B C", "1a 2b 3c", "1A, 2B, 3C", "1 A\t3 C\n2 B"]
)  # fmt: skip
@pytest.mark.parametrize("heading", ["BẢNG ĐÁP ÁN", "ĐÁP ÁN", "Đáp án:", "----HẾT----\nĐÁP ÁN THAM KHẢO", ""])
def test_every_shape_of_a_key_at_the_end(key: str, heading: str) -> None:
    body = "\n".join(f"Câu {n}. Hỏi {n}?\nA. một\nB. hai\nC. ba\nD. bốn" for n in (1, 2, 3))
    found = read_pasted(f"{body}\n\n{heading}\n{key}")
    assert keys(found) == ["A", "B", "C"]
    assert {each.state for each in found.questions} == {State.OK}
    assert options(found.questions[2])[-1] == "bốn"


def test_numbering_that_begins_again_with_keys_after_each_chapter_or_at_the_end() -> None:
    one = "Câu 1. x?\nA. a1\nB. b1\nCâu 2. y?\nA. a1\nB. b1"
    after_each = f"CHƯƠNG I. MỘT\n{one}\nĐáp án\n1. A\n2. B\nCHƯƠNG II. HAI\n{one}\nĐáp án\n1B 2A"
    at_the_end = f"CHƯƠNG I. MỘT\n{one}\nCHƯƠNG II. HAI\n{one}\nĐÁP ÁN\nChương I\n1A 2B\nChương II\n1B 2A"
    for text in (after_each, at_the_end):
        found = read_pasted(text)
        assert keys(found) == ["A", "B", "B", "A"]
        assert [each.topic for each in found.questions] == ["CHƯƠNG I. MỘT"] * 2 + ["CHƯƠNG II. HAI"] * 2


def test_names_with_initials_are_no_options() -> None:
    found = read_pasted(
        "Câu 1. Ai viết?\nA. C. Mác\tB. Ph. Ăngghen\nC. V.I. Lênin\tD. Học thuyết của C. Mác\nĐáp án: D\n"
        "Câu 2. Theo C. Mác, điều gì?\nA. một B. hai C. C. Mác D. bốn\nĐáp án: C"
    )
    assert options(found.questions[0]) == ["C. Mác", "Ph. Ăngghen", "V.I. Lênin", "Học thuyết của C. Mác"]
    assert keys(found) == ["D", "C"]
    assert options(found.questions[1]) == ["một", "hai", "C. Mác", "bốn"]


def test_a_list_in_the_stem_is_no_row_of_options() -> None:
    found = read_pasted("3) Cho:\n1. một việc\n2. hai việc\na) 1\nb) 1, 2\n=> b\n4) Gì?\na) x\nb) y\n=> a")
    assert [each.number for each in found.questions] == ["3", "4"]
    assert found.questions[0].question.stem == "Cho:\n1. một việc\n2. hai việc"


def test_true_or_false_with_its_legal_basis() -> None:
    found = read_pasted(
        "Câu 1. Chi ủy họp mỗi tháng. Đúng hay Sai?\nTrả lời : SAI\nĐiểm 3 (3.4.d), Hướng dẫn số 01-HD/TW\n"
        "Câu 2. Chi bộ họp mỗi tháng. Đúng hay sai? Trả lời: ĐÚNG. Vì Điều lệ quy định."
    )
    assert [each.question.kind for each in found.questions] == ["true_false"] * 2
    assert keys(found) == ["B", "A"]
    assert found.questions[0].basis == "Điểm 3 (3.4.d), Hướng dẫn số 01-HD/TW"
    assert found.questions[1].explanation == "Vì Điều lệ quy định."


def test_what_stands_around_an_answer_goes_to_its_place() -> None:
    found = read_pasted(
        "Câu 1: Ai?\nA. Một.\nB. Hai.\nĐáp án: B\nCăn cứ: Điều 5, Điều lệ Đảng\nGiải thích: vì thế\nlà thế\n"
        "Mức độ: Vận dụng cao\nNguồn: Sách\nCâu 2: Gì?\nA. Một\nB. Hai\nLời giải\nChọn A\nVì A. đúng. B. sai"
    )
    first, second = found.questions
    assert (first.basis, first.explanation, first.level, first.source) == (
        "Điều 5, Điều lệ Đảng",
        "vì thế\nlà thế",
        "van_dung",
        "Sách",
    )
    assert (second.explanation, keys(found)[1]) == ("Vì A. đúng. B. sai", "A")


def test_solutions_at_the_end_explain_and_answer() -> None:
    found = read_pasted(
        "Câu 1. x?\nA. a1\nB. b1\nCâu 2. y?\nA. a1\nB. b1\nHƯỚNG DẪN GIẢI CHI TIẾT\nCâu 1. Chọn B. Vì một.\nCâu 2: Đáp án A\nVì hai."
    )
    assert keys(found) == ["B", "A"]
    assert [each.explanation for each in found.questions] == ["Vì một.", "Vì hai."]


def test_wrapped_lines_are_joined() -> None:
    found = read_pasted(
        "Câu 1. Một câu hỏi dài mà người soạn đã xuống dòng giữa chừng cho vừa trang\nvà viết tiếp?\n"
        "A. Ban Chấp hành Trung ương\nĐảng\nB. Bộ Chính trị\nĐáp án: A"
    )
    assert options(found.questions[0])[0] == "Ban Chấp hành Trung ương Đảng"
    assert found.questions[0].question.stem.endswith("cho vừa trang và viết tiếp?")
    assert found.questions[0].state is State.OK


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Câu 1. Thiếu đáp án\nA. Một\nB. Hai", "key_missing"),
        ("Câu 1. Một phương án\nA. Một\nĐáp án: A", "options_too_few"),
        ("Câu 1. Trùng chữ\nA. Một\nB. Hai\nB. Ba\nĐáp án: B", "letter_twice"),
        ("Câu 1. Ngoài phạm vi\nA. Một\nB. Hai\nĐáp án: E", "key_no_such_option"),
        ("Câu 1. Lạ\nA. Một\nB. Hai\nĐáp án: xem sách", "key_unreadable"),
        ("Câu 1. Trùng lời\nA. Một\nB. Một\nĐáp án: A", "option_twice"),
    ],
)
def test_what_cannot_be_asked_is_an_error(text: str, code: str) -> None:
    question = read_pasted(text).questions[0]
    assert question.state is State.ERROR
    assert code in codes(question)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Câu 1. Hỏi gì?\n*A. Một\n*B. Hai\nC. Ba", "several_right"),
        ("Câu 1. Hỏi gì?\nA. Một\nB. Hai\nD. Bốn\nĐáp án: A", "letters_missing"),
        ("Câu 1. Hỏi gì?\n- một\n- hai *\n- ba", "options_without_letters"),
        ("Câu 1. Ai?\nA. Một\n*B. Hai\nĐáp án: A", "marks_and_key_disagree"),
    ],
)
def test_what_is_doubtful_is_a_warning(text: str, code: str) -> None:
    question = read_pasted(text).questions[0]
    assert question.state is State.WARNING
    assert codes(question) == [code]


def test_numbers_that_were_left_out_are_told() -> None:
    found = read_pasted("Câu 1. x?\nA. a1\nB. b1\nĐáp án: A\nCâu 4. y?\nA. a1\nB. b1\nĐáp án: A")
    assert [(each.code, each.facts["numbers"]) for each in found.problems] == [("numbers_missing", "2, 3")]


def test_old_letters_are_asked_about_and_converted_only_on_demand() -> None:
    text = "C©u 1. Chi bé sinh ho¹t ®Þnh kú mçi th¸ng mÊy lÇn?\nA. Mét lÇn\nB. Hai lÇn\n§¸p ¸n: A"
    asked = read_pasted(text)
    assert "legacy_suspected" in [each.code for each in asked.problems]
    assert all(each.state is State.ERROR for each in asked.questions)
    done = read_text_file(text.encode("latin-1"), letters=Letters.TCVN3)
    assert done.questions[0].question.stem == "Chi bộ sinh hoạt định kỳ mỗi tháng mấy lần?"
    assert keys(done) == ["A"]


def test_an_empty_text_says_so() -> None:
    assert [each.code for each in read_pasted(" \n ").problems] == ["empty_file"]
    assert [each.code for each in read_pasted("Kính gửi các đồng chí.").problems] == ["no_questions"]
