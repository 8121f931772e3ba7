"""The main navigation: few words, by what a person may do."""

from dataclasses import dataclass

from flask_babel import gettext

from quizapp.web.access import Right, Viewer


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
    entries = [(gettext("Hôm nay"), "/")]
    entries += [
        (label, href)
        for label, href, rights in (
            (gettext("Lớp học"), "/cohorts", (Right.READ_COHORT, Right.MANAGE_COHORT)),
            (gettext("Mọi người"), "/people", (Right.MANAGE_PEOPLE,)),
            (gettext("Đơn vị"), "/units", (Right.MANAGE_PEOPLE,)),
            (gettext("Ngân hàng câu hỏi"), "/bank", (Right.READ_BANK,)),
            (gettext("Mẫu chấm điểm"), "/rubrics", (Right.READ_BANK,)),
            (gettext("Trung tâm"), "/centre", (Right.MANAGE_CENTRE,)),
            (gettext("Nhật ký"), "/audit", (Right.READ_AUDIT,)),
        )
        if person.may_anywhere(*rights)
    ]
    return tuple(
        Link(label, href, path == href or (href != "/" and path.startswith(href + "/")))
        for label, href in entries
    )
