"""Small worlds for tests: a course, a class with learners, people with roles. Each needs an application context."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from quizapp.accounts import roles
from quizapp.accounts import service as accounts
from quizapp.accounts.service import Scope
from quizapp.bank import service as bank
from quizapp.cohorts import service as cohorts
from quizapp.courses import service as courses
from quizapp.documents import service as documents
from quizapp.formats.bank_drafts import (
    Citation,
    CourseDraft,
    DocumentDraft,
    LessonDraft,
    OptionDraft,
    QuestionDraft,
    TopicDraft,
)

NOW = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
FAMILY = ("Nguyễn", "Trần", "Lê", "Hoàng", "Ma", "Nông", "Bàn", "Đặng", "Lương", "Vũ")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Xuân", "Thanh", "Ngọc", "Hữu")
GIVEN = ("An", "Ân", "Bình", "Dũng", "Đài", "Hoà", "Hòa", "Lực", "Nga", "Nhung", "Thủy", "Ỷ")


@dataclass(frozen=True, slots=True)
class ClassRoom:
    """A class: its ids and those of its people. learners: (enrolment id, person id) in the order of the list."""

    course_id: int
    cohort_id: int
    unit_id: int
    learners: tuple[tuple[int, int], ...]
    groups: tuple[int, ...]
    instructor_id: int
    staff_id: int


def make_course(questions: int = 12, lessons: int = 3, code: str = "TEST") -> int:
    """A course with lessons and approved questions of all four kinds; its id."""
    course = course_draft(questions, lessons, code)
    documents.load(course.documents)
    course_id = courses.load(course)
    bank.load(course_id, course.questions, NOW)
    return course_id


def course_draft(questions: int = 12, lessons: int = 3, code: str = "TEST") -> CourseDraft:
    """The draft that make_course loads."""
    cited = Citation("ct-50", "mục 1")
    document = DocumentDraft(
        key="ct-50",
        type="Chỉ thị",
        number="50-CT/TW",
        issuer="Ban Bí thư",
        title="Về sinh hoạt chi bộ",
        grade="A",
        issued=date(2025, 7, 23),
        in_force_from=None,
        in_force_to=None,
        replaced_by=None,
        note="",
    )
    return CourseDraft(
        code=code,
        title="Nghiệp vụ công tác đảng",
        summary="Khóa học thử.",
        topics=(TopicDraft("chung", "Chung"), TopicDraft("rieng", "Riêng")),
        documents=(document,),
        lessons=tuple(
            LessonDraft(
                f"bai-{n}",
                f"Bài học số {n}",
                10,
                ("Biết việc cần làm.",),
                (cited,),
                f"## Mục {n}\n\nNội dung.\n",
                "",
            )
            for n in range(1, lessons + 1)
        ),
        questions=tuple(_question(n, cited) for n in range(1, questions + 1)),
        rubrics=(),
    )


def _question(n: int, cited: Citation) -> QuestionDraft:
    kind = ("single", "single", "multiple", "true_false", "ordering")[n % 5]
    letters = "ABCD"
    options = tuple(OptionDraft(letter, f"Phương án {letter} của câu {n}") for letter in letters)
    keys = {"single": (letters[n % 4],), "multiple": ("A", "C"), "ordering": tuple("BADC")}
    if kind == "true_false":
        options = (OptionDraft("dung", "Đúng"), OptionDraft("sai", "Sai"))
        keys = {"true_false": ("dung" if n % 2 else "sai",)}
    return QuestionDraft(
        id=f"c{n:03}",
        kind=kind,
        topic="chung" if n % 2 else "rieng",
        level=("nhan_biet", "thong_hieu", "van_dung")[n % 3],
        stem=f"Câu hỏi thử số {n}?",
        options=options,
        key=keys[kind],
        explanation=f"Giải thích của câu {n}.",
        citation=cited,
        review_by=date(2027, 12, 31),
        file="thu.yaml",
        line=n,
    )


def full_name(n: int) -> str:
    """The n-th made-up name; the first 960 differ."""
    return f"{FAMILY[n % 10]} {MIDDLE[n // 10 % 8]} {GIVEN[n // 80 % 12]}"


def make_class(
    learners: int = 10, groups: int = 2, course_id: int | None = None, code: str = "L01"
) -> ClassRoom:
    """A class with learners in groups, an instructor and a member of staff."""
    course_id = course_id or make_course()
    unit_id = accounts.add_unit("Trung tâm chính trị", "Trung tâm")
    draft = cohorts.CohortDraft(
        course_id, code, "Lớp bồi dưỡng cấp ủy chi bộ", date(2026, 10, 5), date(2026, 10, 9), unit_id=unit_id
    )
    cohort_id = cohorts.open_cohort(draft, NOW)
    group_ids = tuple(cohorts.ensure_group(cohort_id, f"Tổ {n}") for n in range(1, groups + 1))
    people = []
    for n in range(learners):
        person = accounts.add_person(
            full_name(n), NOW, born=str(1955 + n % 40), sex="male" if n % 2 else "female"
        )
        enrolment = cohorts.enrol(
            cohort_id,
            person,
            NOW,
            number=n + 1,
            post="Chi ủy viên",
            cell=f"Chi bộ thôn {n % 7 + 1}",
            unit="Đảng bộ xã Yên Phú",
            group_id=group_ids[n % groups] if groups else None,
        )
        people.append((enrolment, person))
    return ClassRoom(
        course_id=course_id,
        cohort_id=cohort_id,
        unit_id=unit_id,
        learners=tuple(people),
        groups=group_ids,
        instructor_id=make_person("Lý Thị Giảng", roles.INSTRUCTOR, Scope(cohort_id=cohort_id)),
        staff_id=make_person("Phạm Văn Vụ", roles.STAFF, Scope()),
    )


def make_person(
    name: str, role: str | None = None, scope: Scope | None = None, code: str | None = None
) -> int:
    """A person holding a built-in role."""
    person = accounts.add_person(name, NOW, code=code)
    if role:
        accounts.give_role(person, role, scope or Scope(), NOW)
    return person
