"""The rules of quizzes in words."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext

from quizapp.domain import errors
from quizapp.domain.errors import RuleBroken
from quizapp.domain.regrading import NothingLeftToMark, QuizStillRunning, RulingUnsound
from quizapp.domain.sitting import PapersUnderWay
from quizapp.web.clock import local

LEVEL_WORDS = {1: "nhận biết", 2: "thông hiểu", 3: "vận dụng"}


def _not_open(rule: errors.QuizNotOpen) -> str:
    if rule.closed:
        return str(gettext("Bài kiểm tra này đã kết thúc."))
    return str(gettext("Bài kiểm tra chưa bắt đầu. Xin đồng chí chờ giảng viên."))


def _too_few(rule: errors.QuestionsTooFew) -> str:
    where = " ".join(
        part
        for part in (
            gettext("chủ đề “%(topic)s”", topic=rule.topic) if rule.topic else "",
            gettext("mức %(level)s", level=LEVEL_WORDS.get(rule.level or 0, "")) if rule.level else "",
        )
        if part
    )
    return str(
        gettext(
            "Ngân hàng chỉ có %(found)s câu đã duyệt%(where)s, chưa đủ %(wanted)s câu. Hãy giảm số câu hoặc duyệt thêm câu hỏi.",
            found=rule.found, wanted=rule.wanted, where=f" {gettext('cho')} {where}" if where else "",
        )
    )  # fmt: skip


def _unsound(rule: RulingUnsound) -> str:
    sentences = {
        "same_key": gettext("Đáp án vừa chọn giống hệt đáp án gốc, không có gì để chấm lại."),
        "key_missing": gettext("Hãy đánh dấu đáp án đúng."),
        "key_too_many": gettext("Câu này chỉ có một đáp án đúng. Hãy đánh dấu một đáp án thôi."),
        "everything_right": gettext("Mọi phương án đều được đánh dấu. Nếu ai cũng được điểm, hãy chọn “Cho đủ điểm cả lớp”."),
        "key_twice": gettext("Có việc được xếp hai lần. Hãy xếp mỗi việc vào một chỗ."),
    }  # fmt: skip
    return str(sentences.get(rule.code_of_flaw, gettext("Đáp án này không dùng được cho câu hỏi.")))


RULES: dict[type[RuleBroken], str | Callable[[Any], str]] = {
    errors.QuizNotOpen: _not_open,
    errors.QuizAlreadyStarted: lambda rule: str(
        gettext(
            "Bài kiểm tra đã bắt đầu lúc %(time)s nên không sửa được nữa.",
            time=f"{local(rule.started):%H:%M}",
        )
    ),
    errors.QuizHasNoQuestions: lambda _: str(
        gettext("Khóa học chưa có câu hỏi nào được duyệt. Hãy duyệt câu hỏi trong ngân hàng trước.")
    ),
    errors.QuestionsTooFew: _too_few,
    errors.AttemptLimitReached: lambda rule: str(
        gettext("Đồng chí đã dùng hết %(limit)s lượt làm bài.", limit=rule.limit)
    ),
    errors.AttemptClosed: lambda _: str(gettext("Bài đã nộp hoặc đã hết giờ.")),
    errors.AttemptNotClosed: lambda _: str(
        gettext("Bài này chưa nộp. Kết quả chỉ xem được sau khi nộp bài.")
    ),
    errors.ResultsNotReleased: lambda _: str(
        gettext("Giảng viên chưa công bố đáp án. Đồng chí xem lại trang này sau.")
    ),
    errors.QuestionInUse: lambda _: str(
        gettext("Câu hỏi đã dùng trong bài kiểm tra nên giữ nguyên. Hãy sửa thành phiên bản mới.")
    ),
    RulingUnsound: _unsound,
    NothingLeftToMark: lambda _: str(
        gettext("Bỏ câu này thì có bài không còn câu nào tính điểm. Hãy chọn “Cho đủ điểm cả lớp”.")
    ),
    QuizStillRunning: lambda _: str(
        gettext("Bài kiểm tra đang diễn ra. Chấm lại được sau khi bài kết thúc.")
    ),
    PapersUnderWay: lambda rule: str(
        gettext(
            "Vẫn còn bài đang làm hoặc đang trên đường gửi về. Có thể công bố đáp án sau %(time)s.",
            time=f"{local(rule.until):%H:%M:%S}",
        )
    ),
}
PROBLEMS: dict[str, str] = {}
