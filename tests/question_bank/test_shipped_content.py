import re
import unicodedata
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pytest

from quizapp.domain.questions import mark, validate
from quizapp.domain.rubric import CriterionKind
from quizapp.formats.bank_drafts import CourseDraft, LessonDraft, QuestionDraft, RubricDraft
from quizapp.formats.bank_yaml import course_folders, read_course
from quizapp.formats.lesson_markdown import render

BANK = Path(__file__).parents[2] / "question_bank"
FOLDER = BANK / "nghiep-vu-cong-tac-dang-o-chi-bo"
READING = read_course(FOLDER)
FILES = sorted(path for path in BANK.rglob("*") if path.is_file())


def the_course() -> CourseDraft:
    assert READING.course is not None
    return READING.course


COURSE = the_course()
QUESTIONS = COURSE.questions
SINGLE = [question for question in QUESTIONS if question.kind == "single"]


def text_of(question: QuestionDraft) -> str:
    return " ".join([question.stem, *(option.text for option in question.options), question.explanation])


def right_text(question: QuestionDraft) -> str:
    return next(option.text for option in question.options if option.id == question.key[0])


def test_the_whole_bank_reads_without_a_problem() -> None:
    assert course_folders(BANK) == (FOLDER,)
    assert READING.problems == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_composed_unicode_without_tabs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\t" not in text
    assert "\r" not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_house_spelling_is_kept(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"chi uỷ|đảng uỷ|cấp uỷ|Uỷ|hoà |bạn ", text)
    assert not re.search(r"\bhuyện\b", text, re.IGNORECASE)


def test_there_are_enough_questions_of_every_kind() -> None:
    kinds = Counter(question.kind for question in QUESTIONS)
    assert len(QUESTIONS) >= 66
    assert kinds["multiple"] >= 8
    assert kinds["true_false"] >= 10
    assert kinds["ordering"] >= 5


def test_every_topic_and_level_has_questions() -> None:
    topics = Counter(question.topic for question in QUESTIONS)
    levels = Counter(question.level for question in QUESTIONS)
    assert all(topics[topic.key] >= 6 for topic in COURSE.topics)
    assert min(levels.values()) >= 15
    assert len(levels) == 3


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_domain_accepts_the_question_and_its_own_answer(question: QuestionDraft) -> None:
    assert validate(question.asked) == ()
    assert mark(question.asked, question.asked.key) == 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_cited_document_is_sure_and_in_force(question: QuestionDraft) -> None:
    document = next(one for one in COURSE.documents if one.key == question.citation.document)
    assert document.grade == "A"
    assert document.replaced_by is None
    assert document.in_force_to is None


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_on_a_changing_rule_names_document_and_year(question: QuestionDraft) -> None:
    needed = {"hd-12-2018": "12-HD/BTCTW (2018)", "qd-01-2026": "01-QĐ/TW (2026)"}
    named = needed.get(question.citation.document)
    assert named is None or named in question.stem


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_explanation_says_more_than_the_answer(question: QuestionDraft) -> None:
    assert len(question.explanation) >= 80
    assert date(2027, 1, 1) <= question.review_by <= date(2028, 12, 31)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_no_option_refers_to_the_others(question: QuestionDraft) -> None:
    assert not any(
        re.search(r"tất cả|cả [a-d]\b|đều đúng|đều sai", o.text, re.IGNORECASE) for o in question.options
    )


def test_no_two_stems_are_nearly_the_same() -> None:
    alike = [
        (one.id, other.id)
        for one, other in combinations(QUESTIONS, 2)
        if SequenceMatcher(None, one.stem, other.stem, autojunk=False).quick_ratio() > 0.85
        and SequenceMatcher(None, one.stem, other.stem, autojunk=False).ratio() > 0.85
    ]
    assert alike == []


def test_right_answers_of_single_choice_stand_in_all_places() -> None:
    places = Counter(question.key[0] for question in SINGLE)
    assert set(places) == set("abcd")
    assert all(0.15 <= count / len(SINGLE) <= 0.35 for count in places.values())


def test_the_longest_option_is_no_clue() -> None:
    longest = [
        question.id
        for question in SINGLE
        if all(len(right_text(question)) > len(o.text) for o in question.options if o.id != question.key[0])
    ]
    assert len(longest) <= len(SINGLE) * 0.35


@pytest.mark.parametrize("question", SINGLE, ids=lambda question: question.id)
def test_four_options_of_like_length(question: QuestionDraft) -> None:
    lengths = [len(option.text) for option in question.options]
    assert len(lengths) == 4
    assert max(lengths) - min(lengths) <= 22


