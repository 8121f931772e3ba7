"""Questions as any reader of question files gives them back: each with its place, its state and the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from quizapp.domain.questions import Question, validate
from quizapp.formats.drafts import Fact, Problem

STEM, EXPLANATION = "stem", "explanation"


class State(StrEnum):
    """ok may be taken as it is; warning wants a look; error cannot be asked before it is mended."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class ImageDraft:
    """A picture of a question, not yet re-encoded.

    name: the file name in its package, unique within the question. place: "stem", "option 2" (from 1) or
    "explanation". The texts themselves hold no reference to it.
    """

    name: str
    content: bytes
    alt: str = ""
    place: str = STEM


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """One question of a file.

    number: as printed ("12", "" for none). place: "paragraph 12", "line 12", "row 12", an item's identifier.
    question: in the terms of the domain, key by authored index; pins only where the file asks for them (None else).
    basis: the legal basis (căn cứ) in words. level: a word of bank_drafts.LEVELS or "". topic: a title in words.
    tags, source: what else the file tells. problems: errors first; state follows from them.
    """

    number: str
    place: str
    question: Question
    explanation: str = ""
    basis: str = ""
    level: str = ""
    topic: str = ""
    images: tuple[ImageDraft, ...] = ()
    state: State = State.OK
    problems: tuple[Problem, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """Everything of one file.

    format: a stable word ("docx", "text", "quizizz", "gift", ...). problems: of the file as a whole: why nothing
    could be read, or notes the user must see (before/after of converted letters). lost: what the format holds that
    we don't keep, each as a code with a count.
    """

    format: str
    questions: tuple[ReadQuestion, ...] = ()
    problems: tuple[Problem, ...] = ()
    lost: tuple[Problem, ...] = ()


def judged(
    draft: ReadQuestion, *, errors: Iterable[Problem] = (), warnings: Iterable[Problem] = ()
) -> ReadQuestion:
    """The draft with its state and problems set: every flaw that the domain finds is an error.

    So a question without a right answer is never ok. A flaw whose code is among the errors is not told twice.
    """
    found, doubts = list(errors), tuple(warnings)
    known = {problem.code for problem in found}
    found += [
        Problem(flaw.code, draft.place, facts=flaw.facts)
        for flaw in validate(draft.question)
        if flaw.code not in known
    ]
    state = State.ERROR if found else State.WARNING if doubts else State.OK
    return replace(draft, state=state, problems=(*found, *doubts))


def lost(counts: Mapping[str, int]) -> tuple[Problem, ...]:
    """What was left out, as QuestionFile.lost wants it: codes in alphabetical order, each with its count."""
    return tuple(
        Problem(code, facts=MappingProxyType(_counted(count)))
        for code, count in sorted(counts.items())
        if count
    )


def _counted(count: int) -> dict[str, Fact]:
    return {"count": count}
