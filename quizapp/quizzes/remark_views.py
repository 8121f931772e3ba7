"""The page on which an instructor puts a wrong key right: choose, see who changes, apply with a reason, undo."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from quizapp.bank.queries import Version
from quizapp.domain import scoring
from quizapp.domain.errors import RuleBroken
from quizapp.domain.questions import Chosen, Question
from quizapp.domain.regrading import NEEDS_KEY, Ruling, RulingKind
from quizapp.quizzes.blueprint import bp
from quizapp.quizzes.forms import ReasonForm
from quizapp.quizzes.queries import quiz, quiz_place
from quizapp.quizzes.remarking import Change, RemarkPreview, asked_version, remark, remark_preview, rulings
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer
from quizapp.web.wording import rule_sentence

AUTHORED = "authored"


@bp.route("/quizzes/<int:quiz_id>/questions/<int:version_id>/remark", methods=["GET", "POST"])
@page("quizzes/remark.html", rights=Right.RUN_QUIZ, of=quiz_place)
def remark_question(quiz_id: int, version_id: int) -> dict[str, Any] | Response:
    """GET with a choice shows who would change; POST does it, with the reason."""
    version = asked_version(quiz_id, version_id)
    if version is None:
        abort(404)
    form, problem, seen = ReasonForm(), "", None
    said = request.form if request.method == "POST" else request.args
    change = _change(version, said)
    if change is not None:
        try:
            if request.method == "POST" and form.validate():
                return _applied(quiz_id, change, form.reason.data)
            seen = remark_preview(quiz_id, change, now())
        except RuleBroken as rule:
            problem = rule_sentence(rule)
    elif said:
        problem = gettext("Hãy chọn cách chấm lại câu này.")
    return _page_facts(quiz_id, version, said, seen) | {"form": form, "problem": problem}


def _applied(quiz_id: int, change: Change, reason: str) -> Response:
    changed = remark(quiz_id, change, reason, now(), viewer().person_id)
    done = gettext("Đã chấm lại câu này.") if change.ruling else gettext("Đã chấm lại theo đáp án gốc.")
    told = gettext("%(count)s bài đổi điểm.", count=changed) if changed else ""
    flash(f"{done} {told}".strip(), "done")
    return redirect(url_for("quizzes.results", quiz_id=quiz_id), 303)


def _page_facts(
    quiz_id: int, version: Version, said: MultiDict[str, str], seen: RemarkPreview | None
) -> dict[str, Any]:
    facts = quiz(quiz_id)
    history = [one for one in rulings(quiz_id) if one.version_id == version.id]
    standing = next((one for one in history if one.undone_at is None), None)
    picked: Chosen = _picked(version.question, said)
    if not picked:
        picked = standing.ruling.key if standing and standing.ruling.key else version.question.key
    return {
        "quiz": facts,
        "version_id": version.id,
        "question": version.question,
        "history": history,
        "standing": standing,
        "kind": said.get("kind", ""),
        "picked": picked,
        "preview": seen,
        "rows": _rows(seen) if seen else [],
    }


def _rows(seen: RemarkPreview) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "before": scoring.points_words(one.before),
            "after": scoring.points_words(one.after),
            "passed_before": one.passed_before,
            "passed_after": one.passed_after,
            "certificate": one.certificate,
        }
        for one in seen.moved
    ]


def _change(version: Version, said: MultiDict[str, str]) -> Change | None:
    """What was chosen; None before a choice, or for one that does not exist."""
    word = said.get("kind", "")
    if word == AUTHORED:
        return Change(version.id, None)
    if word not in set(RulingKind):
        return None
    kind = RulingKind(word)
    key = _picked(version.question, said) if kind in NEEDS_KEY else ()
    if kind is RulingKind.ACCEPT and version.question.kind in ("single", "true_false"):
        key = tuple(one for one in key if one not in version.question.key)
    return Change(version.id, Ruling(kind, key))


def _picked(question: Question, said: MultiDict[str, str]) -> tuple[int, ...]:
    """Authored indexes: ticked options, or (ordering) the step named for each place."""
    count = len(question.options)
    words = (
        [said.get(f"place-{place}", "") for place in range(1, count + 1)]
        if question.kind == "ordering"
        else said.getlist("pick")
    )
    return tuple(
        int(word) - 1 for word in words if word.isascii() and word.isdigit() and 1 <= int(word) <= count
    )
