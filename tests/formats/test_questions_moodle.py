"""Moodle XML: kinds, marks, pictures, what is listed as lost, and files that mean harm."""

import base64

import pytest

from quizapp.formats.question_drafts import QuestionFile, State
from quizapp.formats.questions_moodle import read_moodle

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def quiz(*questions: str) -> QuestionFile:
    return read_moodle(f"<?xml version='1.0' encoding='UTF-8'?>\n<quiz>{''.join(questions)}</quiz>".encode())


def multichoice(*answers: tuple[str, str], single: str = "true", more: str = "") -> str:
    listed = "".join(
        f'<answer fraction="{fraction}" format="html"><text>{text}</text></answer>'
        for fraction, text in answers
    )
    return (
        '<question type="multichoice"><name><text>Câu 4</text></name><questiontext format="html">'
        f"<text><![CDATA[<p>Chọn <b>gì</b>?</p>]]></text></questiontext><single>{single}</single>{more}{listed}</question>"
    )


def lost(file: QuestionFile) -> dict[str, object]:
    return {problem.code: problem.facts["count"] for problem in file.lost}


def test_a_single_choice_is_read_with_its_number_and_loses_only_its_bold() -> None:
    file = quiz(multichoice(("0", "Một"), ("100", "Hai")))

    (question,) = file.questions
    assert (question.number, question.question.stem, question.question.key) == ("4", "Chọn gì?", (1,))
    assert (question.state, lost(file)) == (State.OK, {"formatting": 1})


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [("0", "proportional"), ("-50", "proportional_with_deduction"), ("-100", "all_or_nothing")],
)
def test_the_marks_of_wrong_options_tell_the_rule(wrong: str, rule: str) -> None:
    (question,) = quiz(multichoice(("50", "a"), ("50", "b"), (wrong, "c"), single="false")).questions

    assert (question.question.kind, question.question.key, question.question.rule) == (
        "multiple",
        (0, 1),
        rule,
    )


def test_part_marks_are_listed_as_lost() -> None:
    file = quiz(multichoice(("100", "a"), ("50", "b"), ("0", "c")))

    assert file.questions[0].question.key == (0,)
    assert lost(file)["partial_credit"] == 1


def test_a_question_whose_best_answer_is_not_full_is_doubtful() -> None:
    (question,) = quiz(multichoice(("50", "a"), ("0", "b"))).questions

    assert [problem.code for problem in question.problems] == ["right_below_full"]


def test_options_that_must_not_be_shuffled_are_pinned() -> None:
    (question,) = quiz(
        multichoice(("100", "a"), ("0", "b"), more="<shuffleanswers>0</shuffleanswers>")
    ).questions

    assert [option.pinned for option in question.question.options] == [True, True]


def test_a_category_is_the_topic_of_what_follows() -> None:
    category = '<question type="category"><category><text>$course$/top/Điều lệ/Chương 1//2</text></category></question>'

    assert quiz(category, multichoice(("100", "a"), ("0", "b"))).questions[0].topic == "Chương 1/2"


def test_cloze_description_and_strange_kinds_are_named_and_counted() -> None:
    text = '<questiontext format="html"><text>{1:MULTICHOICE:=a~b}</text></questiontext>'
    file = quiz(
        *(f'<question type="{kind}">{text}</question>' for kind in ("cloze", "description", "ddwtos"))
    )

    assert lost(file) == {"cloze": 1, "description": 1, "kind_other": 1}
    assert [problem.facts["text"] for problem in file.problems][2] == "ddwtos: {1:MULTICHOICE:=a~b}"


def test_kinds_that_wait_for_the_domain_are_kept_with_a_warning() -> None:
    short = (
        '<question type="shortanswer"><questiontext><text>Năm?</text></questiontext>'
        '<answer fraction="100"><text>1930</text></answer><answer fraction="50"><text>1931</text></answer></question>'
    )
    number = (
        '<question type="numerical"><questiontext><text>Năm?</text></questiontext>'
        '<answer fraction="100"><text>1930</text><tolerance>2</tolerance></answer></question>'
    )
    match = (
        '<question type="matching"><questiontext><text>Nối</text></questiontext>'
        "<subquestion><text>a</text><answer><text>1</text></answer></subquestion>"
        "<subquestion><text></text><answer><text>2</text></answer></subquestion></question>"
    )
    essay = '<question type="essay"><questiontext><text>Viết.</text></questiontext></question>'

    questions = quiz(short, number, match, essay).questions

    assert [one.question.kind for one in questions] == ["short_text", "number", "matching", "essay"]
    assert [one.question.key for one in questions] == [("1930",), ("1928..1932",), (1,), ()]
    assert {one.state for one in questions} == {State.WARNING}


