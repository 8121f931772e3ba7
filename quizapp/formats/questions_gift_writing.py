"""Questions into GIFT."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from quizapp.domain.questions import Question
from quizapp.domain.questions.true_false import OPTIONS
from quizapp.formats.question_drafts import ReadQuestion, lost
from quizapp.formats.questions_drafting import WrittenFile, with_basis
from quizapp.formats.questions_fractions import is_rule_kept, marks_of
from quizapp.formats.questions_html import clean

_SIGNS = re.compile(r"[\\~=#{}:]")
_CLOSERS = re.compile(r"[]\\]")
_SPACES = re.compile(r"[ \t\f\v]+")


def write_gift(questions: Sequence[ReadQuestion]) -> WrittenFile:
    """UTF-8, one question a block, every text marked [plain] so that no system reads tags into it.

    Topics become categories; level and tags stand in the comment above. Steps to order, pictures, pins and sources
    are what GIFT cannot hold.
    """
    losses: Counter[str] = Counter()
    lines: list[str] = []
    topic = ""
    for draft in questions:
        body = _body(draft, losses)
        if body is None:
            losses[f"kind_{draft.question.kind}"] += 1
            continue
        if draft.topic != topic:
            topic = draft.topic
            named = " ".join(clean(topic).split()).replace("/", "//")
            lines += [f"$CATEGORY: $course$/top{'/' if named else ''}{named}", ""]
        lines += [*_tags(draft), f"{_title(draft)}{_plain(draft.question.stem, always=True)}{body}", ""]
        losses.update(_unheld(draft))
    return WrittenFile("\n".join(lines).encode(), lost(losses))


def is_plain_true_false(question: Question) -> bool:
    """Whether a true_false says "Đúng" and "Sai", the only words that other systems' true or false has."""
    return question.kind == "true_false" and [one.text for one in question.options] == [
        one.text for one in OPTIONS
    ]


def _unheld(draft: ReadQuestion) -> Mapping[str, int]:
    question = draft.question
    return {
        "image": len(draft.images),
        "source": int(bool(draft.source)),
        "pins": int(question.kind != "true_false" and any(option.pinned for option in question.options)),
        "rule": int(not is_rule_kept(question)),
        "true_false_words": int(question.kind == "true_false" and not is_plain_true_false(question)),
    }


def _tags(draft: ReadQuestion) -> list[str]:
    words = [" ".join(clean(word).split()) for word in (draft.level, *draft.tags)]
    told = " ".join(f"[tag:{_CLOSERS.sub(_guarded, word)}]" for word in words if word)
    return [f"// {told}"] if told else []


def _title(draft: ReadQuestion) -> str:
    return f"::{_escaped(f'Câu {draft.number}')}::" if draft.number else ""


def _plain(text: str, *, always: bool = False) -> str:
    """A text that is read back as it is; a first sign that would mean something is guarded by its markup."""
    said = _escaped(text)
    return f"[plain]{said}" if always or said.startswith(("[", "%")) else said


def _escaped(text: str) -> str:
    said = _SPACES.sub(" ", clean(text))
    return _SIGNS.sub(_guarded, said).replace("\n", "\\n")


def _guarded(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _body(draft: ReadQuestion, losses: Counter[str]) -> str | None:
    writers: dict[str, Callable[[Question, Counter[str]], str]] = {
        "single": _choice,
        "multiple": _choice,
        "true_false": _true_false,
        "short_text": _short,
        "number": _number,
        "matching": _matching,
        "essay": lambda question, losses: "",
    }
    write = writers.get(draft.question.kind)
    if write is None:
        return None
    told = with_basis(draft)
    general = f"\n\t####{_plain(told)}\n" if told else ""
    answers = write(draft.question, losses)
    # a blank line would end the question, also within its braces
    return f"{{{answers.removesuffix(chr(10)) if general else answers}{general}}}"


def _choice(question: Question, losses: Counter[str]) -> str:
    del losses
    lines = []
    for place, (option, mark) in enumerate(zip(question.options, marks_of(question), strict=True)):
        if question.kind == "multiple":
            sign = f"~%{mark.normalize():f}%" if mark else "~"
        else:
            sign = "=" if place in question.key else "~"
        lines.append(f"\n\t{sign}{_plain(option.text)}")
    return "".join(lines) + "\n"


def _true_false(question: Question, losses: Counter[str]) -> str:
    if not is_plain_true_false(question):
        return _choice(question, losses)
    return "TRUE" if question.key == (0,) else "FALSE"


def _short(question: Question, losses: Counter[str]) -> str:
    accepted = [str(token) for token in question.key]
    if accepted and all("->" in text for text in accepted):
        losses["arrow"] += 1
        accepted = [text.replace("->", "→") for text in accepted]
    return "".join(f"\n\t={_plain(text)}" for text in accepted) + "\n"


def _number(question: Question, losses: Counter[str]) -> str:
    del losses
    accepted = [str(token) for token in question.key]
    if len(accepted) == 1:
        return f"#{accepted[0]}"
    return "#" + "".join(f"\n\t={token}" for token in accepted) + "\n"


def _matching(question: Question, losses: Counter[str]) -> str:
    texts = [option.text for option in question.options]
    asked = len(question.key)
    pairs = [(texts[left], texts[right]) for left, right in enumerate(question.key) if isinstance(right, int)]
    used = set(question.key)
    pairs += [("", text) for place, text in enumerate(texts) if place >= asked and place not in used]
    if any("->" in left for left, _ in pairs):
        losses["arrow"] += 1
    return (
        "".join(f"\n\t={_plain(left.replace('->', '→'))} -> {_escaped(right)}" for left, right in pairs)
        + "\n"
    )
