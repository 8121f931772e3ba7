"""Questions from files: loaded twice nothing changes, changed they get a version."""

from dataclasses import replace

from flask import Flask

from quizapp.bank import queries, service
from quizapp.domain import questions
from tests.factories import NOW, course_draft, make_course


def test_loading_again_changes_nothing(inside: Flask) -> None:
    course_id = make_course(questions=6)
    assert service.load(course_id, course_draft(6).questions, NOW) == service.Loaded(0, 0, 6)


def test_a_changed_wording_is_a_new_version_and_the_old_one_stays(inside: Flask) -> None:
    course_id = make_course(questions=1)
    before = queries.drawable(course_id)[0]
    changed = replace(course_draft(1).questions[0], stem="Câu hỏi đã sửa?")
    assert service.load(course_id, [changed], NOW) == service.Loaded(0, 1, 0)
    old, new = queries.versions(queries.version_ids(before.id)[::-1]).values()
    assert (old.question.stem, new.question.stem) == ("Câu hỏi thử số 1?", "Câu hỏi đã sửa?")


def test_the_key_survives_the_way_through_the_database(inside: Flask) -> None:
    course_id = make_course(questions=5)
    stored = queries.versions(line.version_id for line in queries.drawable(course_id))
    for draft, version in zip(course_draft(5).questions, stored.values(), strict=True):
        assert version.question == draft.asked


def test_the_body_that_learners_get_holds_no_key(inside: Flask) -> None:
    assert "key" not in questions.to_body(course_draft(1).questions[0].asked)


def test_words_are_found_without_accents(inside: Flask) -> None:
    course_id = make_course(questions=3)
    assert len(queries.found(course_id, words="cau HOI so 2")) == 1
