"""Questions in Word documents as teachers write them."""

from dataclasses import replace

from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.question_drafts import QuestionFile, lost
from quizapp.formats.questions_docx_body import Body, read_body
from quizapp.formats.questions_docx_lines import BodyReader, Noticed
from quizapp.formats.questions_docx_package import Package, open_document
from quizapp.formats.questions_text import keys_of, suspicion
from quizapp.formats.questions_text_keys import KeyGroup
from quizapp.formats.questions_text_lines import LINE_LIMIT
from quizapp.formats.questions_text_reading import read_lines
from quizapp.formats.sniffing import FILE_LIMIT, UnsafeFile


def read_docx_questions(content: bytes, key: tuple[KeyGroup, ...] = ()) -> QuestionFile:
    """Questions, problems and notes of a .docx; never raises. key: the answers of a second file."""
    if len(content) > FILE_LIMIT:
        return QuestionFile("docx", problems=(Problem("too_big", facts={"limit_mb": FILE_LIMIT >> 20}),))
    try:
        body, noticed = _read(open_document(content))
    except UnsafeFile as error:
        return QuestionFile("docx", problems=(Problem(error.code, facts=_limit(error.code)),))
    found = read_lines(body.lines, body.keys, key)
    questions = (*found.questions, *body.questions)
    problems = [*_notes(noticed), *found.problems]
    if not noticed.converted:
        problems += suspicion("\n".join(line.text for line in body.lines[:400]))
    if not questions:
        is_empty = all(line.is_blank for line in body.lines)
        problems.append(Problem("empty_file" if is_empty else "only_key" if found.keys else "no_questions"))
    return QuestionFile("docx", questions, tuple(problems), lost(noticed.lost))


def read_docx_key(content: bytes) -> tuple[KeyGroup, ...]:
    """The answers of a .docx that holds a key; () for any other document."""
    if len(content) > FILE_LIMIT:
        return ()
    try:
        body, _ = _read(open_document(content))
    except UnsafeFile:
        return ()
    return keys_of(body.lines, tuple(body.keys))


def _limit(code: str) -> dict[str, Fact]:
    return {"limit_mb": FILE_LIMIT >> 20} if code == "too_big" else {}


def _read(package: Package) -> tuple[Body, Noticed]:
    """The body; read again without conversion where most text in an old font turns out to be Unicode."""
    reader = BodyReader(package)
    body = read_body(package.document, reader)
    noticed = reader.noticed
    untouched = {kind for kind, count in noticed.unicode_runs.items() if count > noticed.converted[kind]}
    if untouched and any(noticed.converted[kind] for kind in untouched):
        again = BodyReader(package, frozenset(untouched))
        return read_body(package.document, again), replace(again.noticed, sample=noticed.sample)
    return body, noticed


def _notes(noticed: Noticed) -> list[Problem]:
    notes = []
    if noticed.too_long:
        notes.append(Problem("too_many_lines", facts={"limit": LINE_LIMIT}))
    for kind in sorted({*noticed.converted, *noticed.unicode_runs}):
        before, after = noticed.sample.get(kind, ("", ""))
        facts: dict[str, Fact] = {"letters": kind, "before": before, "after": after}
        if noticed.converted[kind]:
            notes.append(Problem("legacy_converted", facts={**facts, "count": noticed.converted[kind]}))
        elif before:
            notes.append(Problem("legacy_font_on_unicode", facts=facts))
    if noticed.unknown_fonts:
        named = ", ".join(sorted(noticed.unknown_fonts)[:5])
        notes.append(Problem("legacy_font_unknown", facts={"fonts": named}))
    return notes
