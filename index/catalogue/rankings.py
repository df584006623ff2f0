"""Tasks of a catalogue, ranked. Called by `index.encyclopedia`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue.database import Database, among, columns
from index.records.entries import TaskFigures

SORTED_BY: Final = ("beta", "share_percent", "rater_gap", "importance")
"""Columns of `task_figures` that tasks can be ranked by."""


class _Column(NamedTuple):
    """The tasks that have a figure, by importance and then by id: the order of equals."""

    task_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    codes: NDArray[np.str_]
    """Of their occupations."""


class RankingReader:
    """The rankings of an opened catalogue.

    What tasks are sorted by is read once, a megabyte each: to sort 18,796 tasks in SQLite takes a
    tenth of a second for every page.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        # A method would hold its reader, which holds the cache: a cycle keeps the file open.
        self._column = lru_cache(maxsize=len(SORTED_BY))(partial(_column_of, database))

    def tasks(
        self,
        sort: str,
        codes: Sequence[str] | None,
        *,
        reverse: bool,
        start: int,
        size: int,
    ) -> tuple[int, tuple[tuple[int, TaskFigures], ...]]:
        """How many tasks have the figure, and a part of them with their rank, the highest first.

        `codes`: only of these occupations; None: of all. `reverse`: the lowest first. Equals share
        a rank, and stand by importance. A task without the figure is left out.
        """
        assert sort in SORTED_BY
        task_ids, values, owners = self._column(sort)
        if codes is not None:
            within = np.isin(owners, np.array(codes, dtype=owners.dtype))
            task_ids, values = task_ids[within], values[within]
        keys = values if reverse else -values
        order = np.argsort(keys, kind="stable")
        part = order[start : start + size]
        ranks = np.searchsorted(keys[order], keys[part], side="left") + 1
        found = self._figures(task_ids[part].tolist())
        return len(order), tuple(zip(ranks.tolist(), found, strict=True))

    def _figures(self, task_ids: Sequence[int]) -> list[TaskFigures]:
        """In the order in which they are asked for."""
        if not task_ids:
            return []
        condition, value = among(task_ids)
        records = self._database.records(
            TaskFigures,
            f"SELECT {columns(TaskFigures)} FROM task_figures WHERE task_id {condition}",
            ids=value,
        )
        by_id = {each.task_id: each for each in records}
        return [by_id[task_id] for task_id in task_ids]


def _column_of(database: Database, sort: str) -> _Column:
    rows = database.rows(
        f"SELECT task_id, {sort} AS value, occupation_code FROM task_figures"
        f" WHERE {sort} IS NOT NULL ORDER BY importance IS NULL, importance DESC, task_id"
    )
    return _Column(
        np.array([row["task_id"] for row in rows], dtype=np.int64),
        np.array([row["value"] for row in rows], dtype=np.float64),
        np.array([row["occupation_code"] for row in rows], dtype="U10"),
    )
