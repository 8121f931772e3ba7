"""The tree of units: grown, moved, pruned."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.accounts import service, units
from quizapp.accounts.models import Unit
from quizapp.accounts.tree import unit_tree
from quizapp.db import db
from quizapp.domain.errors import CodeAlreadyTaken, UnitInsideItself, UnitNotEmpty
from quizapp.web.wording import rule_sentence
from tests.factories import NOW, ClassRoom


@pytest.fixture
def tree(app: Flask) -> dict[str, int]:
    """Tỉnh > Xã > Thôn; Huyện."""
    with app.app_context():
        top = units.found_unit("Tỉnh", "Tỉnh ủy", None, "T", NOW, None)
        commune = units.found_unit("Xã", "Đảng bộ", top, None, NOW, None)
        cell = units.found_unit("Thôn", "Chi bộ", commune, None, NOW, None)
        return {
            "top": top,
            "commune": commune,
            "cell": cell,
            "other": units.found_unit("Huyện", "", None, None, NOW, None),
        }


def path(unit_id: int) -> str:
    return db.session.scalar(select(Unit.path).where(Unit.id == unit_id)) or ""


def test_a_unit_moves_with_everything_under_it(inside: Flask, tree: dict[str, int]) -> None:
    units.change_unit(tree["commune"], "Xã", "Đảng bộ", tree["other"], None, NOW, None)
    assert path(tree["commune"]) == f"/{tree['other']}/{tree['commune']}/"
    assert path(tree["cell"]) == f"/{tree['other']}/{tree['commune']}/{tree['cell']}/"
    assert path(tree["top"]) == f"/{tree['top']}/"
    units.change_unit(tree["commune"], "Xã", "Đảng bộ", None, None, NOW, None)
    assert path(tree["cell"]) == f"/{tree['commune']}/{tree['cell']}/"


def test_a_unit_never_hangs_under_itself(inside: Flask, tree: dict[str, int]) -> None:
    for under in (tree["top"], tree["cell"]):
        with pytest.raises(UnitInsideItself):
            units.change_unit(tree["top"], "Tỉnh", "Tỉnh ủy", under, "T", NOW, None)


def test_names_beside_each_other_and_codes_differ(inside: Flask, tree: dict[str, int]) -> None:
    with pytest.raises(CodeAlreadyTaken):
        units.found_unit("Thôn ", "", tree["commune"], None, NOW, None)
    with pytest.raises(CodeAlreadyTaken):
        units.found_unit("Tỉnh khác", "", None, "T", NOW, None)
    units.found_unit("Thôn", "", tree["other"], None, NOW, None)


def test_only_an_empty_unit_is_removed(inside: Flask, tree: dict[str, int]) -> None:
    service.add_person("Lò Văn Ở", NOW, unit_id=tree["cell"])
    for unit, facts in ((tree["cell"], (1, 0)), (tree["top"], (0, 1))):
        with pytest.raises(UnitNotEmpty) as refused:
            units.remove_unit(unit, NOW, None)
        assert (refused.value.people, refused.value.units) == facts
        assert str(facts[0]) in rule_sentence(refused.value)
    units.remove_unit(tree["other"], NOW, None)
    assert path(tree["other"]) == ""


def test_a_unit_of_a_class_is_not_removed(inside: Flask, room: ClassRoom) -> None:
    with pytest.raises(UnitNotEmpty) as refused:
        units.remove_unit(room.unit_id, NOW, None)
    assert "lớp học" in rule_sentence(refused.value)


def test_the_tree_is_read_in_its_order(inside: Flask, tree: dict[str, int]) -> None:
    units.found_unit("Ấp", "", tree["commune"], None, NOW, None)
    shown = [(line.name, line.depth) for line in unit_tree()]
    assert shown == [("Huyện", 0), ("Tỉnh", 0), ("Xã", 1), ("Ấp", 2), ("Thôn", 2)]


def test_pages_of_units(app: Flask, sign_in, staff: int, tree: dict[str, int], counting) -> None:
    here = sign_in(staff)
    sent = {"name": "Bản Mới", "kind": "Chi bộ", "code": "BM", "parent": str(tree["commune"])}
    assert here.post("/units/new", data=sent).status_code == 303
    assert "Đã có đơn vị" in here.post("/units/new", data=sent).get_data(as_text=True)
    assert f'selected value="{tree["top"]}"' in here.get(f"/units/new?parent={tree['top']}").get_data(
        as_text=True
    )
    edit = {"name": "Tỉnh mới", "kind": "", "code": "", "parent": ""}
    assert here.post(f"/units/{tree['top']}", data=edit).status_code == 303
    inside_itself = here.post(f"/units/{tree['top']}", data=edit | {"parent": str(tree["cell"])})
    assert "error-summary" in inside_itself.get_data(as_text=True)
    assert here.get(f"/units/{tree['other']}/remove").status_code == 200
    assert here.post(f"/units/{tree['other']}/remove").status_code == 303
    assert here.post(f"/units/{tree['top']}/remove").status_code == 409
    assert "Tỉnh mới" in here.get("/units").get_data(as_text=True)


def test_the_tree_costs_the_same_for_ten_and_two_hundred(app: Flask, sign_in, staff: int, counting) -> None:
    sizes = []
    for number in (10, 200):
        with app.app_context():
            for one in range(number):
                service.add_unit(f"Chi bộ {number} số {one}")
        here = sign_in(staff)
        with counting() as statements:
            assert here.get("/units").status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1] <= 6
