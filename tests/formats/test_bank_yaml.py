from datetime import date
from pathlib import Path

import pytest

from quizapp.domain.questions import mark
from quizapp.formats.bank_yaml import course_folders, read_course, read_lesson, read_questions
from quizapp.formats.drafts import Problem
from quizapp.formats.rubric_yaml import read_rubric
from quizapp.formats.strict_yaml import LARGEST_FILE, LinedDict, load

SOUND = """\
questions:
  - id: q-1
    kind: single
    topic: dues
    level: nhan_biet
    stem: Bao nhiêu?
    options:
      a: Một
      b: Hai
    key: b
    explanation: Vì thế.
    citation: {document: doc, place: Điều 1}
    review_by: 2027-01-31
"""

COURSE = """\
code: X
title: Khóa học
summary: Tóm tắt.
topics:
  - {key: dues, title: Đảng phí}
documents:
  - {key: doc, type: Quy định, number: 1-QĐ, issuer: Nơi ban hành, title: Tên, grade: A, issued: 2026-02-03}
lessons: [01-bai-mot.md]
"""

LESSON = """\
---
title: Bài một
minutes: 5
objectives: [Biết]
citations:
  - {document: doc, place: Điều 1}
---

Nội dung.
"""


def problems_of(text: str) -> tuple[Problem, ...]:
    return read_questions(text.encode(), "questions/x.yaml")[1]


def codes_of(text: str) -> list[str]:
    return [problem.code for problem in problems_of(text)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("lessons", "questions", "rubrics"):
        (tmp_path / name).mkdir()
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "lessons/01-bai-mot.md").write_text(LESSON, encoding="utf-8")
    (tmp_path / "questions/01.yaml").write_text(SOUND, encoding="utf-8")
    return tmp_path


def test_a_sound_question_is_read_whole() -> None:
    questions, problems = read_questions(SOUND.encode(), "questions/x.yaml")
    question = questions[0]
    assert problems == ()
    assert (question.id, question.key, question.review_by, question.line) == (
        "q-1",
        ("b",),
        date(2027, 1, 31),
        2,
    )
    assert mark(question.asked, (1,)) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: single", "kind: essay", "field_not_one_of"),
        ("level: nhan_biet", "level: easy", "field_not_one_of"),
        ("    stem: Bao nhiêu?\n", "", "field_missing"),
        ("stem: Bao nhiêu?", "stem: 12", "field_not_text"),
        ("stem: Bao nhiêu?", 'stem: "Bao\\tnhiêu"', "field_has_tab"),
        ("    key: b\n", "", "key_missing"),
        ("key: b", "key: d", "key_no_such_option"),
        ("key: b", "key: b\n    pinned: [e]", "key_no_such_option"),
        ("b: Hai", "b: MỘT", "option_twice"),
        ("      b: Hai\n    key: b", "    key: a", "options_too_few"),
        ("review_by: 2027-01-31", "review_by: soon", "field_not_date"),
        ("review_by: 2027-01-31", "review_by: 2027-01-31\n    hint: x", "field_unknown"),
        ("review_by: 2027-01-31", "review_by: 2027-01-31\n    rule: half", "rule_unknown"),
        ("citation: {document: doc, place: Điều 1}", "citation: doc", "field_not_mapping"),
        ("citation: {document: doc, place: Điều 1}", "citation: {document: doc}", "field_missing"),
        ("id: q-1", "id: q-1\n    id: q-2", "yaml_key_twice"),
        ("stem: Bao nhiêu?", "stem: &a Bao nhiêu?", "yaml_alias"),
    ],
)
def test_what_is_wrong_with_a_question_is_named(old: str, new: str, code: str) -> None:
    assert old in SOUND
    assert code in codes_of(SOUND.replace(old, new))


def test_a_problem_names_file_question_and_line() -> None:
    problem = problems_of(SOUND.replace("key: b", "key: d"))[0]
    assert (problem.place, problem.row, problem.facts["option"]) == ("questions/x.yaml, q-1", 10, "d")


def test_one_bad_question_does_not_hide_the_good_ones() -> None:
    second = SOUND.partition("\n")[2].replace("q-1", "q-2").replace("key: b", "key: d")
    questions, problems = read_questions((SOUND + second).encode(), "x.yaml")
    assert [question.id for question in questions] == ["q-1"]
    assert len(problems) == 1


def test_an_id_given_twice_in_a_file_is_refused() -> None:
    assert codes_of(SOUND + SOUND.partition("\n")[2]) == ["question_id_twice"]


@pytest.mark.parametrize(("key", "right"), [("true", 0), ("false", 1)])
def test_true_and_false_stand_in_their_places(key: str, right: int) -> None:
    text = SOUND.replace("single", "true_false").replace("    options:\n      a: Một\n      b: Hai\n", "")
    questions, problems = read_questions(text.replace("key: b", f"key: {key}").encode(), "x.yaml")
    assert problems == ()
    assert questions[0].asked.key == (right,)


def test_ordering_needs_every_step() -> None:
    text = SOUND.replace("single", "ordering").replace("b: Hai", "b: Hai\n      c: Ba")
    assert codes_of(text.replace("key: b", "key: [c, a]")) == ["key_not_every_step"]
    assert codes_of(text.replace("key: b", "key: [c, a, b]")) == []


