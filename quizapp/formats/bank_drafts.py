"""What a course folder holds, read and checked but not yet stored: course, lessons, questions, documents."""

from dataclasses import dataclass
from datetime import date

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
    """key: ids of the right options; for ordering all ids in the right order; true_false has "dung", "sai"."""

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
class RubricFile:
    """A rubric of the folder: its bytes, checked by whoever knows rubrics; name is the file name."""

    name: str
    data: bytes


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
    rubrics: tuple[RubricFile, ...]
