"""Class lists from files: what was found in them, and why an import cannot be done or undone."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from quizapp.domain import errors
from quizapp.formats.drafts import Problem

_REASONS = {
    "day": _l("tháng đó không có ngày này"),
    "month": _l("một năm chỉ có 12 tháng"),
    "year": _l("năm không thể là năm sinh"),
    "future": _l("ngày này chưa tới"),
}


def _impossible(problem: Problem) -> str:
    reason = _REASONS.get(str(problem.facts.get("reason")), _REASONS["day"])
    return str(
        gettext(
            "Ngày sinh “%(value)s” không có thật: %(reason)s.",
            value=problem.facts.get("value", ""),
            reason=str(reason),
        )
    )


def _no_header(problem: Problem) -> str:
    first = problem.facts.get("first")
    return str(
        gettext(
            "Không tìm thấy hàng tiêu đề có cột “Họ và tên” trong tệp. "
            "Hãy thêm một hàng tiêu đề ngay trên người đầu tiên rồi tải lại."
        )
        + (" " + gettext("Những chữ đầu tiên đọc được: %(first)s.", first=first) if first else "")
    )


def _beside(problem: Problem) -> str:
    sheet, other = problem.facts.get("sheet"), problem.facts.get("other_sheet")
    where = gettext("dòng %(row)s", row=problem.facts.get("other_row", ""))
    if other and other != sheet:
        where = gettext(
            "dòng %(row)s của trang tính “%(sheet)s”", row=problem.facts.get("other_row", ""), sheet=other
        )
    return str(where)


def _same_row(problem: Problem) -> str:
    return str(
        gettext(
            "Dòng %(row)s giống hệt %(other)s (%(name)s): coi là một người, chỉ ghi một lần.",
            row=problem.row,
            other=_beside(problem),
            name=problem.facts.get("name", ""),
        )
    )


def _same_name_alone(problem: Problem) -> str:
    return str(
        gettext(
            "Trùng họ tên với %(other)s mà không có ngày sinh, chi bộ hay điện thoại để biết là một hay hai người.",
            other=_beside(problem),
        )
    )


def _other_cell(problem: Problem) -> str:
    where = ", ".join(
        str(part) for part in (problem.facts.get("cell"), problem.facts.get("unit")) if part
    ) or gettext("chưa ghi chi bộ")
    if problem.facts.get("where"):
        return str(
            gettext(
                "Đã có một người cùng họ tên, cùng ngày sinh ở lớp “%(class_title)s”: %(where)s. "
                "Có phải là một người không?",
                class_title=problem.facts["where"],
                where=where,
            )
        )
    return str(
        gettext(
            "Trong lớp đã có một người cùng họ tên, ngày sinh không trái nhau nhưng khác chi bộ: %(where)s. "
            "Có phải là một người không?",
            where=where,
        )
    )


def _guarded(number: str) -> Callable[[Problem], str]:
    """Sentences about a whole column: with the rows, and how many."""

    def sentence(problem: Problem) -> str:
        facts = {"count": "", "rows": "", **problem.facts}
        return str(_MANY[number]) % facts

    return sentence


_MANY = {
    "phone_zero_restored": _l("Đã thêm lại số 0 ở đầu %(count)s số điện thoại (dòng %(rows)s)."),
    "birth_missing": _l("%(count)s người chưa có ngày sinh (dòng %(rows)s)."),
    "name_letters_changed": _l("Đã viết lại chữ hoa, chữ thường của %(count)s họ tên (dòng %(rows)s)."),
    "century_guessed": _l("%(count)s năm sinh chỉ có hai chữ số, đã hiểu là 19.. hoặc 20.. (dòng %(rows)s)."),
}

RULES: dict[type[errors.RuleBroken], Any] = {
    errors.ImportHasProblems: lambda rule: gettext(
        "Danh sách còn %(problems)s dòng lỗi và %(doubtful)s dòng cần xem lại nên chưa ghi gì.",
        problems=rule.problems,
        doubtful=rule.doubtful,
    ),
    errors.ImportHasRecords: lambda rule: gettext(
        "Chưa hoàn tác được: %(people)s đồng chí trong lần nhập này đã có điểm danh, bài làm hoặc kết quả. "
        "Muốn đưa một người ra khỏi lớp, hãy mở danh sách học viên.",
        people=rule.people,
    ),
    errors.ImportAlreadyUndone: _l("Lần nhập này đã được hoàn tác từ trước."),
}

PROBLEMS: dict[str, Any] = {
    # the file as a whole
    "empty_file": _l("Tệp trống, không có dòng nào. Hãy mở tệp kiểm tra rồi tải lại."),
    "too_big": _l(
        "Tệp quá lớn (trên %(limit_mb)s MB). Hãy chỉ giữ lại trang có danh sách rồi lưu thành tệp mới."
    ),
    "too_many_rows": _l(
        "Bảng dài quá %(limit)s dòng nên chưa đọc được hết. Hãy tách danh sách thành nhiều tệp."
    ),
    "zip_bomb": _l(
        "Tệp bung ra quá lớn nên không mở. Hãy chép danh sách sang một tệp Excel mới rồi tải lại."
    ),
    "unsafe_xml": _l("Tệp có phần không an toàn nên không mở. Hãy chép danh sách sang một tệp Excel mới."),
    "damaged": _l("Tệp bị hỏng hoặc lưu dở nên không mở được. Hãy mở bằng Excel, Word rồi lưu lại."),
    "encrypted": _l("Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên."),
    "unknown_kind": _l("Không nhận ra loại tệp này. Hãy lưu danh sách thành tệp Excel (.xlsx) rồi tải lại."),
    "is_doc": _l(
        "Đây là tệp Word đời cũ (.doc). Hãy mở bằng Word, chọn Lưu thành (Save As) loại .docx rồi tải lại."
    ),
    "is_odt": _l("Đây là tệp văn bản .odt. Hãy mở tệp, chọn Lưu thành loại .docx rồi tải lại."),
    "is_pdf": _l("Đây là tệp PDF, không đọc được thành bảng. Hãy xin tệp Excel hoặc Word gốc của danh sách."),
    "is_photo": _l(
        "Đây là ảnh chụp, không đọc được thành bảng. Hãy xin tệp Excel hoặc Word gốc của danh sách."
    ),
    "is_rtf": _l("Đây là tệp .rtf. Hãy mở bằng Word, chọn Lưu thành (Save As) loại .docx rồi tải lại."),
    "is_xlsb": _l("Đây là tệp Excel loại .xlsb. Hãy mở bằng Excel, chọn Lưu thành loại .xlsx rồi tải lại."),
    "is_presentation": _l(
        "Đây là tệp trình chiếu. Hãy chép bảng danh sách sang Excel hoặc Word rồi tải lại."
    ),
    "is_apple_file": _l(
        "Đây là tệp của máy Apple. Hãy xuất tệp thành Excel (.xlsx) hoặc Word (.docx) rồi tải lại."
    ),
    "is_xml": _l("Đây là tệp .xml. Hãy mở bằng Excel, chọn Lưu thành loại .xlsx rồi tải lại."),
    "is_html": _l("Đây là trang web không có bảng danh sách. Hãy chép bảng sang Excel rồi tải lại."),
    "is_mhtml": _l("Đây là trang web lưu lại. Hãy mở bằng Excel hoặc Word, chọn Lưu thành .xlsx hoặc .docx."),
    "is_archive": _l(
        "Đây là tệp nén, hoặc tệp Excel, Word bị hỏng. Hãy giải nén, hoặc mở tệp rồi lưu lại, sau đó tải lên."
    ),
    "no_table": _l("Tệp Word này không có bảng nào. Danh sách phải nằm trong một bảng có cột “Họ và tên”."),
    "no_header": _no_header,
    "no_people": _l("Đã thấy hàng tiêu đề nhưng bên dưới không có người nào."),
    "legacy_font": _l(
        "Tệp dùng phông chữ cũ (TCVN3 hoặc VNI) nên chữ bị sai. Hãy chuyển sang Unicode rồi tải lại."
    ),
    "file_unreadable": _l("Không đọc được tệp này. Hãy chép danh sách sang một tệp Excel mới rồi tải lại."),
    # one row
    "name_missing": _l("Thiếu họ tên."),
    "name_unreadable": _l("Không đọc được họ tên “%(value)s”."),
    "name_too_long": _l("Họ tên dài quá %(limit)s chữ."),
    "birth_date_unreadable": _l(
        "Không đọc được ngày sinh “%(value)s”. Hãy viết như 13/12/1966 hoặc chỉ năm 1966."
    ),
    "birth_date_impossible": _impossible,
    "sex_unreadable": _l("Không hiểu giới tính “%(value)s”. Hãy ghi Nam hoặc Nữ."),
    "cell_error": _l("Ô này báo lỗi công thức (%(value)s)."),
    # in doubt
    "name_has_digits": _l("Họ tên có chữ số: “%(value)s”."),
    "name_has_signs": _l("Họ tên có dấu lạ: “%(value)s”."),
    "name_one_word": _l("Họ tên chỉ có một chữ: “%(value)s”."),
    "age_too_low": _l("Theo ngày sinh thì mới %(age)s tuổi."),
    "age_too_high": _l("Theo ngày sinh thì đã %(age)s tuổi."),
    "both_dates_filled": _l("Cả hai cột ngày sinh đều có: nam “%(male)s”, nữ “%(female)s”."),
    "sex_conflict": _l("Giới tính ghi ở các cột trái nhau."),
    "same_name_alone": _same_name_alone,
    "match_other_cell": _other_cell,
    "match_other_accents": _l(
        "Trong lớp đã có “%(other)s” cùng ngày sinh, cùng chi bộ, chỉ khác dấu. Có phải là một người không?"
    ),
    "match_vague": _l(
        "Trong lớp đã có một người cùng họ tên nhưng thiếu ngày sinh hoặc chi bộ để biết chắc. Có phải là một người không?"
    ),
    "match_row_above": _l(
        "Trùng họ tên, ngày sinh với dòng %(other_row)s nhưng có ô khác nhau. Có phải là một người không?"
    ),
    # worth knowing
    "same_row": _same_row,
    "same_name": _l("Họ tên “%(name)s” có %(count)s người (dòng %(rows)s): là những người khác nhau."),
    "same_name_many": _l("Có %(count)s nhóm người trùng họ tên; tất cả được giữ là những người khác nhau."),
    "name_title_removed": _l("Đã bỏ chữ xưng hô trước tên: “%(value)s” thành “%(name)s”."),
    "name_letters_changed": _l("“%(value)s” được ghi là “%(name)s”."),
    "birth_missing": _l("Chưa có ngày sinh."),
    "century_guessed": _l("Năm sinh “%(value)s” được hiểu là %(born)s."),
    "phone_odd": _l("Số điện thoại “%(value)s” có vẻ chưa đúng, vẫn ghi như vậy."),
    "phone_zero_restored": _l("Đã thêm lại số 0 ở đầu số điện thoại: %(value)s."),
    "section_row": _l("Dòng “%(text)s” được hiểu là tên đơn vị, tổ của các dòng bên dưới."),
    "row_passed_over": _l("Đã bỏ qua dòng này vì không phải là người: “%(text)s”."),
    "repeated_heading": _l("Hàng tiêu đề lặp lại, đã bỏ qua."),
    "unknown_column": _l("Cột “%(column)s” không dùng đến."),
    "no_birth_column": _l("Danh sách không có cột ngày sinh."),
    "hidden_rows": _l("Có %(count)s dòng bị ẩn trong tệp (dòng %(rows)s), vẫn được đọc."),
    "sheet_read": _l("Đã đọc trang tính “%(sheet)s”: %(people)s người."),
    "sheet_hidden": _l("Trang tính ẩn “%(sheet)s” không được đọc."),
    "sheet_without_people": _l("Trang tính “%(sheet)s” không có danh sách người nên không đọc."),
    "encoding_guessed": _l(
        "Bảng mã chữ của tệp được đoán là %(encoding)s. Hãy xem kỹ dấu tiếng Việt bên dưới."
    ),
    **{f"{name}_many": _guarded(name) for name in _MANY},
}
