"""The press itself: safe among threads, the same bytes again, data never read as source."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pypdf import PdfReader
from typst import TypstError

from quizapp.formats.pdf import in_batches, typeset
from tests.formats.printed import MOMENT, pages_of

ROWS: dict[str, object] = {"author": "Trung tâm", "centre": "Trung tâm", "class_title": "Lớp"}


def facts(name: str) -> dict[str, object]:
    slip = {
        "name": name,
        "honorific": "",
        "about": [],
        "cell": "",
        "code": "1",
        "guest": False,
        "help": [],
        "lines": 2,
    }
    return {
        "title": name,
        **ROWS,
        "slips": [{**slip, "qr": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"}],
    }


def test_many_threads_get_each_its_own_document() -> None:
    names = [f"Nguyễn Văn {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as crowd:
        made = list(crowd.map(lambda name: typeset("slips", facts(name), MOMENT), names))
    assert [PdfReader(io.BytesIO(content)).metadata.title for content in made] == names


def test_the_same_facts_at_the_same_moment_give_the_same_bytes() -> None:
    there = MOMENT.astimezone(timezone(timedelta(hours=7)))
    assert typeset("slips", facts("An"), MOMENT) == typeset("slips", facts("An"), there)


def test_another_moment_gives_another_file() -> None:
    later = MOMENT + timedelta(seconds=1)
    assert typeset("slips", facts("An"), MOMENT) != typeset("slips", facts("An"), later)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        typeset("slips", facts("An"), datetime(2026, 1, 1))  # noqa: DTZ001


def test_what_people_typed_is_never_read_as_source() -> None:
    name = '#panic("x") *b* $x$ #read("/etc/passwd") \\ "q"'
    assert name in pages_of(typeset("slips", facts(name), MOMENT))[0]


def test_letters_and_marks_written_apart_are_printed_as_one() -> None:
    assert "Nguyễn" in pages_of(typeset("slips", facts("Nguye\u0302\u0303n"), MOMENT))[0]


def test_a_fault_in_a_layout_is_not_hidden_and_the_press_goes_on() -> None:
    with pytest.raises(TypstError):
        typeset("slips", {"title": "x"}, MOMENT)
    assert typeset("slips", facts("An"), MOMENT).startswith(b"%PDF")


def test_the_file_knows_its_moment() -> None:
    made = PdfReader(io.BytesIO(typeset("slips", facts("An"), MOMENT)))
    assert made.metadata is not None
    assert made.metadata.creation_date == datetime(2026, 11, 5, 8, 30, tzinfo=UTC)


def test_a_long_list_is_cut_in_order() -> None:
    assert [list(part) for part in in_batches(range(5), 2)] == [[0, 1], [2, 3], [4]]
