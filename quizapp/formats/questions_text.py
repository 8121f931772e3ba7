"""Questions as plain text: pasted into the site or in a text file, in whatever encoding an office saves it."""

from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.legacy_fonts import Letters, convert, suspect
from quizapp.formats.question_drafts import QuestionFile
from quizapp.formats.questions_text_keys import KeyGroup
from quizapp.formats.questions_text_lines import LINE_LIMIT, Line, plain_lines
from quizapp.formats.questions_text_reading import read_lines
from quizapp.formats.sniffing import FILE_LIMIT, decode_text

TEXT_LIMIT = 8 * 1024 * 1024


def read_pasted(
    text: str, *, letters: Letters = Letters.UNICODE, key: tuple[KeyGroup, ...] = ()
) -> QuestionFile:
    """Questions of a pasted block. letters: what the user says the text is written in, after having been asked.

    Text that looks like one of the old fonts is not converted but asked about: problem legacy_suspected.
    """
    if len(text) > TEXT_LIMIT:
        return QuestionFile("text", problems=(Problem("too_big", facts={"limit_mb": TEXT_LIMIT >> 20}),))
    lines = plain_lines(convert(text, letters))
    found = read_lines(lines, second_file=key)
    notes = list(found.problems)
    if len(lines) >= LINE_LIMIT:
        notes.insert(0, Problem("too_many_lines", facts={"limit": LINE_LIMIT}))
    if letters is Letters.UNICODE:
        notes += suspicion(text)
    if not found.questions:
        notes.append(Problem("no_questions" if text.strip() else "empty_file"))
    return QuestionFile("text", found.questions, tuple(notes))


def read_text_file(
    content: bytes, *, letters: Letters = Letters.UNICODE, key: tuple[KeyGroup, ...] = ()
) -> QuestionFile:
    """The same for a file; an encoding that was only guessed is told."""
    if len(content) > min(FILE_LIMIT, TEXT_LIMIT):
        return QuestionFile("text", problems=(Problem("too_big", facts={"limit_mb": TEXT_LIMIT >> 20}),))
    decoded = decode_text(content)
    text = decoded.text
    notes: tuple[Problem, ...] = ()
    if letters is not Letters.UNICODE:
        text = content.decode("latin-1") if decoded.guessed else text
    elif decoded.guessed:
        by_byte = suspicion(content.decode("latin-1")) if decoded.encoding == "windows-1258" else []
        sample = next((line for line in text.splitlines() if not line.isascii()), "")[:80].strip()
        facts: dict[str, Fact] = {"encoding": decoded.encoding, "sample": sample}
        notes = tuple(by_byte) or (Problem("encoding_guessed", facts=facts),)
    read = read_pasted(text, letters=letters, key=key)
    known = {problem.code for problem in notes}
    rest = tuple(problem for problem in read.problems if problem.code not in known)
    return QuestionFile("text", read.questions, (*notes, *rest), read.lost)


def suspicion(text: str) -> list[Problem]:
    """A question to the user with before and after, where text seems to be written for an old font."""
    found = suspect(text)
    if found is None:
        return []
    facts: dict[str, Fact] = {"letters": found.letters.value, "before": found.before, "after": found.after}
    return [Problem("legacy_suspected", facts=facts)]


def read_text_key(content: bytes) -> tuple[KeyGroup, ...]:
    """The answers of a text file that holds nothing but a key."""
    return keys_of(plain_lines(decode_text(content).text))


def keys_of(lines: list[Line], tables: tuple[KeyGroup, ...] = ()) -> tuple[KeyGroup, ...]:
    """Every key among lines and tables, in order."""
    return read_lines(lines, tables).keys
