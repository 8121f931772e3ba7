"""How a plan stands on the page: tabs, words, decisions in the address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from quizapp.rosters.matching import Decision
from quizapp.rosters.plans import Plan, RowPlan, State
from quizapp.web.filters import born
from quizapp.web.wording import problem_sentence

ROWS_A_PAGE = 100
ATTENTION = (State.PROBLEM, State.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a plan that one page shows. tab: a state, "asked" (to be decided or decided) or "all"."""

    tab: str
    rows: tuple[RowPlan, ...]
    number: int
    pages: int


def read_decisions(arguments: MultiDict[str, str]) -> dict[int, Decision]:
    """From the address or a form: "same=3,8&other=5&out=2", and the choices of the page, "d3=same"."""
    found: dict[int, Decision] = {}
    for decision in Decision:
        for text in arguments.getlist(decision):
            found.update((int(one), decision) for one in text.split(",") if one.isascii() and one.isdigit())
    for name in arguments:
        place = name[1:]
        if name.startswith("d") and place.isascii() and place.isdigit():
            found.pop(int(place), None)
            if arguments[name] in set(Decision):
                found[int(place)] = Decision(arguments[name])
    return found


def decisions_in_address(decisions: Mapping[int, Decision]) -> dict[str, str]:
    """The same decisions as parameters of an address."""
    lists = {
        str(decision): ",".join(str(place) for place in sorted(decisions) if decisions[place] is decision)
        for decision in Decision
    }
    return {name: text for name, text in lists.items() if text}


def shown(plan: Plan, tab: str, number: int) -> Shown:
    """The rows of a tab, a page of them. An unknown tab counts as the first that needs somebody's eyes."""
    known = {"all", "asked", *State}
    tab = tab if tab in known else first_tab(plan)
    rows = [row for row in plan.rows if _belongs(row, tab)]
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(1, number), pages)
    part = rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    return Shown(tab, tuple(part), number, pages)


def first_tab(plan: Plan) -> str:
    """What is to be looked at first: what must be decided, what is wrong, else everything."""
    if any(row.was_asked for row in plan.rows):
        return "asked"
    return str(State.PROBLEM) if plan.counts[State.PROBLEM] else "all"


def _belongs(row: RowPlan, tab: str) -> bool:
    return tab == "all" or (row.was_asked if tab == "asked" else row.state == tab)


def tabs(plan: Plan) -> list[tuple[str, str, int]]:
    """(tab, words, number of rows) for the tabs that have rows."""
    counts = plan.counts
    entries = [
        ("all", gettext("Tất cả"), len(plan.rows)),
        ("asked", gettext("Cần xem lại"), sum(1 for row in plan.rows if row.was_asked)),
        ("problem", gettext("Có lỗi"), counts[State.PROBLEM]),
        ("new", gettext("Mới"), counts[State.NEW]),
        ("changed", gettext("Có thay đổi"), counts[State.CHANGED]),
        ("same", gettext("Không đổi"), counts[State.SAME]),
        ("left_out", gettext("Bỏ qua"), counts[State.LEFT_OUT]),
    ]
    return [entry for entry in entries if entry[2]]


def state_words(row: RowPlan) -> tuple[str, str]:
    """(word, kind of status) of a row."""
    if row.state is State.SAME and row.above is not None:
        return gettext("Trùng dòng %(row)s", row=row.above), ""
    if row.is_found_elsewhere:
        return gettext("Mới của lớp này"), "info"
    return {
        State.NEW: (gettext("Mới"), "info"),
        State.CHANGED: (gettext("Có thay đổi"), "waiting"),
        State.SAME: (gettext("Không đổi"), "done"),
        State.DOUBTFUL: (gettext("Cần xem lại"), "warning"),
        State.PROBLEM: (gettext("Có lỗi"), "problem"),
        State.LEFT_OUT: (gettext("Bỏ qua"), ""),
    }[row.state]


def finding_words(row: RowPlan) -> list[str]:
    """One sentence for each thing wrong or in doubt, with its column."""
    found = []
    for one in row.findings:
        sentence = problem_sentence(one)
        if one.column:
            sentence = gettext("Cột “%(column)s”: %(sentence)s", column=one.column, sentence=sentence)
        found.append(sentence)
    return found


def change_words(row: RowPlan) -> list[tuple[str, str, str]]:
    """(what, before, after) of a row's changes."""
    names = {
        "name": gettext("Họ và tên"),
        "sex": gettext("Giới tính"),
        "born": gettext("Ngày sinh"),
        "ethnicity": gettext("Dân tộc"),
        "phone": gettext("Điện thoại"),
        "post": gettext("Chức vụ"),
        "cell": gettext("Chi bộ"),
        "unit": gettext("Đảng bộ"),
        "group": gettext("Tổ"),
        "back": gettext("Danh sách lớp"),
    }
    found = []
    for one in row.changes:
        before, after = one.before, one.after
        if one.field == "back":
            before, after = gettext("đã đưa ra khỏi lớp"), gettext("trở lại lớp")
        elif one.field == "sex":
            before, after = sex_word(before), sex_word(after)
        elif one.field == "born":
            before, after = born(before), born(after)
        found.append((names[one.field], before or gettext("chưa có"), after))
    return found


def sex_word(sex: str | None) -> str:
    """Nam, Nữ, or nothing."""
    words: dict[str, str] = {"male": gettext("Nam"), "female": gettext("Nữ")}
    return words.get(sex or "", "")


def choices_of(row: RowPlan) -> list[tuple[str, str, str]]:
    """(decision, words, hint) to choose from for a row in doubt."""
    out = (str(Decision.OUT), gettext("Bỏ qua dòng này"), "")
    if not row.is_pair:
        return [(str(Decision.OTHER), gettext("Đúng rồi, ghi như trong danh sách"), ""), out]
    same = gettext("Là một người")
    if row.above is not None:
        hint = gettext("không ghi thêm, giữ dòng %(row)s", row=row.above)
    else:
        hint = gettext("sửa theo danh sách mới")
    return [
        (str(Decision.SAME), same, hint),
        (str(Decision.OTHER), gettext("Là hai người khác nhau"), gettext("ghi thêm một người mới")),
        out,
    ]


def promise(plan: Plan) -> str:
    """What the button will do, exactly: "Ghi 91 người mới, sửa 2, bỏ qua 1"."""
    counts = plan.counts
    skipped = counts[State.PROBLEM] + counts[State.DOUBTFUL] + counts[State.LEFT_OUT]
    parts = [
        gettext("ghi %(number)s người mới", number=counts[State.NEW]) if counts[State.NEW] else "",
        gettext("sửa %(number)s người", number=counts[State.CHANGED]) if counts[State.CHANGED] else "",
        gettext("bỏ qua %(number)s dòng", number=skipped) if skipped else "",
    ]
    words = ", ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def note_words(plan: Plan) -> list[str]:
    """The notes on the file, those of rows with their row."""
    return [problem_sentence(note) for note in plan.notes] + list(_row_notes(plan.rows))


def _row_notes(rows: Iterable[RowPlan]) -> Iterable[str]:
    for row in rows:
        for note in row.notes:
            sentence = problem_sentence(note)
            wanted = gettext("Dòng %(row)s", row=row.line.row)
            yield sentence if sentence.startswith(wanted) else f"{wanted}: {sentence}"