def test_decomposed_letters_are_composed() -> None:
    questions, _ = read_questions(SOUND.replace("Bao nhiêu?", "Chi u\u0309y?").encode(), "x.yaml")
    assert questions[0].stem == "Chi ủy?"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "not_utf8"),
        (b"a: [1", "yaml_unreadable"),
        (b"- 1", "yaml_not_a_mapping"),
        (b"", "yaml_not_a_mapping"),
        (b"a: \x00", "yaml_control_character"),
        (b"a: !!python/object/apply:os.getcwd []", "yaml_unreadable"),
        (b"a: 2027-13-45", "yaml_unreadable"),
        (b"a: .inf", "yaml_unreadable"),
        (b"? [1]\n: 2", "yaml_key_not_text"),
        (b"a: &x [1]\nb: *x", "yaml_alias"),
        (b"a: 1\na: 2", "yaml_key_twice"),
        (b"a: " + b"[" * 500 + b"]" * 500, "yaml_too_deep"),
        (b"#" * (LARGEST_FILE + 1), "file_too_large"),
        (b"a: " + b"9" * 5000, "yaml_unreadable"),
    ],
)
def test_a_hostile_or_broken_file_is_one_problem(data: bytes, code: str) -> None:
    found = load(data, "x.yaml")
    assert isinstance(found, Problem)
    assert found.code == code


def test_numbers_with_a_point_stay_exact() -> None:
    found = load(b"a: 0.1", "x.yaml")
    assert isinstance(found, LinedDict)
    assert found["a"] * 10 == 1


def test_a_sound_folder_gives_its_course(folder: Path) -> None:
    reading = read_course(folder)
    assert reading.problems == ()
    assert reading.course is not None
    assert [lesson.slug for lesson in reading.course.lessons] == ["bai-mot"]
    assert reading.course.documents[0].issued == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("questions/01.yaml", "topic: dues", "topic: other", "topic_unknown"),
        ("questions/01.yaml", "document: doc", "document: other", "document_unknown"),
        ("lessons/01-bai-mot.md", "document: doc", "document: other", "document_unknown"),
        ("lessons/01-bai-mot.md", "minutes: 5", "minutes: 0", "field_not_whole"),
        ("lessons/01-bai-mot.md", "---\n", "", "lesson_without_front_matter"),
        ("lessons/01-bai-mot.md", "Nội dung.\n", "", "lesson_empty"),
        ("course.yaml", "01-bai-mot.md", "02-khac.md", "lesson_file_missing"),
        ("course.yaml", "[01-bai-mot.md]", "[]", "lesson_not_listed"),
        ("course.yaml", "grade: A", "grade: D", "field_not_one_of"),
        ("course.yaml", "code: X", "code: X\ncolour: red", "field_unknown"),
    ],
)
def test_loose_ends_of_a_folder_are_found(folder: Path, file: str, old: str, new: str, code: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    assert code in [problem.code for problem in read_course(folder).problems]


def test_an_id_given_twice_in_two_files_is_refused(folder: Path) -> None:
    (folder / "questions/02.yaml").write_text(SOUND, encoding="utf-8")
    problems = read_course(folder).problems
    assert [(problem.code, problem.place) for problem in problems] == [
        ("question_id_twice", "questions/02.yaml, q-1")
    ]


def test_a_folder_without_a_readable_course_file_gives_no_course(tmp_path: Path) -> None:
    reading = read_course(tmp_path)
    assert reading.course is None
    assert [problem.code for problem in reading.problems] == ["file_unreadable"]


def test_course_folders_are_found_from_the_bank_or_the_course(folder: Path) -> None:
    bank = folder / "lessons"
    (bank / "mot-khoa").mkdir()
    (bank / "mot-khoa/course.yaml").write_text(COURSE, encoding="utf-8")
    assert course_folders(folder) == (folder,)
    assert course_folders(bank) == (bank / "mot-khoa",)
    assert course_folders(folder / "questions") == ()


def test_the_line_of_a_fault_in_front_matter_is_the_line_of_the_file() -> None:
    _, problems = read_lesson(LESSON.replace("minutes: 5", "minutes: five").encode(), "01-bai-mot.md")
    assert [(problem.code, problem.row) for problem in problems] == [("field_not_whole", 3)]


def test_a_lesson_name_with_spaces_or_accents_is_refused() -> None:
    assert read_lesson(LESSON.encode(), "lessons/01 bài.md")[1][0].code == "lesson_name"


RUBRIC = """\
title: Phiếu
version: "1"
criteria:
  - {id: a, text: Một, kind: tick, maximum: 10}
  - id: b
    text: Hai
    kind: number
    maximum: 0
levels:
  - {name: Tốt, from: 90}
"""


def test_a_fault_of_a_rubric_has_its_line() -> None:
    rubric, problems = read_rubric(RUBRIC.encode(), "rubrics/phieu.yaml")
    assert rubric is None
    assert [(problem.code, problem.row) for problem in problems] == [("not_above_zero", 8)]


def test_a_sound_rubric_takes_its_code_from_the_file() -> None:
    rubric, problems = read_rubric(RUBRIC.replace("maximum: 0", "maximum: 5").encode(), "rubrics/phieu.yaml")
    assert problems == ()
    assert rubric is not None
    assert (rubric.code, rubric.status, rubric.rubric.maximum) == ("phieu", "draft", 15)
