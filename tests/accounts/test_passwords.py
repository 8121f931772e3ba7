"""Passwords: hashed slowly, chosen with sense, read aloud without doubt."""

import threading
import time

import pytest

from quizapp.accounts import passwords
from quizapp.domain.errors import PasswordTooShort


def test_the_right_password_fits_and_a_wrong_one_does_not() -> None:
    stored = passwords.hashed("mot cau ngan")
    assert passwords.fits(stored, "mot cau ngan")
    assert not passwords.fits(stored, "mot cau ngam")


def test_the_hash_is_argon2id_at_19_mib() -> None:
    assert passwords.hashed("mot cau ngan").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_s_password_fits_nothing() -> None:
    assert not passwords.fits(None, "nobody has this password")
    assert not passwords.fits("not a hash", "mot cau ngan")
    assert not passwords.fits(passwords.hashed("x" * 201), "x" * 201)


def test_at_most_two_hashes_are_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = [], []

    class Slow:
        def hash(self, password: str) -> str:
            running.append(1)
            most.append(len(running))
            time.sleep(0.02)
            running.pop()
            return password

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    threads = [threading.Thread(target=passwords.hashed, args=("x",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2


def test_a_one_time_password_has_no_sign_that_looks_like_another() -> None:
    made = [passwords.one_time_password() for _ in range(50)]
    assert len(set(made)) == 50
    assert not set("".join(made)) & set("ilo01")


@pytest.mark.parametrize("typed", ["k7mp-3xwd-9tqa", "K7mp 3xwd 9tqa", "K7MP3XWD9TQA", "k7mp\u20133xwd-9tqa"])
def test_a_one_time_password_is_read_however_a_phone_writes_it(typed: str) -> None:
    assert passwords.plain_one_time(typed) == "k7mp3xwd9tqa"


def test_nine_characters_are_too_few_and_ten_are_enough() -> None:
    with pytest.raises(PasswordTooShort):
        passwords.check_choice("a" * 9)
    passwords.check_choice("à" * 10)


@pytest.mark.parametrize("poor", ["1234567890", "Mật khẩu 123", "aaaaaaaaaaaa", "NVA-4821", "nguyễn văn an"])
def test_what_is_tried_first_is_refused(poor: str) -> None:
    assert passwords.is_guessable(poor, "NVA-4821", "Nguyễn Văn An")


def test_a_sentence_is_welcome() -> None:
    assert not passwords.is_guessable("trời xanh mây trắng", "NVA-4821", "Nguyễn Văn An")
