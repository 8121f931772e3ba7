"""Read a course folder of the question bank: course.yaml, lessons, questions, rubrics (see its README)."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from quizapp.formats.bank_drafts import (
    GRADES,
    Citation,
    CourseDraft,
    DocumentDraft,
    LessonDraft,
    QuestionDraft,
    RubricDraft,
    TopicDraft,
)
from quizapp.formats.bank_questions import citation_of, read_questions
from quizapp.formats.checked_fields import Fields
from quizapp.formats.drafts import Problem
from quizapp.formats.rubric_yaml import read_rubric
from quizapp.formats.strict_yaml import LARGEST_FILE, load

__all__ = ["CourseReading", "course_folders", "read_course", "read_lesson", "read_questions"]

_SLUG = re.compile(r"(?:\d+-)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_FRONT = re.compile(r"\A---\n(?P<front>.*?)^---\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_COURSE_FIELDS = ("code", "title", "summary", "topics", "documents", "lessons")
_DOCUMENT_FIELDS = (
    "key", "type", "number", "issuer", "title", "grade", "issued", "in_force_from", "in_force_to", "replaced_by", "note",
)  # fmt: skip
_LESSON_FIELDS = ("title", "minutes", "objectives", "citations")


@dataclass(frozen=True, slots=True)
class CourseReading:
    """course is None only when course.yaml itself could not be read; otherwise it holds what is sound.

    A folder may be stored as a whole only when there are no problems.
    """

    course: CourseDraft | None
    problems: tuple[Problem, ...]


def course_folders(bank: Path) -> tuple[Path, ...]:
    """The course folders at or directly below this path, by name."""
    if (bank / "course.yaml").is_file():
        return (bank,)
    return tuple(sorted(found.parent for found in bank.glob("*/course.yaml")))


def read_course(folder: Path) -> CourseReading:
    """Read one course folder; never raises on bad content. Only reads files below the folder."""
    problems: list[Problem] = []
    head = _bytes(folder / "course.yaml", "course.yaml", problems)
    loaded = load(head, "course.yaml") if head is not None else None
    if isinstance(loaded, Problem):
        problems.append(loaded)
    if loaded is None or isinstance(loaded, Problem):
        return CourseReading(None, tuple(problems))
    fields = Fields(loaded, "course.yaml", problems)
    fields.only(_COURSE_FIELDS)
    course = CourseDraft(
        code=fields.text("code", longest=20),
        title=fields.text("title", longest=200),
        summary=fields.text("summary"),
        topics=tuple(_topic(item) for item in fields.each("topics")),
        documents=tuple(_document(item) for item in fields.each("documents")),
        lessons=_lessons(folder, fields),
        questions=_questions(folder, problems),
        rubrics=_rubrics(folder, problems),
    )
    problems.extend(_loose_ends(course))
    return CourseReading(course, tuple(problems))


def read_lesson(data: bytes, name: str) -> tuple[LessonDraft | None, tuple[Problem, ...]]:
    """One lesson: front matter between two lines of ---, then Markdown. name is the file name."""
    slug = _SLUG.fullmatch(name.rpartition("/")[2])
    if slug is None:
        return None, (Problem("lesson_name", place=name),)
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        return None, (Problem("not_utf8", place=name, row=data[: error.start].count(b"\n") + 1),)
    parts = _FRONT.match(text)
    if parts is None:
        return None, (Problem("lesson_without_front_matter", place=name, row=1),)
    loaded = load(b"\n" + parts["front"].encode(), name)  # the empty line keeps the line numbers of the file
    if isinstance(loaded, Problem):
        return None, (loaded,)
    fields = Fields(loaded, name)
    fields.only(_LESSON_FIELDS)
    lesson = LessonDraft(
        slug=slug["slug"],
        title=fields.text("title", longest=200),
        minutes=fields.whole("minutes", 1, 240),
        objectives=fields.texts("objectives"),
        citations=tuple(citation_of(item) for item in fields.each("citations", needed=False)),
        body=parts["body"].strip() + "\n",
        file=name,
    )
    if not lesson.objectives:
        fields.refuse("field_missing", "objectives")
    if lesson.body == "\n":
        fields.refuse("lesson_empty")
    return (None if fields.problems else lesson), tuple(fields.problems)


def _topic(fields: Fields) -> TopicDraft:
    fields.only(("key", "title"))
    return TopicDraft(fields.text("key", longest=60), fields.text("title", longest=200))


def _document(fields: Fields) -> DocumentDraft:
    fields.only(_DOCUMENT_FIELDS)
    key = fields.text("key", longest=60)
    fields.place = f"course.yaml, {key}"
    return DocumentDraft(
        key=key,
        type=fields.text("type", longest=60),
        number=fields.text("number", needed=False, longest=60),
        issuer=fields.text("issuer", longest=200),
        title=fields.text("title", longest=400),
        grade=fields.word("grade", GRADES),
        issued=fields.day("issued", needed=False),
        in_force_from=fields.day("in_force_from", needed=False),
        in_force_to=fields.day("in_force_to", needed=False),
        replaced_by=fields.text("replaced_by", needed=False, longest=200) or None,
        note=fields.text("note", needed=False),
    )


def _lessons(folder: Path, fields: Fields) -> tuple[LessonDraft, ...]:
    """In the order of course.yaml; a file that is not named there is a problem, so none is forgotten."""
    named = fields.texts("lessons")
    present = {path.name for path in folder.glob("lessons/*.md")}
    for name in sorted(present - set(named)):
        fields.refuse("lesson_not_listed", "lessons", file=name)
    lessons: list[LessonDraft] = []
    for name in named:
        if name not in present:
            fields.refuse("lesson_file_missing", "lessons", file=name)
            continue
        data = _bytes(folder / "lessons" / name, f"lessons/{name}", fields.problems)
        lesson, problems = read_lesson(data, f"lessons/{name}") if data is not None else (None, ())
        fields.problems.extend(problems)
        if lesson is not None:
            lessons.append(lesson)
    return tuple(lessons)


def _questions(folder: Path, problems: list[Problem]) -> tuple[QuestionDraft, ...]:
    questions: list[QuestionDraft] = []
    for path in sorted(folder.glob("questions/*.yaml")):
        name = f"questions/{path.name}"
        data = _bytes(path, name, problems)
        found, wrong = read_questions(data, name) if data is not None else ((), ())
        questions.extend(found)
        problems.extend(wrong)
    return tuple(questions)


def _rubrics(folder: Path, problems: list[Problem]) -> tuple[RubricDraft, ...]:
    rubrics: list[RubricDraft] = []
    for path in sorted(folder.glob("rubrics/*.yaml")):
        name = f"rubrics/{path.name}"
        data = _bytes(path, name, problems)
        rubric, wrong = read_rubric(data, name) if data is not None else (None, ())
        problems.extend(wrong)
        if rubric is not None:
            rubrics.append(rubric)
    return tuple(rubrics)


def _bytes(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            problems.append(
                Problem("file_too_large", place=name, facts={"bytes": size, "most": LARGEST_FILE})
            )
            return None
        return path.read_bytes()
    except OSError:
        problems.append(Problem("file_unreadable", place=name))
        return None


def _loose_ends(course: CourseDraft) -> list[Problem]:
    """References between the files of a folder that lead nowhere, and names given twice."""
    documents = {document.key for document in course.documents}
    topics = {topic.key for topic in course.topics}
    problems = [
        *_twice("document_key_twice", [document.key for document in course.documents]),
        *_twice("topic_key_twice", [topic.key for topic in course.topics]),
        *_twice("lesson_slug_twice", [lesson.slug for lesson in course.lessons]),
    ]
    seen: dict[str, str] = {}
    for question in course.questions:
        place = f"{question.file}, {question.id}"
        if question.topic not in topics:
            problems.append(_loose("topic_unknown", place, question.line, topic=question.topic))
        if question.citation.document not in documents:
            problems.append(_cited(question.citation, place, question.line))
        if question.id in seen:
            problems.append(_loose("question_id_twice", place, question.line, id=question.id))
        seen[question.id] = place
    for lesson in course.lessons:
        problems.extend(
            _cited(citation, lesson.file, 1)
            for citation in lesson.citations
            if citation.document not in documents
        )
    return problems


def _twice(code: str, keys: list[str]) -> list[Problem]:
    return [
        Problem(code, place="course.yaml", facts={"key": key})
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]


def _cited(citation: Citation, place: str, line: int) -> Problem:
    return _loose("document_unknown", place, line, document=citation.document)


def _loose(code: str, place: str, line: int, **facts: str) -> Problem:
    return Problem(code, place=place, row=line, facts=facts)
