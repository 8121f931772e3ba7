"""True or false: two options that keep their places."""

from quizapp.domain.flaws import Flaw
from quizapp.domain.questions.question import ALL_OR_NOTHING, Kind, Option, Question, check_key, check_options
from quizapp.domain.questions.single import mark, read

OPTIONS = (Option("Đúng"), Option("Sai"))
"""What the two options say unless the author words them."""


def validate(question: Question) -> tuple[Flaw, ...]:
    """Exactly two options, one of them right."""
    flaws = check_options(question, at_least=2, at_most=2) + check_key(question)
    if len(set(question.key)) > 1:
        flaws.append(Flaw("key_too_many", facts={"found": len(set(question.key))}))
    return tuple(flaws)


KIND = Kind("true_false", (ALL_OR_NOTHING,), shuffles=False, validate=validate, read=read, mark=mark)
