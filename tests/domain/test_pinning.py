import pytest

from quizapp.domain.pinning import is_about_others, letters_named, stays


@pytest.mark.parametrize(
    "text",
    [
        "Tất cả các phương án trên",
        "Tất cả các phương án trên.",
        "Tất cả các đáp án trên đều đúng",
        "Tất cả đều đúng",
        "Tất cả các ý trên",
        "Cả ba ý trên đều sai",
        "Cả 3 đáp án trên đều sai",
        "Cả 3 ý trên",
        "Cả ba nguyên tắc trên",
        "Cả hai phương án trên",
        "Cả hai đều đúng",
        "Cả ba",
        "Các phương án trên đều đúng",
        "Các ý trên",
        "Ba phương án trên đều đúng",
        "Không có phương án nào đúng",
        "Không có đáp án nào đúng",
        "Không phương án nào trong các phương án trên",
        "Không có trường hợp nào nêu trên",
        "Không ý nào đúng",
        "Không có đáp án đúng",
        "Phương án khác",
        "Tất cả những việc nêu trên",
        "TẤT CẢ CÁC PHƯƠNG ÁN TRÊN",
        "Tất cả các phương án còn lại",
    ],
)
def test_options_about_the_others_are_found(text):
    assert is_about_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tất cả đảng viên của chi bộ",
        "Tất cả các chi bộ trên địa bàn xã",
        "Tất cả tổ chức đảng cấp trên",
        "Các cấp ủy cấp dưới",
        "Cả nhiệm kỳ",
        "Cả nước",
        "Cá nhân nêu trên",
        "Hai nội dung",
        "Ba",
        "Ba ý kiến",
        "Không",
        "Không đúng",
        "Không phù hợp",
        "Không có",
        "Không quy định",
        "Đúng",
        "Sai",
        "Tất cả các ý kiến đều được ghi biên bản",
        "Mỗi tháng một lần",
        "Trên 50 % số đảng viên",
        "Bí thư chi bộ",
        "",
    ],
)
def test_ordinary_options_are_left_alone(text):
    assert not is_about_others(text)
    assert letters_named(text, 4) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Cả A và B", (0, 1)),
        ("Cả A và B đều đúng", (0, 1)),
        ("Cả a, b, c đều đúng", (0, 1, 2)),
        ("Cả A, B và C", (0, 1, 2)),
        ("A và C đúng", (0, 2)),
        ("Chỉ A đúng", (0,)),
        ("Phương án A và B", (0, 1)),
        ("Cả hai câu A và B đều đúng", (0, 1)),
        ("Đáp án A hoặc C", (0, 2)),
        ("(A) và (B)", (0, 1)),
        ("A + B", (0, 1)),
        ("Cả 1 và 2", (0, 1)),
        ("A", ()),
        ("Điểm a, b khoản 1", ()),
        ("Tổ A và tổ B", ()),
        ("2", ()),
        ("2,4", ()),
        ("Câu 1", ()),
        ("Cả A và G", ()),
    ],
)
def test_letters_of_other_options_are_read(text, named):
    assert letters_named(text, 4) == named


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["Một", "Hai", "Ba", "Tất cả các phương án trên"], [False, False, False, True]),
        (["Một", "Hai", "Cả A và B", "Ba"], [True, True, True, False]),
        (["Một", "Hai", "Cả hai ý trên", "Ba"], [False, False, True, True]),
        (["Một", "Hai", "Ba"], [False, False, False]),
        (["Một", "Hai", "Cả A và B", "Không có phương án nào đúng"], [True] * 4),
    ],
)
def test_what_is_spoken_of_stays_where_it_is(texts, kept):
    assert list(stays(texts)) == kept
