"""Pages and commands of operation."""

from flask import Blueprint

from quizapp.operation.commands import COMMANDS

bp = Blueprint("operation", __name__, cli_group=None)
for command in COMMANDS:
    bp.cli.add_command(command)
