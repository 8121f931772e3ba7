"""The blueprint that the centre's pages share."""

from flask import Blueprint

bp = Blueprint("centre", __name__)
