"""An occupation's tasks as CSV. Called by `webapp.occupations.views`.

A spreadsheet must not take a missing figure for zero, nor a reader have to guess why it is
missing: the cell of a missing figure is empty, and the column after it says why, in the words of
the pages. `value` stands there where there is a figure, zero included.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from index.records import OccupationEntry, ReleaseInfo, TaskShare, TaskSummary
from webapp.http import addresses
from webapp.text import vocabulary

HEADER: Final = (
    "task_id",
    "task",
    "type",
    "type_status",
    "importance_1_to_5",
    "importance_status",
    "rank_in_occupation",
    "rated_tasks_in_occupation",
    "relevance_percent",
    "relevance_status",
    "exposure_label_gpt4",
    "exposure_label_human",
    "exposure_status",
    "ai_use_share_percent",
    "ai_use_status",
    "ai_use_release",
    "other_tasks_sharing_this_share",
    "occupation_code",
    "occupation_title",
    "url",
    "onet_release",
    "taskdex_release",
)
VALUE: Final = "value"


def tasks(entry: OccupationEntry, shares: Sequence[TaskShare], release: ReleaseInfo) -> str:
    """All tasks of an occupation, the most important first. RFC 4180, with a line of names."""
    latest = {share.task_id: share for share in shares}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for task in entry.tasks:
        writer.writerow([*_row(task, latest.get(task.task_id)), *_provenance(task, release)])
    return text.getvalue()


def _row(task: TaskSummary, share: TaskShare | None) -> Iterator[object]:
    yield task.task_id
    yield task.text
    yield task.type
    yield VALUE if task.type else vocabulary.NOT_PUBLISHED
    yield task.importance
    yield vocabulary.importance_status(task) or VALUE
    yield task.rank
    yield task.rated_tasks
    yield task.relevance_percent
    yield vocabulary.relevance_status(task) or VALUE
    yield task.exposure
    yield task.human_exposure
    if task.exposure is None:
        yield vocabulary.NOT_LABELLED
    else:
        yield VALUE if task.human_exposure else f"human label {vocabulary.NOT_PUBLISHED}"
    yield None if share is None else share.share_percent
    if share is None:
        yield vocabulary.NOT_OBSERVED
    else:
        yield vocabulary.NOT_PUBLISHED if share.share_percent is None else VALUE
    yield None if share is None else share.release
    yield None if share is None else share.shared_count


def _provenance(task: TaskSummary, release: ReleaseInfo) -> Iterator[object]:
    yield task.occupation_code
    yield task.occupation_title
    yield addresses.absolute(addresses.task(task.task_id))
    yield release.onet.release
    yield release.release_id
