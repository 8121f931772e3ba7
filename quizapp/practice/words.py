"""What rubrics and sheets say, in words for people."""

from fractions import Fraction

from flask_babel import gettext

from quizapp.domain.decimals import decimal_words, read_decimal
from quizapp.domain.rubric import Criterion, CriterionKind, Entry, Level, NaRule, Rubric, read_entry
from quizapp.formats.drafts import Problem
from quizapp.practice.sheet_queries import STRENGTHS, WEAKNESSES
from quizapp.web.wording import problem_sentence
from quizapp.web.wording.practice import RUBRIC_ONLY


def points_words(points: Fraction | None) -> str:
    """ "78,5": rounded once, to hundredths; "" for nothing."""
    return "" if points is None else decimal_words(points, 2)


def typed_number(value: Fraction) -> str:
    """As the attributes of a number field want it: "0.5"."""
    return decimal_words(value, 3).replace(",", ".")


def numbers_of(rubric: Rubric, ids: tuple[str, ...]) -> str:
    """Criteria by the numbers that people say: "3, 5"."""
    places = {one.id: str(place) for place, one in enumerate(rubric.criteria, 1)}
    return ", ".join(places.get(one, one) for one in ids)


def level_words(rubric: Rubric, level: Level) -> str:
    """From how many percent a level is given, and what it asks for besides."""
    share = decimal_words(level.threshold, 2)
    if level.threshold:
        words = gettext("từ %(share)s%% số điểm trở lên", share=share)
    else:
        words = gettext("các trường hợp còn lại")
    if level.requires:
        words += gettext(
            ", với điều kiện tiêu chí %(numbers)s đạt điểm tối đa", numbers=numbers_of(rubric, level.requires)
        )
    return str(words)


def kind_words(criterion: Criterion) -> str:
    """How a criterion is scored."""
    if criterion.kind is CriterionKind.TICK:
        return str(gettext("Đạt được điểm tối đa, không đạt được 0 điểm"))
    if criterion.kind is CriterionKind.LADDER:
        return str(gettext("Chọn một bậc"))
    if criterion.step is None:
        return str(gettext("Cho điểm từ 0 đến điểm tối đa"))
    return str(
        gettext("Cho điểm từ 0 đến điểm tối đa, cách nhau %(step)s", step=decimal_words(criterion.step, 3))
    )


def na_words(criterion: Criterion) -> str:
    """What "not applicable" does there; "" where it is not allowed."""
    if criterion.na is NaRule.FULL:
        return str(gettext("Không áp dụng (được điểm tối đa)"))
    if criterion.na is NaRule.DROP:
        return str(gettext("Không áp dụng (không tính tiêu chí này)"))
    return ""


def combination_words(combination: str) -> str:
    """How several sheets become one mark, with the rounding: said before, and printed."""
    how = {
        "mean": gettext("trung bình cộng điểm các giám khảo"),
        "median": gettext("điểm ở giữa (trung vị) của các giám khảo"),
        "trimmed": gettext("trung bình cộng sau khi bỏ một phiếu cao nhất và một phiếu thấp nhất"),
    }.get(combination, combination)
    return str(
        gettext(
            "Điểm của tổ là %(how)s; giữ nguyên phần lẻ khi tính, chỉ làm tròn một lần đến hai chữ số thập phân "
            "khi công bố. Xếp loại theo điểm chưa làm tròn.",
            how=how,
        )
    )


def slot_words(slot: str) -> str:
    """What a slot of a sheet is."""
    if slot == STRENGTHS:
        return str(gettext("Ưu điểm"))
    if slot == WEAKNESSES:
        return str(gettext("Hạn chế"))
    if slot.startswith("note-"):
        return str(gettext("Nhận xét tiêu chí %(number)s", number=slot.removeprefix("note-")))
    return str(gettext("Tiêu chí %(number)s", number=slot))


def value_words(value: str) -> str:
    """A stored value as people read it."""
    words = {"true": gettext("Đạt"), "false": gettext("Không đạt"), "n/a": gettext("Không áp dụng")}
    if value in words:
        return str(words[value])
    number = read_decimal(value)
    return decimal_words(number, 3) if number is not None else value or str(gettext("chưa chấm"))


def score_words(criterion: Criterion, value: str) -> str:
    """What a stored value is worth: points, never the name of a band; "" for nothing."""
    entry = read_entry(criterion, value) if value else None
    if not isinstance(entry, Entry):
        return ""
    return str(gettext("không tính")) if entry.points is None else decimal_words(entry.points, 3)


def held_words(reason: str) -> str:
    """Why a score was only kept."""
    if reason == "late":
        return str(gettext("gửi đến sau khi phiếu đã chấm xong hoặc đã chốt"))
    return str(gettext("gửi từ máy cũ, sau khi phiếu được mở trên máy khác"))


def strengths() -> tuple[str, ...]:
    """Quick phrases for what was good."""
    return (
        gettext("Chuẩn bị chu đáo, tài liệu đầy đủ."),
        gettext("Chủ trì điều hành chắc, đúng trình tự."),
        gettext("Nhiều đồng chí phát biểu, đúng trọng tâm."),
        gettext("Tự phê bình và phê bình thẳng thắn."),
        gettext("Kết luận rõ, phân công cụ thể."),
        gettext("Biên bản ghi đầy đủ."),
    )


def weaknesses() -> tuple[str, ...]:
    """Quick phrases for what to put right."""
    return (
        gettext("Nội dung còn dàn trải, chưa rõ trọng tâm."),
        gettext("Ít đồng chí phát biểu."),
        gettext("Phê bình còn nể nang, chung chung."),
        gettext("Phân công chưa rõ người, rõ thời hạn."),
        gettext("Quá thời gian được giao."),
        gettext("Biểu quyết, thông qua biên bản còn thiếu bước."),
    )


def problem_words(problem: Problem) -> str:
    """What is wrong in a rubric file."""
    own = RUBRIC_ONLY.get(problem.code)
    return str(own) if own is not None else problem_sentence(problem)
