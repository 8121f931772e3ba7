"""Answers as people write them ("B", "b, d", "B. Bộ Chính trị", "SAI. Vì ...") into options; keys given to questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.domain.names import canonical, tidy
from quizapp.formats.drafts import Problem
from quizapp.formats.questions_text_keys import KeyGroup
from quizapp.formats.questions_text_parts import RawQuestion

_ALONE = re.compile(r"[A-Ha-h](?:\s*(?:,|;|&|\+|/|\.|-|và|and|hoặc)?\s*[A-Ha-h])*", re.IGNORECASE)
_LEADING = re.compile(r"(?P<letter>[A-Ha-h])\s*(?:[.):;,\-–]|\s(?=[(\[]))\s*(?P<rest>.*)", re.DOTALL)
_SAID = re.compile(
    r"^\W*(?:(?:là|câu|ý|phương án|đáp án|chọn|đ/a|lựa chọn)\s+)+(?=[A-Ha-h]\b)", re.IGNORECASE
)
_SPOKEN = re.compile(
    r"(?P<word>đúng|sai|true|false)\b\s*[.,;:(\-–]*\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_NUMBERS = re.compile(r"\d{1,2}(?:\.0)?(?:\s*[,;&/]\s*\d{1,2}(?:\.0)?)*")
_TRUE, _FALSE = ("đúng", "true", "đ", "t"), ("sai", "false", "s", "f")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says. right: indexes of options, () when it says nothing about them. spoken: True or False for
    an answer in words. rest: what stands behind it, an explanation. unknown: a letter that no option has.
    by_text: told by the wording of an option, not by a letter."""

    right: tuple[int, ...] = ()
    spoken: bool | None = None
    rest: str = ""
    unknown: str = ""
    ambiguous: bool = False


def read_answer(value: str, letters: Sequence[str], texts: Sequence[str]) -> Answer | None:
    """None for an answer that nobody can make out. letters, texts: of the options, in authored order."""
    full = _SAID.sub("", tidy(value)).lstrip(" .)(;:[]*")
    plain = full.rstrip(" .)(;:[]*")
    if not plain:
        return None
    whole = _same(plain, texts) if len(plain) > 1 else []
    if len(whole) == 1:
        return Answer((whole[0],))
    if _ALONE.fullmatch(plain) and (len(plain) == 1 or plain.isupper() or re.search(r"[,;&+/\s]", plain)):
        return _by_letters(re.findall("[A-H]", _without_words(plain).upper()), letters)
    spoken = _SPOKEN.fullmatch(full)
    if spoken is not None:
        return _by_word(spoken["word"].casefold() in _TRUE, tidy(spoken["rest"]), texts)
    leading = _LEADING.fullmatch(full)
    if leading is not None:
        return _by_letter_and_text(leading["letter"].upper(), tidy(leading["rest"]), letters, texts)
    return _by_other(plain, letters, texts)


def _same(value: str, texts: Sequence[str]) -> list[int]:
    """The options that say the same words."""
    words = canonical(value)
    return [at for at, text in enumerate(texts) if text and canonical(text) == words] if words else []


def _without_words(text: str) -> str:
    return re.sub(r"và|and|hoặc", " ", text, flags=re.IGNORECASE)


def _by_letters(named: Sequence[str], letters: Sequence[str], rest: str = "") -> Answer:
    unknown = "".join(letter for letter in named if letter not in letters)
    if unknown:
        return Answer(unknown=unknown, rest=rest)
    right = tuple(at for at, letter in enumerate(letters) if letter in named)
    return Answer(right, rest=rest, ambiguous=any(letters.count(letter) > 1 for letter in named))


def _by_word(is_true: bool, rest: str, texts: Sequence[str]) -> Answer:
    words = _TRUE if is_true else _FALSE
    right = tuple(at for at, text in enumerate(texts) if text.casefold().strip(" .") in words)
    return Answer(right if len(right) == 1 else (), spoken=is_true, rest=rest)


def _by_letter_and_text(letter: str, rest: str, letters: Sequence[str], texts: Sequence[str]) -> Answer:
    by_letter = _by_letters([letter], letters)
    same = _same(rest, texts)
    if same and by_letter.right and by_letter.right[0] not in same:
        return Answer(by_letter.right, ambiguous=True)
    return Answer(
        by_letter.right, rest="" if same else rest, unknown=by_letter.unknown, ambiguous=by_letter.ambiguous
    )


