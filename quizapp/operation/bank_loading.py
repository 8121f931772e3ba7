"""Store what the question bank's folders hold: documents, courses with lessons, questions, rubrics."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.bank import service as bank
from quizapp.courses import service as courses
from quizapp.db import transactional
from quizapp.documents import service as documents
from quizapp.formats.bank_drafts import CourseDraft
from quizapp.formats.bank_yaml import course_folders, read_course
from quizapp.formats.drafts import Problem
from quizapp.practice import service as practice


@dataclass(frozen=True, slots=True)
class BankLoaded:
    """Courses stored, questions new and changed since last time, and the problems of folders left out."""

    courses: int = 0
    new: int = 0
    changed: int = 0
    problems: tuple[tuple[str, Problem], ...] = ()


def load_bank(folder: Path, moment: datetime) -> BankLoaded:
    """Load every course folder that is sound, each in one transaction; one with a problem is left out as a whole.

    Again: nothing changes.
    """
    stored = new = changed = 0
    problems: list[tuple[str, Problem]] = []
    for course_folder in course_folders(folder):
        reading = read_course(course_folder)
        problems += [(course_folder.name, problem) for problem in reading.problems]
        if reading.course is None or reading.problems:
            continue
        counted = _store(reading.course, moment)
        stored, new, changed = stored + 1, new + counted.new, changed + counted.changed
    return BankLoaded(stored, new, changed, tuple(problems))


@transactional
def _store(course: CourseDraft, moment: datetime) -> bank.Loaded:
    documents.load(course.documents)
    practice.load_rubrics(course.rubrics, moment)
    return bank.load(courses.load(course), course.questions, moment)
