"""Verification: off until the centre switches it on, says little, finds one changed byte out."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts import throttle
from quizapp.certificates import handing_out, queries, service
from quizapp.certificates.codes import ALPHABET, LENGTH, code_shown, new_code, read_code
from quizapp.certificates.service import IssueOrder
from quizapp.certificates.verification import verify_code, verify_file
from tests.certificates.test_issuing import DIRECTOR
from tests.certificates.worlds import set_centre, taught_class
from tests.factories import NOW


def issued(app: Flask, *, public: bool = True) -> queries.Issued:
    with app.app_context():
        room = taught_class(2)
        if public:
            set_centre(site_address="https://hoc.hamyen.vn", verification_on=True)
        service.issue(room.cohort_id, IssueOrder(DIRECTOR), NOW, None)
        return queries.certificates_of(room.cohort_id)[0]


def test_a_code_holds_more_than_60_bits_and_no_look_alikes() -> None:
    assert len(ALPHABET) ** LENGTH > 2**60
    assert not set(ALPHABET) & set("01OILUS")
    assert len({new_code() for _ in range(1000)}) == 1000


def test_every_wrong_sign_and_every_exchange_of_neighbours_is_found() -> None:
    code = new_code()
    for place in range(len(code)):
        wrong = [sign for sign in ALPHABET if sign != code[place]]
        assert all(read_code(code[:place] + sign + code[place + 1 :]) is None for sign in wrong)
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or read_code(swapped) is None


def test_a_code_may_be_typed_small_and_in_groups() -> None:
    code = new_code()
    assert read_code(code_shown(code).lower().replace("-", " ")) == code


def test_the_page_is_not_there_until_it_is_switched_on(app: Flask, client: FlaskClient) -> None:
    code = issued(app, public=False).code
    assert client.get("/verify").status_code == client.get(f"/verify/{code}").status_code == 404
    with app.app_context():
        set_centre(site_address="http://hoc.hamyen.vn", verification_on=True)
    assert client.get(f"/verify/{code}").status_code == 404


def test_it_tells_the_year_of_birth_and_no_cell(app: Flask, client: FlaskClient) -> None:
    one = issued(app)
    text = client.get(f"/verify/{code_shown(one.code)}").text
    assert "Có giá trị" in text
    assert one.name in text
    assert one.facts["cell"] not in text
    assert one.facts["unit"] not in text
    assert one.facts["post"] not in text


def test_of_an_unknown_code_it_says_only_that_nothing_was_found(app: Flask, client: FlaskClient) -> None:
    one = issued(app)
    answer = client.get(f"/verify/{new_code()}")
    assert answer.status_code == 200
    assert "Không tìm thấy" in answer.text
    assert one.name not in answer.text


def test_guessing_is_slowed_down(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    code = issued(app).code
    monkeypatch.setattr(throttle, "ADDRESS_FAILURES", 3)
    for _ in range(3):
        client.get(f"/verify/{new_code()}")
    assert client.get(f"/verify/{code}").status_code == 429


def test_a_replaced_certificate_names_the_number_that_counts(inside: Flask) -> None:
    one = issued(inside)
    service.take_back(one.id, "replaced", "In sai", NOW, None)
    assert (verify_code(one.code).state, verify_code(one.code).replaced_by) == ("replaced", "")
    service.issue(one.cohort_id, IssueOrder(DIRECTOR), NOW, None)
    assert verify_code(one.code).replaced_by == "3/2026/GCN-TTCT"


def test_a_file_handed_out_is_known_and_one_changed_byte_is_found(inside: Flask) -> None:
    one = issued(inside)
    content = handing_out.certificates_file([one], NOW, None)
    assert verify_file(content).state == "valid"
    middle = len(content) // 2
    changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    assert verify_file(changed).state == "altered"
    assert verify_file(b"%PDF-1.7 of somebody else").state == "unknown"
    service.take_back(one.id, "revoked", "Khai sai", NOW, None)
    assert verify_file(content).state == "revoked"


def test_switching_verification_on_issues_nothing(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    with app.app_context():
        room = taught_class(2)
        for on in (True, False):
            set_centre(site_address="https://hoc.hamyen.vn", verification_on=on)
            assert queries.certificates_of(room.cohort_id) == ()
