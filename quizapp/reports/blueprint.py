"""The blueprint that the views and commands of this feature share."""

from flask import Blueprint

bp = Blueprint("reports", __name__, cli_group="results")
