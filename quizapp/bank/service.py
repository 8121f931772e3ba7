"""Stores questions: a changed wording is a new version, what was asked stays as it was asked."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.bank.models import Question, QuestionVersion
from quizapp.db import db, transactional
from quizapp.domain import questions
from quizapp.domain.names import fold
from quizapp.formats.bank_drafts import QuestionDraft

TRUE_FALSE_KEYS = ("dung", "sai")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many questions were new, got a new version, or were left as they were."""

    new: int
    changed: int
    same: int


def authored(draft: QuestionDraft) -> questions.Question:
    """The question of the rules from the question of the file: letters become authored indexes (from 0)."""
    if draft.kind == "true_false":
        options = tuple(questions.Option(text) for text in ("Đúng", "Sai"))
        key: tuple[int, ...] = tuple(TRUE_FALSE_KEYS.index(word) for word in draft.key)
    else:
        options = tuple(questions.Option(one.text, one.pinned or None) for one in draft.options)
        places = {one.id: index for index, one in enumerate(draft.options)}
        key = tuple(places[letter] for letter in draft.key)
    return questions.Question(draft.kind, draft.stem, options, key)


@transactional
def load(course_id: int, drafts: Iterable[QuestionDraft], now: datetime) -> Loaded:
    """Store the questions of a course folder as approved. Again: nothing changes. Two queries and the inserts.

    A question whose wording, key, explanation or citation differs gets the next version; attempts keep theirs.
    """
    stored = {one.code: one for one in db.session.scalars(select(Question).filter_by(course_id=course_id))}
    hashes = dict(
        db.session.execute(
            select(Question.code, QuestionVersion.content_hash)
            .join(
                QuestionVersion,
                (QuestionVersion.question_id == Question.id)
                & (QuestionVersion.number == Question.current_version),
            )
            .where(Question.course_id == course_id)
        )
        .tuples()
        .all()
    )
    new = changed = same = 0
    for draft in drafts:
        contents = _contents(draft)
        question = stored.get(draft.id)
        if question is None:
            question = Question(course_id=course_id, code=draft.id, state="approved", current_version=1)
            db.session.add(question)
            new += 1
        elif hashes[draft.id] != contents["content_hash"]:
            question.current_version += 1
            changed += 1
        else:
            same += 1
            contents = {}
        question.topic, question.level, question.review_by = draft.topic, draft.level, draft.review_by
        if contents:
            db.session.flush()
            db.session.add(
                QuestionVersion(
                    question_id=question.id, number=question.current_version, made_at=now, **contents
                )
            )
    return Loaded(new, changed, same)


def _contents(draft: QuestionDraft) -> dict[str, Any]:
    question = authored(draft)
    promised = {
        "body": questions.to_body(question),
        "key": {"right": questions.to_key(question)},
        "explanation": draft.explanation,
        "citations": [asdict(draft.citation)],
    }
    canonical = json.dumps(promised, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        **promised,
        "kind": draft.kind,
        "stem_fold": fold(draft.stem),
        "content_hash": hashlib.sha256(canonical.encode()).hexdigest(),
    }
