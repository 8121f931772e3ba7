"""Pages of practice, put together."""

from quizapp.practice import class_views, commands, meeting_views, rubric_views, sheet_views
from quizapp.practice.blueprint import bp

__all__ = ["bp", "class_views", "commands", "meeting_views", "rubric_views", "sheet_views"]