def _by_other(plain: str, letters: Sequence[str], texts: Sequence[str]) -> Answer | None:
    numbers = (
        [int(float(each)) for each in re.findall(r"\d+(?:\.0)?", plain)] if _NUMBERS.fullmatch(plain) else []
    )
    if numbers and all(1 <= number <= len(texts) for number in numbers):
        return Answer(tuple(sorted({number - 1 for number in numbers})))
    if plain.casefold() in (*_TRUE, *_FALSE):
        return _by_word(plain.casefold() in _TRUE, "", texts)
    if plain[:1] in letters and plain[1:2] == " ":
        rest = canonical(plain[2:])
        at = letters.index(plain[:1])
        return Answer((at,)) if canonical(texts[at]) == rest else None
    return None


def give_keys(
    questions: Sequence[RawQuestion], groups: Sequence[KeyGroup]
) -> tuple[dict[int, str], list[Problem]]:
    """Index of a question -> the letters that the keys of the file give it; and what does not fit together."""
    given: dict[int, str] = {}
    problems: list[Problem] = []
    sections = _sections(questions)
    free = list(range(len(sections)))
    lists = [(group.at, pairs) for group in groups for pairs in _one_list_each(group)]
    if len(lists) == 1 and _counts_on(lists[0][1], sections, questions):
        by_order = {
            at: letters for at, (_, letters) in enumerate(sorted(lists[0][1].items(), key=_as_number))
        }
        return by_order, [Problem("key_by_order", facts={"count": len(by_order)})]
    for at, pairs in lists:
        best = max(free, key=lambda each: _fit(sections[each], pairs, questions, at), default=None)
        if best is None or not _fit(sections[best], pairs, questions, at):
            problems.append(Problem("key_without_question", facts={"numbers": _named(pairs)}))
            continue
        free.remove(best)
        numbers = {questions[index].number for index in sections[best]}
        given.update(
            {
                index: pairs[questions[index].number]
                for index in sections[best]
                if questions[index].number in pairs
            }
        )
        missing = [number for number in pairs if number not in numbers]
        if missing:
            problems.append(Problem("key_without_question", facts={"numbers": _named(missing)}))
    return given, problems


def _as_number(pair: tuple[str, str]) -> int:
    return int(pair[0])


def _named(numbers: Sequence[str] | dict[str, str]) -> str:
    listed = list(numbers)
    return ", ".join(listed[:20]) + (", ..." if len(listed) > 20 else "")


def _one_list_each(group: KeyGroup) -> list[dict[str, str]]:
    """A number that comes again begins the list of another chapter."""
    lists: list[dict[str, str]] = [{}]
    for number, letters in group.pairs:
        if number in lists[-1]:
            lists.append({})
        lists[-1][number] = letters
    return lists


def _sections(questions: Sequence[RawQuestion]) -> list[list[int]]:
    """Questions of one numbering: it begins again at 1, or at a lower number that then goes on."""
    sections: list[list[int]] = [[]]
    before = 0
    for at, question in enumerate(questions):
        number = int(question.number) if question.number else before + 1
        following = questions[at + 1].number if at + 1 < len(questions) else ""
        if sections[-1] and (number == 1 or (number < before and following == str(number + 1))):
            sections.append([])
        sections[-1].append(at)
        before = number
    return [section for section in sections if section]


def _counts_on(
    pairs: dict[str, str], sections: Sequence[Sequence[int]], questions: Sequence[RawQuestion]
) -> bool:
    """Do the numbers of a key run over all questions although those of the questions begin again or are missing."""
    count = len(questions)
    runs = len(pairs) == count and sorted(map(int, pairs)) == list(range(1, count + 1))
    return runs and (len(sections) > 1 or not any(question.number for question in questions))


def _fit(section: Sequence[int], pairs: dict[str, str], questions: Sequence[RawQuestion], at: int) -> float:
    if questions[section[0]].block.begin >= at:
        return 0.0
    numbers = {questions[index].number for index in section}
    shared = len(numbers.intersection(pairs))
    return shared / len(numbers.union(pairs))
