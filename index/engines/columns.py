"""The columns of a list of tasks found: of a data frame, and of a search as CSV or Parquet.

Called by `protocol` and by `webapp.search.spreadsheet`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from index.facts.fact import Fact
from index.facts.names import OCCUPATION_CODE, OCCUPATION_TITLE
from index.facts.tasks import TASK_SUMMARY

FOUND_BY: Final = Fact(
    name="by",
    meaning="words: the statement has what was searched; meaning: it is only related by meaning.",
)
TASK_COLUMNS: Final[Mapping[str, tuple[Fact, Callable[[Any], object]]]] = {
    **{
        name: (TASK_SUMMARY[name], TASK_SUMMARY[name].reader)
        for name in ("task_id", "task", "type")
    },
    "occupation_code": (OCCUPATION_CODE, lambda hit: hit.occupation_code),
    "occupation": (OCCUPATION_TITLE, lambda hit: hit.occupation_title),
    **{
        name: (TASK_SUMMARY[name], TASK_SUMMARY[name].reader)
        for name in ("importance", "rank", "rated_tasks")
    },
    "exposure_gpt4": (TASK_SUMMARY["exposure"], lambda hit: hit.exposure),
    "exposure_human": (TASK_SUMMARY["human_exposure"], lambda hit: hit.human_exposure),
    "observed": (TASK_SUMMARY["observed"], lambda hit: int(hit.observed)),
    "found_by": (FOUND_BY, lambda hit: hit.by),
}
"""Name → the fact, and its value for a task found; None: missing."""


def task_rows(hits: tuple[Any, ...]) -> list[list[object]]:
    """The values of each task found, in the order of the columns."""
    return [[cell(hit) for _, cell in TASK_COLUMNS.values()] for hit in hits]
