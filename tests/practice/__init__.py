"""Rubrics, practice meetings, graders and their sheets."""
