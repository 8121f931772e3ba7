"""Questions of the bank's YAML: one mapping to one QuestionDraft, or the problems that forbid it."""

from datetime import date

from quizapp.domain.questions import ALL_OR_NOTHING, validate
from quizapp.formats.bank_drafts import KINDS, LEVELS, Citation, OptionDraft, QuestionDraft
from quizapp.formats.checked_fields import Fields
from quizapp.formats.drafts import Problem
from quizapp.formats.strict_yaml import load

FIELDS = (
    "id", "kind", "topic", "level", "stem", "options", "pinned", "key", "explanation", "citation", "review_by", "rule",
)  # fmt: skip
TRUE_FALSE = (OptionDraft("dung", "Đúng", pinned=True), OptionDraft("sai", "Sai", pinned=True))
LONGEST_STEM, LONGEST_OPTION = 1_000, 400


def read_questions(data: bytes, name: str) -> tuple[tuple[QuestionDraft, ...], tuple[Problem, ...]]:
    """The sound questions of one file and every problem of the others; name stands in places.

    Whether topics and documents exist is for `read_course` to say, which knows the whole folder.
    """
    loaded = load(data, name)
    if isinstance(loaded, Problem):
        return (), (loaded,)
    root = Fields(loaded, name)
    root.only(("questions",))
    sound: list[QuestionDraft] = []
    seen: set[str] = set()
    for fields in root.each("questions"):
        question = _question(fields, name)
        if question is not None and question.id in seen:
            fields.refuse("question_id_twice", "id", id=question.id)
        elif question is not None:
            seen.add(question.id)
            sound.append(question)
    return tuple(sound), tuple(root.problems)


def _question(fields: Fields, name: str) -> QuestionDraft | None:
    before = len(fields.problems)
    identity = fields.text("id", longest=40)
    fields.place = f"{name}, {identity}" if identity else name
    fields.only(FIELDS)
    kind = fields.word("kind", KINDS)
    options = _options(fields, kind)
    review_by = fields.day("review_by")
    question = QuestionDraft(
        id=identity,
        kind=kind,
        topic=fields.text("topic", longest=60),
        level=fields.word("level", LEVELS),
        stem=fields.text("stem", longest=LONGEST_STEM),
        options=options,
        key=_key(fields, kind, options),
        explanation=fields.text("explanation"),
        citation=citation(fields),
        review_by=review_by or date.max,
        file=name,
        line=fields.source.line,
        rule=fields.text("rule", needed=False) or ALL_OR_NOTHING,
    )
    if len(fields.problems) == before:
        for flaw in validate(question.asked):
            fields.refuse(flaw.code, None, **flaw.facts)
    return question if len(fields.problems) == before else None


def citation(fields: Fields, key: str = "citation") -> Citation:
    """The mapping {document, place} under this key."""
    inner = fields.inner(key)
    if inner is None:
        return Citation("", "")
    return citation_of(inner)


def citation_of(fields: Fields) -> Citation:
    fields.only(("document", "place"))
    return Citation(document=fields.text("document", longest=60), place=fields.text("place", longest=300))


def _options(fields: Fields, kind: str) -> tuple[OptionDraft, ...]:
    if kind == "true_false":
        if "options" in fields.source:
            fields.refuse("true_false_has_options", "options")
        return TRUE_FALSE
    listed = fields.inner("options")
    if listed is None:
        return ()
    pinned = fields.texts("pinned")
    options = tuple(
        OptionDraft(letter, listed.text(letter, longest=LONGEST_OPTION), pinned=letter in pinned)
        for letter in listed.source
    )
    for letter in set(pinned) - set(listed.source):
        fields.refuse("key_no_such_option", "pinned", option=letter)
    return options


def _key(fields: Fields, kind: str, options: tuple[OptionDraft, ...]) -> tuple[str, ...]:
    if kind == "true_false":
        value = fields.source.get("key")
        if not isinstance(value, bool):
            fields.refuse("key_not_true_or_false", "key")
        return ("dung",) if value is True else ("sai",)
    key = fields.texts("key")
    if not key:
        fields.refuse("key_missing", "key")
        return ()
    known = [option.id for option in options]
    for letter in dict.fromkeys(key):
        if letter not in known:
            fields.refuse("key_no_such_option", "key", option=letter)
    return key
