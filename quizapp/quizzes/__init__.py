"""Quizzes in class: attempts, answers, marks and the room's screen."""
