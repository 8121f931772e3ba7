"""flask --app app cohort create | roster import | roster slips."""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from quizapp.accounts.classes import Seat
from quizapp.accounts.slips import SlipCard, ensure_slips, renew, slip_cards
from quizapp.centre.address import site_address
from quizapp.cohorts.queries import Learner, class_list, cohort, cohort_id_by_code
from quizapp.cohorts.service import CohortDraft, open_cohort
from quizapp.cohorts.slip_views import slips_of
from quizapp.courses.queries import courses
from quizapp.domain.errors import DatesReversed
from quizapp.domain.names import tidy
from quizapp.files import service as files
from quizapp.formats.roster_facts import RosterFile
from quizapp.rosters import queries, service
from quizapp.rosters.blueprint import bp
from quizapp.rosters.plans import Plan
from quizapp.rosters.told import told
from quizapp.web.clock import now, today
from quizapp.web.wording.addresses import doubt_sentence

cohorts_group = AppGroup("cohort", help="Classes.")
roster_group = AppGroup("roster", help="Class lists and sign-in slips.")
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


@cohorts_group.command("create")
@click.option("--course", required=True, help="Code of the course.")
@click.option("--code", required=True, help="Code of the class.")
@click.option("--title", required=True, help="Its name, as lists print it.")
@click.option("--starts", type=DAY)
@click.option("--ends", type=DAY)
@JSON
def create(
    course: str, code: str, title: str, starts: datetime | None, ends: datetime | None, as_json: bool
) -> None:
    """Open a class. Again with the same facts: nothing changes."""
    course_id = next((one.id for one in courses() if one.code == course), None)
    if course_id is None:
        raise click.UsageError(f"there is no course {course!r}")
    draft = CohortDraft(course_id, tidy(code), tidy(title), _day(starts), _day(ends))
    there = cohort_id_by_code(draft.code)
    if there is None:
        try:
            open_cohort(draft, now())
        except DatesReversed:
            raise click.UsageError("the class ends before it starts") from None
    else:
        facts = cohort(there)
        if (facts.course_id, facts.title) != (draft.course_id, draft.title):
            click.echo(f"Mã lớp {draft.code} đã dùng cho lớp khác: {facts.title}", err=True)
            sys.exit(1)
    if as_json:
        _print({"code": draft.code, "title": draft.title, "course": course, "created": there is None})
    else:
        click.echo(f"Lớp {draft.code}: {draft.title}" + ("" if there is None else " (đã có từ trước)"))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@roster_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cohort", "code", required=True, help="Code of the class.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--sound-only", is_flag=True, help="Write the rows without problem or doubt.")
@JSON
def import_list(file: Path, code: str, dry_run: bool, sound_only: bool, as_json: bool) -> None:
    """Bring a class list in: all of it, or nothing when a row has a problem or is in doubt."""
    cohort_id = _class(code)
    content = file.read_bytes()
    roster = queries.read(content, file.name, today())
    plan = queries.plan_of(cohort_id, roster, {})
    fits = bool(roster.lines) and (plan.is_sound or sound_only)
    if fits and not dry_run:
        plan = _write(cohort_id, content, file.name, roster)
    facts = told(plan)
    if as_json:
        _print(facts)
    else:
        _say(facts)
    sys.exit(0 if fits else 1)


def _write(cohort_id: int, content: bytes, name: str, roster: RosterFile) -> Plan:
    """Confirm at once what is found; somebody else at work in the class meanwhile makes it look again."""
    sha256 = files.keep(content, name, now())
    while True:
        plan = queries.plan_of(cohort_id, roster, {})
        draft = service.ImportDraft(cohort_id, sha256, name, plan.fingerprint)
        if not plan.writes or service.confirm(draft, roster, now(), None) is not None:
            return plan


def _say(facts: dict[str, Any]) -> None:
    click.echo(
        f"{facts['rows']} dòng: {facts['new']} mới, {facts['changed']} có thay đổi, {facts['same']} không đổi, "
        f"{facts['doubtful']} cần xem lại"
    )
    for found in facts["problems"]:
        click.echo(_line(found), err=True)
    for found in facts["notes"]:
        click.echo(_line(found))


def _line(found: dict[str, Any]) -> str:
    row = f"Dòng {found['row']}" if found["row"] else "Tệp"
    return f"{row}{', cột ' + found['column'] if found['column'] else ''}: {found['reason']}"


@roster_group.command("slips")
@click.option("--cohort", "code", required=True, help="Code of the class.")
@click.option("--person", "people", multiple=True, help="Only this one: code of the slip, or personal code.")
@click.option("--only-new", is_flag=True, help="Only those who have had no slip yet.")
@click.option("--renew", "renewed", is_flag=True, help="New codes: the older slips end.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
@JSON
def slips(
    code: str, people: tuple[str, ...], only_new: bool, renewed: bool, out: Path, as_json: bool
) -> None:
    """Print sign-in slips, eight a page: the same ones again unless --renew."""
    cohort_id = _class(code)
    chosen = _chosen(cohort_id, people, only_new=only_new)
    ids = [one.person_id for one in chosen]
    if renewed and ids:
        renew([slip.id for slip in ensure_slips(cohort_id, ids)], now(), None, "roster slips --renew")
    address = site_address()
    if doubt := doubt_sentence(address.doubt, address.short):
        click.echo(doubt, err=True)
    seats = {one.person_id: Seat(one.cell, one.group) for one in chosen}
    cards = slip_cards(cohort_id, ids, seats, address.url)
    if chosen:
        out.write_bytes(slips_of(cohort_id, chosen, address))
    if as_json:
        _print({"slips": [{"name": one.name, "code": one.code, "link": one.link} for one in cards]})
    else:
        _report(cards, out)


def _report(cards: Sequence[SlipCard], out: Path) -> None:
    click.echo(f"{len(cards)} phiếu: {out}" if cards else "Không có phiếu nào cần in.")


def _chosen(cohort_id: int, people: tuple[str, ...], *, only_new: bool) -> tuple[Learner, ...]:
    learners = class_list(cohort_id)
    if people:
        found = queries.people_by_code(cohort_id, people)
        for one in people:
            if one not in found:
                raise click.UsageError(f"nobody in this class has the code {one!r}")
        learners = tuple(one for one in learners if one.person_id in found.values())
    if only_new:
        printed = queries.people_with_slips(cohort_id)
        learners = tuple(one for one in learners if one.person_id not in printed)
    return learners


def _class(code: str) -> int:
    cohort_id = cohort_id_by_code(code)
    if cohort_id is None:
        raise click.UsageError(f"there is no class {code!r}")
    return cohort_id


def _print(facts: dict[str, Any]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False))


bp.cli.add_command(cohorts_group)
bp.cli.add_command(roster_group)
