"""The constant statements of the path that every saved answer takes: one SELECT, one statement that writes.

Both take the whole batch as one JSON text, so that forty answers cost as many statements as one. The two databases
spell JSON differently; everything else is the same.
"""

from typing import Any

from sqlalchemy import JSON, Integer, TextClause, bindparam, text

from quizapp.db import UtcDateTime

_STANDING = {
    "sqlite": "SELECT json_group_array(json_array(w.slot, w.value, w.epoch, w.seq)) FROM answer w",
    "postgresql": "SELECT json_agg(json_build_array(w.slot, w.value, w.epoch, w.seq)) FROM answer w",
}
_ROWS = {
    "sqlite": (
        "SELECT :attempt, json_extract(j.value, '$.slot'), json_extract(j.value, '$.value'), :epoch,"
        " json_extract(j.value, '$.seq'), {now}, json_extract(j.value, '$.age'){reason}"
        " FROM json_each(:answers) AS j WHERE true"
    ),
    "postgresql": (
        "SELECT CAST(:attempt AS integer), j.slot, j.value, CAST(:epoch AS bigint), j.seq, {now}, j.age{reason}"
        " FROM json_to_recordset(CAST(:answers AS json)) AS j(slot integer, value text, seq bigint, age bigint)"
    ),
}
_NOW = {"sqlite": ":now", "postgresql": "CAST(:now AS timestamptz)"}
_SELECT = """
SELECT a.person_id, a.epoch, a.paper, a.started_at, a.extra, a.reopened_until, a.handed_in_at, a.number,
       q.id AS quiz_id, q.cohort_id, q.started_at AS room_started, q.time_limit, q.grace, q.common_end,
       q.extra AS room_extra, q.ended_at, q.pauses, e.withdrawn_at,
       p.session_number, s.person_id AS slip_person, s.cohort_id AS slip_cohort, s.kind AS slip_kind,
       s.generation, s.valid_until, s.ended_at AS slip_ended, ({standing} WHERE w.attempt_id = a.id) AS standing
FROM attempt a
JOIN quiz q ON q.id = a.quiz_id
JOIN enrolment e ON e.id = a.enrolment_id
JOIN person p ON p.id = a.person_id
LEFT JOIN slip s ON s.id = :slip
WHERE a.id = :attempt{lock}
"""
_SAVE = """
INSERT INTO answer (attempt_id, slot, value, epoch, seq, saved_at, age) {rows}
ON CONFLICT (attempt_id, slot) DO UPDATE
SET value = excluded.value, epoch = excluded.epoch, seq = excluded.seq, saved_at = excluded.saved_at,
    age = excluded.age
WHERE (answer.epoch, answer.seq) < (excluded.epoch, excluded.seq)
RETURNING slot
"""
_HOLD = """
INSERT INTO held_answer (attempt_id, slot, value, epoch, seq, came_at, age, reason, decided) {rows}
ON CONFLICT (attempt_id, slot, epoch, seq, value) DO NOTHING
"""


def _typed(statement: str) -> TextClause:
    moments = ("started_at", "reopened_until", "handed_in_at", "room_started", "ended_at", "withdrawn_at")
    columns: dict[str, Any] = dict.fromkeys((*moments, "valid_until", "slip_ended"), UtcDateTime)
    clause: Any = text(statement).bindparams(bindparam("slip", type_=Integer))
    typed: TextClause = clause.columns(**columns, paper=JSON, pauses=JSON, standing=JSON)
    return typed


def _writing(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("now", type_=UtcDateTime))


def _rows(dialect: str, *, held: bool) -> str:
    return _ROWS[dialect].format(now=_NOW[dialect], reason=", :reason, ''" if held else "")


READ = {name: _typed(_SELECT.format(standing=standing, lock="")) for name, standing in _STANDING.items()}
# FOR SHARE: nobody marks the attempt between this check and the commit of the answer (hand-in takes FOR UPDATE)
READ_TO_SAVE = READ | {
    "postgresql": _typed(_SELECT.format(standing=_STANDING["postgresql"], lock=" FOR SHARE OF a"))
}
READ_TO_CLOSE = READ | {
    "postgresql": _typed(_SELECT.format(standing=_STANDING["postgresql"], lock=" FOR UPDATE OF a"))
}
SAVE = {name: _writing(_SAVE.format(rows=_rows(name, held=False))) for name in _ROWS}
HOLD = {name: _writing(_HOLD.format(rows=_rows(name, held=True))) for name in _ROWS}
STANDING = text("SELECT slot, value, epoch, seq FROM answer WHERE attempt_id = :attempt ORDER BY slot")
