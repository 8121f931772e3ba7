"""Pages of certificates; each part of the room stands in a module of its own."""

from quizapp.certificates import class_views, commands, file_views, issue_views, verify_views
from quizapp.certificates.blueprint import bp

__all__ = ["bp", "class_views", "commands", "file_views", "issue_views", "verify_views"]
