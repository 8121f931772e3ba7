"""Every route x every right, from the route map: what a route states is what its guard does.

The views themselves do not run here: only the guard that `@page` puts before them. A route that is public says so by
name in PUBLIC below, with the reason. Strangers and owners ask over HTTP; the thousands of questions of the matrix go
to the guard itself, inside one request of each person.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, session
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.routing import Rule

from quizapp.accounts.models import Grant, Role
from quizapp.accounts.session_key import SessionKey
from quizapp.db import db
from quizapp.web.access import Anywhere, Right
from quizapp.web.pages import RouteAccess
from tests.architecture.route_world import World, make_world
from tests.factories import NOW, make_person

PUBLIC = {
    "accounts.first_run": "only from the machine itself, only while there is no administrator",
    "accounts.sign_in": "how a stranger becomes known",
    "accounts.sign_out": "ends whatever session there is",
    "accounts.slip": "the link on a slip",
    "accounts.slip_enter": "the link on a slip",
    "display.change": "letters and colours of this device",
    "healthz": "for whoever watches the machine",
    "readyz": "for whoever watches the machine",
    "home.today": "says what this is and how to sign in",
    "design": "developers only",
    "quizzes.save": "checks session, person and attempt in its own one statement",
    "quizzes.save_form": "the same, without a script",
    "quizzes.state": "the same",
    "quizzes.hand_in": "the same",
    "quizzes.take_over": "the same",
    "quizzes.handed_over": "says that the phone may be passed on; knows nobody",
    "certificates.verify": "whoever holds a certificate may ask, when the centre has switched it on",
    "certificates.verified": "the answer to it, by the code printed on the certificate",
}
ALLOWED = "allowed"
BEYOND_CLASSES = {"quizapp.accounts.queries", "quizapp.accounts.tree"}  # people and units stand in no class


def guarded_rules(app: Flask) -> Iterator[tuple[Rule, RouteAccess]]:
    """Every route that is not public, with what it states."""
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if access is not None and not access.public:
            yield rule, access


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """One object of each kind in a class, another class beside it, and every view replaced by a word."""
    with app.app_context():
        made = make_world()
    cells = []
    for rule, _ in guarded_rules(app):
        function: Any = app.view_functions[rule.endpoint]
        names = function.__code__.co_freevars
        cell = function.__closure__[names.index("view")]
        cells.append((cell, cell.cell_contents))
        cell.cell_contents = lambda **arguments: Response(ALLOWED)
    yield made
    for cell, view in cells:
        cell.cell_contents = view


def ask(app: Flask, world: World, rule: Rule, person_id: int | None) -> bool:
    """True when the guard lets the person in."""
    client = app.test_client()
    if person_id is not None:
        with client.session_transaction() as session:
            session["_user_id"] = str(SessionKey(person_id, 1))
    method = sorted(rule.methods & {"GET", "POST", "PUT"})[0]  # type: ignore[operator]
    with app.test_request_context():
        values = {name: world.arguments[name] for name in rule.arguments}
        address = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    answer = client.open(address, method=method)
    if answer.text == ALLOWED:
        return True
    assert answer.status_code in {303, 401, 403, 404}, (rule, answer.status_code)
    return False


def opened_to(app: Flask, world: World, person_id: int) -> set[str]:
    """The guarded routes (method apart) that let the person in, asked of the guards themselves."""
    opened = set()
    with app.test_request_context():
        session["_user_id"] = str(SessionKey(person_id, 1))
        for rule, access in guarded_rules(app):
            if access.own or not access.rights:
                continue
            try:
                answer = app.view_functions[rule.endpoint](
                    **{name: world.arguments[name] for name in rule.arguments}
                )
            except (Forbidden, NotFound):
                continue
            if isinstance(answer, Response) and answer.get_data(as_text=True) == ALLOWED:
                opened.add(rule.endpoint)
    return opened


def holding(right: Right, *, cohort_id: int | None = None) -> int:
    """A person who holds one right: for one cohort, or for the whole site."""
    person = make_person("Người Thử")
    role = db.session.query(Role).filter_by(code=f"only_{right}").one_or_none()
    if role is None:
        role = Role(code=f"only_{right}", name=right, rights=[right], position=99)
        db.session.add(role)
        db.session.flush()
    scope = f"cohort:{cohort_id}" if cohort_id else "site"
    db.session.add(Grant(person_id=person, role_id=role.id, cohort_id=cohort_id, scope=scope, granted_at=NOW))
    db.session.commit()
    return person


def stating(app: Flask, right: Right, *places: str) -> set[str]:
    """The routes that name the right. places: of which reach ("class", "anywhere", "site")."""
    return {
        rule.endpoint
        for rule, access in guarded_rules(app)
        if right in access.rights and not access.own and _reach(access) in places
    }


def _reach(access: RouteAccess) -> str:
    if isinstance(access.of, Anywhere):
        return "anywhere"
    of_the_class = callable(access.of) and access.of.__module__ not in BEYOND_CLASSES
    return "class" if of_the_class else "site"


def test_only_the_routes_named_here_are_public(app: Flask) -> None:
    views = app.view_functions
    public = {name for name, view in views.items() if hasattr(view, "access") and view.access.public}
    assert public == set(PUBLIC)


def test_a_stranger_and_a_person_without_rights_get_in_nowhere(app: Flask, world: World) -> None:
    with app.app_context():
        nobody = make_person("Người Lạ")
    opened = [
        (rule.rule, who)
        for rule, access in guarded_rules(app)
        for who in (None, nobody)
        if ask(app, world, rule, who) and (who is None or access.rights)
    ]
    assert opened == []


def test_a_right_opens_what_states_it_where_it_holds_and_nothing_else(app: Flask, world: World) -> None:
    for right in Right:
        with app.app_context():
            here = holding(right, cohort_id=world.cohort_id)
            elsewhere = holding(right, cohort_id=world.other_cohort_id)
            everywhere = holding(right)
        assert opened_to(app, world, here) == stating(app, right, "anywhere", "class"), right
        assert opened_to(app, world, elsewhere) == stating(app, right, "anywhere"), right
        assert opened_to(app, world, everywhere) == stating(app, right, "anywhere", "class", "site"), right


def test_what_belongs_to_a_learner_opens_for_that_learner_alone(app: Flask, world: World) -> None:
    own = [rule for rule, access in guarded_rules(app) if access.own]
    assert [rule.rule for rule in own if not ask(app, world, rule, world.learner_id)] == []
    assert [rule.rule for rule in own if ask(app, world, rule, world.staff_id)] == []
    others = [
        rule for rule in own if rule.arguments != {"cohort_id"}
    ]  # a class page shows each learner their own
    assert [rule.rule for rule in others if ask(app, world, rule, world.other_learner_id)] == []
