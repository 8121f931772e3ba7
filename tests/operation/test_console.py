"""Words on a console that may not know Vietnamese."""

import io

import pytest
import segno

from quizapp.operation.console import make_safe, printable, qr_lines, say

SENTENCE = "Đồng chí hãy mở trang “Lớp học” – đường dẫn…"


def test_a_console_that_knows_vietnamese_prints_it_whole() -> None:
    assert printable(SENTENCE, "utf-8") == SENTENCE


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "cp1258", None, "no such encoding"])
def test_another_console_prints_it_without_marks(encoding: str | None) -> None:
    if encoding == "no such encoding":
        encoding = "ascii"
    assert printable(SENTENCE, encoding) == 'Dong chi hay mo trang "Lop hoc" - duong dan...'


def test_saying_something_to_a_closed_console_stops_nothing() -> None:
    closed = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    closed.close()
    say(SENTENCE, closed)


def test_a_code_of_half_blocks_holds_every_module() -> None:
    matrix = [list(row) for row in segno.make("http://192.168.1.5:8080", micro=False).matrix_iter(border=2)]
    lines = qr_lines(matrix, "utf-8")
    upper = [[sign in "█▀" for sign in line] for line in lines]
    assert [[not dark for dark in row] for row in matrix[::2]] == upper
    assert len(lines) == (len(matrix) + 1) // 2


def test_a_code_on_a_plain_console_uses_only_ascii() -> None:
    lines = qr_lines([[0, 1], [1, 0]], "cp1252")
    assert lines == ["##  ", "  ##"]


def test_whatever_a_command_prints_on_a_safe_console_is_printed() -> None:
    kept = io.BytesIO()
    console = io.TextIOWrapper(kept, encoding="ascii")
    make_safe(console, None)
    print("Nguyễn Thị Đào 漢", file=console, flush=True)
    assert kept.getvalue().decode("ascii").rstrip() == "Nguyen Thi Dao ?"
