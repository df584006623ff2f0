"""The whole result of a search as one file: CSV or Parquet. Called by `webapp.search.views`.

One file at a time in each worker: the largest takes a fifth of a second, and nobody's typing is to
wait for a queue of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final, cast

from index import parquet
from index.encyclopedia import Encyclopedia
from index.engines.columns import TASK_COLUMNS
from index.engines.protocol import Results, TaskHit
from index.errors import QueryError
from index.facts.fact import Fact
from index.facts.null import said
from index.query import Query
from webapp.http import addresses
from webapp.search.ask import ask

MAX_ROWS: Final = 10_000
"""Of a file. Who wants more wants all tasks, which are a file of the release."""
BUSY: Final = "The whole result cannot be made at the moment. Ask again in a moment."
BUSY_AGAIN_S: Final = 2
_lock: Final = Lock()


class BusyError(Exception):
    """Another whole result is being made."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """For the search and for the writing of its file, which takes as long. Raises BusyError."""
    if not _lock.acquire(blocking=False):
        raise BusyError
    try:
        yield
    finally:
        _lock.release()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file."""

    type: parquet.Type
    description: str
    cell: Callable[[TaskHit], object]


def _column(fact: Fact, cell: Callable[[TaskHit], object]) -> Column:
    kind = {"integer": "integer", "number": "number", "boolean": "integer"}.get(fact.kind, "string")
    empty = f" Empty: {said(*fact.null)}" if fact.null else ""
    return Column(cast(parquet.Type, kind), fact.meaning + empty, cell)


def _columns(release_id: str) -> Mapping[str, Column]:
    link = addresses.links().task
    return {
        **{name: _column(fact, cell) for name, (fact, cell) in TASK_COLUMNS.items()},
        "url": Column("string", "Its page.", lambda hit: link(hit.task_id)),
        "release": Column("string", "The release of Taskdex.", lambda hit: release_id),
    }


def whole(encyclopedia: Encyclopedia, query: Query) -> Results:
    """All tasks that a query finds, in its order. Raises QueryError if they are too many."""
    found = ask(encyclopedia, replace(query, kind="task", page=1, size=MAX_ROWS))
    if found.tasks.listed > MAX_ROWS:
        everything = addresses.absolute(addresses.download("tasks.parquet"))
        raise QueryError(
            "q",
            f"finds {found.tasks.listed:,} tasks, and a file has at most {MAX_ROWS:,}. Narrow the"
            f" search, or take all tasks: {everything}",
        )
    return found


def as_csv(found: Results, release_id: str) -> str:
    """RFC 4180, with a line of names; a missing value is an empty cell."""
    columns = _columns(release_id)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(_rows(found, columns))
    return text.getvalue()


def as_parquet(found: Results, release_id: str) -> bytes:
    """The same, each column with its type; a missing value is null."""
    columns = _columns(release_id)
    file = io.BytesIO()
    parquet.write(file, columns, _rows(found, columns))
    return file.getvalue()


def _rows(found: Results, columns: Mapping[str, Column]) -> list[list[object]]:
    return [[column.cell(hit) for column in columns.values()] for hit in found.tasks.hits]
