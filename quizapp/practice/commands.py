"""The rating rule by itself, from files: flask --app app rubric check | rate."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from quizapp.domain.decimals import plain_number
from quizapp.domain.flaws import Flaw
from quizapp.domain.rubric import rate, to_shape
from quizapp.formats.bank_drafts import RubricDraft
from quizapp.formats.drafts import Problem
from quizapp.formats.rubric_yaml import read_rubric
from quizapp.practice.blueprint import bp
from quizapp.practice.words import problem_words

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@bp.cli.command("check")
@click.argument("file", type=FILE)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object in the shape of the file, with its problems."
)
def check(file: Path, as_json: bool) -> None:
    """Read a rubric FILE (YAML) and name everything that is wrong in it; writes nothing."""
    draft, problems = _read(file)
    if as_json:
        _print({**(_shape(draft) if draft else EMPTY), "problems": [_problem(one) for one in problems]})
    elif draft is not None:
        rubric = draft.rubric
        click.echo(f"{rubric.title} ({rubric.version}): {len(rubric.criteria)} tiêu chí, "
                   f"tối đa {plain_number(rubric.maximum)} điểm")  # fmt: skip
    if not as_json:
        _say(problems)
    sys.exit(1 if problems else 0)


EMPTY: dict[str, Any] = {"title": None, "version": None, "maximum": None, "criteria": [], "levels": []}


@bp.cli.command("rate")
@click.argument("file", type=FILE)
@click.argument("sheet", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: points, maximum, percent, level, ...")
def rate_sheet(file: Path, sheet: Path, as_json: bool) -> None:
    """Rate a SHEET (JSON: criterion id -> points, true, false, band or "n/a") by the rubric FILE; writes nothing."""
    draft, problems = _read(file)
    entries = _entries(sheet)
    if draft is None or entries is None:
        found = [_problem(one) for one in problems]
        if entries is None:
            found.append({"place": sheet.name, "reason": "Không đọc được phiếu: cần một đối tượng JSON."})
        if as_json:
            _print({"problems": found})
        else:
            for one in found:
                click.echo(f"{one['place']}: {one['reason']}", err=True)
        sys.exit(1)
    rating = rate(draft.rubric, entries)
    refused = [{"place": flaw.place, "reason": _flaw_sentence(flaw)} for flaw in rating.refused]
    if as_json:
        _print(rating.shape | ({"problems": refused} if refused else {}))
    else:
        shape = rating.shape
        click.echo(
            f"{shape['points']}/{shape['maximum']} điểm, {shape['percent']} %, xếp loại: {shape['level']}"
        )
        for one in refused:
            click.echo(f"{one['place']}: {one['reason']}", err=True)
    sys.exit(1 if refused else 0)


def _read(file: Path) -> tuple[RubricDraft | None, tuple[Problem, ...]]:
    return read_rubric(file.read_bytes(), file.name)


def _entries(file: Path) -> dict[str, object] | None:
    try:
        raw = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError):
        return None
    return raw if isinstance(raw, dict) else None


def _shape(draft: RubricDraft) -> dict[str, Any]:
    shape = to_shape(draft.rubric)
    maximum = plain_number(draft.rubric.maximum)
    return {"title": shape.pop("title"), "version": shape.pop("version"), "maximum": maximum, **shape}


def _problem(problem: Problem) -> dict[str, str]:
    where = f"{problem.place}, dòng {problem.row}" if problem.row else problem.place
    return {"place": where, "reason": problem_words(problem)}


def _flaw_sentence(flaw: Flaw) -> str:
    return problem_words(Problem(flaw.code, place=flaw.place, facts=flaw.facts))


def _say(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        one = _problem(problem)
        click.echo(f"{one['place']}: {one['reason']}", err=True)


def _print(facts: dict[str, Any]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False))
