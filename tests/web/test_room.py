"""The addresses of this machine, and the door to the room."""

import os
import socket
import time
from pathlib import Path

import pytest
from ifaddr import IP, Adapter

from quizapp.web import room
from quizapp.web.room import Door, Serving, Word


def adapter(name: str, *ips: str) -> Adapter:
    addresses = [IP((ip, 0, 0) if ":" in ip else ip, 64 if ":" in ip else 24, name) for ip in ips]
    return Adapter(name, name, addresses)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> list[Adapter]:
    adapters: list[Adapter] = [adapter("lo", "127.0.0.1", "::1")]
    monkeypatch.setattr("ifaddr.get_adapters", lambda: adapters)
    return adapters


def test_a_machine_without_network_has_no_address_for_the_room(network: list[Adapter]) -> None:
    network.append(adapter("eth0", "169.254.7.7", "fe80::1"))
    assert room.addresses() == ()


def test_real_networks_hide_virtual_ones(network: list[Adapter]) -> None:
    network += [
        adapter("docker0", "172.17.0.1"),
        adapter("VirtualBox Host-Only Ethernet Adapter", "192.168.56.1"),
        adapter("wlan0", "192.168.1.20"),
    ]
    assert [address.ip for address in room.addresses()] == ["192.168.1.20"]


def test_a_virtual_network_is_better_than_none(network: list[Adapter]) -> None:
    network.append(adapter("docker0", "172.17.0.1"))
    assert [address.interface for address in room.addresses()] == ["docker0"]


def test_the_hotspot_of_windows_is_a_real_network(network: list[Adapter]) -> None:
    network.append(adapter("Intel(R) Wi-Fi 6", "10.0.0.9"))
    network.append(adapter("Microsoft Wi-Fi Direct Virtual Adapter #2", "192.168.137.1"))
    assert {address.ip for address in room.addresses()} == {"10.0.0.9", "192.168.137.1"}


def test_private_addresses_come_first(network: list[Adapter]) -> None:
    network += [adapter("eth0", "8.8.4.4"), adapter("wlan0", "192.168.1.20")]
    assert [address.ip for address in room.addresses()] == ["192.168.1.20", "8.8.4.4"]


@pytest.mark.parametrize(("port", "url"), [(80, "http://10.1.2.3"), (8080, "http://10.1.2.3:8080")])
def test_the_usual_port_is_not_written(network: list[Adapter], port: int, url: str) -> None:
    network.append(adapter("eth0", "10.1.2.3"))
    assert room.addresses(port)[0].url == url


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]", "::ffff:127.0.0.1", "LOCALHOST."]
)
def test_these_mean_the_machine_itself(host: str) -> None:
    assert room.is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "192.168.1.1", "127.example.vn", "localhost.example.vn", "::", "fe80::1%eth0"]
)
def test_these_mean_another(host: str) -> None:
    assert not room.is_loopback(host)


@pytest.mark.parametrize(
    "host", ["10.1.2.3", "FD00::2", "[fd00::2]", "127.0.0.1", socket.gethostname().upper()]
)
def test_its_own_addresses_are_known(network: list[Adapter], host: str) -> None:
    network.append(adapter("eth0", "10.1.2.3", "fd00::2"))
    assert room.is_own_address(host)


def test_an_address_of_yesterday_is_not_its_own(network: list[Adapter]) -> None:
    network.append(adapter("eth0", "10.1.2.3"))
    assert not room.is_own_address("10.1.2.4")


def test_without_the_serving_program_the_button_does_not_apply(tmp_path: Path) -> None:
    room.request_open(tmp_path)
    assert room.open_state(tmp_path).door is Door.NOT_HERE


@pytest.mark.parametrize(
    ("wanted", "word", "door"),
    [
        (False, Word(Serving.THIS_MACHINE, 8000), Door.CLOSED),
        (True, Word(Serving.THIS_MACHINE, 8000), Door.OPENING),
        (True, Word(Serving.THIS_MACHINE, 8000, 8080), Door.OPEN),
        (False, Word(Serving.THIS_MACHINE, 8000, 8080), Door.CLOSING),
        (True, Word(Serving.THIS_MACHINE, 8000, failed=True), Door.FAILED),
        (False, Word(Serving.ROOM, 80), Door.ALWAYS_OPEN),
        (False, Word(Serving.NETWORK, 8000), Door.ALWAYS_OPEN),
    ],
)
def test_the_door_follows_the_wish_and_the_word(tmp_path: Path, wanted: bool, word: Word, door: Door) -> None:
    (room.request_open if wanted else room.request_close)(tmp_path)
    room.leave_word(tmp_path, word)
    assert room.open_state(tmp_path).door is door


def test_a_program_that_gave_no_sign_of_life_is_gone(tmp_path: Path) -> None:
    room.leave_word(tmp_path, Word(Serving.THIS_MACHINE, 8000, 8080))
    old = time.time() - room.WORD_IS_OLD - 1
    os.utime(tmp_path / room.WORD, (old, old))
    assert room.open_state(tmp_path).door is Door.NOT_HERE


def test_a_damaged_word_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / room.WORD).write_text("[1, 2", encoding="ascii")
    assert room.open_state(tmp_path).door is Door.NOT_HERE
