"""Commands for whoever looks after the machine: flask --app app init, doctor, demo."""

import json
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from quizapp.operation.bank_loading import BankLoaded
from quizapp.operation.console import say
from quizapp.operation.demo_command import demo
from quizapp.operation.health import Finding, Severity, findings
from quizapp.operation.initialise import initialise
from quizapp.settings import Settings
from quizapp.web.clock import now


@click.command("init")
@click.option("--json", "as_json", is_flag=True, help="one JSON object on standard output")
@with_appcontext
def init(as_json: bool) -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu và nạp ngân hàng câu hỏi. Chạy lại không đổi gì."""
    done = initialise(_settings(), now())
    if as_json:
        click.echo(json.dumps({"administrator": done.administrator}, ensure_ascii=True))
    else:
        _tell(done.bank)
        who = f"Quản trị viên: {done.administrator}." if done.administrator else "Chưa có quản trị viên."
        say(f"Cơ sở dữ liệu đã sẵn sàng. {who}")
    sys.exit(1 if done.bank.problems else 0)


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="one JSON object on standard output")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Kiểm tra bản cài đặt này và nói cách khắc phục."""
    found = findings(_settings())
    if as_json:
        rows = [{"check": one.check, "state": one.severity, "words": one.words} for one in found]
        click.echo(json.dumps({"findings": rows}, ensure_ascii=True))
    else:
        for one in found:
            say(f"{_sign(one)}  {one.words}")
    sys.exit(1 if any(one.severity is Severity.ERROR for one in found) else 0)


COMMANDS = (init, doctor, demo)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _sign(finding: Finding) -> str:
    return {Severity.FINE: "[tốt]", Severity.WARNING: "[chú ý]", Severity.ERROR: "[LỖI]"}[finding.severity]


def _tell(bank: BankLoaded) -> None:
    say(f"Ngân hàng câu hỏi: {bank.courses} khóa học, {bank.new} câu mới, {bank.changed} câu thay đổi.")
    for folder, problem in bank.problems:
        say(f"  {folder}: {problem.place} dòng {problem.row or '?'}: {problem.code}", sys.stderr)
