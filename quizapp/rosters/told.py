"""A plan as the command `roster import --json` tells it; the shape is promised to scripts."""

from typing import Any

from quizapp.formats.drafts import Problem
from quizapp.rosters.plans import Plan, RowPlan, State
from quizapp.web.wording import problem_sentence


def told(plan: Plan) -> dict[str, Any]:
    """Counts, people, problems (doubts included: both stop an import) and notes."""
    counts = plan.counts
    problems = [*plan.problems, *(found for row in plan.rows for found in _stopping(row))]
    notes = [*plan.notes, *(note for row in plan.rows for note in row.notes)]
    return {
        "rows": len(plan.rows),
        **{str(state): counts[state] for state in (State.NEW, State.CHANGED, State.SAME, State.DOUBTFUL)},
        "people": [_person(row) for row in plan.rows],
        "problems": [_found(one) for one in problems],
        "notes": [_found(one) for one in sorted(notes, key=lambda note: note.row or 0)],
    }


def _stopping(row: RowPlan) -> tuple[Problem, ...]:
    return row.findings if row.state in (State.PROBLEM, State.DOUBTFUL) else ()


def _person(row: RowPlan) -> dict[str, Any]:
    line = row.line
    return {
        "row": line.row,
        "name": line.name,
        "sex": line.sex,
        "born": line.born,
        "post": line.post,
        "cell": line.cell,
        "unit": line.unit,
        "state": str(row.state),
    }


def _found(found: Problem) -> dict[str, Any]:
    return {"row": found.row, "column": found.column, "reason": problem_sentence(found)}
