"""Word documents as teachers write them: every way to number, to lay out and to mark."""

from fractions import Fraction

import pytest

from quizapp.formats.question_drafts import QuestionFile, ReadQuestion, State
from quizapp.formats.questions_docx import read_docx_key, read_docx_questions
from tests.formats.word_files import document, numbering, paragraph, picture, run, table

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


def read(*body: str, **parts: object) -> QuestionFile:
    return read_docx_questions(document(*body, **parts))  # type: ignore[arg-type]


def options(question: ReadQuestion) -> list[str]:
    return [option.text for option in question.question.options]


def right(question: ReadQuestion) -> list[str]:
    return [options(question)[at] for at in question.question.key if isinstance(at, int)]


def codes(question: ReadQuestion) -> list[str]:
    return [problem.code for problem in question.problems]


def four(marked: int, look: str, *, whole: bool = True, number: int = 1) -> list[str]:
    """A question with four options, one of them in another look (whole, or its letter alone)."""
    lines = [paragraph(run(f"Câu {number}. ", look="b"), f"Hỏi điều thứ {number}?")]
    for at, text in enumerate(("một", "hai", "ba", "bốn")):
        mine = look if at == marked else ""
        lines.append(paragraph(run("ABCD"[at], look=mine), run(f". {text}", look=mine if whole else "")))
    return lines


@pytest.mark.parametrize(
    "look", ["u", "b", "i", "color=FF0000", "highlight=yellow", "shade=FFFF00", "color=FF0000 b"]
)
@pytest.mark.parametrize("whole", [True, False])
def test_any_consistent_look_of_one_option_is_the_answer(look: str, whole: bool) -> None:
    body = [line for number in range(1, 6) for line in four(number % 4, look, whole=whole, number=number)]
    found = read(*body).questions
    assert [right(each) for each in found] == [["hai"], ["ba"], ["bốn"], ["một"], ["hai"]]
    assert {each.state for each in found} == {State.OK}
    assert options(found[0]) == ["một", "hai", "ba", "bốn"]


def test_a_look_that_all_options_have_says_nothing() -> None:
    body = [
        *four(0, "u"),
        paragraph("Câu 2. Hỏi?"),
        *(paragraph(run(f"{c}. x{c}", look="u")) for c in "ABCD"),
    ]
    first, second = read(*body, *four(2, "u", number=3)).questions[:2]
    assert first.state is State.OK
    assert second.state is State.ERROR
    assert codes(second) == ["key_missing", "all_options_marked"]


def test_blue_letters_everywhere_do_not_hide_the_red_answer() -> None:
    body = []
    for number in range(1, 4):
        body.append(paragraph(f"Câu {number}: Hỏi?"))
        for letter in "ABCD":
            color = "FF0000" if letter == "C" else "000000"
            body.append(
                paragraph(run(f"{letter}. ", look="color=0000FF b"), run(f"x{letter}", look=f"color={color}"))
            )
    found = read(*body).questions
    assert [right(each) for each in found] == [["xC"]] * 3
    assert {each.state for each in found} == {State.OK}


def test_bold_of_the_style_is_no_mark() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="O"><w:basedOn w:val="N"/><w:rPr><w:u w:val="none"/></w:rPr></w:style>'
    )
    body = [
        paragraph("Câu 1. Hỏi?"),
        paragraph("A. một", style="O"),
        paragraph(run("B. hai", look="u"), style="O"),
    ]
    found = read(*body, styles=styles).questions
    assert right(found[0]) == ["hai"]


def test_an_emphasised_word_in_an_option_is_no_mark() -> None:
    body = []
    for number in range(1, 5):
        body += four(1, "u", number=number)
    body[1] = paragraph("A. Điều ", run("không", look="b"), " phải làm trong mọi trường hợp")
    found = read(*body).questions
    assert right(found[0]) == ["hai"]
    assert found[0].state is State.OK


