"""The blueprint that the view modules of this feature share; its commands are `flask rubric ...`."""

from flask import Blueprint

bp = Blueprint("practice", __name__, cli_group="rubric")
