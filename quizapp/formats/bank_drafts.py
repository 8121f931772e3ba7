"""What a course folder holds, read and checked but not yet stored: course, lessons, questions, documents."""

from dataclasses import dataclass
from datetime import date

from quizapp.domain.questions import ALL_OR_NOTHING, Option, Question
from quizapp.domain.rubric import Rubric

KINDS = ("single", "multiple", "true_false", "ordering")
LEVELS = ("nhan_biet", "thong_hieu", "van_dung")
GRADES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Citation:
    """document: the key of a document of the same course; place: article and clause as people say it."""

    document: str
    place: str


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A văn bản that lessons and questions rest on.

    replaced_by: number and date of its successor in words, None when none is known.
    grade: A = official text or report on it by a law portal, Party organ or national press; B = local page;
    C = somebody's transcription, to be checked against the paper.
    """

    key: str
    type: str
    number: str
    issuer: str
    title: str
    grade: str
    issued: date | None
    in_force_from: date | None
    in_force_to: date | None
    replaced_by: str | None
    note: str


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """id: the authored letter, by which answers are marked; pinned: keeps its place when options are mixed."""

    id: str
    text: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """key: ids of the right options; for ordering all ids in the right order; true_false has "dung", "sai".

    rule: how part of it is marked, a rule of its kind in quizapp/domain/questions.
    """

    id: str
    kind: str
    topic: str
    level: str
    stem: str
    options: tuple[OptionDraft, ...]
    key: tuple[str, ...]
    explanation: str
    citation: Citation
    review_by: date
    file: str
    line: int
    rule: str = ALL_OR_NOTHING

    @property
    def asked(self) -> Question:
        """The question in the terms of the domain: options by authored index; only a pin that was asked for is set."""
        places = {option.id: place for place, option in enumerate(self.options)}
        return Question(
            kind=self.kind,
            stem=self.stem,
            options=tuple(Option(option.text, True if option.pinned else None) for option in self.options),
            key=tuple(places[letter] for letter in self.key),
            rule=self.rule,
        )


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """slug: the file name without number and ending; minutes: as the author gives them; body: Markdown."""

    slug: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    citations: tuple[Citation, ...]
    body: str
    file: str


@dataclass(frozen=True, slots=True)
class TopicDraft:
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class RubricDraft:
    """A sound rubric of the folder; code: the file name without ending; status: draft | approved, as written."""

    code: str
    status: str
    rubric: Rubric
    file: str


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """Everything of one course folder; lessons in the order of course.yaml, questions in file order."""

    code: str
    title: str
    summary: str
    topics: tuple[TopicDraft, ...]
    documents: tuple[DocumentDraft, ...]
    lessons: tuple[LessonDraft, ...]
    questions: tuple[QuestionDraft, ...]
    rubrics: tuple[RubricDraft, ...]
