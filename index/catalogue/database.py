"""`catalogue.sqlite`, opened for reading: a statement in, rows or records out.

Called by the modules of `index.catalogue` that read. Values are found by the names of their
columns, never by their places: a column put into the middle of a table changes no answer.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


class Database:
    """The connections to one file. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

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
            return self._connection().execute(statement, values)
        except OverflowError:
            return None

    def _connection(self) -> sqlite3.Connection:
        """One connection a thread: SQLite's are not to be used by two at once."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # `immutable`: a release never changes, so nothing is locked and nothing is checked.
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            with self._lock:
                try:
                    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
                except sqlite3.OperationalError:
                    # The release was pruned after it was opened: whoever holds it keeps it. A
                    # connection that is there is shared; SQLite takes its users one by one.
                    if not self._connections:
                        raise
                    connection = self._connections[0]
                else:
                    self._connections.append(connection)
            self._local.connection = connection
        return connection

    def close(self) -> None:
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()


def columns(record: type[DataclassInstance], table: str = "") -> str:
    """The columns that have the names of a record's fields, for a statement."""
    return ", ".join(f"{table}.{field}" if table else field for field in _shape(record)[0])


@cache
def _shape(record: type[DataclassInstance]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """A record's fields in order, and the places of those that are true or false, which SQLite
    keeps as 1 or 0."""
    names = tuple(field.name for field in fields(record))
    types = get_type_hints(record)
    return names, tuple(place for place, name in enumerate(names) if types[name] is bool)