def test_a_rare_mark_is_taken_with_a_warning() -> None:
    body = []
    for number in range(1, 11):
        body += [*four(9, "", number=number), paragraph("Đáp án: A")]
    body += four(2, "i", number=11)
    found = read(*body).questions
    assert found[10].state is State.WARNING
    assert codes(found[10]) == ["mark_unusual"]
    assert right(found[10]) == ["ba"]


def test_marks_that_contradict_the_key_are_told() -> None:
    body = []
    for number in range(1, 4):
        body += four(1, "u", number=number)
    found = read(*body, "BẢNG ĐÁP ÁN", "1B 2C 3B").questions
    assert [each.state for each in found] == [State.OK, State.WARNING, State.OK]
    assert codes(found[1]) == ["marks_and_key_disagree"]
    assert found[1].problems[0].facts["key"] == "C"
    assert found[1].problems[0].facts["marks"] == "B"


def test_letters_in_bold_with_a_key_in_a_second_file() -> None:
    body = []
    for number in range(1, 4):
        body += four(number, "b", whole=False, number=number)
    key = document(table(("Câu", "Đáp án", "Câu", "Đáp án"), ("1", "B", "3", "D"), ("2", "A", "", "")))
    found = read_docx_questions(document(*body), read_docx_key(key)).questions
    assert [right(each) for each in found] == [["hai"], ["một"], ["bốn"]]
    assert codes(found[1]) == ["marks_and_key_disagree"]


def test_several_options_on_a_line_by_tabs_and_blanks() -> None:
    found = read(
        "Câu 1: Hỏi?", paragraph("A. một\t", run("B. hai", look="highlight=yellow color=FF0000"), "\tC. ba\tD.bốn"),
        "Câu 2: Hỏi?", paragraph("A. một    B. hai   ", run("C. ba", look="highlight=yellow color=FF0000")),
        paragraph("D.vùng"),
        "Câu 3: Hỏi?", paragraph(run("A. một hai", look="highlight=yellow color=FF0000"), " B. hai C. ba D. bốn"),
    ).questions  # fmt: skip
    assert [options(each) for each in found] == [
        ["một", "hai", "ba", "bốn"], ["một", "hai", "ba", "vùng"], ["một hai", "hai", "ba", "bốn"]
    ]  # fmt: skip
    assert [right(each) for each in found] == [["hai"], ["ba"], ["một hai"]]


def test_two_columns_read_as_a_c_b_d() -> None:
    found = read(
        "Câu 1. Hỏi?", paragraph("A. một\tC. ba"), paragraph("B. hai\tD. bốn"), "Đáp án: C"
    ).questions
    assert options(found[0]) == ["một", "hai", "ba", "bốn"]
    assert right(found[0]) == ["ba"]


def test_options_in_tables_of_two_rows_or_four() -> None:
    found = read(
        "Câu 1. Hỏi?", table(("A. một", "B. hai"), (paragraph(run("C. ba", look="u")), "D. bốn")),
        "Câu 2. Hỏi?", table((paragraph(run("A", look="u")), "một"), ("B", "hai"), ("C", "ba"), ("D", "bốn")),
        "Câu 3. Hỏi?", table(("A.", "một", "B.", "hai"), (paragraph(run("C.", look="u")), "ba", "D.", "bốn")),
    ).questions  # fmt: skip
    assert [options(each) for each in found] == [["một", "hai", "ba", "bốn"]] * 3
    assert [right(each) for each in found] == [["ba"], ["một"], ["ba"]]
    assert {each.state for each in found} == {State.OK}


def test_a_whole_question_in_one_paragraph_with_soft_breaks() -> None:
    found = read(
        paragraph("Câu 1. Hỏi?\nA. một\n", run("B. hai", look="color=C00000"), "\nC. ba\nD. bốn"),
        paragraph("Câu 2. Hỏi?\n", run("A. một", look="color=C00000"), "\nB. hai"),
    ).questions
    assert [right(each) for each in found] == [["hai"], ["một"]]


