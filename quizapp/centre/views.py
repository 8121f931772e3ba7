"""Pages of centre."""

from flask import Blueprint

bp = Blueprint("centre", __name__)
