"""Which options the look of a file says are right: underlined, coloured, shaded, bold, or with an asterisk or arrow.

A look counts where it tells one or some options of a question from the others; and it is trusted where the file
uses it so throughout. Bold and italic, which also stand for emphasis, must do so in half of the questions.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.questions_text_lines import PLAIN, Look, mostly
from quizapp.formats.questions_text_parts import RawOption, RawQuestion

_STRONG_SHARE, _WEAK_SHARE = 0.15, 0.5
_LOOKS = ("underline", "shade", "color", "bold", "italic")
_WEAK = ("bold", "italic")
Sort = tuple[str, str]
"""(look, where): ("underline", "label"), ("bold", "text"), ("sign", "")."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What the marks of one question say. right: indexes of options. sort: the look. unusual: not one that the file
    uses throughout. others: another look that says something else. everything: a look of the file on all options."""

    right: tuple[int, ...] = ()
    sort: str = ""
    unusual: bool = False
    others: tuple[int, ...] = ()
    other_sort: str = ""
    everything: bool = False


def read_marks(questions: Sequence[RawQuestion]) -> list[Marked]:
    """One answer a question, in the same order."""
    values = [_values(each) if len(each.options) > 1 else {} for each in questions]
    usual = _usual_values(values)
    marked = [{sort: _different(seen, usual[sort]) for sort, seen in each.items()} for each in values]
    asked = sum(1 for each in values if each)
    counts = Counter(
        sort
        for each, raw in zip(marked, questions, strict=True)
        for sort, found in each.items()
        if _separates(found, raw)
    )
    singles = Counter(sort for each in marked for sort, found in each.items() if len(found) == 1)
    trusted = [sort for sort, count in counts.most_common() if _is_trusted(sort, count, singles[sort], asked)]
    return [_decide(each, raw, trusted, counts) for each, raw in zip(marked, questions, strict=True)]


def _values(question: RawQuestion) -> dict[Sort, list[object]]:
    found: dict[Sort, list[object]] = {("sign", ""): [option.signed for option in question.options]}
    looks = [(_label_look(option), _text_look(option)) for option in question.options]
    for name in _LOOKS:
        found[name, "label"] = [getattr(label, name) for label, _ in looks]
        found[name, "text"] = [getattr(text, name) for _, text in looks]
    return found


def _label_look(option: RawOption) -> Look:
    """The look of the letter itself."""
    line, start, end = option.label
    at = next((place for place in range(start, end) if line.text[place].isalpha()), start)
    return next((look for first, look in reversed(line.looks) if first <= at), PLAIN)


def _text_look(option: RawOption) -> Look:
    body = option.body
    return Look(
        mostly(body, lambda look: look.bold, default=False),
        mostly(body, lambda look: look.italic, default=False),
        mostly(body, lambda look: look.underline, default=False),
        mostly(body, lambda look: look.color, default=""),
        mostly(body, lambda look: look.shade, default=""),
    )


def _usual_values(values: Sequence[dict[Sort, list[object]]]) -> dict[Sort, object]:
    """The value that most options of the file have: what "not marked" looks like."""
    counts: dict[Sort, Counter[object]] = {}
    for each in values:
        for sort, seen in each.items():
            counts.setdefault(sort, Counter()).update(seen)
    return {sort: count.most_common(1)[0][0] for sort, count in counts.items()}


def _different(seen: Sequence[object], usual: object) -> tuple[int, ...]:
    """The options that look unlike the rest of their question; of a tie, unlike the rest of the file."""
    if isinstance(usual, bool):
        return tuple(at for at, value in enumerate(seen) if value)
    (most, count), *_ = Counter(seen).most_common(1)
    plain = most if count * 2 > len(seen) else usual
    return tuple(at for at, value in enumerate(seen) if value != plain)


def _separates(found: tuple[int, ...], question: RawQuestion) -> bool:
    return 0 < len(found) < len(question.options)


def _is_trusted(sort: Sort, count: int, singles: int, asked: int) -> bool:
    if sort[0] == "sign":
        return True
    share = _WEAK_SHARE if sort[0] in _WEAK else _STRONG_SHARE
    return count >= share * asked and singles * 2 >= count


def _decide(
    found: dict[Sort, tuple[int, ...]], question: RawQuestion, trusted: Sequence[Sort], counts: Counter[Sort]
) -> Marked:
    telling = [sort for sort in trusted if _separates(found.get(sort, ()), question)]
    if telling:
        right = found[telling[0]]
        other = next((sort for sort in telling[1:] if found[sort] != right and sort[0] not in _WEAK), None)
        other = other or next((sort for sort in telling[1:] if not set(right) & set(found[sort])), None)
        if other is not None:
            return Marked(right, telling[0][0], others=found[other], other_sort=other[0])
        return Marked(right, telling[0][0])
    everything = any(len(found.get(sort, ())) == len(question.options) for sort in trusted)
    left = [sort for sort, marked in found.items() if _separates(marked, question)]
    if not left:
        return Marked(everything=everything)
    best = max(left, key=lambda sort: (sort[0] not in _WEAK, counts[sort]))
    return Marked(found[best], best[0], unusual=True, everything=everything)