def test_numbers_and_letters_that_word_writes_itself() -> None:
    lists = numbering((("decimal", "Câu %1."), ("upperLetter", "%2.")), (("decimal", "%1."),))
    body = []
    for number in range(1, 4):
        body.append(paragraph(f"Hỏi điều {number}?", number=(1, 0)))
        for at, text in enumerate(("một", "hai", "ba", "bốn")):
            body.append(paragraph(run(text, look="u" if at == number else ""), number=(1, 1)))
    found = read(*body, lists=lists).questions
    assert [each.number for each in found] == ["1", "2", "3"]
    assert [right(each) for each in found] == [["hai"], ["ba"], ["bốn"]]
    assert found[0].question.stem == "Hỏi điều 1?"


def test_automatic_letters_in_a_list_of_their_own_that_goes_on() -> None:
    lists = numbering((("decimal", "%1."),), (("upperLetter", "%1."),))
    body = []
    for number in (1, 2):
        body.append(paragraph(f"Hỏi điều {number}?", number=(1, 0)))
        body += [
            paragraph(run(text, look="b" if text == "ba" else ""), number=(2, 0))
            for text in ("một", "hai", "ba", "bốn")
        ]
    found = read(*body, lists=lists).questions
    assert [options(each) for each in found] == [["một", "hai", "ba", "bốn"]] * 2
    assert [right(each) for each in found] == [["ba"], ["ba"]]


def test_deleted_text_is_left_out_and_inserted_text_is_kept() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("mới")}</w:ins>'
    found = read(
        paragraph("Câu 1. Điều ", deleted, inserted, " là gì?"), "A. một", "B. hai", "Đáp án: B"
    ).questions
    assert found[0].question.stem == "Điều mới là gì?"


def test_hidden_text_is_left_out() -> None:
    found = read(
        paragraph("Câu 1. Hỏi?", run(" ẩn", look="vanish")), "A. một", "B. hai", "Đáp án: B"
    ).questions
    assert found[0].question.stem == "Hỏi?"


def test_tcvn3_with_soft_hyphen_and_capitals_by_font_of_the_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Cu"><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    body = [
        paragraph(
            run("C©u 1. "),
            run("Bé tr\u00adëng ", font=".VnTimeH"),
            run("ký gì?", font="Times New Roman"),
            style="Cu",
        ),
        paragraph("A. Th\u00ad", style="Cu"),
        paragraph(run("B. QuyÕt ®Þnh", look="u"), style="Cu"),
    ]
    found = read(*body, styles=styles)
    question = found.questions[0]
    assert question.question.stem == "BỘ TRƯỞNG ký gì?"
    assert options(question) == ["Thư", "Quyết định"]
    assert right(question) == ["Quyết định"]
    notes = {problem.code: problem.facts for problem in found.problems}
    assert notes["legacy_converted"]["letters"] == "tcvn3"
    assert notes["legacy_converted"]["before"]


def test_unicode_typed_in_an_old_font_is_left_alone() -> None:
    body = [
        paragraph(run("Câu 1. Đảng bộ là gì?", font=".VnTime")),
        paragraph(run("A. Một đảng bộ xã", font=".VnTime")),
        paragraph(run("B. Là các", font=".VnTime")),
        paragraph(run("Đáp án: B", font=".VnTime")),
    ]
    found = read(*body)
    assert options(found.questions[0])[1] == "Là các"
    assert [problem.code for problem in found.problems] == ["legacy_font_on_unicode"]


def test_legacy_letters_without_a_telling_font_are_asked_about_and_not_converted() -> None:
    found = read(
        "C©u 1. Chi bé sinh ho¹t ®Þnh kú mçi th¸ng mÊy lÇn?", "A. Mét lÇn", "B. Hai lÇn", "Đáp án: A"
    )
    assert "Chi bé" in found.questions[0].question.stem or "C©u" in found.questions[0].question.stem


