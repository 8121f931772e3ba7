"""Where a role may be given, as choices of a form: the whole site, a unit's subtree, a class."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext

from quizapp.accounts.classes import classes
from quizapp.accounts.granting import GrantFacts, to_hand_over
from quizapp.accounts.service import Scope
from quizapp.accounts.tree import RoleFacts, roles, unit_tree
from quizapp.web.access import Place, Right, Rights, Viewer

INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """One choice; value: "site", "unit:7" or "cohort:5", the words of the scope."""

    scope: Scope
    label: str
    place: Place | None
    rights: Rights

    @property
    def value(self) -> str:
        """What the form sends."""
        return self.scope.words


def scope_choices(by: Viewer) -> tuple[ScopeChoice, ...]:
    """Every place where the viewer may give roles, with the rights that may be handed over there. Two queries."""
    choices = [ScopeChoice(Scope(), gettext("Toàn trung tâm"), None, to_hand_over(by.rights_at(None)))]
    for unit in unit_tree():
        place = Place(unit_path=unit.path)
        label = INDENT * unit.depth + gettext("Đơn vị: %(name)s", name=unit.name)
        choices.append(ScopeChoice(Scope(unit_id=unit.id), label, place, to_hand_over(by.rights_at(place))))
    for one in classes().open_classes():
        label = f"{one.title} ({one.code})"
        choices.append(
            ScopeChoice(Scope(cohort_id=one.id), label, one.place, to_hand_over(by.rights_at(one.place)))
        )
    return tuple(choice for choice in choices if Right.GRANT_ROLES in choice.rights)


def roles_to_give(choices: Collection[ScopeChoice]) -> tuple[RoleFacts, ...]:
    """The roles that fit at least one of the choices. The learner's role comes with enrolment, never by hand."""
    return tuple(
        role
        for role in roles()
        if role.code != "learner" and any(role.rights <= choice.rights for choice in choices)
    )


def scope_words(grant: GrantFacts) -> str:
    """Where a held role holds, for people."""
    if grant.scope.cohort_id is not None:
        named = classes().words([grant.scope.cohort_id]).get(grant.scope.cohort_id)
        title = named.title if named else f"#{grant.scope.cohort_id}"
        if grant.scope.group_id is not None:
            return str(gettext("một tổ: %(title)s", title=title))
        return title
    if grant.scope.unit_id is not None:
        return str(gettext("%(name)s và các đơn vị trực thuộc", name=grant.unit_name))
    return str(gettext("toàn trung tâm"))


def chosen(choices: Collection[ScopeChoice], value: str) -> ScopeChoice | None:
    """The choice a form sent, if it is one of these."""
    return next((choice for choice in choices if choice.value == value), None)
