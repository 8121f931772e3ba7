"""What the readers and writers of other systems' questions share: texts, names, what is lost, the finished draft."""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, unquote_to_bytes

from markdown_it import MarkdownIt

from quizapp.domain.questions import KINDS, Option, Question
from quizapp.domain.questions.true_false import OPTIONS
from quizapp.formats.bank_drafts import LEVELS
from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.question_drafts import STEM, ImageDraft, QuestionFile, ReadQuestion, State, judged, lost
from quizapp.formats.questions_html import Picture, clean, looks_like_html, plain

IMAGE_LIMIT = 6 * 1024 * 1024
IMAGES_LIMIT = 48 * 1024 * 1024
QUESTION_LIMIT = 20_000
MARKDOWN_LIMIT = 20_000  # signs; the parser is slow on what was made to be slow
BASIS = "Căn cứ:"
TRUE_WORDS = frozenset({"true", "t", "đúng", "đ", "dung", "yes"})
FALSE_WORDS = frozenset({"false", "f", "sai", "s", "no"})

_NAME = re.compile(
    r"(?:câu(?:\s+hỏi)?|bài|question|q)?\s*(?P<number>\d{1,5}[a-z]?)\s*[.:)]?", re.IGNORECASE | re.UNICODE
)
_RASTERS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")
_MARKDOWN = MarkdownIt("commonmark")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file for another system. lost: what its format cannot hold, as codes with counts."""

    content: bytes
    lost: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Notes:
    """What a reader remembers while it goes through a file: losses, problems, the pictures taken so far."""

    format: str
    losses: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    image_bytes: int = 0

    def lose(self, code: str, count: int = 1) -> None:
        self.losses[code] += count

    def skip(self, code: str, place: str, text: str, row: int | None = None) -> None:
        """A thing of the file that is no question here (a description, a cloze text): counted and named."""
        self.losses[code] += 1
        facts: Mapping[str, Fact] = {"kind": code, "text": text[:80]}
        self.problems.append(Problem("question_skipped", place, row, facts=facts))

    def text(self, source: str, markup: str = "html") -> str:
        """Plain text out of a source in moodle (unknown), html, plain or markdown; pictures count as lost."""
        text, pictures = self.rich(source, markup)
        self.losses["image"] += len(pictures)
        return text

    def rich(self, source: str, markup: str = "html") -> tuple[str, tuple[Picture, ...]]:
        """Like text, but hands the pictures over to be looked up."""
        if markup == "markdown":
            source, markup = _MARKDOWN.render(source) if len(source) < MARKDOWN_LIMIT else source, "html"
        if markup == "plain" or (markup == "moodle" and not looks_like_html(source)):
            return clean(source), ()
        read = plain(source)
        self.losses.update(read.losses)
        return read.text, read.pictures

    def file(self, questions: Iterable[ReadQuestion]) -> QuestionFile:
        """The whole, cut at QUESTION_LIMIT with a problem that says so; a file without anything says so too."""
        kept = tuple(questions)
        if len(kept) > QUESTION_LIMIT:
            self.problems.append(Problem("too_many_questions", facts={"limit": QUESTION_LIMIT}))
        if not kept and not self.problems:
            self.problems.append(Problem("no_questions"))
        return QuestionFile(self.format, kept[:QUESTION_LIMIT], tuple(self.problems), lost(self.losses))


def finished(
    draft: ReadQuestion, *, errors: Iterable[Problem] = (), warnings: Iterable[Problem] = ()
) -> ReadQuestion:
    """Judged by the domain; a kind that it does not know yet is kept with a warning instead of an error.

    Keys of such kinds: short_text the accepted texts; number "low..high" or one number; essay none;
    matching: options are the left sides, then the right ones; key[i] is the index of the right side of left i.
    """
    draft, left_out = _without_empty_options(draft)
    question = draft.question
    doubts = [*warnings, *left_out]
    if question.kind in KINDS:
        if question.kind == "single" and len(question.key) > 1:
            facts = {"found": len(question.key)}
            doubts.append(Problem("several_right_accepted", draft.place, facts=facts))
        return judged(draft, errors=errors, warnings=doubts)
    doubts.insert(0, Problem("kind_not_usable", draft.place, facts={"kind": question.kind}))
    found = list(errors)
    if not question.stem.strip():
        found.append(Problem("stem_missing", draft.place))
    if question.kind in {"short_text", "number", "matching"} and not question.key:
        found.append(Problem("key_missing", draft.place))
    return replace(draft, state=State.ERROR if found else State.WARNING, problems=(*found, *doubts))


def _without_empty_options(draft: ReadQuestion) -> tuple[ReadQuestion, tuple[Problem, ...]]:
    """Systems keep rows that nobody filled in: empty wrong options are left out, and that is said.

    An option that is a picture is called by the picture's description.
    """
    question = draft.question
    if question.kind not in {"single", "multiple"} or all(option.text.strip() for option in question.options):
        return draft, ()
    named = {image.place: image.alt for image in draft.images}
    options = [
        option if option.text.strip() else replace(option, text=named.get(f"option {number}", ""))
        for number, option in enumerate(question.options, start=1)
    ]
    kept = [
        place
        for place, option in enumerate(options)
        if option.text.strip() or place in question.key or f"option {place + 1}" in named
    ]
    places = {before: after for after, before in enumerate(kept)}
    moved = {f"option {before + 1}": f"option {after + 1}" for before, after in places.items()}
    images = tuple(replace(image, place=moved.get(image.place, image.place)) for image in draft.images)
    key = tuple(places[token] for token in question.key if isinstance(token, int) and token in places)
    changed = replace(question, options=tuple(options[place] for place in kept), key=key)
    count = len(options) - len(kept)
    told = (Problem("empty_options", draft.place, facts={"count": count}),) if count else ()
    return replace(draft, question=changed, images=images), told


def as_true_false(options: Sequence[Option], key: Sequence[int | str]) -> Question | None:
    """A true_false without its stem, when two options say no more than true and false in either order."""
    words = [option.text.strip().rstrip(".").lower() for option in options]
    if len(words) != 2 or len(key) > 1:
        return None
    if words[0] in TRUE_WORDS and words[1] in FALSE_WORDS:
        return Question("true_false", "", OPTIONS, tuple(key))
    if words[0] in FALSE_WORDS and words[1] in TRUE_WORDS:
        return Question(
            "true_false", "", OPTIONS, tuple(1 - place for place in key if isinstance(place, int))
        )
    return None


def number_of(title: str) -> str | None:
    """ "12" out of a question's name such as "Câu 12", "12.", "Q12"; None for a name that is no number."""
    found = _NAME.fullmatch(" ".join(title.split()))
    return found["number"] if found else None


