"""Rosters as offices really send them: each trap in a file of its own."""

from datetime import date

import pytest

from tests.formats.roster_files import codes, document, names, opendocument, read, workbook

HEADING = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chi bộ", "Đảng bộ")
AN = (1, "Nguyễn Văn An", "02/05/1970", "Nam", "Bí thư chi bộ", "Chi bộ Đồng Tâm", "Đảng bộ xã Yên Phú")
BICH = (2, "Trần Thị Bích", "1965", "Nữ", "Chi ủy viên", "Chi bộ Làng Chả", "Đảng bộ xã Yên Phú")
BOTH = ["Nguyễn Văn An", "Trần Thị Bích"]


def test_closing_lines_and_signatures_are_not_people() -> None:
    rows = [
        ("ĐẢNG ỦY XÃ HÀM YÊN", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("DANH SÁCH HỌC VIÊN",),
        HEADING,
        AN,
        (),
        BICH,
        ("Danh sách này có 02 đồng chí./.",),
        (None, None, None, None, None, "Hàm Yên, ngày 05 tháng 10 năm 2026"),
        (None, "NGƯỜI LẬP BIỂU", None, None, None, "GIÁM ĐỐC"),
        (None, "Lê Thị Lập", None, None, None, "Phạm Văn Ký"),
    ]
    roster = read(workbook(rows))
    assert names(roster) == BOTH
    assert [line.row for line in roster.lines] == [4, 6]
    assert not roster.problems
    assert not roster.doubts


def test_a_post_of_director_is_no_signature() -> None:
    rows = [
        HEADING,
        (1, "Lê Văn Cường", "1970", "Nam", "Giám đốc", "Chi bộ Hợp tác xã", "Đảng bộ xã Yên Phú"),
    ]
    assert names(read(workbook(rows))) == ["Lê Văn Cường"]


def test_sections_give_their_unit_to_the_rows_below() -> None:
    heading = ("TT", "Họ và tên", "Năm sinh", "Chi bộ")
    rows = [
        heading,
        ("I. ĐẢNG BỘ XÃ YÊN PHÚ",),
        (1, "Bàn Xuân Đài", 1965, "Chi bộ Ao Vệ"),
        ("II", "Đảng bộ xã Thái Sơn (2 đồng chí)"),
        (1, "Tô Thu Duyên", 1968, "Chi bộ Cây Đa"),
        (2, "Tống Văn Cộng", 1969, "Chi bộ Cây Đa"),
        ("Cộng", "2 đồng chí"),
    ]
    roster = read(workbook(rows, merged=["A2:D2"]))
    assert [(line.name, line.unit) for line in roster.lines] == [
        ("Bàn Xuân Đài", "Đảng bộ xã Yên Phú"),
        ("Tô Thu Duyên", "Đảng bộ xã Thái Sơn"),
        ("Tống Văn Cộng", "Đảng bộ xã Thái Sơn"),
    ]
    assert codes(roster.notes).count("section_row") == 2


def test_sections_give_groups_and_cells_too() -> None:
    rows = [
        ("TT", "Họ và tên", "Năm sinh"),
        ("Tổ 1", None, None),
        ("Chi bộ thôn Làng Chả", None, None),
        (1, "Nguyễn Văn An", 1970),
        (None, "TỔ 2:", None),
        (2, "Trần Thị Bích", 1965),
    ]
    found = [(line.name, line.group, line.cell) for line in read(workbook(rows, merged=["A2:C2"])).lines]
    assert found == [
        ("Nguyễn Văn An", "Tổ 1", "Chi bộ thôn Làng Chả"),
        ("Trần Thị Bích", "Tổ 2", "Chi bộ thôn Làng Chả"),
    ]


def test_a_heading_repeated_on_a_new_page_is_not_a_person() -> None:
    roster = read(workbook([HEADING, AN, HEADING, BICH]))
    assert names(roster) == BOTH
    assert "repeated_heading" in codes(roster.notes)


def test_a_second_table_below_may_have_other_columns() -> None:
    rows = [
        HEADING,
        AN,
        (),
        ("TT", "Năm sinh", "Họ và tên", "Số điện thoại"),
        (1, 1965, "Trần Thị Bích", 912345678),
    ]
    bich = read(workbook(rows)).lines[1]
    assert (bich.name, bich.born, bich.phone) == ("Trần Thị Bích", "1965", "0912345678")


def test_the_row_of_column_numbers_is_passed_over() -> None:
    rows = [HEADING, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"), AN, BICH]
    assert names(read(workbook(rows))) == BOTH


def test_family_and_given_names_in_two_columns_make_one_name() -> None:
    rows = [("STT", "Họ đệm", "Tên", "Ngày sinh"), (1, "Nguyễn  Văn", " An", date(1970, 5, 2))]
    (line,) = read(workbook(rows)).lines
    assert (line.name, line.born) == ("Nguyễn Văn An", "1970-05-02")


def test_a_name_heading_merged_over_two_columns_means_family_and_given_name() -> None:
    rows = [("STT", "Họ và tên", None, "Ngày sinh"), (1, "Nguyễn Văn", "An", 1970)]
    assert names(read(workbook(rows, merged=["B1:C1"]))) == ["Nguyễn Văn An"]


def test_day_month_and_year_may_stand_in_three_columns() -> None:
    rows = [
        ("TT", "Họ và tên", "Ngày sinh", None, None, "Chi bộ"),
        (None, None, "Ngày", "Tháng", "Năm", None),
        (1, "Nguyễn Văn An", 2, 5, 1970, "Chi bộ Ao Vệ"),
        (2, "Trần Thị Bích", None, None, 1965, "Chi bộ Ao Vệ"),
    ]
    assert [line.born for line in read(workbook(rows, merged=["C1:E1"])).lines] == ["1970-05-02", "1965"]


def test_ticks_below_male_and_female_tell_the_sex() -> None:
    rows = [
        ("TT", "Họ và tên", "Giới tính", None, "Năm sinh"),
        (None, None, "Nam", "Nữ", None),
        (1, "Nguyễn Văn An", "x", None, 1970),
        (2, "Trần Thị Bích", None, "X", 1965),
    ]
    roster = read(workbook(rows, merged=["C1:D1"]))
    assert [(line.sex, line.born) for line in roster.lines] == [("male", "1970"), ("female", "1965")]


def test_a_lone_column_of_ticks_for_women_makes_the_others_men() -> None:
    rows = [
        ("TT", "Họ và tên", "Năm sinh", "Nữ"),
        (1, "Nguyễn Văn An", 1970, None),
        (2, "Trần Thị Bích", 1965, "x"),
    ]
    assert [line.sex for line in read(workbook(rows)).lines] == ["male", "female"]


def test_posts_in_party_and_state_are_told_apart() -> None:
    rows = [
        ("TT", "Họ và tên", "Chức vụ", None, "Đơn vị"),
        (None, None, "Đảng", "Chính quyền, đoàn thể", None),
        (1, "Nguyễn Văn An", "Bí thư chi bộ", "Trưởng thôn", "Chi bộ Ao Vệ"),
    ]
    (line,) = read(workbook(rows, merged=["C1:D1"])).lines
    assert (line.post, line.government_post, line.cell) == ("Bí thư chi bộ", "Trưởng thôn", "Chi bộ Ao Vệ")


def test_a_unit_merged_beside_several_people_counts_for_each() -> None:
    rows = [
        HEADING,
        (*AN[:6], "Đảng bộ xã Thái Sơn"),
        (*BICH[:6], None),
        (3, "Lê Văn Cường", 1980, "Nam", "", "", ""),
    ]
    roster = read(workbook(rows, merged=["G2:G3"]))
    assert [line.unit for line in roster.lines] == ["Đảng bộ xã Thái Sơn", "Đảng bộ xã Thái Sơn", None]


def test_headings_without_accents_are_understood() -> None:
    rows = [
        ("STT", "HO VA TEN", "NGAY SINH", "GIOI TINH", "CHI BO"),
        (1, "Nguyễn Văn An", 1970, "Nam", "Chi bộ A"),
    ]
    (line,) = read(workbook(rows)).lines
    assert (line.name, line.born, line.sex, line.cell) == ("Nguyễn Văn An", "1970", "male", "Chi bộ A")


def test_an_impossible_date_names_row_column_and_reason() -> None:
    roster = read(workbook([HEADING, AN, (2, "Trần Thị Bích", "31/02/1965", *BICH[3:])]))
    (problem,) = roster.problems
    assert (problem.code, problem.place, problem.row) == ("birth_date_impossible", "C3", 3)
    assert (problem.column, problem.facts["reason"]) == ("Ngày sinh", "day")
    assert problem.facts["value"] == "31/02/1965"
    assert names(roster) == BOTH


@pytest.mark.parametrize(
    ("name", "born", "code"),
    [
        ("An", "1970", "name_one_word"),
        ("Nguyễn Văn An 2", "1970", "name_has_digits"),
        ("Nguyễn Văn An & vợ", "1970", "name_has_signs"),
        ("Nguyễn Văn An", "2012", "age_too_low"),
        ("Nguyễn Văn An", "1920", "age_too_high"),
    ],
)
def test_what_looks_odd_is_a_doubt(name: str, born: str, code: str) -> None:
    roster = read(workbook([HEADING, (1, name, born, *AN[3:])]))
    assert codes(roster.doubts) == [code]
    assert not roster.problems


def test_two_birth_dates_are_a_doubt() -> None:
    rows = [
        ("TT", "Họ và tên", "Năm sinh", None, "Chi bộ"),
        (None, None, "Nam", "Nữ", None),
        (1, "Nguyễn Văn An", 1970, 1971, "Chi bộ Ao Vệ"),
    ]
    roster = read(workbook(rows, merged=["C1:D1"]))
    assert codes(roster.doubts) == ["both_dates_filled"]
    assert (roster.lines[0].born, roster.lines[0].sex) == (None, None)


def test_a_missing_birth_date_is_only_a_note() -> None:
    roster = read(workbook([HEADING, AN, (2, "Trần Thị Bích", None, *BICH[3:])]))
    assert "birth_missing" in codes(roster.notes)
    assert not roster.problems
    assert not roster.doubts


def test_a_row_with_everything_but_a_name_is_a_problem() -> None:
    roster = read(workbook([HEADING, AN, (2, None, *BICH[2:])]))
    (problem,) = roster.problems
    assert (problem.code, problem.row, problem.column) == ("name_missing", 3, "Họ và tên")


def test_numbers_without_people_below_the_list_are_nothing() -> None:
    roster = read(workbook([HEADING, AN, (2,), (3,), (4,)]))
    assert names(roster) == ["Nguyễn Văn An"]
    assert not roster.problems


def test_equal_rows_are_one_person_and_other_cells_make_two() -> None:
    other_cell = (4, *AN[1:5], "Chi bộ Cây Đa", AN[6])
    roster = read(workbook([HEADING, AN, BICH, (3, "NGUYỄN  VĂN AN", *AN[2:]), other_cell]))
    assert [line.duplicate_of for line in roster.lines] == [None, None, 2, None]
    assert not roster.doubts


def test_bare_names_that_are_equal_are_a_doubt_not_one_person() -> None:
    roster = read(workbook([("STT", "Họ và tên"), (1, "Nguyễn Văn An"), (2, "Nguyễn Văn An")]))
    assert codes(roster.doubts) == ["same_name_alone"]
    assert len(roster.people) == 2


def test_columns_that_stay_out_are_named() -> None:
    rows = [(*HEADING, "Trình độ"), (*AN, "Đại học"), (*BICH, None)]
    (note,) = [each for each in read(workbook(rows)).notes if each.code == "unknown_column"]
    assert note.column == "Trình độ"


def test_a_date_of_admission_is_no_birth_date() -> None:
    rows = [
        ("TT", "Họ và tên", "Ngày vào Đảng", "Ngày sinh"),
        (1, "Nguyễn Văn An", "03/02/1990", "02/05/1970"),
    ]
    assert read(workbook(rows)).lines[0].born == "1970-05-02"


def test_hidden_rows_are_kept_and_noted() -> None:
    roster = read(workbook([HEADING, AN, BICH], hidden=[3]))
    assert names(roster) == BOTH
    (note,) = [each for each in roster.notes if each.code == "hidden_rows"]
    assert (note.facts["count"], note.facts["rows"]) == (1, "3")


def test_the_sheet_with_people_is_chosen_and_the_others_are_named() -> None:
    roster = read(workbook([("Hướng dẫn", "Điền vào trang sau")], Lớp=[HEADING, AN, BICH]))
    assert roster.sheets == ("Lớp",)
    assert [(each.code, each.facts["sheet"]) for each in roster.notes[:2]] == [
        ("sheet_read", "Lớp"),
        ("sheet_without_people", "Danh sách"),
    ]


def test_several_sheets_with_people_are_all_read() -> None:
    roster = read(workbook([HEADING, AN], **{"Tổ 2": [HEADING, BICH, (2, *AN[1:])]}))
    assert [(line.sheet, line.row) for line in roster.lines] == [("Danh sách", 2), ("Tổ 2", 2), ("Tổ 2", 3)]
    assert (roster.lines[2].duplicate_of, roster.lines[2].duplicate_of_sheet) == (2, "Danh sách")


def test_titles_before_names_and_small_letters_are_mended_with_a_note() -> None:
    roster = read(workbook([HEADING, (1, "Đ/c nguyễn văn an", *AN[2:])]))
    assert names(roster) == ["Nguyễn Văn An"]
    assert {"name_title_removed", "name_letters_changed"} <= set(codes(roster.notes))


def test_a_heading_of_one_file_lies_deep_below_its_titles() -> None:
    rows = [(f"Dòng {number}",) for number in range(1, 20)]
    assert [line.row for line in read(workbook([*rows, HEADING, AN])).lines] == [21]


def test_tables_of_word_are_read_with_their_merged_cells() -> None:
    tables = [
        [["ĐẢNG ỦY XÃ HÀM YÊN", "ĐẢNG CỘNG SẢN VIỆT NAM"]],
        [
            ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "<", "Đảng bộ"],
            ["^", "^", "Nam", "Nữ", "^"],
            ["1", "Nguyễn Văn An", "02/05/1970", "", "Đảng bộ xã Yên Phú"],
            ["2", "Trần Thị Bích", "", "1965", "^"],
        ],
    ]
    roster = read(document(*tables))
    found = [(line.row, line.name, line.born, line.sex, line.unit) for line in roster.lines]
    assert found == [
        (3, "Nguyễn Văn An", "1970-05-02", "male", "Đảng bộ xã Yên Phú"),
        (4, "Trần Thị Bích", "1965", "female", "Đảng bộ xã Yên Phú"),
    ]


def test_a_table_of_word_that_goes_on_without_a_heading_belongs_to_the_list() -> None:
    first = [["TT", "Họ và tên", "Năm sinh"], ["1", "Nguyễn Văn An", "1970"]]
    assert names(read(document(first, [["2", "Trần Thị Bích", "1965"]]))) == BOTH


def test_a_spreadsheet_of_libreoffice_is_read() -> None:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    dated = '<table:table-cell office:value-type="date" office:date-value="1970-05-02"/>'
    year = '<table:table-cell office:value-type="float" office:value="1965"/>'
    body = "".join(
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (
            cell("STT") + cell("Họ và tên") + cell("Ngày sinh"),
            cell("1") + cell("Nguyễn<text:s/>Văn An") + dated,
            cell("2") + cell("Trần Thị Bích") + year,
        )
    )
    body += (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    roster = read(opendocument(body))
    assert [(line.row, line.name, line.born) for line in roster.lines] == [
        (2, "Nguyễn Văn An", "1970-05-02"),
        (3, "Trần Thị Bích", "1965"),
    ]
