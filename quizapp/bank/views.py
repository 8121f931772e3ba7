"""The question bank as those who teach read it: courses, a search, a question with its key. Never for learners."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, request, url_for

from quizapp.bank import queries, words
from quizapp.courses import queries as courses
from quizapp.domain import questions
from quizapp.web.access import Right
from quizapp.web.clock import today
from quizapp.web.pages import ANYWHERE, page
from quizapp.web.paging import page_links

bp = Blueprint("bank", __name__)
ON_A_PAGE = 30
LONGEST_SEARCH = 120


@bp.get("/bank")
@page(rights=Right.READ_BANK, of=ANYWHERE)
def bank() -> dict[str, Any]:
    """Every course with the number of its questions."""
    totals = queries.totals()
    return {"courses": [(course, *totals.get(course.id, (0, 0))) for course in courses.courses()]}


@bp.get("/bank/<int:course_id>")
@page(rights=Right.READ_BANK, of=ANYWHERE)
def course(course_id: int) -> dict[str, Any]:
    """The questions of a course, searched and narrowed down. Constant queries."""
    facts = _course(course_id)
    asked = {
        "q": request.args.get("q", "")[:LONGEST_SEARCH].strip(),
        "topic": _known(request.args.get("topic"), facts.topics),
        "level": _known(request.args.get("level"), words.LEVELS),
        "kind": _known(request.args.get("kind"), words.KINDS),
    }
    found = queries.found(
        course_id, words=asked["q"], topic=asked["topic"], level=asked["level"], kind=asked["kind"]
    )
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(max(1, request.args.get("page", 1, int)), pages)
    kept = {name: value for name, value in asked.items() if value}

    def address(n: int) -> str:
        query = urlencode({**kept, **({"page": n} if n > 1 else {})})
        return url_for("bank.course", course_id=course_id) + (f"?{query}" if query else "")

    return {
        "course": facts,
        "asked": asked,
        "is_narrowed": bool(kept),
        "number": len(found),
        "lines": found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "pages": page_links(number, pages, address),
        "words": words,
    }


@bp.get("/bank/questions/<int:question_id>")
@page(rights=Right.READ_BANK, of=ANYWHERE)
def question(question_id: int) -> dict[str, Any]:
    """One question: the right answer, explanation, citation, and every wording that was ever asked."""
    line = queries.question_line(question_id)
    course_id = queries.question_course(question_id)
    if line is None or course_id is None:
        abort(404)
    stamps = queries.version_stamps(question_id)
    known = queries.versions([stamp.version_id for stamp in stamps])
    return {
        "line": line,
        "course": _course(course_id),
        "present": _shown(known[line.version_id]),
        "older": [
            (stamp, _shown(known[stamp.version_id]))
            for stamp in stamps
            if stamp.version_id != line.version_id
        ],
        "since": next(stamp.made_at for stamp in stamps if stamp.version_id == line.version_id),
        "number": next(stamp.number for stamp in stamps if stamp.version_id == line.version_id),
        "is_due": line.review_by is not None and line.review_by <= today(),
        "words": words,
    }


def _course(course_id: int) -> courses.CourseFacts:
    try:
        return courses.course(course_id)
    except LookupError:
        abort(404)


def _known(asked: str | None, choices: Any) -> str:
    return asked if asked and asked in choices else ""


def _shown(version: queries.Version) -> dict[str, Any]:
    """A wording with its key for the page. options: (letter, text, is right); an ordering stands in its right order."""
    asked = version.question
    right = questions.right_answer(asked)
    places = right if asked.kind == "ordering" else range(len(asked.options))
    options = [
        (
            chr(ord("A") + n) if asked.kind != "ordering" else str(n + 1),
            asked.options[int(place)].text,
            place in asked.key,
        )
        for n, place in enumerate(places)
    ]
    return {
        "stem": asked.stem,
        "options": options,
        "is_ordering": asked.kind == "ordering",
        "explanation": version.explanation,
        "citations": version.citations,
    }
