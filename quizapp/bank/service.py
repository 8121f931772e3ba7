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


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many questions were new, got a new version, or were left as they were."""

    new: int
    changed: int
    same: int


@transactional
def load(course_id: int, drafts: Iterable[QuestionDraft], now: datetime) -> Loaded:
    """Store the questions of a course folder as approved. Again: nothing changes. Two queries and the inserts.

    A question whose wording, key, explanation or citation differs gets the next version; attempts keep theirs.
    """
    stored = {one.code: one for one in db.session.scalars(select(Question).filter_by(course_id=course_id))}
    hashes = {
        row[0]: row[1]
        for row in db.session.execute(
            select(Question.code, QuestionVersion.content_hash)
            .join(
                QuestionVersion,
                (QuestionVersion.question_id == Question.id)
                & (QuestionVersion.number == Question.current_version),
            )
            .where(Question.course_id == course_id)
        )
    }
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
    question = draft.asked
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
