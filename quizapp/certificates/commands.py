"""Certificates from the command line: flask --app app certificates preview | issue | export | verify."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from quizapp.accounts.signing_in import tidy_personal_code
from quizapp.centre.queries import letterhead
from quizapp.certificates import books, candidates, handing_out, lists, queries, service, verification
from quizapp.certificates.blueprint import bp
from quizapp.certificates.candidates import Candidate, Preview, State
from quizapp.certificates.print_facts import Decision, Signing, issuer_of, usual_certifier
from quizapp.certificates.service import IssueOrder
from quizapp.certificates.signing import paper_for
from quizapp.cohorts.queries import cohort, cohort_id_by_code
from quizapp.domain.errors import RuleBroken
from quizapp.formats.list_csv import list_csv
from quizapp.formats.list_docx import list_docx
from quizapp.formats.list_xlsx import list_xlsx
from quizapp.web.clock import now, today
from quizapp.web.typed_dates import read_day
from quizapp.web.wording import rule_sentence
from quizapp.web.wording.certificates import check_missing, doubt_words

COHORT = click.option("--cohort", "code", required=True, metavar="CODE", help="code of the class")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="one JSON object on standard output")


class Day(click.ParamType[date]):
    """5/10/2026 or 2026-10-05."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        day = value if isinstance(value, date) else read_day(str(value))
        return day or self.fail(f"{value!r} is not a date such as 2026-10-05 or 5/10/2026", param, ctx)


@bp.cli.command("preview")
@COHORT
@AS_JSON
def preview(code: str, as_json: bool) -> None:
    """Who would get a certificate now, who not and why. Writes nothing."""
    seen = candidates.preview(_cohort(code), now())
    ready = [_ready(one) for one in seen.of(State.READY)]
    missing = [_missing(one) for one in seen.of(State.MISSING, State.BLOCKED)]
    if as_json:
        click.echo(json.dumps({"ready": ready, "missing": missing}, ensure_ascii=False))
        return
    click.echo(f"Đủ điều kiện: {len(ready)}. Chưa đủ: {len(missing)}. Đã cấp: {len(seen.of(State.ISSUED))}.")
    for row in missing:
        click.echo(f"  {row['person']}: {'; '.join(row['reasons'])}")
    for row in ready:
        if row["notes"]:
            click.echo(f"  Cần xem: {row['person']}: {'; '.join(row['notes'])}")


