"""Questions in Aiken, plain text with "A." and "ANSWER: A", also as Vietnamese teachers write it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizapp.domain.questions import Option, Question
from quizapp.formats.drafts import Problem
from quizapp.formats.question_drafts import QuestionFile, ReadQuestion, lost
from quizapp.formats.questions_drafting import Notes, WrittenFile, as_true_false, finished
from quizapp.formats.questions_html import clean
from quizapp.formats.sniffing import FILE_LIMIT, decode_text

LETTERS = "ABCDEFGHIJKL"
LEVELS = {"1": "nhan_biet", "2": "thong_hieu", "3": "van_dung", "4": "van_dung"}

_OPTION = re.compile(r"\s*([A-La-l])\s?[.):/](?:\s+|(?=\S)|$)(.*)")
_ANSWER = re.compile(
    r"\s*(?:ANSWER|KEY|CORRECT ANSWER|ĐÁP ÁN(?: ĐÚNG)?|TRẢ LỜI|Đ/A|ĐA|PHƯƠNG ÁN ĐÚNG)\s*(?:[:.\-=]|(?=\s[A-L]\s*$))\s*(.*)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*(GIẢI THÍCH|LỜI GIẢI|EXPLANATION|CĂN CỨ|NGUỒN)\s*:\s*(.*)", re.IGNORECASE)
_HEADING = re.compile(
    r"\s*(?:CHƯƠNG|PHẦN|CHUYÊN ĐỀ|BÀI)\s+(?:\d+|[IVXL]+)\s*[.:\-–]\s*(?P<title>.+)", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:câu(?:\s+hỏi)?|question)\s*(\d{1,5}[a-z]?)\s*[.:)\-]\s*(?=\S)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(\d{1,4})\s*[.)]\s+(?=\S)")
_BRACKETED = re.compile(r"\[(\d{1,4})\]\s*(?=\S)")
_LETTER_LIST = re.compile(r"[A-L](?:\s*(?:,|;|/|&|\+|và|and|\s)\s*[A-L])*\s*\.?", re.IGNORECASE)
_LETTER_RUN = re.compile(r"[A-L]{2,12}")


@dataclass(slots=True)
class _Draft:
    line: int
    topic: str
    stem: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answer: str | None = None
    remarks: dict[str, list[str]] = field(default_factory=dict)


def read_aiken(content: bytes) -> QuestionFile:
    """Every question of an Aiken text in any encoding that decode_text knows; never raises.

    Also taken: several lines of stem, wrapped options, small letters, "A)" "A:" "A/", several right letters,
    "ĐÁP ÁN:", "Câu 3.", a level as "[1]", "Giải thích:" and "Căn cứ:" below the answer.
    """
    notes = Notes("aiken")
    if len(content) > FILE_LIMIT:
        notes.problems.append(Problem("too_big", facts={"limit": FILE_LIMIT // 1024 // 1024}))
        return notes.file(())
    decoded = decode_text(content)
    if decoded.guessed:
        notes.problems.append(Problem("encoding_guessed", facts={"encoding": decoded.encoding}))
    drafts = _drafts(decoded.text, notes)
    brackets, bare = _prefixes(drafts)
    return notes.file([_finished(draft, brackets, is_numbered=bare) for draft in drafts])


def _drafts(text: str, notes: Notes) -> list[_Draft]:
    lines = [clean(line) for line in re.split(r"\r\n|\r|\n", text)]
    found: list[_Draft] = []
    reader = _Lines(lines, found)
    for place in range(len(lines)):
        reader.take(place)
    reader.close()
    for line, said in reader.outside:
        notes.skip("text_outside", f"line {line}", said, line)
    return found


class _Lines:
    """The state of reading: the question that is being read, and what may follow in it."""

    def __init__(self, lines: Sequence[str], found: list[_Draft]) -> None:
        self.lines, self.found = lines, found
        self.topic = ""
        self.draft: _Draft | None = None
        self.remark: list[str] | None = None
        self.blank = True
        self.outside: list[tuple[int, str]] = []

    def take(self, place: int) -> None:
        line = self.lines[place]
        if not line:
            self.blank = True
            return
        if (answer := _ANSWER.fullmatch(line)) and self.draft is not None and self.draft.answer is None:
            self.draft.answer = answer[1].strip()
        elif (remark := _REMARK.fullmatch(line)) and self.draft is not None and self.draft.options:
            self.remark = self.draft.remarks.setdefault(remark[1].upper(), [])
            self.remark.append(remark[2])
        elif option := self._option(place):
            assert self.draft is not None
            self.draft.letters.append(option[0])
            self.draft.options.append(option[1])
        else:
            self._text(place, line)
        self.blank = False

    def close(self) -> None:
        """End the question that is being read; words without options and answer are no question."""
        draft, self.draft, self.remark = self.draft, None, None
        if draft is None:
            return
        if draft.options or draft.answer is not None:
            self.found.append(draft)
        elif draft.stem:
            self.outside.append((draft.line, " ".join(draft.stem)))

    def _option(self, place: int) -> tuple[str, str] | None:
        found = _OPTION.fullmatch(self.lines[place])
        if found is None or (self.draft is not None and self.draft.answer is not None):
            return None
        letter = found[1].upper()
        used = self.draft.letters if self.draft else []
        expected = next((sign for sign in LETTERS if sign not in used), "")
        if letter != expected and (not used or letter in used or not self._comes(expected, place)):
            return None
        if self.draft is None:
            self.draft = _Draft(place + 1, self.topic)
        return letter, found[2].strip()

    def _comes(self, letter: str, place: int) -> bool:
        """Whether this letter still comes among the next lines: options may stand as A, C, B, D."""
        for line in self.lines[place + 1 : place + 9]:
            if not line or _ANSWER.fullmatch(line):
                return False
            if (found := _OPTION.fullmatch(line)) and found[1].upper() == letter:
                return True
        return False

    def _text(self, place: int, line: str) -> None:
        draft = self.draft
        if draft is not None and draft.answer is not None and not self.blank and self.remark is not None:
            self.remark.append(line)
            return
        if draft is not None and (draft.answer is not None or (draft.options and self.blank)):
            self.close()
            draft = None
        if draft is None:
            if (heading := _HEADING.fullmatch(line)) and (
                place + 1 >= len(self.lines) or not self.lines[place + 1]
            ):
                self.topic = heading["title"].strip()
                return
            self.draft = _Draft(place + 1, self.topic, [line])
        elif draft.options:
            draft.options[-1] = f"{draft.options[-1]} {line}".strip()
        else:
            draft.stem.append(line)


def _prefixes(drafts: Sequence[_Draft]) -> tuple[str, bool]:
    """What "[1]" before a stem is ("level", "number" when they count up, "" for none); whether "1." is a number."""
    marks = [found[1] for draft in drafts if (found := _BRACKETED.match(" ".join(draft.stem)))]
    counted = [str(number) for number in range(1, len(marks) + 1)]
    brackets = "number" if len(marks) > 1 and marks == counted else "level"
    if any(mark not in LEVELS for mark in marks):
        brackets = "number"
    bare = sum(1 for draft in drafts if _BARE_NUMBER.match(" ".join(draft.stem)))
    return (brackets if marks else ""), bare * 2 > len(drafts) > 1


def _finished(draft: _Draft, brackets: str, *, is_numbered: bool) -> ReadQuestion:
    place = f"line {draft.line}"
    number, level, stem = _without_prefixes("\n".join(draft.stem), brackets, is_numbered=is_numbered)
    is_mixed = draft.letters != sorted(draft.letters)
    if is_mixed:  # read across two columns
        pairs = sorted(zip(draft.letters, draft.options, strict=True))
        draft.letters, draft.options = [letter for letter, _ in pairs], [text for _, text in pairs]
    key, doubt = _key(draft, place)
    options = tuple(Option(text) for text in draft.options)
    true_false = as_true_false(options, key)
    question = Question("multiple" if len(key) > 1 else "single", stem, options, key)
    if true_false is not None:
        question = replace(true_false, stem=stem)
    remarks = {name: "\n".join(lines).strip() for name, lines in draft.remarks.items()}
    read = ReadQuestion(
        number=number,
        place=place,
        question=question,
        explanation=next(
            (remarks[name] for name in ("GIẢI THÍCH", "LỜI GIẢI", "EXPLANATION") if name in remarks), ""
        ),
        basis=remarks.get("CĂN CỨ", ""),
        source=remarks.get("NGUỒN", ""),
        level=level,
        topic=draft.topic,
    )
    warnings = [doubt] if doubt else []
    if is_mixed:
        warnings.append(Problem("letters_out_of_order", place, draft.line))
    return finished(read, warnings=warnings)


def _without_prefixes(stem: str, brackets: str, *, is_numbered: bool) -> tuple[str, str, str]:
    number = level = ""
    for _ in range(2):
        if found := _NUMBERED.match(stem) or (_BARE_NUMBER.match(stem) if is_numbered else None):
            number, stem = number or found[1], stem[found.end() :]
        if brackets and (found := _BRACKETED.match(stem)):
            stem = stem[found.end() :]
            level = LEVELS.get(found[1], "") if brackets == "level" else level
            number = number or (found[1] if brackets == "number" else "")
    return number, level, stem


def _key(draft: _Draft, place: str) -> tuple[tuple[int, ...], Problem | None]:
    """The indexes of the right options, and why there are none although there is an answer."""
    said = draft.answer
    if said is None:
        return (), None
    wanted = _letters(said, draft.options)
    if not wanted:
        return (), Problem("answer_unreadable", place, draft.line, facts={"answer": said[:80]})
    unknown = [letter for letter in wanted if letter not in draft.letters]
    if unknown:
        return (), Problem("answer_no_such_option", place, draft.line, facts={"answer": ", ".join(unknown)})
    return tuple(sorted(draft.letters.index(letter) for letter in wanted)), None


def _letters(said: str, options: Sequence[str]) -> list[str]:
    if _LETTER_RUN.fullmatch(said):
        return list(dict.fromkeys(said))
    if _LETTER_LIST.fullmatch(said):
        without_words = re.sub(r"và|and", " ", said, flags=re.IGNORECASE)
        return list(dict.fromkeys(re.findall(r"[A-L]", without_words.upper())))
    if found := re.match(r"([A-La-l])\s*[.):/]", said):
        return [found[1].upper()]
    words = " ".join(said.split()).casefold().rstrip(".")
    same = [
        place for place, text in enumerate(options) if " ".join(text.split()).casefold().rstrip(".") == words
    ]
    return [LETTERS[same[0]]] if len(same) == 1 and same[0] < len(LETTERS) else []


def write_aiken(questions: Sequence[ReadQuestion]) -> WrittenFile:
    """UTF-8, one right letter a question, as every system reads it.

    Only single choice and true or false can be written; explanations, topics, levels, pictures and line breaks are
    left out and counted. A question that would be read back differently ("B. ..." in a stem) counts as text_changed.
    """
    losses: Counter[str] = Counter()
    blocks = []
    for draft in questions:
        question = draft.question
        if question.kind not in {"single", "true_false"} or not 2 <= len(question.options) <= len(LETTERS):
            losses[f"kind_{question.kind}"] += 1
            continue
        if len(question.key) != 1 or not isinstance(question.key[0], int):
            losses["several_right"] += 1
            continue
        block = _block(draft, question.key[0])
        back = read_aiken(block.encode()).questions
        if len(back) != 1 or not _is_same(back[0], draft):
            losses["text_changed"] += 1
        blocks.append(block)
        losses.update(_unheld(draft))
    return WrittenFile("\n".join(blocks).encode(), lost(losses))


def _block(draft: ReadQuestion, right: int) -> str:
    number = f"Câu {draft.number}. " if draft.number else ""
    lines = [f"{number}{_one_line(draft.question.stem)}"]
    lines += [f"{LETTERS[place]}. {_one_line(one.text)}" for place, one in enumerate(draft.question.options)]
    return "\n".join([*lines, f"ANSWER: {LETTERS[right]}", ""])


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", clean(text))


def _is_same(read: ReadQuestion, draft: ReadQuestion) -> bool:
    texts = [_one_line(text) for text in (draft.question.stem, *(one.text for one in draft.question.options))]
    return (
        [read.question.stem, *(one.text for one in read.question.options)] == texts
        and read.question.key == draft.question.key
        and read.number == draft.number
    )


def _unheld(draft: ReadQuestion) -> dict[str, int]:
    question = draft.question
    texts = (question.stem, *(option.text for option in question.options))
    return {
        "explanation": int(bool(draft.explanation)),
        "basis": int(bool(draft.basis)),
        "level": int(bool(draft.level)),
        "topic": int(bool(draft.topic)),
        "tags": int(bool(draft.tags)),
        "source": int(bool(draft.source)),
        "image": len(draft.images),
        "pins": int(question.kind == "single" and any(option.pinned for option in question.options)),
        "line_breaks": int(any("\n" in clean(text) for text in texts)),
    }
