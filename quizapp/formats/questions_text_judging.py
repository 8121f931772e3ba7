"""A question taken apart, its marks and its key -> the draft, with everything about it that is doubtful."""

from collections.abc import Sequence

from quizapp.domain.names import canonical, tidy
from quizapp.domain.questions import Option, Question
from quizapp.domain.questions.true_false import OPTIONS as TRUE_FALSE
from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.question_drafts import STEM, ImageDraft, ReadQuestion, judged
from quizapp.formats.questions_text_answers import Answer, read_answer
from quizapp.formats.questions_text_marks import Marked
from quizapp.formats.questions_text_parts import RawQuestion
from quizapp.formats.questions_text_patterns import ASKS_FOR_SEVERAL, TRUE_FALSE_ASKED

_TRUE_FALSE_WORDS = (canonical("Đúng"), canonical("Sai"))


class _Judgement:
    """What is found out about one question on the way to its draft."""

    def __init__(self, raw: RawQuestion) -> None:
        self.raw = raw
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.letters = [option.letter for option in raw.options]
        self.texts = [option.text for option in raw.options]
        self.explanation = list(raw.explanation)

    def warn(self, code: str, **facts: Fact) -> None:
        self.warnings.append(Problem(code, self.raw.place, facts=facts))

    def refuse(self, code: str, **facts: Fact) -> None:
        self.errors.append(Problem(code, self.raw.place, facts=facts))

    def named(self, right: Sequence[int]) -> str:
        """Options by their letters: "A, C"."""
        return ", ".join(self.letters[at] for at in right)


def judge(raw: RawQuestion, mark: Marked, listed: str | None, *, number_twice: bool = False) -> ReadQuestion:
    """listed: the letters that a key of the file or of a second file gives; raw.key stands at the question itself."""
    found = _Judgement(raw)
    own = _answer(found, raw.key)
    from_list = _answer(found, listed) if listed else None
    right, spoken = _right(found, mark, own, from_list)
    question = _question(found, right, spoken)
    _look_for_faults(found, number_twice)
    draft = ReadQuestion(
        raw.number,
        raw.place,
        question,
        explanation="\n".join(filter(None, map(tidy, found.explanation))),
        basis=" ".join(filter(None, map(_without_brackets, raw.basis))),
        level=raw.level,
        topic=raw.topic,
        images=_images(raw),
        source=" ".join(filter(None, map(tidy, raw.source))),
    )
    return judged(draft, errors=found.errors, warnings=found.warnings)


def _without_brackets(text: str) -> str:
    plain = tidy(text)
    if plain.endswith(")") and plain.count(")") > plain.count("("):
        plain = plain[:-1]
    return plain.strip(" ")


def _answer(found: _Judgement, value: str | None) -> Answer | None:
    if value is None:
        return None
    answer = read_answer(value, found.letters, found.texts)
    if answer is None:
        found.refuse("key_unreadable", value=tidy(value)[:80])
    elif answer.unknown:
        found.refuse("key_no_such_option", option=answer.unknown)
    elif answer.ambiguous:
        found.refuse("key_ambiguous", value=tidy(value)[:80])
        return None
    if answer is not None and answer.rest:
        found.explanation.insert(0, answer.rest)
    return answer


def _right(
    found: _Judgement, mark: Marked, own: Answer | None, listed: Answer | None
) -> tuple[tuple[int, ...], bool | None]:
    """What is right: the key at the question, else the key of the file, else the marks; contradictions are told."""
    keyed = own if own is not None and (own.right or own.spoken is not None) else listed
    if own is not None and listed is not None and own.right and listed.right and own.right != listed.right:
        found.warn("keys_disagree", one=found.named(own.right), other=found.named(listed.right))
    if keyed is not None and (keyed.right or keyed.spoken is not None):
        if keyed.right and mark.right and not mark.unusual and mark.right != keyed.right:
            found.warn(
                "marks_and_key_disagree",
                key=found.named(keyed.right),
                marks=found.named(mark.right),
                mark=mark.sort,
            )
        return keyed.right, keyed.spoken
    if found.errors:
        return (), None
    if mark.others:
        found.warn(
            "marks_disagree",
            one=found.named(mark.right), mark=mark.sort,
            other=found.named(mark.others), other_mark=mark.other_sort,
        )  # fmt: skip
    if mark.unusual:
        found.warn("mark_unusual", options=found.named(mark.right), mark=mark.sort)
    elif mark.everything:
        found.warn("all_options_marked")
    return mark.right, None


def _question(found: _Judgement, right: tuple[int, ...], spoken: bool | None) -> Question:
    raw, stem = found.raw, found.raw.stem_text
    if not raw.options and (spoken is not None or TRUE_FALSE_ASKED.search(stem)):
        key = () if spoken is None else (0 if spoken else 1,)
        return Question("true_false", stem, TRUE_FALSE, key)
    options = tuple(Option(text) for text in found.texts)
    words = [canonical(text) for text in found.texts] if len(found.texts) == 2 else []
    if sorted(words) == sorted(_TRUE_FALSE_WORDS) and len(right) < 2:
        return Question("true_false", stem, options, right)
    if len(right) < 2:
        return Question("single", stem, options, right)
    if not ASKS_FOR_SEVERAL.search(stem):
        found.warn("several_right", options=found.named(right))
    return Question("multiple", stem, options, right)


def _look_for_faults(found: _Judgement, number_twice: bool) -> None:
    raw, letters = found.raw, found.letters
    for letter in sorted({letter for letter in letters if letters.count(letter) > 1}):
        found.refuse("letter_twice", option=letter)
    gaps = (
        [letter for letter in "ABCDEFGH"[: ord(max(letters)) - 64] if letter not in letters]
        if letters
        else []
    )
    if gaps:
        found.warn("letters_missing", options=", ".join(gaps))
    if raw.are_bullets:
        found.warn("options_without_letters", count=len(letters))
    if raw.formulas:
        found.warn("formula", count=raw.formulas)
    if any(option.images for option in raw.options):
        found.warn("image_in_option")
    if number_twice:
        found.warn("number_twice", number=raw.number)
    unclear = [text for text in map(tidy, raw.unclear) if text]
    if unclear:
        found.warn("line_unclear", text=unclear[0][:120], count=len(unclear))


def _images(raw: RawQuestion) -> tuple[ImageDraft, ...]:
    """Every picture once, under a name that no other of the question has."""
    placed = [(STEM, image) for part in raw.stem for image in part.images]
    placed += [(f"option {at}", image) for at, option in enumerate(raw.options, 1) for image in option.images]
    images: list[ImageDraft] = []
    for place, image in placed:
        taken = {each.name for each in images}
        name = image.name if image.name not in taken else f"{len(images) + 1}-{image.name}"
        images.append(ImageDraft(name, image.content, image.alt, place))
    return tuple(images)
