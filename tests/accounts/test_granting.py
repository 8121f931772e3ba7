"""Roles: bundles of rights that nobody stretches beyond their own."""

import pytest
from flask import Flask

from quizapp.accounts import granting, service
from quizapp.accounts.roles import ADMINISTRATOR, BUILT_IN, INSTRUCTOR, STAFF
from quizapp.accounts.service import Scope
from quizapp.accounts.tree import RoleFacts, roles
from quizapp.domain.errors import CodeAlreadyTaken, GrantBeyondOwnRights, LastAdministrator
from quizapp.web.access import Place, Right, Viewer
from quizapp.web.wording import rule_sentence
from quizapp.web.wording.accounts import RIGHTS
from tests import factories
from tests.accounts.conftest import seen_as
from tests.factories import NOW, ClassRoom

EVERYTHING = Viewer(person_id=None, site=frozenset(Right))


def role(code: str) -> RoleFacts:
    return next(one for one in roles() if one.code == code)


def test_every_right_has_its_words() -> None:
    assert set(RIGHTS) == set(Right)


def test_staff_appoint_graders_and_instructors_but_no_administrators(inside: Flask, staff: int) -> None:
    by, person = seen_as(staff), factories.make_person("Lò Văn Chấm")
    for code in ("grader", "guest_grader", "monitor", "group_head", INSTRUCTOR, STAFF, "leader"):
        granting.hand_over(by, person, role(code).id, Scope(), None, NOW)
    with pytest.raises(GrantBeyondOwnRights) as refused:
        granting.hand_over(by, person, role(ADMINISTRATOR).id, Scope(), None, NOW)
    assert Right.READ_AUDIT in refused.value.rights
    assert "Xem nhật ký" in rule_sentence(refused.value)


def test_an_instructor_grants_nothing(inside: Flask, room: ClassRoom) -> None:
    by, place = seen_as(room.instructor_id), Place(cohort_id=room.cohort_id)
    with pytest.raises(GrantBeyondOwnRights):
        granting.hand_over(by, room.staff_id, role("grader").id, Scope(room.cohort_id), place, NOW)


def test_rights_in_one_class_are_not_given_in_another(inside: Flask, room: ClassRoom) -> None:
    head = factories.make_person("Lò Thị Lớp", STAFF, Scope(cohort_id=room.cohort_id))
    by = seen_as(head)
    granting.hand_over(
        by, room.instructor_id, role("grader").id, Scope(room.cohort_id), Place(cohort_id=room.cohort_id), NOW
    )
    for scope, place in ((Scope(999), Place(cohort_id=999)), (Scope(), None)):
        with pytest.raises(GrantBeyondOwnRights):
            granting.hand_over(by, room.instructor_id, role("grader").id, scope, place, NOW)


def test_the_last_administrator_who_can_sign_in_stays(inside: Flask, administrator: int) -> None:
    factories.make_person("Lê Không Mật Khẩu", ADMINISTRATOR, Scope())
    by, which = seen_as(administrator), role(ADMINISTRATOR).id
    with pytest.raises(LastAdministrator):
        granting.take_back(by, administrator, which, Scope(), None, NOW)


def test_a_role_is_changed_by_those_who_hold_all_of_it(inside: Flask, staff: int) -> None:
    granting.change_role(
        EVERYTHING, role("leader").id, "Lãnh đạo", [Right.READ_REPORTS, Right.READ_AUDIT], NOW
    )
    assert role("leader").rights == {Right.READ_REPORTS, Right.READ_AUDIT}
    with pytest.raises(GrantBeyondOwnRights):
        granting.change_role(seen_as(staff), role("leader").id, "Lãnh đạo", [], NOW)
    with pytest.raises(GrantBeyondOwnRights):
        granting.change_role(seen_as(staff), role("grader").id, "Giám khảo", [Right.READ_AUDIT], NOW)


def test_the_administrator_keeps_every_right(inside: Flask) -> None:
    granting.change_role(EVERYTHING, role(ADMINISTRATOR).id, "Quản trị", [], NOW)
    assert role(ADMINISTRATOR).rights == set(Right)
    assert role(ADMINISTRATOR).name == "Quản trị"


def test_nothing_is_recorded_when_nothing_changes(inside: Flask) -> None:
    before = role("leader")
    assert not granting.change_role(EVERYTHING, before.id, before.name, before.rights, NOW)


def test_a_role_of_one_s_own_is_added_once(inside: Flask) -> None:
    made = granting.add_role(EVERYTHING, "Cán bộ chứng nhận", [Right.ISSUE_CERTIFICATES], NOW)
    person = factories.make_person("Lò Văn Chứng")
    granting.hand_over(EVERYTHING, person, made, Scope(), None, NOW)
    assert seen_as(person).site == {Right.ISSUE_CERTIFICATES}
    with pytest.raises(CodeAlreadyTaken):
        granting.add_role(EVERYTHING, "Cán bộ  chứng nhận", [], NOW)


def test_a_right_of_another_version_counts_for_nothing(inside: Flask) -> None:
    person = factories.make_person("Lò Văn Cũ", "leader")
    service.db.session.get_one(service.Role, role("leader").id).rights = ["read_reports", "fly"]
    service.db.session.commit()
    assert seen_as(person).site == {Right.READ_REPORTS}


def test_built_in_roles_are_there_and_edits_survive_a_second_load(inside: Flask) -> None:
    granting.change_role(EVERYTHING, role("leader").id, "Thường trực", [Right.READ_REPORTS], NOW)
    service.load_roles()
    assert {one.code for one in roles()} == {seed.code for seed in BUILT_IN}
    assert role("leader").name == "Thường trực"


def test_only_administrators_edit_roles(app: Flask, sign_in, staff: int, administrator: int) -> None:
    with app.app_context():
        which = role("leader").id
    assert sign_in(staff).get("/roles").status_code == 200
    for path in ("/roles/new", f"/roles/{which}"):
        assert sign_in(staff).get(path).status_code == 403
        assert sign_in(staff).post(path, data={"name": "x", "rights": "read_audit"}).status_code == 403
        assert sign_in(administrator).get(path).status_code == 200
    sent = {"name": "Thường trực", "rights": ["read_reports", "read_audit"]}
    assert sign_in(administrator).post(f"/roles/{which}", data=sent).status_code == 303
    with app.app_context():
        assert role("leader").rights == {Right.READ_REPORTS, Right.READ_AUDIT}
    assert sign_in(administrator).get("/roles/999").status_code == 404
    bad = sign_in(administrator).post("/roles/new", data={"name": "", "rights": ["fly"]})
    assert "error-summary" in bad.get_data(as_text=True)
