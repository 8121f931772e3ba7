"""The blueprint that the pages and commands of this feature share; its commands keep the names they are given."""

from flask import Blueprint

bp = Blueprint("rosters", __name__, cli_group=None)
