"""Large tables of the Economic Index → the rows that Taskdex reads, in the same layout.

The published tables hold every country and every request cluster: 1.6 million rows in the newest
one, of which a few ten thousand are of tasks, worldwide. Called by `index.sources.download`.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from index.errors import SourceError
from index.sources.folders import Folder
from index.sources.tables import Ledger, read_header, read_rows


class Kept(NamedTuple):
    """How many rows of a table were kept."""

    rows_kept: int
    rows_dropped: int


def _is_long_task(cells: Sequence[str]) -> bool:
    geo_id, facet = cells
    return geo_id == "GLOBAL" and (facet == "onet_task" or facet.startswith("onet_task::"))


_OCCUPATIONS = ("soc_occupation", "0")
_LEVELS = ("0", "1", "2", "3")


def _is_node_of_onet(cells: Sequence[str]) -> bool:
    """Tasks, the three levels of work activities above them, and occupations."""
    geo_level, category, level = cells
    level = level.removesuffix(".0")
    is_kept = (category == "onet" and level in _LEVELS) or (category, level) == _OCCUPATIONS
    return geo_level == "global" and is_kept


ROWS_KEPT: Mapping[str, tuple[tuple[str, ...], Callable[[Sequence[str]], bool]]] = {
    "aei-long": (("geo_id", "facet"), _is_long_task),
    "aei-node": (("geo_level", "category_name", "hierarchy_level"), _is_node_of_onet),
}
"""Name of a filter → the columns that it looks at, and what it keeps."""


def keep_rows(raw: Path, kept: Path, name: str) -> Kept:
    """Copies the header and the rows that filter `name` keeps from one file to a new one.

    The new file is on disk, not only in the system's memory, when this returns. Raises SourceError
    for a table that cannot be read or of which nothing would be kept.
    """
    columns, wanted = ROWS_KEPT[name]
    folder = Folder(raw.parent, raw.parent, {raw.name: raw.name})
    header = read_header(folder, raw.name, delimiter=",", quoted=True)
    for column in columns:
        if column not in header:
            raise SourceError(
                raw.name, 1, f"There is no column {column!r}; there are {', '.join(header)[:300]}."
            )
    places = [header.index(column) for column in columns]
    rows_kept = rows_dropped = 0
    with kept.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for _, cells in read_rows(folder, raw.name, header, Ledger(""), delimiter=",", quoted=True):
            if wanted([cells[place] for place in places]):
                writer.writerow(cells)
                rows_kept += 1
            else:
                rows_dropped += 1
        file.flush()
        os.fsync(file.fileno())
    if not rows_kept:
        raise SourceError(raw.name, None, f"None of {rows_dropped} rows is of a task, worldwide.")
    return Kept(rows_kept, rows_dropped)
