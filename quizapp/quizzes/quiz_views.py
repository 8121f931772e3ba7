"""The instructor's pages around a quiz: the list of a class, making and changing one, opening the waiting room."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.bank import queries as bank
from quizapp.cohorts.queries import cohort, cohort_place
from quizapp.courses.queries import course
from quizapp.domain.errors import QuestionsTooFew, QuizHasNoQuestions
from quizapp.quizzes import service
from quizapp.quizzes.blueprint import bp
from quizapp.quizzes.forms import QuizForm, cells_of
from quizapp.quizzes.queries import Stage, quiz, quiz_place, quizzes_of
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer
from quizapp.web.wording import rule_sentence

LEVELS = (("nhan_biet", "Nhận biết"), ("thong_hieu", "Thông hiểu"), ("van_dung", "Vận dụng"))
READ = (Right.RUN_QUIZ, Right.READ_COHORT)


@bp.get("/cohorts/<int:cohort_id>/quizzes")
@page("quizzes/list.html", rights=READ, of=cohort_place)
def quiz_list(cohort_id: int) -> dict[str, Any]:
    """The quizzes of a class."""
    moment = now()
    found = quizzes_of(cohort_id)
    return {
        "cohort": cohort(cohort_id),
        "quizzes": [(one, one.stage(moment)) for one in found],
        "may_run": viewer().may(Right.RUN_QUIZ, cohort_place(cohort_id)),
    }


@bp.route("/cohorts/<int:cohort_id>/quizzes/new", methods=["GET", "POST"])
@page("quizzes/edit.html", rights=Right.RUN_QUIZ, of=cohort_place)
def new_quiz(cohort_id: int) -> dict[str, Any] | Response:
    """Make a quiz."""
    form = QuizForm()
    cells = _cells()
    problem = ""
    if request.method == "GET":
        form.title.data = gettext("Kiểm tra cuối khóa")
        form.number.data = min(20, sum(_stock(cohort_id).values())) or 20
    elif form.validate():
        try:
            quiz_id = service.make(cohort_id, form.draft(cells), now(), viewer().person_id)
        except QuestionsTooFew as rule:
            problem = rule_sentence(_with_title(rule, cohort_id))
        else:
            flash(gettext("Đã lưu bài kiểm tra. Mở phòng chờ khi lớp sẵn sàng."), "done")
            return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)
    return _edit_page(form, cohort_id, cells, problem)


@bp.route("/quizzes/<int:quiz_id>/edit", methods=["GET", "POST"])
@page("quizzes/edit.html", rights=Right.RUN_QUIZ, of=quiz_place)
def edit_quiz(quiz_id: int) -> dict[str, Any] | Response:
    """Change a quiz that has not been started."""
    facts = quiz(quiz_id)
    if facts.started_at is not None:
        return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)
    form, cells, problem = QuizForm(), _cells(), ""
    if request.method == "GET":
        form.fill(facts)
        cells = cells_of(facts)
    elif form.validate():
        try:
            service.change(quiz_id, form.draft(cells), now(), viewer().person_id)
        except QuestionsTooFew as rule:
            problem = rule_sentence(_with_title(rule, facts.cohort_id))
        else:
            flash(gettext("Đã lưu thay đổi."), "done")
            return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)
    return _edit_page(form, facts.cohort_id, cells, problem) | {"quiz": facts}


@bp.post("/quizzes/<int:quiz_id>/open")
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def open_quiz(quiz_id: int) -> Response:
    """Open the waiting room."""
    try:
        service.open_quiz(quiz_id, now(), viewer().person_id)
    except (QuizHasNoQuestions, QuestionsTooFew) as rule:
        flash(rule_sentence(rule), "problem")
    return redirect(url_for("quizzes.room", quiz_id=quiz_id), 303)


@bp.route("/quizzes/<int:quiz_id>/discard", methods=["GET", "POST"])
@page(rights=Right.RUN_QUIZ, of=quiz_place)
def discard(quiz_id: int) -> dict[str, Any] | Response:
    """Take back a quiz that was never started; GET asks first."""
    facts = quiz(quiz_id)
    if request.method == "GET":
        return {"quiz": facts}
    service.discard(quiz_id, now(), viewer().person_id)
    flash(gettext("Đã bỏ bài “%(title)s”.", title=facts.title), "done")
    return redirect(url_for("quizzes.quiz_list", cohort_id=facts.cohort_id), 303)


def _cells() -> dict[tuple[str, str], int]:
    """The blueprint as posted: fields "cell-<topic>-<level>" beside "topic-..." would be two shapes, so one: a|b."""
    found = {}
    for name, typed in request.form.items():
        if name.startswith("cell|") and typed.strip().isascii() and typed.strip().isdigit():
            _, topic, level = name.split("|", 2)
            found[topic, level] = min(int(typed), 200)
    return found


def _stock(cohort_id: int) -> Mapping[tuple[str, str], int]:
    return bank.counts(cohort(cohort_id).course_id)


def _with_title(rule: QuestionsTooFew, cohort_id: int) -> QuestionsTooFew:
    topics = course(cohort(cohort_id).course_id).topics
    return QuestionsTooFew(topics.get(rule.topic or "", rule.topic), rule.level, rule.wanted, rule.found)


def _edit_page(
    form: QuizForm, cohort_id: int, cells: Mapping[tuple[str, str], int], problem: str
) -> dict[str, Any]:
    klass = cohort(cohort_id)
    summary = form.summary + ([("choice", problem)] if problem else [])
    stock = bank.counts(klass.course_id)
    topics = [
        (key, title)
        for key, title in course(klass.course_id).topics.items()
        if any(key == at for at, _ in stock)
    ]
    return {
        "form": form, "summary": summary, "cohort": klass, "cells": cells, "stock": stock, "topics": topics,
        "levels": LEVELS, "total": sum(stock.values()), "quiz": None, "Stage": Stage,
    }  # fmt: skip
