"""flask --app app demo: a class of 94 in full swing, and how each role signs in."""

import json
import sys
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from quizapp.operation.console import say
from quizapp.operation.demo import Demo, DemoRefused, make_demo
from quizapp.operation.demo_accounts import SignIn
from quizapp.operation.initialise import initialise
from quizapp.settings import Settings
from quizapp.web.clock import now

SHOWN_LEARNERS = 3
WORDS = {
    "instructor": "Giảng viên",
    "staff": "Giáo vụ",
    "leader": "Lãnh đạo",
    "administrator": "Quản trị",
}


@click.command("demo")
@click.option("--learners", type=click.IntRange(2, 1000), default=94, show_default=True, help="số học viên")
@click.option("--seed", type=int, default=1, show_default=True, help="cùng số này thì cùng những người này")
@click.option("--json", "as_json", is_flag=True, help="one JSON object on standard output")
@with_appcontext
def demo(learners: int, seed: int, as_json: bool) -> None:
    """Làm một lớp mẫu để xem thử. Chạy lại: vẫn những người ấy, mật khẩu mới."""
    settings: Settings = current_app.extensions["settings"]
    moment = now()
    initialise(settings, moment)
    try:
        made = make_demo(settings, learners, seed, moment)
    except DemoRefused as reason:
        say(str(reason), sys.stderr)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(_shape(made), ensure_ascii=True))
    else:
        _tell(made)


COMMAND = demo


def _shape(made: Demo) -> dict[str, Any]:
    offices = {
        office: {"name": one.name, "code": one.code, "password": one.password}
        for office, one in made.offices.items()
    }
    learners = [
        {
            "name": one.name,
            "code": one.code,
            "password": one.password,
            "slip_code": one.slip_code,
            "link": one.link,
        }
        for one in made.learners
    ]
    quizzes = [{"id": one.id, "title": one.title, "open": one.open} for one in made.quizzes]
    return {"cohort": made.cohort_id, "learners": learners, **offices, "quizzes": quizzes}


def _tell(made: Demo) -> None:
    say(f"Lớp mẫu đã sẵn sàng: {len(made.learners)} học viên. Đăng nhập ở trang đầu:")
    say("\n  Vai trò       Mã cá nhân   Mật khẩu         Họ tên")
    for office, words in WORDS.items():
        say(f"  {words:<12}  {_line(made.offices[office])}")
    say("\n  Học viên      Mã phiếu     (hoặc mã cá nhân và mật khẩu)")
    for one in made.learners[:SHOWN_LEARNERS]:
        code = " ".join(one.slip_code[place : place + 3] for place in range(0, len(one.slip_code), 3))
        say(f"  {'':<12}  {code:<12} {_line(one)}")


def _line(one: SignIn) -> str:
    return f"{one.code:<12} {one.password:<16} {one.name}"
