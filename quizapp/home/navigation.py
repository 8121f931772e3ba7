"""The main navigation: few words, by what a person may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from quizapp.web.access import Right, Viewer

RUNNING = (Right.READ_COHORT, Right.MANAGE_COHORT)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry; current: the page is in this part of the site."""

    label: str
    href: str
    current: bool


def navigation(person: Viewer, path: str) -> tuple[Link, ...]:
    """Entries in the order of use; nothing for strangers."""
    if person.is_anonymous:
        return ()
    entries = [(gettext("Hôm nay"), "/"), *_learning(person), *_working(person)]
    return tuple(Link(label, href, _is_current(href, path)) for label, href in entries)


def _learning(person: Viewer) -> Iterator[tuple[str, str]]:
    """A learner of one class reaches it at once; who learns in several goes by today's page."""
    classes = person.cohort_ids(Right.LEARN)
    if len(classes) == 1 and not person.may_anywhere(*RUNNING):
        yield gettext("Bài học"), f"/cohorts/{classes[0]}/lessons"
        yield gettext("Hoàn thành khóa học"), f"/cohorts/{classes[0]}/completion"


def _working(person: Viewer) -> Iterator[tuple[str, str]]:
    for label, href, rights in (
        (gettext("Lớp học"), "/cohorts", RUNNING),
        (gettext("Mở cho lớp"), "/room", (Right.OPEN_ROOM,)),
        (gettext("Câu hỏi"), "/bank", (Right.READ_BANK,)),
        (gettext("Mẫu chấm điểm"), "/rubrics", (Right.READ_BANK, Right.APPROVE_CONTENT)),
        (gettext("Mọi người"), "/people", (Right.MANAGE_PEOPLE,)),
        (gettext("Đơn vị"), "/units", (Right.MANAGE_PEOPLE,)),
        (gettext("Trung tâm"), "/centre", (Right.MANAGE_CENTRE,)),
        (gettext("Nhật ký"), "/audit", (Right.READ_AUDIT,)),
    ):
        site_wide = href in ("/centre", "/audit")
        if person.may(rights[0]) if site_wide else person.may_anywhere(*rights):
            yield label, href


def _is_current(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href + "/"))
