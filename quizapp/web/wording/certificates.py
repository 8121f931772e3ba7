"""Completion and certificates in words: what is met, what is missing and what to do, what to look at, broken rules."""

from collections.abc import Callable
from fractions import Fraction

from flask_babel import gettext, lazy_gettext

from quizapp.domain.completion import Check, Fact, Part
from quizapp.domain.decimals import decimal_words
from quizapp.domain.errors import (
    CertificateAlreadyRevoked,
    CertificatesNothingToIssue,
    DecisionFrozen,
    NumberAlreadyTaken,
    NumberPatternUnsound,
    ReasonMissing,
    RequirementNotMet,
)

PARTS = {
    Part.ATTENDANCE: lazy_gettext("Dự học"),
    Part.LESSONS: lazy_gettext("Đọc bài"),
    Part.QUIZ: lazy_gettext("Trắc nghiệm"),
    Part.PRACTICE: lazy_gettext("Thực hành"),
    Part.PAPER: lazy_gettext("Bài thu hoạch"),
}
STATES = {
    "valid": lazy_gettext("Có giá trị"),
    "replaced": lazy_gettext("Đã hủy số để cấp số mới"),
    "revoked": lazy_gettext("Đã thu hồi"),
}
DOUBTS = {
    "no_birth": lazy_gettext("chưa có ngày sinh, giấy sẽ không in dòng này"),
    "no_unit": lazy_gettext("chưa có chi bộ, đơn vị"),
    "one_word": lazy_gettext("tên chỉ có một chữ"),
    "all_capitals": lazy_gettext("tên viết toàn chữ hoa"),
    "no_capitals": lazy_gettext("tên viết toàn chữ thường"),
    "signs_in_name": lazy_gettext("tên có chữ số hoặc dấu lạ"),
    "does_not_fit": lazy_gettext("chữ quá dài, không vừa tờ giấy; hãy viết gọn lại rồi mới cấp được"),
    "no_dates": lazy_gettext("Lớp chưa có ngày khai giảng, bế giảng: giấy sẽ không in thời gian học."),
    "no_venue": lazy_gettext("Lớp chưa có địa điểm: giấy sẽ không in nơi học."),
    "no_signer": lazy_gettext("Chưa có tên người ký."),
    "no_place": lazy_gettext("Trung tâm chưa khai địa danh: dòng ngày tháng sẽ in dấu chấm."),
}


def doubt_words(code: str, told: str = "") -> str:
    """One thing to look at before numbers are given."""
    if code == "unprintable":
        return str(
            gettext(
                "tên hoặc đơn vị có ký tự không in được (%(signs)s); hãy sửa rồi mới cấp được", signs=told
            )
        )
    if code == "same_name":
        return str(gettext("%(number)s người trùng họ tên, hãy xem ngày sinh", number=told))
    return str(DOUBTS[code])


def check_title(check: Check) -> str:
    """Which part of the requirement, with what it asks for."""
    facts = check.facts
    words: dict[Part, Callable[[], str]] = {
        Part.ATTENDANCE: lambda: str(
            gettext("Dự học từ %(needed)s%% số tiết", needed=exact_words(facts["needed"]))
        ),
        Part.LESSONS: lambda: str(gettext("Đọc hết %(total)s bài học", total=facts["total"])),
        Part.QUIZ: lambda: str(gettext("Đạt bài trắc nghiệm “%(title)s”", title=facts["title"])),
        Part.PRACTICE: lambda: str(
            gettext("Buổi thực hành của tổ đạt từ mức %(needed)s", needed=facts["needed"])
        ),
        Part.PAPER: lambda: str(
            gettext("Bài thu hoạch từ %(needed)s điểm", needed=exact_words(facts["needed"]))
        ),
    }
    return words[check.code]()


