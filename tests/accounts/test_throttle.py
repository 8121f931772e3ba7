"""Guessing gets slow; a class behind one address does not."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.accounts import throttle
from quizapp.accounts.models import SignInFailure
from quizapp.db import db
from quizapp.domain.errors import TooManyTries
from tests.factories import NOW

KEY = b"k" * 32


def wait_at(subject: str, moment: datetime) -> int:
    """Seconds that a try at this moment is told to wait; 0 when it is let through and counted."""
    try:
        throttle.charge(subject, moment)
    except TooManyTries as rule:
        return rule.wait_seconds
    return 0


def test_five_tries_are_free_and_the_waits_grow_to_five_minutes(inside: Flask) -> None:
    subject, moment = throttle.account(KEY, "NVA-1"), NOW
    assert [wait_at(subject, moment) for _ in range(5)] == [0] * 5
    waits = []
    for _ in range(6):
        waits.append(wait_at(subject, moment) - 1)
        moment += timedelta(seconds=waits[-1])
        assert wait_at(subject, moment) == 0
    assert waits == [30, 60, 120, 300, 300, 300]


def test_a_try_during_the_wait_does_not_lengthen_it(inside: Flask) -> None:
    for _ in range(5):
        throttle.charge("account:a", NOW)
    assert wait_at("account:a", NOW + timedelta(seconds=10)) == 21
    assert wait_at("account:a", NOW + timedelta(seconds=20)) == 11


def test_the_right_password_gives_every_try_back(inside: Flask) -> None:
    for _ in range(4):
        throttle.charge("account:a", NOW)
    throttle.forgive("account:a")
    assert [wait_at("account:a", NOW) for _ in range(5)] == [0] * 5


def test_an_hour_of_quiet_is_forgiven(inside: Flask) -> None:
    for _ in range(5):
        throttle.charge("account:a", NOW)
    later = NOW + timedelta(hours=1, minutes=1)
    assert [wait_at("account:a", later) for _ in range(5)] == [0] * 5


def test_a_clock_set_back_locks_nobody_out(inside: Flask) -> None:
    for _ in range(5):
        throttle.charge("account:a", NOW)
    assert wait_at("account:a", NOW - timedelta(days=2)) == 0


def test_an_address_may_fail_three_hundred_times_in_ten_minutes(inside: Flask) -> None:
    for _ in range(299):
        throttle.note_failure("address:a", NOW)
    throttle.check_address("address:a", NOW)
    throttle.note_failure("address:a", NOW)
    with pytest.raises(TooManyTries):
        throttle.check_address("address:a", NOW + timedelta(minutes=9))
    throttle.check_address("address:a", NOW + timedelta(minutes=10))
    throttle.check_address("address:b", NOW)


def test_a_new_window_begins_after_ten_minutes(inside: Flask) -> None:
    for _ in range(300):
        throttle.note_failure("address:a", NOW)
    later = NOW + timedelta(minutes=11)
    throttle.note_failure("address:a", later)
    throttle.check_address("address:a", later)


def test_failures_older_than_a_day_are_forgotten(inside: Flask) -> None:
    throttle.note_failure("address:old", NOW)
    throttle.note_failure("address:new", NOW + timedelta(days=2))
    assert db.session.scalar(select(func.count()).select_from(SignInFailure)) == 1


def test_addresses_are_not_readable_and_one_customer_of_ipv6_counts_as_one() -> None:
    assert "10.0.0.7" not in throttle.address(KEY, "10.0.0.7")
    assert throttle.address(KEY, "2001:db8::1") == throttle.address(KEY, "2001:db8::ffff")
    assert throttle.address(KEY, "2001:db8:0:1::1") != throttle.address(KEY, "2001:db8::1")
    assert throttle.address(KEY, "::ffff:10.0.0.7") == throttle.address(KEY, "10.0.0.7")
    assert throttle.address(KEY, "unknown") != throttle.address(KEY, "10.0.0.7")
