"""Pages of quizzes: the learner's, the protocol of answers, the instructor's."""

from quizapp.quizzes import answer_views, learner_views, quiz_views, remark_views, room_views
from quizapp.quizzes.blueprint import bp

__all__ = ["answer_views", "bp", "learner_views", "quiz_views", "remark_views", "room_views"]