def test_pictures_stay_with_their_question() -> None:
    found = read(
        paragraph("Câu 1. Hình nào? ", picture(1, "Sơ đồ tổ chức")), "A. một", paragraph("B. hai ", picture(2)), "Đáp án: A",
        media={"so-do.png": PIXEL, "hinh.png": PIXEL},
    ).questions  # fmt: skip
    assert [(each.name, each.alt, each.place) for each in found[0].images] == [
        ("so-do.png", "Sơ đồ tổ chức", "stem"), ("hinh.png", "", "option 2")
    ]  # fmt: skip
    assert found[0].state is State.WARNING
    assert codes(found[0]) == ["image_in_option"]


def test_pictures_that_no_browser_shows_are_listed_as_lost() -> None:
    found = read(
        paragraph("Câu 1. Hình? ", picture(1)),
        "A. một",
        "B. hai",
        "Đáp án: A",
        media={"x.wmf": b"\xd7\xcd\xc6\x9a"},
    )
    assert [(each.code, each.facts["count"]) for each in found.lost] == [("images_unreadable", 1)]


def test_formulas_are_warned_of() -> None:
    formula = "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
    ole = "<w:r><w:object/></w:r>"
    found = read(paragraph("Câu 1. Tính ", formula), "A. một", "B. hai", "Đáp án: A",
                 paragraph("Câu 2. Tính ", ole), "A. một", "B. hai", "Đáp án: A").questions  # fmt: skip
    assert [codes(each) for each in found] == [["formula"], ["formula"]]
    assert found[0].question.stem == "Tính x=2"


def test_text_boxes_are_read_once() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>A. một</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>B. hai</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        "<w:txbxContent><w:p><w:r><w:t>A. một</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = read(paragraph("Câu 1. Hỏi?", box), "Đáp án: B").questions
    assert options(found[0]) == ["một", "hai"]


def test_a_table_with_headed_columns_is_read_like_a_sheet() -> None:
    found = read(
        "NGÂN HÀNG CÂU HỎI",
        table(
            ("STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"),
            ("1", "Ai chủ trì?", "Bí thư", "Dân", "Khách", "Không ai", "A"),
            ("2", "Họp mấy lần?", "Một", "Hai", "Ba", "Bốn", "C"),
        ),
    ).questions
    assert [right(each) for each in found] == [["Bí thư"], ["Ba"]]
    assert [each.number for each in found] == ["1", "2"]


def test_level_prefix_and_control_tags_leave_the_text() -> None:
    found = read(
        "[<br>]", "Câu 1: [NB] Hỏi gì? [<df>]0.5[</df>]", "A. một", "B. hai", "ANSWER: A", "[<br>]"
    ).questions
    assert (found[0].question.stem, found[0].level, right(found[0])) == ("Hỏi gì?", "nhan_biet", ["một"])


def test_strict_documents_are_read() -> None:
    content = document("Câu 1. Hỏi?", "A. một", "B. hai", "Đáp án: A")
    strict = document("Câu 1. Hỏi?", "A. một", "B. hai", "Đáp án: A", prolog="<?xml version='1.0'?>")
    assert right(read_docx_questions(content).questions[0]) == right(read_docx_questions(strict).questions[0])


def test_the_share_of_marks_of_a_multiple_question_needs_no_warning_where_the_stem_asks_for_several() -> None:
    body = four(0, "u") + four(1, "u", number=2)
    body += [
        paragraph("Câu 3. Những việc nào cần làm?"),
        *(paragraph(run(f"{c}. x{c}", look="u" if c in "ABD" else "")) for c in "ABCD"),
    ]
    third = read(*body).questions[2]
    assert (third.question.kind, right(third), third.state) == ("multiple", ["xA", "xB", "xD"], State.OK)
    assert Fraction(len(third.question.key), len(third.question.options)) == Fraction(3, 4)
