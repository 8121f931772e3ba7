"""The rights, where they hold, and the one check that every route goes through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Right(StrEnum):
    """What a person may do. Roles are bundles of these (rows, editable); the table stands in ARCHITECTURE.md."""

    LEARN = "learn"
    TAKE_GROUP_ROLL_CALL = "take_group_roll_call"
    TAKE_ROLL_CALL = "take_roll_call"
    GRADE = "grade"
    READ_COHORT = "read_cohort"
    RUN_QUIZ = "run_quiz"
    MARK_PAPERS = "mark_papers"
    MANAGE_COHORT = "manage_cohort"
    MANAGE_PEOPLE = "manage_people"
    ISSUE_CERTIFICATES = "issue_certificates"
    EXPORT_LISTS = "export_lists"
    READ_BANK = "read_bank"
    EDIT_BANK = "edit_bank"
    APPROVE_CONTENT = "approve_content"
    READ_REPORTS = "read_reports"
    OPEN_ROOM = "open_room"
    MANAGE_CENTRE = "manage_centre"
    GRANT_ROLES = "grant_roles"
    READ_AUDIT = "read_audit"


Rights = frozenset[Right]
NOTHING: Rights = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an object stands: its cohort, the path of its organisation unit ("/1/7/"), the person it belongs to.

    group_id: the group (tổ) a right may be narrowed to.
    """

    cohort_id: int | None = None
    unit_path: str | None = None
    owner_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks: a signed-in person with the rights of this session, or a stranger (person_id None).

    slip_id: set when a sign-in slip opened the session; then only that slip's cohort and role count.
    role_words: names of the roles held, for the page head.
    """

    person_id: int | None = None
    name: str = ""
    slip_id: int | None = None
    slip_cohort_id: int | None = None
    site: Rights = NOTHING
    units: tuple[tuple[str, Rights], ...] = ()
    cohorts: Mapping[int, Rights] = field(default_factory=dict)
    groups: Mapping[int, Rights] = field(default_factory=dict)
    role_words: tuple[str, ...] = ()
    must_change_password: bool = False
    session_key: str = ""

    @property
    def is_authenticated(self) -> bool:
        return self.person_id is not None

    @property
    def is_active(self) -> bool:
        return self.is_authenticated

    @property
    def is_anonymous(self) -> bool:
        return not self.is_authenticated

    def get_id(self) -> str:
        """What Flask-Login keeps in the session: see accounts.signing_in.SessionKey."""
        return self.session_key

    def rights_at(self, place: Place | None) -> Rights:
        """Every right that holds at this place; with no place, those that hold for the whole site."""
        rights = set(self.site)
        if place is None:
            return frozenset(rights)
        if place.cohort_id is not None:
            rights |= self.cohorts.get(place.cohort_id, NOTHING)
        if place.group_id is not None:
            rights |= self.groups.get(place.group_id, NOTHING)
        if place.unit_path:
            for path, granted in self.units:
                if place.unit_path.startswith(path):
                    rights |= granted
        return frozenset(rights)

    def may(self, right: Right, place: Place | None = None) -> bool:
        """True when the right holds at the place (for the whole site when none is given)."""
        return right in self.rights_at(place)

    def may_anywhere(self, *rights: Right) -> bool:
        """True when one of the rights holds somewhere: for lists that show each person their own part."""
        return bool(set(rights) & self.everywhere)

    @property
    def everywhere(self) -> Rights:
        """The union of the rights held at any place."""
        held = set(self.site)
        for granted in (*self.cohorts.values(), *self.groups.values(), *(r for _, r in self.units)):
            held |= granted
        return frozenset(held)

    def cohort_ids(self, *rights: Right) -> tuple[int, ...]:
        """Cohorts in which one of the rights is held by name (site and unit rights not counted)."""
        wanted = set(rights)
        return tuple(sorted(cohort for cohort, held in self.cohorts.items() if held & wanted))

    def unit_paths(self, *rights: Right) -> tuple[str, ...]:
        """Subtrees in which one of the rights is held."""
        wanted = set(rights)
        return tuple(path for path, held in self.units if held & wanted)


STRANGER = Viewer()


class Verdict(StrEnum):
    """allowed; sign_in: nobody is signed in; forbidden: known here, not for this; missing: not theirs to know of."""

    ALLOWED = "allowed"
    SIGN_IN = "sign_in"
    FORBIDDEN = "forbidden"
    MISSING = "missing"


class Anywhere:
    """Stands in for a place query: the right may hold at any place; the view shows each viewer their own part."""


ANYWHERE = Anywhere()


def check(viewer: Viewer, rights: tuple[Right, ...], place: Place | Anywhere | None, *, own: bool) -> Verdict:
    """The one decision. rights: any one is enough; none = being signed in is enough. own: must be the owner."""
    if viewer.is_anonymous:
        return Verdict.SIGN_IN
    if isinstance(place, Anywhere):
        return Verdict.ALLOWED if viewer.may_anywhere(*rights) else Verdict.FORBIDDEN
    if own and (place is None or place.owner_id != viewer.person_id):
        return Verdict.MISSING
    if not rights:
        return Verdict.ALLOWED
    held = viewer.rights_at(place)
    if held & set(rights):
        return Verdict.ALLOWED
    return Verdict.MISSING if place is not None and not held else Verdict.FORBIDDEN
