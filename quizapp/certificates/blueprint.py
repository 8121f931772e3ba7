"""The blueprint that the view modules and commands of this feature share."""

from flask import Blueprint

bp = Blueprint("certificates", __name__, cli_group="certificates")
