"""Connections to one catalogue that is only read, one a thread.

Called by `index.catalogue.database`. A connection is closed with its thread, and all of them with
the last reference to `Connections`: nothing stays open until the garbage collector comes, and
Python 3.13 and later, which warn of a connection that was never closed, have nothing to warn of.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path


class _Connection:
    """Closed when nobody holds it any more. SQLite's own are parts of cycles, so they would wait
    for the garbage collector."""

    def __init__(self, opened: sqlite3.Connection) -> None:
        self.execute = opened.execute
        self.close = opened.close

    def __del__(self) -> None:
        self.close()


class Connections:
    """Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._first: _Connection | None = None
        """Stays open as long as this object, whatever becomes of the thread that opened it."""
        self._all: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._lock = threading.Lock()

    def execute(self, statement: str, values: Mapping[str, object]) -> sqlite3.Cursor:
        """The answer to a statement, for the thread that asked. Raises sqlite3.Error."""
        return self._connection().execute(statement, values)

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._first = None
            self._local = threading.local()

    def _connection(self) -> _Connection:
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with self._lock:
                try:
                    connection = self._open()
                except sqlite3.OperationalError:
                    # The release was pruned after it was opened: whoever holds it keeps it. The
                    # first connection is shared; SQLite takes its users one by one.
                    if self._first is None:
                        raise
                    connection = self._first
                else:
                    self._first = self._first or connection
                    self._all.add(connection)
            self._local.connection = connection
        return connection

    def _open(self) -> _Connection:
        # `immutable`: a release never changes, so nothing is locked and nothing is checked.
        uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        return _Connection(sqlite3.connect(uri, uri=True, check_same_thread=False))