def name_of(draft: ReadQuestion) -> str:
    """A name for systems that want one: its number, else how it begins, so that number_of gives the number back."""
    if draft.number:
        return f"Câu {draft.number}"
    start = " ".join(draft.question.stem.split())[:80]
    return start if number_of(start) is None else f"Câu hỏi: {start}"


def is_own_name(title: str, stem: str) -> bool:
    """Whether a name says no more than the stem does (as systems make names up)."""
    start = " ".join(title.removeprefix("Câu hỏi: ").split()).rstrip(".…")
    return " ".join(stem.split()).startswith(start)


def with_basis(draft: ReadQuestion) -> str:
    """Explanation and legal basis as the one text that other systems have."""
    basis = f"{BASIS} {draft.basis}" if draft.basis else ""
    return "\n".join(part for part in (draft.explanation, basis) if part)


def split_basis(text: str) -> tuple[str, str]:
    """Explanation and legal basis out of one text: what follows the last line that begins with "Căn cứ:"."""
    lines = text.split("\n")
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].lower().startswith(BASIS.lower()):
            basis = "\n".join([lines[place][len(BASIS) :], *lines[place + 1 :]]).strip()
            return "\n".join(lines[:place]).strip(), basis
    return text, ""


def level_of(tags: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The level that is among the tags, and the other tags."""
    words = tuple(tag for tag in tags if tag)
    level = next((word for word in words if word in LEVELS), "")
    return level, tuple(word for word in words if word != level)


def path_parts(path: str) -> list[str]:
    """The names of a category path: "/" parts, "//" is a slash within a name."""
    parts = path.replace("//", "\0").split("/")
    return [part.replace("\0", "/").strip() for part in parts if part.strip()]


def topic_of(path: str) -> str:
    """The last name of a category path; "$course$" and "top" are places, not names."""
    names = [part for part in path_parts(clean(path)) if not re.fullmatch(r"\$\w+\$|top", part)]
    return names[-1] if names else ""


def pictures(
    shown: Iterable[Picture],
    find: Callable[[str], bytes | None],
    taken: list[ImageDraft],
    notes: Notes,
    place: str = STEM,
) -> list[Problem]:
    """Look the pictures of a text up and add them to those taken; gives back a problem for each that is missing.

    Only raster images within IMAGE_LIMIT are taken; the whole file may bring IMAGES_LIMIT.
    """
    problems = []
    for picture in shown:
        content = _embedded(picture.source) if picture.source.startswith("data:") else find(picture.source)
        name = _name_of(picture.source, taken)
        flaw = _image_flaw(content, notes)
        if flaw or content is None:
            problems.append(Problem(flaw or "image_missing", place, facts={"file": name}))
            continue
        notes.image_bytes += len(content)
        taken.append(ImageDraft(name, content, picture.alt, place))
    return problems


def _image_flaw(content: bytes | None, notes: Notes) -> str:
    if content is None:
        return "image_missing"
    if len(content) > IMAGE_LIMIT or notes.image_bytes + len(content) > IMAGES_LIMIT:
        return "image_too_big"
    is_raster = content.startswith(_RASTERS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
    return "" if is_raster else "image_kind"


def _embedded(source: str) -> bytes | None:
    head, comma, body = source.partition(",")
    if not comma:
        return None
    return decoded(body) if head.endswith(";base64") else unquote_to_bytes(body)


def decoded(text: str) -> bytes | None:
    """Base64 with or without line ends; None when it is none or beyond IMAGE_LIMIT."""
    packed = "".join(text.split())
    if len(packed) > IMAGE_LIMIT * 4 // 3 + 8:
        return b"\0" * (IMAGE_LIMIT + 1)
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def _name_of(source: str, taken: Iterable[ImageDraft]) -> str:
    last = (
        ""
        if source.startswith("data:")
        else unquote(source.partition("?")[0]).replace("\\", "/").rpartition("/")[2]
    )
    name = clean(re.sub(r"[^\w.\- ()]+", "_", last))[-80:].strip(". ") or "image"
    used = {image.name for image in taken}
    stem, dot, ending = name.rpartition(".")
    number, wanted = 2, name
    while wanted in used:
        wanted = f"{stem}-{number}{dot}{ending}" if dot else f"{name}-{number}"
        number += 1
    return wanted
