"""The terms of the publishers, and the order in which we show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

TaskType = Literal["core", "supplemental"]
ExposureLabel = Literal["E0", "E1", "E2"]
Level = Literal["gwa", "iwa", "dwa"]
Kind = Literal["task", "occupation", "activity"]
Raters = Literal["incumbents", "experts", "analysts"]
"""Whom O*NET has the ratings of a task from: people who do the job, experts on it, or analysts."""
Matching = Literal["text", "onet-20.1-id", "task-id"]
"""How a usage text was joined to a task: by its normalised text, through the Task ID of the
O*NET 20.1 statement with that text, or by the Task ID that the publisher gives."""
ChangeKind = Literal[
    "added",
    "reworded",
    "retyped",
    "moved",
    "retired",
    "occupation-added",
    "occupation-renamed",
    "occupation-removed",
]
"""What can become of a task or of an occupation from one release of O*NET to the next."""
Interval = tuple[float, float]
"""Lower and upper bound of a published 95 % confidence interval, in the unit of the figure."""
EXPOSURE_LABELS: tuple[ExposureLabel, ...] = ("E0", "E1", "E2")
UNLABELLED = "unlabelled"
"""What stands in the place of a label where a task has none."""
LABELS = (*EXPOSURE_LABELS, UNLABELLED)
PATTERNS = (
    "directive",
    "feedback_loop",
    "task_iteration",
    "learning",
    "validation",
    "none",
    "not_classified",
)
"""Collaboration patterns of the Anthropic Economic Index, in the order in which we show them."""
RATERS: tuple[Raters, ...] = get_args(Raters)
USE_CASES = ("work", "coursework", "personal")
"""What the Index says that conversations were for, in the order in which we show it."""
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""In the order in which we show them."""
ROUNDED_TO_ZERO_PERCENT = 0.005
"""Releases of the Index in the node layout round percentages to two decimals: a 0.00 of theirs is
anything up to this."""
PACKED = ".gz"
"""Ending of a download that is packed with gzip."""


def label_counts(labels: Iterable[ExposureLabel | None]) -> Mapping[str, int]:
    """Each of LABELS → how many tasks have it; None: the task is not labelled."""
    counts = dict.fromkeys(LABELS, 0)
    for label in labels:
        counts[label or UNLABELLED] += 1
    return counts