def test_true_and_false_are_balanced() -> None:
    keys = Counter(question.key[0] for question in QUESTIONS if question.kind == "true_false")
    assert min(keys["dung"], keys["sai"]) >= 7


def test_a_multiple_choice_has_two_right_ones_and_a_wrong_one_at_least() -> None:
    multiple = [question for question in QUESTIONS if question.kind == "multiple"]
    assert all(2 <= len(question.key) < len(question.options) for question in multiple)
    assert len({question.key for question in multiple}) >= 5


def test_the_steps_of_an_ordering_are_not_shown_in_their_order() -> None:
    ordering = [question for question in QUESTIONS if question.kind == "ordering"]
    assert all(list(question.key) != [option.id for option in question.options] for question in ordering)


def test_what_has_no_sure_source_is_not_asked() -> None:
    forbidden = r"24-QĐ/TW|294-QĐ|208-QĐ|1147|quorum|hai phần ba|2/3 số|năm năm hai lần|30 ngày làm việc"
    assert [question.id for question in QUESTIONS if re.search(forbidden, text_of(question))] == []


def test_there_are_at_least_seven_lessons() -> None:
    assert len(COURSE.lessons) >= 7


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.slug)
def test_a_lesson_is_short_cited_and_closes_with_something_to_do(lesson: LessonDraft) -> None:
    page = render(lesson.body)
    assert 700 <= page.syllables <= 1300
    assert abs(lesson.minutes - page.minutes) <= 3
    assert lesson.citations
    for callout in ("callout-remember", "callout-do-now", "callout-advice", "callout-basis"):
        assert callout in page.html
    assert 'class="checklist"' in page.html
    assert "<table>" in page.html


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.slug)
def test_a_lesson_has_no_wall_of_text(lesson: LessonDraft) -> None:
    paragraphs = re.findall(r"<p>(.*?)</p>", render(lesson.body).html, re.DOTALL)
    assert max(len(paragraph.split()) for paragraph in paragraphs) <= 75


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.slug)
def test_no_markup_is_left_over_in_a_lesson(lesson: LessonDraft) -> None:
    text = re.sub(r"<[^>]+>", "", render(lesson.body).html)
    assert not re.search(r"\*\*|\]\(|^#|\[ \]", text, re.MULTILINE)


def test_what_was_not_checked_on_paper_says_so() -> None:
    rating = next(lesson for lesson in COURSE.lessons if lesson.slug.startswith("danh-gia"))
    assert "**Cần kiểm tra:**" in rating.body
    assert "bản giấy" in rating.body


@pytest.mark.parametrize("rubric", COURSE.rubrics, ids=lambda rubric: rubric.code)
def test_a_rubric_is_a_draft_of_one_hundred_points(rubric: RubricDraft) -> None:
    assert rubric.status == "draft"
    assert rubric.rubric.maximum == 100
    assert [(level.name, level.threshold) for level in rubric.rubric.levels] == [
        ("Tốt", 90),
        ("Khá", 70),
        ("Trung bình", 50),
        ("Kém", 0),
    ]
    assert all(criterion.guidance and criterion.group for criterion in rubric.rubric.criteria)


@pytest.mark.parametrize("rubric", COURSE.rubrics, ids=lambda rubric: rubric.code)
def test_free_points_have_a_step(rubric: RubricDraft) -> None:
    numbers = [one for one in rubric.rubric.criteria if one.kind is CriterionKind.NUMBER]
    assert all(criterion.step for criterion in numbers)


def test_the_sheet_of_hd_42_keeps_the_points_of_its_groups() -> None:
    rubric = next(one.rubric for one in COURSE.rubrics if one.code == "hd-42-thuong-ky")
    points = Counter[str]()
    for criterion in rubric.criteria:
        points[criterion.group[:2]] += int(criterion.maximum)
    assert list(points.values()) == [5, 5, 10, 30, 10, 5, 30, 5]
    assert "CẦN KIỂM TRA" in rubric.basis


def test_the_class_sheet_fits_a_page_and_asks_only_what_a_practice_meeting_has() -> None:
    rubric = next(one.rubric for one in COURSE.rubrics if one.code == "buoi-thuc-hanh")
    words = " ".join(criterion.text for criterion in rubric.criteria)
    assert len(rubric.criteria) <= 12
    assert not re.search(r"kỳ trước|tháng trước|tỷ lệ đảng viên dự|Sổ tay", words)
