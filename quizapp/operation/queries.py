"""What whoever looks after the machine asks the database."""

from sqlalchemy import func, select

from quizapp.bank.models import Question
from quizapp.db import db


def number_of_questions() -> int:
    """How many questions the bank holds."""
    return db.session.scalar(select(func.count()).select_from(Question)) or 0