def picture(content: bytes, named: str = "b%20v.png") -> str:
    body = base64.b64encode(content).decode()
    return multichoice(("100", "a"), ("0", "b")).replace(
        "<p>Chọn <b>gì</b>?</p>]]></text>",
        f'Hình?<img src="@@PLUGINFILE@@/{named}" alt="Cờ">]]></text>'
        f'<file name="b v.png" path="/" encoding="base64">{body}</file>',
    )


def test_an_embedded_picture_is_taken_with_its_description() -> None:
    (question,) = quiz(picture(PNG)).questions

    (image,) = question.images
    assert (image.content, image.alt, image.place, question.question.stem) == (PNG, "Cờ", "stem", "Hình?")


@pytest.mark.parametrize(
    ("content", "named", "code"),
    [
        (b"<svg onload='x()'/>", "b%20v.png", "image_kind"),
        (PNG, "other.png", "image_missing"),
        (PNG + b"\0" * 7_000_000, "b%20v.png", "image_too_big"),
    ],
)
def test_a_picture_that_cannot_be_taken_is_a_warning(content: bytes, named: str, code: str) -> None:
    (question,) = quiz(picture(content, named)).questions

    assert question.images == ()
    assert [problem.code for problem in question.problems] == [code]


def test_a_picture_on_another_server_is_never_fetched() -> None:
    (question,) = quiz(picture(PNG).replace("@@PLUGINFILE@@/b%20v.png", "http://127.0.0.1:1/a.png")).questions

    assert [problem.code for problem in question.problems] == ["image_missing"]


def test_a_script_leaves_nothing_behind() -> None:
    file = quiz(multichoice(("100", "a&lt;script&gt;alert(1)&lt;/script&gt;"), ("0", "b")))

    assert file.questions[0].question.options[0].text == "a"
    assert lost(file)["script"] == 1


def test_broken_xml_is_told_with_its_line_and_read_as_far_as_it_goes() -> None:
    file = read_moodle(
        f"<quiz>\n{multichoice(('100', 'a'), ('0', 'b'))}\n<question type='x'>\n</quiz>".encode()
    )

    assert [(problem.code, problem.row) for problem in file.problems[:1]] == [("xml_broken", 4)]
    assert [problem.code for problem in file.questions[0].problems] == ["xml_mended"]


def test_html_entities_without_a_declaration_are_understood() -> None:
    file = quiz(multichoice(("100", "a&nbsp;&ndash; b"), ("0", "c")))

    assert file.questions[0].question.options[0].text == "a – b"
    assert file.problems == ()


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    text = f"<!DOCTYPE quiz [{declared}]><quiz>{multichoice(('100', '&a;'), ('0', 'b'))}</quiz>"

    for content in (text.encode(), text.encode("utf-16")):
        file = read_moodle(content)
        assert (file.questions, [problem.code for problem in file.problems]) == ((), ["unsafe_xml"])


def test_empty_rows_that_nobody_filled_in_are_left_out_and_told() -> None:
    (question,) = quiz(multichoice(("0", ""), ("100", "a"), ("0", "b"), ("0", ""))).questions

    assert [option.text for option in question.question.options] == ["a", "b"]
    assert question.question.key == (0,)
    assert [(problem.code, problem.facts["count"]) for problem in question.problems] == [("empty_options", 2)]


def test_a_question_without_a_right_answer_is_an_error() -> None:
    (question,) = quiz(multichoice(("0", "a"), ("0", "b"))).questions

    assert question.state is State.ERROR
    assert "key_missing" in [problem.code for problem in question.problems]


def test_the_right_answers_remark_explains_when_nothing_else_does() -> None:
    answer = '<answer fraction="100"><text>a</text><feedback><text>Vì thế.\nCăn cứ: Điều 3</text></feedback></answer>'
    (question,) = quiz(multichoice(("0", "b")).replace("<answer", f"{answer}<answer", 1)).questions

    assert question.explanation == "Vì thế. Căn cứ: Điều 3"
