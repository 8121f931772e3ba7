"""The built-in roles as they are at first: rows afterwards, whose names and rights the administrator may edit."""

from dataclasses import dataclass

from quizapp.web.access import Right


@dataclass(frozen=True, slots=True)
class RoleSeed:
    """code: known to the program; name: shown; rights: at first."""

    code: str
    name: str
    rights: tuple[Right, ...]


LEARNER = "learner"
GUEST_GRADER = "guest_grader"
GROUP_HEAD = "group_head"
MONITOR = "monitor"
GRADER = "grader"
INSTRUCTOR = "instructor"
STAFF = "staff"
LEADER = "leader"
ADMINISTRATOR = "administrator"

TEACHING = (
    Right.READ_COHORT,
    Right.RUN_QUIZ,
    Right.GRADE,
    Right.MARK_PAPERS,
    Right.TAKE_ROLL_CALL,
    Right.READ_BANK,
    Right.OPEN_ROOM,
)
OFFICE = (
    Right.READ_COHORT,
    Right.RUN_QUIZ,
    Right.TAKE_ROLL_CALL,
    Right.MARK_PAPERS,
    Right.MANAGE_COHORT,
    Right.MANAGE_PEOPLE,
    Right.ISSUE_CERTIFICATES,
    Right.EXPORT_LISTS,
    Right.READ_BANK,
    Right.EDIT_BANK,
    Right.READ_REPORTS,
    Right.OPEN_ROOM,
    Right.MANAGE_CENTRE,
    Right.GRANT_ROLES,
)

BUILT_IN = (
    RoleSeed(LEARNER, "Học viên", (Right.LEARN,)),
    RoleSeed(GROUP_HEAD, "Tổ trưởng", (Right.TAKE_GROUP_ROLL_CALL,)),
    RoleSeed(MONITOR, "Ban cán sự lớp", (Right.TAKE_ROLL_CALL,)),
    RoleSeed(GRADER, "Giám khảo", (Right.GRADE,)),
    RoleSeed(GUEST_GRADER, "Khách mời chấm", (Right.GRADE,)),
    RoleSeed(INSTRUCTOR, "Giảng viên", TEACHING),
    RoleSeed(STAFF, "Giáo vụ", OFFICE),
    RoleSeed(LEADER, "Lãnh đạo", (Right.READ_COHORT, Right.READ_REPORTS)),
    RoleSeed(ADMINISTRATOR, "Quản trị hệ thống", tuple(Right)),
)