def check_state(check: Check) -> str:
    """What has been reached, short."""
    facts = check.facts
    if check.code is Part.ATTENDANCE:
        if not facts["held"]:
            return str(gettext("Lớp chưa có buổi học"))
        return str(gettext("%(attended)s/%(held)s tiết", attended=facts["attended"], held=facts["held"]))
    if check.code is Part.LESSONS:
        return str(gettext("%(read)s/%(total)s bài", read=facts["read"], total=facts["total"]))
    if check.code is Part.QUIZ:
        return str(gettext("Chưa làm")) if facts["percent"] is None else f"{exact_words(facts['percent'])} %"
    if check.code is Part.PRACTICE:
        return str(facts["level"] or gettext("Chưa có mức"))
    if facts["points"] is None:
        return str(gettext("Chưa có điểm"))
    return str(gettext("%(points)s điểm", points=exact_words(facts["points"])))


def check_missing(check: Check) -> str:
    """The reason why a check is not met, for lists and the command."""
    return f"{check_title(check)}: {check_state(check)[:1].lower()}{check_state(check)[1:]}"


def check_advice(check: Check) -> str:
    """What the learner can do about it."""
    facts = check.facts
    if check.code is Part.ATTENDANCE:
        return str(gettext("Các buổi còn lại đồng chí dự đầy đủ. Nếu điểm danh ghi thiếu, hãy báo giáo vụ."))
    if check.code is Part.LESSONS:
        return str(gettext("Mở mục Bài học, đọc tiếp các bài còn lại và bấm “Đã đọc xong”."))
    if check.code is Part.QUIZ:
        if facts["percent"] is None:
            return str(gettext("Vào làm bài khi giảng viên mở."))
        return str(
            gettext(
                "Nếu bài còn được làm lại, đồng chí xem lại bài học rồi làm lại; nếu không, hãy hỏi giảng viên."
            )
        )
    if check.code is Part.PRACTICE:
        if facts["level"] is None:
            return str(gettext("Dự buổi thực hành cùng tổ; có mức sau khi giám khảo chấm xong."))
        return str(gettext("Hãy hỏi giảng viên về việc tổ thực hành lại."))
    if facts["points"] is None:
        return str(gettext("Nộp bài thu hoạch; điểm hiện ra sau khi giảng viên chấm."))
    return str(gettext("Đồng chí được làm lại bài thu hoạch một lần. Hãy hỏi giảng viên thời hạn nộp."))


def exact_words(value: Fact) -> str:
    """A number with a comma; never rounded up to what it does not reach."""
    if not isinstance(value, Fraction | int):
        return str(value)
    exact = Fraction(value)
    return decimal_words(Fraction(int(exact * 100), 100))


def _not_met(rule: RequirementNotMet) -> str:
    words = [str(PARTS[Part(code)]) if code in set(Part) else doubt_words(code) for code in rule.reasons]
    return str(
        gettext(
            "Chưa cấp được cho đồng chí %(name)s: %(reasons)s.",
            name=rule.person,
            reasons=", ".join(words).lower(),
        )
    )


def _frozen(rule: DecisionFrozen) -> str:
    return str(
        gettext(
            "Số và ngày của quyết định đã điền (%(decision)s) nên không đổi được: giấy chứng nhận đã in theo đó.",
            decision=rule.decision or gettext("ngày đã điền"),
        )
    )


RULES = {
    CertificatesNothingToIssue: lazy_gettext("Không có ai đủ điều kiện mà chưa được cấp giấy chứng nhận."),
    RequirementNotMet: _not_met,
    NumberAlreadyTaken: lambda rule: gettext(
        "Số %(number)s đã có trong sổ gốc. Hãy xem lại số bắt đầu hoặc mẫu số.", number=rule.number
    ),
    NumberPatternUnsound: lazy_gettext(
        "Mẫu số giấy chứng nhận chưa đúng. Hãy sửa ở trang Trung tâm, ví dụ {n}/{year}/GCN-TTCT."
    ),
    DecisionFrozen: _frozen,
    CertificateAlreadyRevoked: lambda rule: gettext(
        "Giấy chứng nhận số %(number)s đã thu hồi hoặc hủy số từ trước.", number=rule.number
    ),
    ReasonMissing: lazy_gettext("Việc này được ghi vào sổ, cần nêu lý do."),
}
