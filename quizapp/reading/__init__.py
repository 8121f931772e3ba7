"""Lesson pages and how far each learner has read."""
