"""Results from the command line: flask --app app results export."""

import json
import sys
from pathlib import Path

import click

from quizapp.cohorts.queries import cohort_id_by_code
from quizapp.formats.list_csv import list_csv
from quizapp.formats.list_xlsx import results_xlsx
from quizapp.reports.blueprint import bp
from quizapp.reports.results import class_results, results_table
from quizapp.web.clock import now


@bp.cli.command("export")
@click.option("--cohort", "code", required=True, metavar="CODE", help="code of the class")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx|.csv"
)
@click.option("--json", "as_json", is_flag=True, help="one JSON object on standard output")
def export(code: str, out: Path, as_json: bool) -> None:
    """One row a learner: attendance, each quiz, practice, paper, completion and what is missing."""
    writers = {".xlsx": results_xlsx, ".csv": list_csv}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise click.UsageError("--out must end in .xlsx or .csv")
    cohort_id = cohort_id_by_code(code)
    if cohort_id is None:
        click.echo(f"Không có lớp mang mã {code}. / No class has the code {code}.", err=True)
        sys.exit(1)
    table = results_table(class_results(cohort_id, now()))
    out.write_bytes(writer(table))
    if as_json:
        click.echo(json.dumps({"rows": len(table.rows), "file": str(out)}, ensure_ascii=False))
    else:
        click.echo(f"{out}: {len(table.rows)}")
