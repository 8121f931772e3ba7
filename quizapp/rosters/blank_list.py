"""An empty list in our own headings, for offices that ask how a list should look."""

from io import BytesIO

import xlsxwriter
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

COLUMNS = (
    (_l("STT"), 6, "1"),
    (_l("Họ và tên"), 28, _l("Bùi Thúy Nga")),
    (_l("Ngày sinh"), 14, "13/12/1966"),
    (_l("Giới tính"), 10, _l("Nam")),
    (_l("Dân tộc"), 12, _l("Tày")),
    (_l("Chức vụ"), 24, _l("Bí thư chi bộ")),
    (_l("Chi bộ"), 26, _l("Chi bộ thôn 1")),
    (_l("Đảng bộ"), 26, _l("Đảng bộ xã")),
    (_l("Số điện thoại"), 16, "0912345678"),
    (_l("Tổ"), 8, _l("Tổ 1")),
    (_l("Ghi chú"), 24, ""),
)

ROWS = 150


def blank_list() -> bytes:
    """The workbook: headings, an example beside each cell one stands on, and all cells text: dates stay as typed."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(gettext("Danh sách lớp"))
    face = {"font_name": "Times New Roman", "font_size": 13, "border": 1, "valign": "vcenter"}
    heading = book.add_format(
        {**face, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F3E9E9"}
    )
    body = book.add_format({**face, "num_format": "@"})
    for column, (words, width, example) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, str(words), heading)
        if example:
            prompt = {
                "validate": "any",
                "input_title": str(words),
                "input_message": gettext("Ví dụ: %(example)s", example=str(example)),
            }
            sheet.data_validation(1, column, ROWS, column, prompt)
        for row in range(1, ROWS + 1):
            sheet.write_blank(row, column, None, body)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return file.getvalue()
