"""Letters that somebody types for a learner's paper: "1B 2C 3AD 4-" or one cell a question.

Read as generously as it can be without guessing: capitals or not, with points, commas or spaces. A problem names its
question and stops nothing else. Needs no wording and no key: the paper says the kinds and how many options there are.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.domain.errors import RuleBroken
from quizapp.domain.questions import Option, Question, Refusal, read

LETTERS = "ABCDEFGHIJKLMNOP"
MOST_VERSIONS = 8
FIRST_CODE = 101
_NUMBERED = re.compile(r"(\d+)([^\d]*)")
_BETWEEN = re.compile(r"[\s.,;:)(/|>=+→–-]+")
_BLANK = re.compile(r"[\s.,;:)(/|>=+→]*[–-]+[\s.,;:)(/|>=+→–-]*")


class VersionsTooMany(RuleBroken):
    """A quiz has at most so many numbered versions."""

    limit: int


class VersionUnknown(RuleBroken):
    """No version of this quiz has this number."""

    version: str


class VersionsPrinted(RuleBroken):
    """Numbered versions are made: the questions asked can no longer change."""


class ReviewReleased(RuleBroken):
    """The right answers are public: letters can no longer be typed in or corrected."""


class HandedInBySelf(RuleBroken):
    """The learner handed this attempt in: nobody types over it."""


class LettersUnreadable(RuleBroken):
    """The letters typed do not fit the paper; problems: of the first question and those after it."""

    problems: int


@dataclass(frozen=True, slots=True)
class LetterProblem:
    """code: question_unknown | question_twice | letter_unknown | letter_twice | only_one_letter | not_every_step |
    unreadable. slot 0: no question can be named. options: how many the question has."""

    slot: int
    code: str
    typed: str = ""
    options: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """values: the places chosen, by slot; () = said to be blank ("-"). A slot that was not named is not in it."""

    values: Mapping[int, tuple[str, ...]]
    problems: tuple[LetterProblem, ...]


def read_letters(
    paper: Sequence[Mapping[str, Any]], line: str, cells: Mapping[int, str] | None = None
) -> Typed:
    """What a line and the cells of a grid say about a paper; a question named in both must say the same."""
    problems: list[LetterProblem] = []
    values: dict[int, tuple[str, ...]] = {}
    said = _pieces(line, len(paper), problems)
    said += [(slot, text) for slot, text in sorted((cells or {}).items()) if text.strip()]
    for slot, text in said:
        if not 1 <= slot <= len(paper):
            problems.append(LetterProblem(slot, "question_unknown", text))
            continue
        found = _places(slot, paper[slot - 1], _upper(text))
        if isinstance(found, LetterProblem):
            problems.append(found)
        elif slot in values and values[slot] != found:
            problems.append(LetterProblem(slot, "question_twice", text.strip()))
        else:
            values[slot] = found
    return Typed(values, tuple(sorted(problems, key=lambda one: one.slot)))


def letters_of(value: Sequence[str]) -> str:
    """The letters of places as they are typed: ("1", "4") is "AD"."""
    return "".join(LETTERS[int(place) - 1] for place in value if place.isdigit())


def codes_after(present: Sequence[str], number: int) -> tuple[str, ...]:
    """The next numbers of versions (101, 102, ...); VersionsTooMany."""
    if len(present) + number > MOST_VERSIONS:
        raise VersionsTooMany(MOST_VERSIONS)
    first = max((int(one) for one in present), default=FIRST_CODE - 1) + 1
    return tuple(str(first + at) for at in range(number))


def _upper(text: str) -> str:
    return unicodedata.normalize("NFC", text).upper()


def _pieces(line: str, slots: int, problems: list[LetterProblem]) -> list[tuple[int, str]]:
    """(question, what was typed for it); without any number the pieces between spaces are questions 1, 2, ..."""
    if not line.strip():
        return []
    if not any(sign.isdigit() for sign in line):
        return list(enumerate(line.replace(",", " ").replace(";", " ").split(), start=1))
    before = line[: re.search(r"\d", line).start()]  # type: ignore[union-attr]
    if _BETWEEN.sub("", before):
        problems.append(LetterProblem(0, "unreadable", before.strip()[:20]))
    return [(int(number[:6]), text) for number, text in _NUMBERED.findall(line)]


def _places(slot: int, asked: Mapping[str, Any], text: str) -> tuple[str, ...] | LetterProblem:
    options = len(asked["order"])
    letters = _BETWEEN.sub("", text)
    if not letters:
        said = bool(_BLANK.fullmatch(text))
        return () if said else LetterProblem(slot, "unreadable", text.strip(), options)
    if any(sign not in LETTERS for sign in letters):
        plain = all("A" <= sign <= "Z" for sign in letters)
        return LetterProblem(slot, "letter_unknown" if plain else "unreadable", letters[:20], options)
    value = tuple(str(LETTERS.index(sign) + 1) for sign in letters)
    return _checked(slot, asked, value, letters)


REFUSALS = {
    "place_unknown": "letter_unknown",
    "place_twice": "letter_twice",
    "only_one_place": "only_one_letter",
    "not_every_step": "not_every_step",
}


def _checked(
    slot: int, asked: Mapping[str, Any], value: tuple[str, ...], letters: str
) -> tuple[str, ...] | LetterProblem:
    order = asked["order"]
    question = Question(asked["kind"], "", tuple(Option("") for _ in order), ())
    chosen = read(question, value, order)
    if isinstance(chosen, Refusal):
        return LetterProblem(slot, REFUSALS.get(chosen.code, "unreadable"), letters[:20], len(order))
    return value if asked["kind"] == "ordering" else tuple(sorted(value, key=int))
