"""Administrators from the machine itself: flask --app app admin create | reset-password."""

import json
import sys

import click

from quizapp.accounts.administrators import create_administrator
from quizapp.accounts.blueprint import bp
from quizapp.accounts.people import FirstPassword, person_id_of, reset_password
from quizapp.accounts.signing_in import tidy_personal_code
from quizapp.domain.errors import CodeUnknown
from quizapp.domain.names import tidy
from quizapp.web.clock import now


@bp.cli.command("create")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: name, code, password.")
def create(name: str, as_json: bool) -> None:
    """Make an administrator called NAME and print a one-time password, once."""
    if not tidy(name):
        raise click.UsageError("NAME is empty")
    _say(create_administrator(name, now()), as_json=as_json)


@bp.cli.command("reset-password")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: name, code, password.")
def reset(code: str, as_json: bool) -> None:
    """Give the person with this personal CODE a new one-time password; their sessions end."""
    try:
        person_id = person_id_of(tidy_personal_code(code))
    except CodeUnknown:
        click.echo(f"Không có ai mang mã {code}. / Nobody has the code {code}.", err=True)
        sys.exit(1)
    _say(reset_password(person_id, now(), None), as_json=as_json)


def _say(fresh: FirstPassword, *, as_json: bool) -> None:
    facts = {"name": fresh.name, "code": fresh.code, "password": fresh.password}
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    click.echo(f"Họ tên / name:              {fresh.name}")
    click.echo(f"Mã cá nhân / personal code: {fresh.code}")
    click.echo(f"Mật khẩu dùng một lần / one-time password: {fresh.password}")
