"""The course as a book: every kind of block is on paper, what was typed is only typed."""

import io
import re

import pytest
from pypdf import PdfReader

from quizapp.formats.book_pdf import Book, BookLesson, book_pdf
from tests.formats.printed import MOMENT, page_sizes, pages_of

MARKDOWN = """## Mục tiêu

Đồng chí **chuẩn bị được** một *buổi sinh hoạt*, mã `a_b`. Hướng dẫn 42-HD/BTCTW.

- Một
  - Hai
- [ ] Ba

3. Bước ba

> **Nhớ:** mỗi tháng một lần.

| Việc | Ai |
|---|---|
| Dự thảo | Bí thư |

---

    #panic("đoạn mã")

[Nguồn](https://example.vn/) <script>x</script> #read("/etc/passwd") $x$ \\\\ @a
"""
BOOK = Book(
    "Nghiệp vụ công tác đảng ở chi bộ", "Trung tâm Chính trị xã Hàm Yên",
    (
        BookLesson("Chuẩn bị buổi sinh hoạt", MARKDOWN, "Tóm tắt bài.", ("Soạn được chương trình",), ("Điều 24 Điều lệ Đảng",)),
        BookLesson("Điều hành", "Nội dung.\n\n" * 80),
    ),
    "ĐẢNG ỦY XÃ HÀM YÊN", "Dành cho chi ủy viên", "Tóm tắt khóa học.", "Hàm Yên, năm 2026",
)  # fmt: skip


@pytest.fixture(scope="module")
def printed() -> bytes:
    return book_pdf(BOOK, MOMENT)


@pytest.mark.parametrize(
    "words",
    [
        "Mục tiêu", "Đồng chí chuẩn bị được một buổi sinh hoạt, mã a_b.", "• Một", "• Hai", "Ba", "3. Bước ba",
        "Nhớ: mỗi tháng một lần.", "Việc Ai Dự thảo Bí thư", '#panic("đoạn mã")', "Nguồn",
        '<script>x</script> #read("/etc/passwd") $x$ \\ @a', "Tóm tắt bài.",
        "Học xong bài này, đồng chí • Soạn được chương trình", "Hướng dẫn 42-HD/BTCTW.", "Căn cứ 1. Điều 24 Điều lệ Đảng",
    ],
)  # fmt: skip
def test_a_lesson_says(printed: bytes, words: str) -> None:
    assert words in " ".join(pages_of(printed)[2:4])


def test_the_cover_names_course_and_centre(printed: bytes) -> None:
    cover = pages_of(printed)[0]
    assert "TRUNG TÂM CHÍNH TRỊ XÃ HÀM YÊN" in cover
    assert "Nghiệp vụ công tác đảng ở chi bộ" in cover


def test_the_contents_give_the_page_of_each_lesson(printed: bytes) -> None:
    contents = re.sub(r"[ .]{4,}", " ... ", pages_of(printed)[1])
    assert "Bài 1. Chuẩn bị buổi sinh hoạt ... 3" in contents
    assert "Bài 2. Điều hành ... 5" in contents


def test_pages_are_numbered_and_say_which_lesson_it_is(printed: bytes) -> None:
    last = pages_of(printed)[-1]
    assert last.startswith("Điều hành")
    assert last.rstrip().endswith(str(len(pages_of(printed))))


def test_lessons_can_be_found_by_bookmarks(printed: bytes) -> None:
    titles = [entry["/Title"] for entry in PdfReader(io.BytesIO(printed)).outline if isinstance(entry, dict)]
    assert titles == ["Bài 1. Chuẩn bị buổi sinh hoạt", "Bài 2. Điều hành"]


def test_the_body_is_never_below_eleven_points(printed: bytes) -> None:
    sizes: set[float] = set()

    def keep(text: str, _matrix: object, place: list[float], _font: object, size: float) -> None:
        if text.strip().startswith(("Đồng chí", "Dự thảo", "1.")):
            sizes.add(round(size * abs(place[3]), 1))

    PdfReader(io.BytesIO(printed)).pages[2].extract_text(visitor_text=keep)
    assert sizes
    assert min(sizes) >= 11


def test_the_book_is_a5(printed: bytes) -> None:
    assert page_sizes(printed) == {(148, 210)}


def test_printing_again_gives_the_same_bytes(printed: bytes) -> None:
    assert book_pdf(BOOK, MOMENT) == printed


def test_a_course_without_lessons_still_prints() -> None:
    assert len(pages_of(book_pdf(Book("Trống", "Trung tâm", ()), MOMENT))) >= 2
