"""Which rows of the whole database name a row: read from the schema, so that no feature is forgotten."""

from collections.abc import Collection

from sqlalchemy import Column, Select, Table, select, union

from quizapp.db import METADATA, db

CHUNK = 400


def named(table: Table, ids: Collection[int], but: Collection[tuple[str, str]] = ()) -> set[int]:
    """Those of these rows that some row names. but: (table, column) pairs that do not count.

    One statement for 400 rows.
    """
    columns = [column for column in _referring(table) if (column.table.name, column.name) not in but]
    found: set[int] = set()
    listed = sorted(ids)
    for start in range(0, len(listed), CHUNK):
        part = listed[start : start + CHUNK]
        parts: list[Select[int]] = [select(column).where(column.in_(part)) for column in columns]
        found.update(db.session.scalars(union(*parts)))
    return found


def _referring(table: Table) -> list[Column[int]]:
    return [
        column
        for other in METADATA.sorted_tables
        for column in other.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
