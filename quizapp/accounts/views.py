"""Pages of accounts; each part of the room stands in a module of its own."""

from quizapp.accounts import commands, people_views, role_views, sign_in_views, slip_views, unit_views
from quizapp.accounts.blueprint import bp

__all__ = ["bp", "commands", "people_views", "role_views", "sign_in_views", "slip_views", "unit_views"]