@bp.cli.command("issue")
@COHORT
@click.option("--decision", metavar="TEXT", help="number of the recognition decision; may stay open")
@click.option("--decided", type=Day(), metavar="DATE", help="date of the decision; may stay open")
@click.option("--date", "dated", type=Day(), metavar="DATE", help="date of the certificates; may stay open")
@click.option("--signer", required=True, metavar="TEXT", help="name of the signer")
@click.option(
    "--position", metavar="TEXT", help="the signer's position; the centre's usual one when left out"
)
@click.option("--book", metavar="CODE", help="register book; the year's book when left out")
@click.option(
    "--person", "people", multiple=True, metavar="CODE", help="personal code, or number in the class list"
)
@click.option("--dry-run", is_flag=True, help="say what would be issued, write nothing")
@AS_JSON
def issue(
    code: str,
    decision: str | None,
    decided: date | None,
    dated: date | None,
    signer: str,
    position: str | None,
    book: str | None,
    people: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Issue certificates to all who are ready; again: nobody twice."""
    cohort_id = _cohort(code)
    signing = _signing(cohort_id, signer, position)
    seen = candidates.preview(cohort_id, now(), signing)
    order = IssueOrder(signing, Decision(decision, decided, dated), _chosen(seen, people), book)
    try:
        if dry_run:
            numbers = _would_be(seen, order)
            issued = 0
        else:
            numbers = service.issue(cohort_id, order, now(), None).numbers
            issued = len(numbers)
    except RuleBroken as rule:
        _refuse(rule_sentence(rule))
    if as_json:
        click.echo(json.dumps({"issued": issued, "numbers": list(numbers)}, ensure_ascii=False))
    else:
        words = f"Sẽ cấp {len(numbers)} số (chưa ghi gì)" if dry_run else f"Đã cấp {issued} giấy chứng nhận"
        click.echo(f"{words}: {numbers[0]} đến {numbers[-1]}." if numbers else f"{words}.")


@bp.cli.command("export")
@COHORT
@click.option("--format", "kind", required=True, type=click.Choice(["pdf", "xlsx", "docx", "csv"]))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@AS_JSON
def export(code: str, kind: str, out: Path, as_json: bool) -> None:
    """All certificates as one PDF, one a page, or the certificate list."""
    cohort_id = _cohort(code)
    issued = lists.in_name_order(queries.valid_certificates(cohort_id))
    if kind == "pdf":
        if not issued:
            _refuse("Lớp chưa có giấy chứng nhận nào.")
        content = handing_out.certificates_file(issued, now(), None)
    else:
        writers = {"xlsx": list_xlsx, "docx": list_docx, "csv": list_csv}
        content = writers[kind](lists.certificate_list(paper_for(cohort_id), issued))
    out.write_bytes(content)
    if as_json:
        click.echo(json.dumps({"certificates": len(issued), "file": str(out)}, ensure_ascii=False))
    else:
        click.echo(f"{out}: {len(issued)}")


@bp.cli.command("verify")
@click.argument("code_or_pdf", metavar="CODE_OR_PDF")
@AS_JSON
def verify(code_or_pdf: str, as_json: bool) -> None:
    """Is this certificate one of ours, and does it count: by its code or by the PDF file. 1: unknown or altered."""
    path = Path(code_or_pdf)
    if path.is_file():
        verdict = verification.verify_file(path.read_bytes())
    else:
        verdict = verification.verify_code(code_or_pdf)
    if as_json:
        facts = verification.facts_json(verdict)
        click.echo(json.dumps({"state": verdict.state, "facts": facts}, ensure_ascii=False))
    else:
        click.echo(verdict.state)
        for one in verdict.shown:
            click.echo(f"  {one.number}  {one.name}, {one.born}: {one.programme}")
    sys.exit(1 if verdict.state in ("unknown", "altered") else 0)


def _cohort(code: str) -> int:
    return cohort_id_by_code(code) or _refuse(f"Không có lớp mang mã {code}. / No class has the code {code}.")


def _signing(cohort_id: int, signer: str, position: str | None) -> Signing:
    facts, centre = cohort(cohort_id), letterhead()
    office = centre.signer_position if position is None else position
    authority = centre.signer_authority if position is None else ""
    return Signing(signer, office, authority, usual_certifier(office, issuer_of(facts, centre)))


def _chosen(seen: Preview, people: tuple[str, ...]) -> tuple[int, ...] | None:
    if not people:
        return None
    known = queries.people_by_code(seen.cohort.id)
    known |= {str(one.standing.learner.number): one.enrolment_id for one in seen.candidates}
    wanted = [code if code in known else tidy_personal_code(code) for code in people]
    strangers = [code for code in wanted if code not in known]
    if strangers:
        _refuse(f"Lớp không có: {', '.join(strangers)}.")
    return tuple(known[code] for code in wanted)


def _would_be(seen: Preview, order: IssueOrder) -> tuple[str, ...]:
    count = len(service.chosen(seen, order.people))
    year = (order.decision.dated or order.decision.decided or today()).year
    first, pattern = books.next_number(order.book or books.usual_book_code(year))
    return tuple(pattern.number(n, year) for n in range(first, first + count))


def _ready(one: Candidate) -> dict[str, Any]:
    learner = one.standing.learner
    return {
        "person": learner.name,
        "number": learner.number,
        "born": learner.born,
        "cell": learner.cell,
        "grade": one.standing.grade,
        "notes": [doubt_words(doubt.code, doubt.told) for doubt in one.doubts],
    }


def _missing(one: Candidate) -> dict[str, Any]:
    reasons = [check_missing(check) for check in one.standing.missing]
    reasons += [doubt_words(doubt.code, doubt.told) for doubt in one.doubts if doubt.is_blocking]
    return {"person": one.name, "number": one.standing.learner.number, "reasons": reasons}


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(1)
