"""What a learner finds today: a quiz that is open, the lesson to go on with, the group's meeting, what is still missing."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.certificates.queries import Issued, certificates_of_person
from quizapp.cohorts.queries import CohortFacts, learner_cohorts
from quizapp.home.own_standing import OwnStanding, own_standing
from quizapp.practice.meetings import MeetingFacts, meetings, plan, schedule
from quizapp.quizzes.queries import OpenQuiz, open_quizzes_for
from quizapp.reading.queries import LessonState, lesson_states
from quizapp.web.access import Right, Viewer

MOST_CLASSES = 3


@dataclass(frozen=True, slots=True)
class LearnerClass:
    """One class of a learner, as their page of today shows it. lesson: the one to go on with; certificate: theirs."""

    cohort: CohortFacts
    quizzes: tuple[OpenQuiz, ...]
    lessons: tuple[LessonState, ...]
    standing: OwnStanding | None
    meeting: MeetingFacts | None
    meeting_at: datetime | None
    certificate: Issued | None

    @property
    def read(self) -> int:
        """How many lessons have been read."""
        return sum(1 for one in self.lessons if one.read_at)

    @property
    def lesson(self) -> LessonState | None:
        """The one that was begun last in order, else the first that is not read."""
        begun = next((one for one in self.lessons if one.opened_at and not one.read_at), None)
        return begun or next((one for one in self.lessons if not one.read_at), None)


def learner_classes(viewer: Viewer, now: datetime) -> tuple[LearnerClass, ...]:
    """The open classes in which the viewer learns, the latest first; those finished long ago are left out.

    A session opened by a slip shows the slip's class alone. The same queries for each class, whatever its size.
    """
    if viewer.person_id is None:
        return ()
    held = viewer.cohort_ids(Right.LEARN)
    mine = [one for one in learner_cohorts(viewer.person_id) if one.id in held][:MOST_CLASSES] if held else []
    if not mine:
        return ()
    quizzes = open_quizzes_for(viewer.person_id, [one.id for one in mine], now)
    certificates = {one.cohort_id: one for one in certificates_of_person(viewer.person_id)}
    return tuple(
        _of_class(
            one,
            viewer.person_id,
            now,
            tuple(quiz for quiz in quizzes if quiz.quiz.cohort_id == one.id),
            certificates.get(one.id),
        )
        for one in mine
    )


def _of_class(
    cohort: CohortFacts,
    person_id: int,
    now: datetime,
    quizzes: tuple[OpenQuiz, ...],
    certificate: Issued | None,
) -> LearnerClass:
    lessons = lesson_states(cohort.course_id, person_id)
    mine = own_standing(cohort.id, person_id, lessons, now)
    held = meetings(cohort.id)
    meeting = next((one for one in held if mine and one.group_id == mine.group_id), None)
    slot = schedule(plan(cohort.id), held, now).get(meeting.id) if meeting else None
    return LearnerClass(
        cohort=cohort,
        quizzes=quizzes,
        lessons=lessons,
        standing=mine,
        meeting=meeting,
        meeting_at=slot.starts if slot else None,
        certificate=certificate,
    )
