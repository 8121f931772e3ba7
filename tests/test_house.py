"""The floor everything stands on: transactions, migrations, access."""

from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import service as accounts
from quizapp.accounts.models import Person
from quizapp.db import db
from quizapp.web.clock import now


def test_the_site_answers_that_it_is_well(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"status": "ok"}


def test_a_person_added_is_there_in_the_next_transaction(inside: Flask) -> None:
    person = accounts.add_person("Bùi Thúy Nga", now(), born="1966-12-13")
    db.session.remove()
    assert db.session.get_one(Person, person).name == "Bùi Thúy Nga"
