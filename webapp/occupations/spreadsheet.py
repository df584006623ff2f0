"""An occupation's tasks as CSV. Called by `webapp.occupations.views`.

A spreadsheet must not take a missing figure for zero, nor a reader have to guess why it is
missing: the cell of a missing figure is empty, and the column after it says why, in the words of
the pages. `value` stands there where there is a figure, zero included.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Final

from index.facts.fact import Fact
from index.facts.statements import STATEMENT, TASK_ID, TYPE
from index.facts.tasks import TASK_SUMMARY
from index.records.entries import OccupationEntry, ReleaseInfo, TaskShare, TaskSummary
from webapp.http import addresses
from webapp.text import vocabulary

VALUE: Final = "value"
Cell = Callable[[TaskSummary, TaskShare | None], object]


def tasks(entry: OccupationEntry, shares: Sequence[TaskShare], release: ReleaseInfo) -> str:
    """All tasks of an occupation, the most important first. RFC 4180, with a line of names."""
    latest = {share.task_id: share for share in shares}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*COLUMNS, "url", "onet_release", "taskdex_release"))
    for task in entry.tasks:
        share = latest.get(task.task_id)
        writer.writerow(
            [
                *(cell(task, share) for cell in COLUMNS.values()),
                addresses.absolute(addresses.task(task.task_id)),
                release.onet.release,
                release.release_id,
            ]
        )
    return text.getvalue()


def _value(fact: Fact) -> Cell:
    return lambda task, share: fact.reader(task)


def _status(fact: Fact) -> Cell:
    return lambda task, share: vocabulary.status(task, fact) or VALUE


def _exposure_status(task: TaskSummary, _: TaskShare | None) -> str:
    if task.exposure is None:
        return vocabulary.NOT_LABELLED
    return VALUE if task.human_exposure else f"human label {vocabulary.NOT_PUBLISHED}"


def _use_status(_: TaskSummary, share: TaskShare | None) -> str:
    if share is None:
        return vocabulary.NOT_OBSERVED
    return vocabulary.share_of(share) if share.share_percent is None else VALUE


COLUMNS: Final[dict[str, Cell]] = {
    "task_id": _value(TASK_ID),
    "task": _value(STATEMENT),
    "type": _value(TYPE),
    "type_status": _status(TYPE),
    "importance_1_to_5": _value(TASK_SUMMARY["importance"]),
    "importance_status": _status(TASK_SUMMARY["importance"]),
    "rated_by": _value(TASK_SUMMARY["rated_by"]),
    "rated_by_status": _status(TASK_SUMMARY["rated_by"]),
    "rank_in_occupation": _value(TASK_SUMMARY["rank"]),
    "rated_tasks_in_occupation": _value(TASK_SUMMARY["rated_tasks"]),
    "relevance_percent": _value(TASK_SUMMARY["relevance_percent"]),
    "relevance_status": _status(TASK_SUMMARY["relevance_percent"]),
    "exposure_label_gpt4": _value(TASK_SUMMARY["exposure"]),
    "exposure_label_human": _value(TASK_SUMMARY["human_exposure"]),
    "exposure_status": _exposure_status,
    "ai_use_share_percent": lambda task, share: share and share.share_percent,
    "ai_use_status": _use_status,
    "ai_use_release": lambda task, share: share and share.release,
    "other_tasks_sharing_this_share": lambda task, share: share and share.shared_count,
    "occupation_code": lambda task, share: task.occupation_code,
    "occupation_title": lambda task, share: task.occupation_title,
}
"""Name of a column → its cell for a task and the newest share of it (None: not observed)."""
