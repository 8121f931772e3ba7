"""Our own sheet of questions: empty as a template to fill in, or filled with questions; it reads back as it is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from quizapp.domain.questions import Question
from quizapp.formats.list_facts import clean
from quizapp.formats.question_drafts import ReadQuestion

_LETTERS = "ABCDEFGHIJKL"
_LEVELS = {"nhan_biet": "Nhận biết", "thong_hieu": "Thông hiểu", "van_dung": "Vận dụng"}
_KINDS = {"single": "Một đáp án", "multiple": "Nhiều đáp án", "true_false": "Đúng sai", "ordering": "Sắp xếp"}
_USUAL = 6
_WIDTHS = {"STT": 6, "Chuyên đề": 22, "Mức độ": 13, "Nội dung câu hỏi": 52, "Đáp án": 10, "Loại câu hỏi": 15}
_GUIDE = (
    "Cách điền câu hỏi",
    "Mỗi câu hỏi một dòng ở trang “Câu hỏi”. Không đổi tên các cột; cột nào không dùng thì để trống.",
    "Nội dung câu hỏi: viết đủ câu, không cần ghi “Câu 1”.",
    "A, B, C, D, E, F: nội dung từng phương án, ít nhất hai phương án, không cần ghi lại chữ cái.",
    "Đáp án: chữ cái của phương án đúng. Câu có nhiều phương án đúng thì ghi cách nhau bằng dấu phẩy: A, C.",
    "Câu đúng hay sai: ghi phương án A là Đúng, phương án B là Sai, rồi ghi đáp án A hoặc B.",
    "Mức độ: Nhận biết, Thông hiểu hoặc Vận dụng.",
    "Giải thích và Căn cứ: hiện cho học viên sau khi làm bài. Căn cứ ghi rõ văn bản, điều, khoản.",
    "Nguồn: nơi đồng chí lấy câu hỏi, chỉ người soạn thấy.",
)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def question_sheet(questions: Sequence[ReadQuestion] = ()) -> bytes:
    """An .xlsx of the template, with these questions in it; texts stay texts. Pins and scoring rules are not kept."""
    stream = BytesIO()
    workbook = Workbook(stream, _OPTIONS)
    workbook.set_properties({"title": "Câu hỏi", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    _write_questions(workbook, questions)
    _write_guide(workbook)
    workbook.close()
    return stream.getvalue()


def _write_questions(workbook: Workbook, questions: Sequence[ReadQuestion]) -> None:
    look = {"font_name": "Times New Roman", "font_size": 13, "text_wrap": True, "valign": "top", "border": 1}
    head = workbook.add_format(
        {**look, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F3E3C3"}
    )
    body = workbook.add_format(look)
    sheet: Worksheet = workbook.add_worksheet("Câu hỏi")
    needs_kind = any(_inferred(each.question) != each.question.kind for each in questions)
    most = max([_USUAL, *(len(each.question.options) for each in questions)])
    letters = _LETTERS[:most]
    headings = [
        "STT",
        "Chuyên đề",
        "Mức độ",
        "Nội dung câu hỏi",
        *letters,
        "Đáp án",
        "Giải thích",
        "Căn cứ",
        "Nguồn",
    ]
    headings += ["Loại câu hỏi"] if needs_kind else []
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, _WIDTHS.get(heading, 26))
        sheet.write_string(0, column, heading, head)
    for row, each in enumerate(questions, 1):
        for column, text in enumerate(_cells(each, row, len(letters), needs_kind=needs_kind)):
            sheet.write_string(row, column, clean(text), body)
    sheet.data_validation(
        1, 2, 5000, 2, {"validate": "list", "source": list(_LEVELS.values()), "error_type": "warning"}
    )
    sheet.ignore_errors({"number_stored_as_text": "A1:Z20000"})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _inferred(question: Question) -> str:
    """The kind that the reader would give without being told."""
    words = {option.text.casefold() for option in question.options}
    if words == {"đúng", "sai"} and len(question.key) < 2:
        return "true_false"
    return "multiple" if len(question.key) > 1 else "single"


def _cells(each: ReadQuestion, row: int, width: int, *, needs_kind: bool) -> list[str]:
    question = each.question
    texts = [option.text for option in question.options]
    key = ", ".join(_LETTERS[at] for at in question.key if isinstance(at, int))
    cells = [each.number or str(row), each.topic, _LEVELS.get(each.level, ""), question.stem]
    cells += [*texts, *[""] * (width - len(texts)), key, each.explanation, each.basis, each.source]
    return [*cells, _KINDS.get(question.kind, "")] if needs_kind else cells


def _write_guide(workbook: Workbook) -> None:
    sheet: Worksheet = workbook.add_worksheet("Hướng dẫn")
    sheet.set_column(0, 0, 110)
    plain = workbook.add_format({"font_name": "Times New Roman", "font_size": 13, "text_wrap": True})
    title = workbook.add_format({"font_name": "Times New Roman", "font_size": 15, "bold": True})
    for row, text in enumerate(_GUIDE):
        sheet.write_string(row, 0, text, plain if row else title)
