"""Pages of reading."""

from flask import Blueprint

bp = Blueprint("reading", __name__)
