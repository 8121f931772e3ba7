"""What is wrong with the files of a question bank. The place (file, line, field) is said by the page or command."""

from flask_babel import lazy_gettext as _l

PROBLEMS = {
    # the file as a whole
    "file_too_large": _l("Tệp lớn quá mức cho phép. Hãy tách thành nhiều tệp nhỏ hơn 1 MB."),
    "file_unreadable": _l("Không đọc được tệp này. Hãy kiểm tra tệp còn nguyên và máy có quyền đọc."),
    "not_utf8": _l("Tệp không ghi bằng bảng mã UTF-8. Hãy lưu lại với bảng mã UTF-8."),
    "yaml_alias": _l("Tệp dùng ký hiệu & hoặc * để nhắc lại đoạn khác; hãy viết rõ từng chỗ."),
    "yaml_control_character": _l("Tệp có ký tự điều khiển không nhìn thấy. Hãy gõ lại dòng đó."),
    "yaml_key_not_text": _l("Tên mục phải là chữ."),
    "yaml_key_twice": _l("Mục này ghi hai lần trong cùng một chỗ. Hãy bỏ một."),
    "yaml_not_a_mapping": _l("Tệp phải gồm các mục dạng “tên: nội dung”."),
    "yaml_too_deep": _l("Các mục lồng vào nhau quá sâu."),
    "yaml_unreadable": _l(
        "Không hiểu cách trình bày ở dòng này (thường do thụt dòng hoặc thiếu dấu hai chấm)."
    ),
    # fields
    "field_has_tab": _l("Mục có dấu tab. Hãy thay bằng dấu cách."),
    "field_missing": _l("Thiếu mục “%(column)s”."),
    "field_not_date": _l("Mục “%(column)s” phải là ngày, dạng 2026-10-05."),
    "field_not_list": _l("Mục “%(column)s” phải là danh sách."),
    "field_not_mapping": _l("Mục “%(column)s” phải gồm các mục con dạng “tên: nội dung”."),
    "field_not_one_of": _l(
        "“%(value)s” không dùng được ở mục “%(column)s”. Hãy chọn một trong: %(allowed)s."
    ),
    "field_not_text": _l("Mục “%(column)s” phải là chữ. Nếu là số, hãy đặt trong ngoặc kép."),
    "field_not_whole": _l("Mục “%(column)s” phải là số nguyên từ %(smallest)s đến %(largest)s."),
    "field_too_long": _l("Mục “%(column)s” dài quá %(most)s chữ."),
    "field_unknown": _l("Không có mục “%(column)s”. Các mục dùng được: %(known)s."),
    # questions
    "stem_missing": _l("Câu hỏi chưa có nội dung."),
    "kind_unknown": _l("Không có loại câu hỏi “%(kind)s”."),
    "rule_unknown": _l("Loại câu hỏi này không chấm được theo cách “%(rule)s”."),
    "options_too_few": _l("Chỉ có %(found)s phương án, cần ít nhất %(at_least)s."),
    "options_too_many": _l("Có %(found)s phương án, nhiều nhất là %(at_most)s."),
    "option_empty": _l("Phương án thứ %(number)s để trống."),
    "option_twice": _l("Phương án thứ %(number)s giống phương án thứ %(first)s."),
    "key_missing": _l("Chưa có đáp án đúng."),
    "key_unknown": _l("Đáp án chỉ đến một phương án không có."),
    "key_no_such_option": _l("Không có phương án “%(option)s”."),
    "key_twice": _l("Một phương án ghi hai lần trong đáp án."),
    "key_too_many": _l("Câu này chỉ có một đáp án đúng, nhưng ghi %(found)s."),
    "key_too_few": _l("Câu này cần ít nhất %(at_least)s đáp án đúng, mới ghi %(found)s."),
    "key_not_every_step": _l("Đáp án sắp thứ tự phải kể đủ mọi bước, mỗi bước một lần."),
    "key_not_true_or_false": _l("Đáp án của câu đúng/sai phải là true hoặc false."),
    "everything_right": _l(
        "Mọi phương án đều đúng, câu hỏi không phân biệt được người biết và người chưa biết."
    ),
    "true_false_has_options": _l("Câu đúng/sai không ghi phương án."),
    "question_id_twice": _l("Mã câu hỏi “%(id)s” đã dùng ở câu khác."),
    # the course and its lessons
    "topic_unknown": _l("Chủ đề “%(topic)s” không có trong course.yaml."),
    "topic_key_twice": _l("Mã chủ đề ghi hai lần trong course.yaml."),
    "document_unknown": _l("Văn bản “%(document)s” không có trong course.yaml."),
    "document_key_twice": _l("Mã văn bản ghi hai lần trong course.yaml."),
    "lesson_name": _l("Tên tệp bài học phải có dạng 01-ten-bai.md, chữ thường không dấu."),
    "lesson_empty": _l("Bài học chưa có nội dung."),
    "lesson_file_missing": _l("Không tìm thấy tệp bài học “%(file)s”."),
    "lesson_not_listed": _l("Tệp bài học “%(file)s” chưa được kể trong course.yaml."),
    "lesson_without_front_matter": _l("Bài học thiếu phần đầu nằm giữa hai dòng “---”."),
    "lesson_slug_twice": _l("Hai bài học trùng tên."),
}
