"""The one blueprint that the pages of this room hang on."""

from flask import Blueprint

bp = Blueprint("quizzes", __name__)
