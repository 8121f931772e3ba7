"""The record as a page, with a filter."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request, url_for
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice

from quizapp.audit import queries
from quizapp.audit.forms import AuditFilterForm
from quizapp.audit.queries import AuditFilter
from quizapp.audit.words import audit_words
from quizapp.web.access import Right
from quizapp.web.pages import page
from quizapp.web.wording.audit import action_words, fact_lines

bp = Blueprint("audit", __name__)
KEPT = ("action", "who", "cohort", "day", "person")


@bp.get("/audit")
@page(rights=Right.READ_AUDIT)
def audit() -> dict[str, Any]:
    """Who changed what, newest first; `person` (id) comes from a person's page."""
    form = AuditFilterForm(request.args)
    classes = audit_words().open_classes()
    known = sorted(((action, action_words(action)) for action in queries.actions()), key=lambda pair: pair[1])
    form.action.choices = [SelectChoice("", gettext("Tất cả")), *(SelectChoice(*pair) for pair in known)]
    form.cohort.choices = [
        SelectChoice("", gettext("Tất cả")),
        *(SelectChoice(str(cohort_id), title) for cohort_id, title in classes),
    ]
    person = request.args.get("person", type=int)
    form.validate()
    found = queries.entries(_filter(form, person))
    kept = {name: request.args[name] for name in KEPT if request.args.get(name)}
    return {
        "form": form,
        "lines": [(line, action_words(line.action), fact_lines(line.facts)) for line in found.lines],
        "person": person,
        "person_name": audit_words().people([person]).get(person, "") if person else "",
        "is_filtered": bool(kept),
        "is_first": "before" not in request.args,
        "newest": _address(kept),
        "older": _address(kept | {"before": str(found.older)}) if found.older else None,
    }


def _address(query: Mapping[str, str]) -> str:
    return f"{url_for('audit.audit')}?{urlencode(query)}" if query else url_for("audit.audit")


def _filter(form: AuditFilterForm, person: int | None) -> AuditFilter:
    people: tuple[int, ...] | None = (person,) if person else None
    if form.who.data:
        people = audit_words().find_people(form.who.data)
    cohort = form.cohort.data or ""
    return AuditFilter(
        action=form.action.data or "",
        people=people,
        cohort_id=int(cohort) if cohort.isascii() and cohort.isdigit() and len(cohort) < 10 else None,
        day=form.day.data if not form.day.errors else None,
        before=request.args.get("before", type=int),
    )
