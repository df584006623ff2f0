"""`catalogue.sqlite`, opened for reading: a statement in, rows or records out.

Called by the modules of `index.catalogue` that read. Values are found by the names of their
columns, never by their places: a column put into the middle of a table changes no answer.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from index.catalogue.connections import Connections

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


class Database:
    """The connections to one file. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections = Connections(path)

    def rows(self, statement: str, **values: object) -> list[Mapping[str, Any]]:
        """The rows of an answer, column → value; `values` are those of the `:names`."""
        cursor = self._answer(statement, values)
        if cursor is None:
            return []
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, statement: str, **values: object) -> Mapping[str, Any] | None:
        """The first row of an answer."""
        rows = self.rows(statement, **values)
        return rows[0] if rows else None

    def column(self, statement: str, **values: object) -> list[Any]:
        """The values of an answer that has one column."""
        cursor = self._answer(statement, values)
        return [] if cursor is None else [value for (value,) in cursor]

    def records(self, record: type[Record], statement: str, **values: object) -> tuple[Record, ...]:
        """Each row of an answer as a record: a field is the column of the same name."""
        cursor = self._answer(statement, values)
        if cursor is None:
            return ()
        names = [column[0] for column in cursor.description]
        fields, flags = _shape(record)
        in_order = itemgetter(*(names.index(field) for field in fields))
        if not flags:
            return tuple(record(*in_order(row)) for row in cursor)
        found = []
        for row in cursor:
            arguments = list(in_order(row))
            for flag in flags:
                arguments[flag] = bool(arguments[flag])
            found.append(record(*arguments))
        return tuple(found)

    def _answer(self, statement: str, values: Mapping[str, object]) -> sqlite3.Cursor | None:
        """None: an id is too large for SQLite, so that no row has it."""
        try:
            return self._connections.execute(statement, values)
        except OverflowError:
            return None

    def close(self) -> None:
        self._connections.close()


def columns(record: type[DataclassInstance], table: str = "") -> str:
    """The columns that have the names of a record's fields, for a statement."""
    return ", ".join(f"{table}.{field}" if table else field for field in _shape(record)[0])


def among(ids: Sequence[int]) -> tuple[str, int | str]:
    """A condition with `:ids` in it, and the value of that: the one id, which is the faster way, or
    an array of any number of them."""
    if len(ids) == 1:
        return "= :ids", ids[0]
    return "IN (SELECT value FROM json_each(:ids))", json.dumps(list(ids))


@cache
def _shape(record: type[DataclassInstance]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """A record's fields in order, and the places of those that are true or false, which SQLite
    keeps as 1 or 0."""
    names = tuple(field.name for field in fields(record))
    types = get_type_hints(record)
    return names, tuple(place for place, name in enumerate(names) if types[name] is bool)
