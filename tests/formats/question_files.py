"""Questions that anybody could have written, for round trips; and files gone wrong, for the readers."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from quizapp.domain.questions import (
    ALL_OR_NOTHING,
    PROPORTIONAL,
    PROPORTIONAL_WITH_DEDUCTION,
    Option,
    Question,
)
from quizapp.domain.questions.true_false import OPTIONS
from quizapp.formats.question_drafts import QuestionFile, ReadQuestion, State

WORDS = (
    "chi bộ", "Đảng viên", "điều lệ", "nghị quyết", "quá nửa", "ưỡn ẹo", "{a}", "~b", "=c", "#d", ":e", "\\n", "\\",
    "->", "<b>đậm</b>", "&nbsp;", "a < b & c", "::", "####", "%50%", "[html]", "//", "]]>", "\"nháy\"", "'đơn'",
    "x² + H₂O", "50 %", "–", "Điều 24", "1..5", "$CATEGORY:",
)  # fmt: skip


SIGNS = (
    *(chr(code) for code in range(0x21, 0x7F)), *"ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĐẮỀỘỰ",
    *"…–—“”‘’«»→×÷±≤≥²₂€½©™ßñ中文日本ไทย한국🙂",
)  # fmt: skip


def lines(*, breaks: bool = True) -> st.SearchStrategy[str]:
    """A text of one or more lines, blanks single, NFC."""
    joints = (" ", " ", " ", "\n", "\n\n") if breaks else (" ",)
    letters = st.text(st.sampled_from(SIGNS), min_size=1, max_size=6)
    word = st.sampled_from(WORDS) | letters

    @st.composite
    def text(draw: st.DrawFn) -> str:
        said = draw(word)
        for _ in range(draw(st.integers(0, 4))):
            said += draw(st.sampled_from(joints)) + draw(word)
        return unicodedata.normalize("NFC", said).strip()

    return text().filter(bool)


def _with_options(draw: st.DrawFn, kind: str, *, breaks: bool) -> Question:
    texts = draw(
        st.lists(lines(breaks=breaks), min_size=2, max_size=6, unique_by=lambda text: text.casefold())
    )
    places = list(range(len(texts)))
    if kind == "multiple":
        key = draw(
            st.sets(st.sampled_from(places), min_size=2 if len(places) > 2 else 1, max_size=len(places) - 1)
        )
        rules = (ALL_OR_NOTHING, PROPORTIONAL) if len(key) == 1 else (
            ALL_OR_NOTHING, PROPORTIONAL, PROPORTIONAL_WITH_DEDUCTION
        )  # fmt: skip
        rule = draw(st.sampled_from(rules))
    else:
        key, rule = {draw(st.sampled_from(places))}, ALL_OR_NOTHING
    options = tuple(Option(text) for text in texts)
    return Question(kind, draw(lines(breaks=breaks)), options, tuple(sorted(key)), rule)


@st.composite
def drafts(
    draw: st.DrawFn, kinds: tuple[str, ...], *, breaks: bool = True, more: bool = True
) -> ReadQuestion:
    """more: explanation, basis, level, topic and tags too."""
    kind = draw(st.sampled_from(kinds))
    stem = draw(lines(breaks=breaks))
    if kind in {"single", "multiple"}:
        question = _with_options(draw, kind, breaks=breaks)
    elif kind == "true_false":
        question = Question(kind, stem, OPTIONS, (draw(st.integers(0, 1)),))
    elif kind == "ordering":
        texts = draw(
            st.lists(lines(breaks=breaks), min_size=3, max_size=5, unique_by=lambda text: text.casefold())
        )
        question = Question(kind, stem, tuple(Option(text) for text in texts), tuple(range(len(texts))))
    elif kind == "essay":
        question = Question(kind, stem, (), ())
    elif kind == "number":
        question = Question(kind, stem, (), (draw(st.sampled_from(("1945", "3.14..3.16", "-2", "1..5"))),))
    else:
        accepted = draw(st.lists(lines(breaks=False), min_size=1, max_size=3, unique=True))
        question = Question("short_text", stem, (), tuple(text for text in accepted))
    draft = ReadQuestion(draw(st.sampled_from(("", "1", "12", "7a"))), "", question)
    if not more:
        return draft
    name = st.sampled_from(("", "Điều lệ Đảng", "Chương 1/2", "Tổ chức: chi bộ"))
    return replace(
        draft,
        explanation=draw(st.just("") | lines(breaks=breaks)),
        basis=draw(st.sampled_from(("", "Khoản 1 Điều 24", "Hướng dẫn 01-HD/TW"))),
        level=draw(st.sampled_from(("", "nhan_biet", "van_dung"))),
        topic=draw(name),
        tags=draw(st.sampled_from(((), ("đảng", "chi bộ"), ("a]b\\c",)))),
    )


def told(draft: ReadQuestion) -> ReadQuestion:
    """A question without what only a reader says about it."""
    return replace(draft, place="", state=State.OK, problems=())


def spoilt(content: bytes, seed: int) -> bytes:
    """A file with a few bytes lost, doubled, swapped or made up."""
    dice = random.Random(seed)
    spoiled = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        if not spoiled:
            break
        place, length = dice.randrange(len(spoiled)), dice.choice((1, 1, 2, 5, 40, 400))
        change = dice.randrange(5)
        if change == 0:
            del spoiled[place : place + length]
        elif change == 1:
            spoiled[place:place] = spoiled[place : place + length]
        elif change == 2:
            spoiled[place : place + 1] = bytes([dice.randrange(256)])
        elif change == 3:
            spoiled[place:place] = dice.choice(
                (b"{", b"}", b"=", b"~", b"<", b">", b"]]>", b"\x00", b"&x;", b"<!--", b"\n\n")
            )
        else:
            spoiled = spoiled[:place] if dice.random() < 0.2 else spoiled
    return bytes(spoiled)


def is_sane(read: Callable[[bytes], QuestionFile], content: bytes) -> bool:
    """Whether a reader gives a file back whose states follow from its problems."""
    file = read(content)
    return all(bool(one.problems) == (one.state is not State.OK) for one in file.questions)
