"""Pages of operation."""

from flask import Blueprint

bp = Blueprint("operation", __name__)
