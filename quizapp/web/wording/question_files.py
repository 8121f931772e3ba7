"""What is wrong or doubtful in a file of questions. The place (question, paragraph, row) is said by the page."""

from flask_babel import lazy_gettext as _l

PROBLEMS = {
    # the file
    "not_a_sheet": _l("Tệp này không phải bảng tính."),
    "too_many_lines": _l(
        "Tệp dài quá %(limit)s dòng; phần sau chưa được đọc. Đồng chí tách thành nhiều tệp."
    ),
    "no_questions": _l("Không tìm thấy câu hỏi nào trong tệp."),
    "only_key": _l(
        "Tệp này chỉ có bảng đáp án. Đồng chí chọn tệp câu hỏi trước, rồi chọn tệp này ở ô “Tệp đáp án”."
    ),
    "no_heading": _l(
        "Không tìm thấy dòng tiêu đề cột (Nội dung câu hỏi, A, B, C, D, Đáp án). Tệp bắt đầu bằng: %(first)s"
    ),
    "key_file_without_key": _l("Tệp đáp án không có bảng đáp án nào đọc được."),
    # notes
    "key_without_question": _l("Bảng đáp án có những số không khớp câu hỏi nào: %(numbers)s."),
    "key_by_order": _l(
        "Số trong bảng đáp án không trùng số câu, nên %(count)s đáp án được ghép lần lượt theo thứ tự. Đồng chí xem lại vài câu."
    ),
    "numbers_missing": _l(
        "Số câu bị nhảy, thiếu %(count)s số: %(numbers)s. Đồng chí kiểm tra xem có câu nào chưa nhận ra không."
    ),
    "legacy_converted": _l(
        "%(count)s đoạn chữ gõ bằng phông %(letters)s đã được đổi sang Unicode. Trước: %(before)s. Sau: %(after)s. Đồng chí xem có đúng không."
    ),
    "legacy_suspected": _l(
        "Chữ trong tệp có vẻ gõ bằng phông cũ %(letters)s. Hiện tại: %(before)s. Nếu đổi: %(after)s. Đồng chí có muốn đổi không?"
    ),
    "legacy_font_on_unicode": _l(
        "Có đoạn mang tên phông %(letters)s nhưng chữ đã là Unicode nên được giữ nguyên. Đoạn “%(before)s” nếu đổi sẽ thành “%(after)s”."
    ),
    "legacy_font_unknown": _l(
        "Phông chữ cũ chưa nhận ra: %(fonts)s. Chữ được giữ nguyên; đồng chí xem kỹ trước khi nhận."
    ),
    "heading_guessed": _l(
        "Bảng không có dòng tiêu đề; ý nghĩa các cột được đoán. Đồng chí xem kỹ vài câu đầu."
    ),
    "sheet_without_questions": _l("Trang “%(sheet)s” không có câu hỏi nên bỏ qua."),
    # questions that cannot be asked
    "key_unreadable": _l("Không hiểu đáp án “%(value)s”. Đồng chí chọn lại phương án đúng."),
    "key_ambiguous": _l("Đáp án “%(value)s” ứng với nhiều phương án. Đồng chí chọn lại."),
    "letter_twice": _l("Chữ cái %(option)s dùng cho hai phương án."),
    "kind_not_known": _l("Loại câu hỏi “%(kind)s” chưa dùng được ở đây."),
    # questions to look at
    "marks_and_key_disagree": _l(
        "Đáp án ghi %(key)s nhưng phần đánh dấu (%(mark)s) lại chỉ %(marks)s. Đang lấy %(key)s; đồng chí chọn lại cho chắc."
    ),
    "marks_disagree": _l(
        "Hai cách đánh dấu không khớp: %(mark)s chỉ %(one)s, %(other_mark)s chỉ %(other)s. Đang lấy %(one)s."
    ),
    "keys_disagree": _l("Đáp án ở câu ghi %(one)s, bảng đáp án ghi %(other)s. Đang lấy %(one)s."),
    "mark_unusual": _l(
        "Phương án %(options)s được lấy làm đáp án vì có %(mark)s, nhưng các câu khác không đánh dấu như vậy."
    ),
    "all_options_marked": _l("Mọi phương án đều được đánh dấu như nhau nên không biết đâu là đáp án."),
    "several_right": _l(
        "Có nhiều phương án được đánh dấu đúng (%(options)s). Nếu câu chỉ có một đáp án, đồng chí chọn lại."
    ),
    "letters_missing": _l("Thiếu phương án %(options)s."),
    "options_without_letters": _l("%(count)s phương án không có chữ cái, được nhận ra nhờ dấu đầu dòng."),
    "formula": _l("Câu có %(count)s công thức không đọc được trọn vẹn. Đồng chí xem lại bằng mắt."),
    "image_in_option": _l(
        "Có hình nằm trong phương án; đồng chí kiểm tra phương án đủ chữ và hình có mô tả."
    ),
    "number_twice": _l("Câu số %(number)s xuất hiện hai lần liền nhau."),
    "line_unclear": _l("Có %(count)s dòng không rõ thuộc phần nào: “%(text)s”."),
    "key_number_doubtful": _l(
        "Đáp án ghi số %(value)s: đang hiểu là phương án thứ %(value)s (%(option)s), nhưng phương án %(other)s cũng có nội dung như vậy."
    ),
    "answer_was_date": _l("Ô đáp án bị Excel đổi thành ngày tháng; đang hiểu là các phương án %(value)s."),
    "option_was_date": _l("Phương án %(option)s bị Excel đổi thành ngày tháng; đồng chí ghi lại cho đúng."),
    # what the file holds and the bank does not
    "images_unreadable": _l(
        "%(count)s hình không hiện được trên trình duyệt (WMF, EMF hoặc hình liên kết ngoài)."
    ),
    "footnotes": _l("%(count)s chú thích cuối trang."),
    "comments": _l("%(count)s nhận xét bên lề."),
    "column_time": _l("Thời gian của %(count)s câu."),
    "column_image": _l("Đường dẫn hình của %(count)s câu."),
    "column_points": _l("Điểm của %(count)s câu."),
    "column_author": _l("Người soạn hoặc ghi chú của %(count)s câu."),
    # exchange formats (GIFT, Moodle XML, Aiken, QTI)
    "too_many_questions": _l(
        "Tệp có nhiều hơn %(limit)s câu hỏi; phần sau chưa được đọc. Hãy tách thành nhiều tệp."
    ),
    "not_qti": _l("Tệp XML này không phải bộ câu hỏi QTI."),
    "xml_broken": _l(
        "Tệp XML hỏng ở dòng %(line)s. Đã đọc phần còn đọc được; hãy xuất lại tệp từ hệ thống cũ nếu được."
    ),
    "unsafe_name": _l("Trong tệp nén có tên “%(file)s” chỉ ra ngoài tệp; đã bỏ qua."),
    "question_skipped": _l("Không đưa vào được: %(kind)s – “%(text)s”."),
    "kind_not_usable": _l("Loại câu này chưa dùng được trong bài kiểm tra: %(kind)s."),
    "several_right_accepted": _l(
        "Tệp ghi %(found)s phương án đúng cho câu chọn một. Nếu phải chọn hết các phương án đó, hãy đổi sang câu chọn nhiều."
    ),
    "empty_options": _l("Đã bỏ %(count)s phương án để trống."),
    "answer_unreadable": _l("Không hiểu dòng đáp án “%(answer)s”. Hãy chọn lại phương án đúng."),
    "answer_no_such_option": _l("Đáp án ghi “%(answer)s” nhưng không có phương án đó."),
    "letters_out_of_order": _l(
        "Các phương án trong tệp không theo thứ tự A, B, C; đã xếp lại theo chữ cái. Hãy xem lại đáp án."
    ),
    "gift_brace_open": _l("Dấu { không có dấu } đóng lại nên không đọc được các phương án."),
    "gift_second_braces": _l("Trong một câu có hai cặp dấu { }; chỉ cặp đầu được đọc."),
    "gift_text_before_answers": _l(
        "Trước phương án đầu có chữ không mang dấu = hoặc ~; phần đó đã bỏ. Có thể thiếu một phương án."
    ),
    "gift_number_unreadable": _l("Không đọc được con số trong đáp án."),
    "right_below_full": _l(
        "Phương án tốt nhất trong tệp chỉ được %(percent)s %% số điểm. Hãy xem lại đáp án đúng."
    ),
    "several_keys": _l(
        "Tệp công nhận %(found)s cách trả lời khác nhau, câu hỏi của ta chỉ có một đáp án. Hãy tự chọn đáp án."
    ),
    "pair_unreadable": _l("Không thấy vế phải đúng cho vế trái “%(text)s”."),
    "associate_as_matching": _l("Câu ghép đôi trong một danh sách đã đọc thành câu nối hai cột."),
    "hidden_there": _l("Câu này đã bị ẩn ở hệ thống cũ."),
    "xml_mended": _l("Tệp XML bị hỏng, câu này có thể thiếu. Hãy đối chiếu với bản gốc."),
    "image_missing": _l("Không thấy hình “%(file)s” trong tệp."),
    "image_kind": _l("Hình “%(file)s” không phải ảnh PNG, JPEG, GIF, WebP hay BMP nên không nhận."),
    "image_too_big": _l("Hình “%(file)s” quá lớn (nhiều nhất 6 MB một hình, 48 MB một tệp)."),
    # what an exchange file holds and the bank does not
    "formatting": _l("Chữ đậm, nghiêng, gạch chân, màu: %(count)s chỗ chỉ còn chữ thường."),
    "sub_sup": _l("Chỉ số trên, dưới: %(count)s chỗ ghi thành ^(…) hoặc _(…)."),
    "link": _l("Đường dẫn: %(count)s, chỉ giữ chữ."),
    "table": _l("Bảng: %(count)s, ghi thành dòng chữ."),
    "media": _l("Âm thanh, video, nội dung nhúng: %(count)s."),
    "script": _l("Mã chạy (script): %(count)s, đã bỏ."),
    "image": _l("Hình ảnh: %(count)s."),
    "file": _l("Tệp đính kèm không hiện trong câu hỏi: %(count)s."),
    "option_feedback": _l("Nhận xét riêng cho từng phương án: %(count)s."),
    "stated_feedback": _l("Nhận xét chung khi đúng, khi sai: %(count)s."),
    "hint": _l("Gợi ý: %(count)s."),
    "partial_credit": _l("Điểm một phần theo phương án: %(count)s câu."),
    "marks": _l("Số điểm riêng của câu: %(count)s."),
    "penalty": _l("Trừ điểm khi làm lại: %(count)s câu."),
    "question_name": _l("Tên riêng của câu hỏi: %(count)s."),
    "id_number": _l("Mã riêng của câu hỏi: %(count)s."),
    "category_description": _l("Lời giới thiệu danh mục: %(count)s."),
    "grader_notes": _l("Hướng dẫn chấm, mẫu trả lời: %(count)s."),
    "case_sensitive": _l("Phân biệt chữ hoa, chữ thường: %(count)s câu."),
    "units": _l("Đơn vị đo: %(count)s."),
    "random_group": _l("Nhóm rút ngẫu nhiên: %(count)s."),
    "rubric": _l("Hướng dẫn cho người chấm: %(count)s."),
    "stimulus": _l("Bài đọc dùng chung: %(count)s."),
    "description": _l("Đoạn văn không phải câu hỏi: %(count)s."),
    "cloze": _l("Câu điền trong đoạn văn (cloze): %(count)s."),
    "text_outside": _l("Chữ ngoài câu hỏi: %(count)s đoạn."),
    "multiple_blanks": _l("Câu điền nhiều chỗ trống: %(count)s."),
    "dropdowns": _l("Câu chọn trong nhiều danh sách thả xuống: %(count)s."),
    "gap_match": _l("Câu kéo từ vào chỗ trống: %(count)s."),
    "match_many": _l("Câu nối một với nhiều: %(count)s."),
    "calculated": _l("Câu tính theo công thức: %(count)s."),
    "file_upload": _l("Câu nộp tệp: %(count)s."),
    "several_interactions": _l("Câu gồm nhiều phần trả lời: %(count)s."),
    "kind_other": _l("Loại câu khác mà ta không có: %(count)s."),
    "kind_single": _l("Câu chọn một không ghi được: %(count)s."),
    "kind_true_false": _l("Câu đúng/sai không ghi được: %(count)s."),
    "kind_multiple": _l("Câu chọn nhiều không ghi được: %(count)s."),
    "kind_ordering": _l("Câu sắp thứ tự không ghi được: %(count)s."),
    "kind_matching": _l("Câu nối cột không ghi được: %(count)s."),
    "kind_number": _l("Câu trả lời bằng số không ghi được: %(count)s."),
    "kind_short_text": _l("Câu trả lời ngắn không ghi được: %(count)s."),
    "kind_essay": _l("Câu tự luận không ghi được: %(count)s."),
    "explanation": _l("Lời giải thích: %(count)s câu."),
    "basis": _l("Căn cứ: %(count)s câu."),
    "level": _l("Mức độ: %(count)s câu."),
    "topic": _l("Chủ đề: %(count)s câu."),
    "tags": _l("Nhãn: %(count)s câu."),
    "source": _l("Nguồn: %(count)s câu."),
    "pins": _l("Phương án giữ nguyên vị trí: %(count)s câu."),
    "rule": _l("Cách chấm riêng: %(count)s câu."),
    "true_false_words": _l("Câu đúng/sai dùng từ riêng, ghi thành câu chọn một: %(count)s."),
    "line_breaks": _l("Xuống dòng trong câu: %(count)s câu, ghi thành một dòng."),
    "arrow": _l("Dấu “->” trong câu, ghi thành “→”: %(count)s câu."),
    "text_changed": _l("Câu đọc lại sẽ khác bản gốc: %(count)s."),
}
